package corpus

import (
	"strings"
	"testing"
)

// foreignNews is a paragraph of news in each of the languages that lie most often
// among English ones. Written for this test.
var foreignNews = map[string]string{
	"es": "El ayuntamiento de la ciudad aprobó el martes un presupuesto que prevé la reparación del muelle norte antes del verano. La alcaldesa dijo que los trabajos no pueden esperar más, porque una parte de la estructura ya ha cedido y los vecinos tienen miedo. La oposición votó en contra de la propuesta.",
	"fr": "Le conseil municipal a adopté mardi un budget qui prévoit la réparation du quai nord avant l’été. La maire a déclaré que les travaux ne pouvaient plus attendre, car une partie de la structure a déjà cédé et les habitants ont peur. L’opposition a voté contre la proposition.",
	"de": "Der Stadtrat hat am Dienstag einen Haushalt beschlossen, der die Reparatur des Nordkais noch vor dem Sommer vorsieht. Die Bürgermeisterin sagte, die Arbeiten könnten nicht länger warten, weil ein Teil der Anlage schon nachgegeben habe und die Anwohner Angst hätten. Die Opposition stimmte dagegen.",
	"pt": "A câmara municipal aprovou na terça-feira um orçamento que prevê a reparação do cais norte antes do verão. A presidente disse que as obras não podem esperar mais, porque uma parte da estrutura já cedeu e os moradores têm medo. A oposição votou contra a proposta.",
	"it": "Il consiglio comunale ha approvato martedì un bilancio che prevede la riparazione del molo nord prima dell’estate. La sindaca ha detto che i lavori non possono più aspettare, perché una parte della struttura ha già ceduto e gli abitanti hanno paura. L’opposizione ha votato contro la proposta.",
	"nl": "De gemeenteraad heeft dinsdag een begroting aangenomen die voorziet in de reparatie van de noordelijke kade voor de zomer. De burgemeester zei dat het werk niet langer kan wachten, omdat een deel van de constructie al is bezweken en de bewoners bang zijn. De oppositie stemde tegen het voorstel.",
	"sv": "Kommunfullmäktige antog på tisdagen en budget som innebär att den norra kajen ska repareras före sommaren. Borgmästaren sade att arbetet inte kan vänta längre, eftersom en del av konstruktionen redan har gett vika och de boende är rädda. Oppositionen röstade mot förslaget.",
	"da": "Byrådet vedtog tirsdag et budget, der betyder, at den nordlige kaj skal repareres inden sommer. Borgmesteren sagde, at arbejdet ikke kan vente længere, fordi en del af konstruktionen allerede har givet efter, og beboerne er bange. Oppositionen stemte imod forslaget, som blev fremsat af hende selv.",
	"no": "Bystyret vedtok tirsdag et budsjett som betyr at den nordlige kaien skal repareres før sommeren. Ordføreren sa at arbeidet ikke kan vente lenger, fordi en del av konstruksjonen allerede har gitt etter, og beboerne er redde. Opposisjonen stemte mot forslaget, som ble lagt fram av henne selv.",
	"pl": "Rada miasta przyjęła we wtorek budżet, który przewiduje naprawę północnego nabrzeża jeszcze przed latem. Burmistrz powiedziała, że prace nie mogą dłużej czekać, ponieważ część konstrukcji już się zapadła, a mieszkańcy się boją. Opozycja głosowała przeciw tej propozycji, ale nie przedstawiła własnej.",
	"cs": "Městská rada v úterý schválila rozpočet, který počítá s opravou severního nábřeží ještě před létem. Starostka řekla, že práce už nemohou čekat, protože část stavby se už propadla a obyvatelé se bojí. Opozice hlasovala proti návrhu, ale vlastní nepředložila, jak se očekávalo.",
	"ro": "Consiliul local a adoptat marți un buget care prevede repararea cheiului de nord înainte de vară. Primărița a declarat că lucrările nu mai pot aștepta, pentru că o parte din structură a cedat deja și locuitorii se tem. Opoziția a votat împotriva propunerii, dar nu a prezentat una.",
	"tr": "Belediye meclisi salı günü kuzey rıhtımının yaz gelmeden onarılmasını öngören bir bütçeyi kabul etti. Belediye başkanı, yapının bir bölümü çöktüğü için çalışmaların daha fazla bekleyemeyeceğini ve halkın korktuğunu söyledi. Muhalefet ise bu öneriye karşı oy kullandı ama kendisi bir öneri sunmadı ve çok az konuştu.",
	"fi": "Kaupunginvaltuusto hyväksyi tiistaina talousarvion, jonka mukaan pohjoinen laituri korjataan ennen kesää. Pormestari sanoi, että työt eivät voi enää odottaa, koska osa rakenteesta on jo pettänyt ja asukkaat pelkäävät. Oppositio äänesti ehdotusta vastaan, mutta se ei ole tehnyt omaa, kuten oli luvannut.",
	"hu": "A városi tanács kedden elfogadta azt a költségvetést, amely szerint az északi rakpartot még a nyár előtt kijavítják. A polgármester azt mondta, hogy a munka nem várhat tovább, mert a szerkezet egy része már beszakadt, és a lakók félnek. Az ellenzék a javaslat ellen szavazott, de nem tett másikat.",
	"vi": "Hội đồng thành phố hôm thứ Ba đã thông qua ngân sách để sửa chữa bến tàu phía bắc trước mùa hè. Bà thị trưởng nói rằng công việc không thể chờ đợi lâu hơn nữa, vì một phần của công trình đã sụp đổ và người dân lo sợ. Phe đối lập đã bỏ phiếu chống.",
	"id": "Dewan kota pada hari Selasa menyetujui anggaran yang akan digunakan untuk memperbaiki dermaga utara sebelum musim panas. Wali kota mengatakan bahwa pekerjaan itu tidak bisa menunggu lebih lama lagi, karena sebagian dari bangunan sudah runtuh dan warga takut. Oposisi menolak usul tersebut.",
	"hr": "Gradsko vijeće usvojilo je u utorak proračun koji predviđa popravak sjevernog pristaništa još prije ljeta. Gradonačelnica je rekla da radovi ne mogu više čekati, jer je dio konstrukcije već popustio i stanovnici se boje. Oporba je glasala protiv prijedloga, ali nije iznijela svoj kako je bila najavila.",
	"ru": "Городской совет во вторник принял бюджет, который предусматривает ремонт северного причала ещё до лета. Мэр сказала, что работы не могут больше ждать, потому что часть конструкции уже обрушилась и жители боятся.",
	"uk": "Міська рада у вівторок ухвалила бюджет, який передбачає ремонт північного причалу ще до літа. Мерка сказала, що роботи не можуть більше чекати, бо частина конструкції вже обвалилася і мешканці бояться.",
	"el": "Το δημοτικό συμβούλιο ενέκρινε την Τρίτη προϋπολογισμό που προβλέπει την επισκευή της βόρειας προβλήτας πριν από το καλοκαίρι. Η δήμαρχος είπε ότι οι εργασίες δεν μπορούν να περιμένουν άλλο.",
	"ar": "وافق مجلس المدينة يوم الثلاثاء على ميزانية تنص على إصلاح الرصيف الشمالي قبل الصيف. وقالت رئيسة البلدية إن الأعمال لا يمكن أن تنتظر أكثر من ذلك لأن جزءا من البناء قد انهار بالفعل والسكان خائفون.",
	"zh": "市议会星期二通过预算，计划在夏天之前修复北码头。市长说，工程不能再等了，因为部分结构已经坍塌，居民们都很害怕。反对派投票反对这项提案，但没有提出自己的方案。",
	"ja": "市議会は火曜日、夏までに北埠頭を修理する予算を可決した。市長は、構造物の一部がすでに崩れており住民が怖がっているので、工事はこれ以上待てないと述べた。野党は提案に反対票を投じた。",
}

// Every language is told from English, which another is named does not matter, and
// English is never taken for one: not where it quotes one at length, nor in tables
// of names and results, which have few words of any language.
func TestForeignNews(t *testing.T) {
	const english = "The city council approved a budget on Tuesday that provides for the repair of the north quay before the summer. The mayor said that the work could not wait any longer, because a part of the structure had already given way and people were afraid. "
	g := gate{lang: "en"}
	for lang, s := range foreignNews {
		for _, said := range []string{"", "en", lang} {
			if got := g.spoken(said, s); got == "" || g.foreign(got) == "" {
				t.Errorf("%s, said to be %q, is let through as %q", lang, said, got)
			}
		}
		body := "“" + s + "”\n\n" + strings.Repeat(english, 30)
		if reason := g.foreign(g.spoken("", body)); reason != "" {
			t.Errorf("English that begins with a statement in %s: %s", lang, reason)
		}
	}
	for _, s := range []string{
		english, english[:100],
		"W. Smith, Z. Jones, O. de la Cruz, E. van der Berg, A. da Silva, I. El Amin, M. Al Rashid, D. Le Roux, L. de Souza, Y. di Marco, S. del Rio, N. den Haag, T. von Berg, K. des Roches, U. dos Santos, P. du Plessis.",
		"Results: Porto 2, Roma 1; Real Madrid 3, Celta de Vigo 0; Paris SG 4, Le Havre 2; Bayern 5, Köln 1; Ajax 2, NEC 2; Malmö 1, AIK 0; Legia 3, Lech 1; El Paso 2, Los Angeles 1; San Jose 0, La Plata 0.",
	} {
		for _, said := range []string{"", "en"} {
			if reason := g.foreign(g.spoken(said, s)); reason != "" {
				t.Errorf("%q: %s", s, reason)
			}
		}
	}
	if got := g.spoken("de", english); got != "en" {
		t.Errorf("English that is labelled German is %q", got)
	}
}

func TestUntilAndLength(t *testing.T) {
	holdCases(t, map[string]readingCase{
		"from a day to a day": {
			files: map[string]string{"a.csv": "id,text,date\n1,One.,2016-01-01\n2,Two.,2016-01-02\n3,Three.,2016-01-03T23:59:00-08:00\n4,Four.,2016-01-04\n5,Five.,\n"},
			opts:  Options{Since: day("2016-01-02"), Until: day("2016-01-03")},
			want:  []string{"2|in|line 3||Two.", "3|in|line 4||Three.", "5|in|line 6||Five."},
		},
		"texts of a few words": {
			files: map[string]string{"a.txt": "Only – three words!", "b.txt": "But this has four.", "c.txt": " – ", "d.txt": "…"},
			opts:  Options{MinWords: 4},
			want: []string{"b|in|||But this has four.", "a.txt: text of 3 words, fewer than --min-words 4",
				"c.txt: text of 0 words, fewer than --min-words 4", "d.txt: text of 0 words, fewer than --min-words 4"},
		},
	})
}
