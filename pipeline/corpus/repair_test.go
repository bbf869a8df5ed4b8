package corpus

import (
	"strings"
	"testing"
	"time"
)

func TestFixUTF8(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		ok             bool
	}{
		{"windows-1252 throughout", "He said: \x93Na\xefve \x96 and costly: \x8010.\x94", "He said: “Naïve – and costly: €10.”", true},
		{"a byte that windows-1252 lacks", "Not \x81 in the table of that code page.", "Not \uFFFD in the table of that code page.", true},
		{"curly marks pasted into UTF-8", "“Sí” and \x91no\x92", "“Sí” and ‘no’", true},
		{"a rune cut in two", "“Sí” it said, and then broke off \xe2\x80", "“Sí” it said, and then broke off \uFFFD", true},
		{"a run of several invalid bytes is one loss", "“Well”, he said and left \xc3\xc3\xc3", "“Well”, he said and left \uFFFD", true},
		{"another code page, mostly high bytes", "\xcf\xf0\xe8\xe2\xe5\xf2 \x81", "", false},
	} {
		got, ok := fixUTF8(c.in)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s: got %q, %v", c.name, got, ok)
		}
	}
}

func TestEntities(t *testing.T) {
	for in, want := range map[string]string{
		"&rsquo;":                           "’",
		"&#8217;&#x2019;&#X2019;":           "’’’",
		"&#146;":                            "’", // windows-1252 by number, as browsers read it
		"&amp;rsquo;":                       "’",
		"&amp;amp;rsquo;":                   "&rsquo;",
		"&semi;":                            ";",
		"&fjlig;":                           "fj",
		"&CounterClockwiseContourIntegral;": "∳",
		"&lt;b&gt;":                         "<b>",
		"&nbsp;":                            "\u00a0",
		"&":                                 "&", "&;": "&;", "&#;": "&#;", "&# 8217;": "&# 8217;", "&ampx;": "&ampx;", "&notit;": "&notit;", "&Rsquo;": "&Rsquo;",
		"R&D; that is all": "R&D; that is all", "&#8217": "&#8217", "&#0;": "&#0;", "&#27;": "&#27;", "&#xFFFFFFFF;": "&#xFFFFFFFF;", "&#821x;": "&#821x;",
	} {
		if got, changed := decodeEntities(in); got != want || changed != (in != want) {
			t.Errorf("%s: got %q, %v; want %q", in, got, changed, want)
		}
	}
}

func TestLoneSurrogate(t *testing.T) {
	for in, want := range map[string]bool{
		`"\ud83d\ude00"`: false, `"\uD83D\uDE00"`: false, `"\ud83d"`: true, `"\ude00"`: true, `"\ud83d\ud83d\ude00"`: true,
		`"\\ud83d"`: false, `"\\\ud83d"`: true, `"\ufffd \udbff\udfff"`: false, `"\ud83dx\ude00"`: true,
	} {
		if got := loneSurrogate([]byte(in)); got != want {
			t.Errorf("%s: %v", in, got)
		}
	}
}

func TestParseDate(t *testing.T) {
	day := time.Date(2016, 9, 2, 0, 0, 0, 0, time.UTC)
	for _, s := range []string{
		"2016-09-02", " 2016-09-02\n", "2016-09-02T23:59:59Z", "2016-09-02T23:30:00-05:00", "2016-09-02T00:30:00.123+09:00", "2016-09-02T10:00:00+0200",
		"2016-09-02T10:00:00", "2016-09-02T10:00Z", "2016-09-02 10:00:00", "2016-09-02 10:00:00 +0000", "2016-09-02 10:00", "2016/09/02", "20160902",
		"Fri, 02 Sep 2016 10:00:00 GMT", "Fri, 2 Sep 2016 10:00:00 +0200", "September 2, 2016", "Sept. 2, 2016", "Sep 2, 2016", "2 September 2016", "2 Sep 2016", "Friday, September 2, 2016",
	} {
		if got, ok := parseDate(s); !ok || !got.Equal(day) {
			t.Errorf("%q: %v, %v", s, got, ok)
		}
	}
	if got, ok := parseDate(" "); !ok || !got.IsZero() {
		t.Errorf("no date: %v, %v", got, ok)
	}
	for _, s := range []string{"09/02/2016", "yesterday", "2016-13-40", "2016-09", "0000-01-01"} {
		if got, ok := parseDate(s); ok || !got.IsZero() {
			t.Errorf("%q: %v, %v", s, got, ok)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for in, want := range map[string]string{
		"en": "en", "EN-us": "en", "en_GB": "en", "eng": "en", "es-419": "es", "zh-Hant-TW": "zh",
		"": "", "und": "", "mul": "", "English": "", "x": "", "!": "", strings.Repeat("a-", 1000): "",
	} {
		if got := languageOf(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestGuessLanguage(t *testing.T) {
	for _, c := range []struct{ text, want, guess string }{
		{"The mayor of the town said on Friday that she had not been told of the plan, and that she would ask the council to vote on it again.", "en", ""},
		{"Flights from Los Angeles to La Paz, Santa Cruz de la Sierra and San Juan de la Maguana were cancelled; El Paso, Las Vegas, La Ceiba and El Salvador follow.", "en", ""},
		{"Results: Leeds 3, Hull 1. York 0, Bath 2. Derby 4, Stoke 4. Wigan 1, Luton 0. Reading 2, Millwall 2. Barnsley 1, Oldham 3. Bury 0, Crewe 0. Exeter 5, Swindon 1.", "en", ""},
		{spanish, "en", "es"},
		{spanish, "es", ""},
		{"Le ministre a dit que les négociations avec les syndicats ne sont pas terminées et que le projet sera présenté dans une semaine au plus tard.", "en", "fr"},
		{"Der Minister sagte am Montag, dass die Verhandlungen mit den Gewerkschaften noch nicht zu Ende sind und dass er nicht zurücktreten wird.", "en", "de"},
		{"O ministro disse que não vai aceitar a proposta dos sindicatos e que as negociações do acordo foram adiadas para o mês que vem, como já tinha dito.", "en", "pt"},
		{"Il ministro ha detto che non accetterà la proposta dei sindacati e che le trattative sono state rinviate al mese di marzo, come aveva già detto.", "en", "it"},
		{"Menteri itu mengatakan bahwa perundingan dengan serikat buruh tidak akan selesai pada bulan ini dan dia sudah meminta waktu untuk itu.", "en", "id"},
		{"Ministern sade på måndagen att förhandlingarna med facket inte är över och att han inte kommer att avgå från sin post i år.", "en", "sv"},
		{"Minister powiedział w poniedziałek, że rozmowy ze związkami nie są jeszcze skończone i że to nie on jest za to odpowiedzialny, ale jego zastępca.", "en", "pl"},
		{"De minister zei dat het voorstel van de bonden niet op tafel ligt en dat er nog een maand over wordt gesproken, zoals hij al eerder had gezegd.", "en", "nl"},
		{"The mayor of the town said on Friday that she had not been told of the plan, and that she would ask the council to vote on it.", "fi", "en"},
		{"Министр заявил, что переговоры с профсоюзами ещё не закончены.", "en", "ru"},
		{"Міністр заявив, що переговори з профспілками ще не завершено.", "uk", ""},
		{"政府は月曜日、組合との交渉がまだ終わっていないと発表した。大臣は辞任しないと述べた。", "en", "ja"},
		{"政府周一宣布与工会的谈判尚未结束，部长表示他不会辞职，并将继续推动该计划。", "en", "zh"},
		{"정부는 월요일 노조와의 협상이 아직 끝나지 않았다고 발표했다.", "en", "ko"},
		{"قال الوزير إن المفاوضات مع النقابات لم تنته بعد وإنه لن يستقيل", "en", "ar"},
	} {
		if got := guessLanguage(c.text, c.want); got != c.guess {
			t.Errorf("%.30q: guessed %q, want %q", c.text, got, c.guess)
		}
	}
}
