package corpus

import "strings"

// functionWords are the commonest short words of the languages most likely to
// lie among English news. What two languages share stays in both lists.
var functionWords = map[string]map[string]bool{
	"en": wordSet("the of and to a in that is was for it on with as he she his her be at by i this had not are but from or have an they which you were we their has would there been will who said"),
	"es": wordSet("de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy"),
	"fr": wordSet("de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec son ou aux d l s n qu c elle cette mais ont été être leur comme nous vous"),
	"de": wordSet("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber"),
	"pt": wordSet("de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era"),
	"it": wordSet("di e il la che in un a per è una non sono con si da del della le dei come più al ma ha nel i anche gli alla lo se o delle ci su questo dal essere stato tra l d nella hanno dell"),
	"id": wordSet("yang dan di dari untuk dengan ini itu pada tidak ke dalam juga akan ada oleh karena adalah saya mereka kita bisa sudah kami telah lebih para dia seperti atau bahwa sebagai tersebut hanya jika saat"),
	"sv": wordSet("och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när nu ut vid hade hon år efter ska eller"),
	"pl": wordSet("i w na z się nie to do że jest o jak a od za po przez co dla ale tym być są tak było może który która które jego ich czy już tylko ze oraz pod"),
	"da": wordSet("og at det er en til på den af for med der som ikke de har et var jeg kan vi om han fra men sig ved havde så efter blev skal hun ville være være eller når også nu ud over efter alle mod hvor bliver fordi"),
	"no": wordSet("og at det er en til på den av for med der som ikke de har et var jeg kan vi om han fra men seg ved hadde så etter ble skal hun ville være eller når også nå ut over alle mot hvor blir fordi sier"),
	"fi": wordSet("ja on ei että se oli hän mutta ovat kun myös joka sen niin kuin mukaan jo jos vain ole sekä mitä tai hänen sitä nyt ollut voi koska enää kuten joiden jotka tämän vielä olla he ne eivät tämä siitä jossa jonka"),
	"hu": wordSet("az és hogy nem is egy ez meg de van csak már el azt volt még ki mint ha vagy akkor szerint lehet minden azonban után amely nagyon pedig ami ezt sem majd így mert több lesz kell aki elő között"),
	"tr": wordSet("bir ve bu için da de çok ile ne ama olarak daha gibi olan kadar sonra var ise en değil ki o her mi ben göre oldu dedi olduğunu ancak olduğu yeni kendi iki şey bunu diye söyledi bin karşı"),
	"cs": wordSet("se na je že to jsem ve si by do jako za ale po co tak jsou podle jeho aby pro při byl byla které který která už ze od není jen až bude také jak ke když jsme ho mu proti před"),
	"ro": wordSet("de în și a la cu că nu pe să care din un o mai pentru este au fi dar ce sunt lui fost se al ca au o după această acest cei lor prin dacă ale era avea spus noi fără sau către"),
	"hr": wordSet("je da se na su za od kako koji što ne će to bi ili iz ali koja koje nije sam do po već prema jer o samo još kao bio bila rekao sve smo prije te nakon može oko bez bude dok kod"),
	"vi": wordSet("và của là có cho không được trong một với những người các đã này đến ra từ khi để về như sẽ cũng tôi vào ông nhiều năm phải tại theo lại hơn vì nói thì đó bà trên"),
	"nl": wordSet("de van een het en in is dat op te zijn met voor niet aan er om ook als maar bij dan nog uit door over hij ze naar heeft hebben wordt deze tot was die we worden ik je zich geen"),
}

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
