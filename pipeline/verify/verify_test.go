package verify

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/transcript"
)

// source is a transcript of turns, "NAME: words" a paragraph.
func source(id, date, text string) transcript.Transcript {
	t := transcript.Transcript{ID: id, Date: date, Text: text}
	at := 0
	for par := range strings.SplitSeq(text, "\n\n") {
		speaker, _, found := strings.Cut(par, ": ")
		from := at
		if found && strings.ToUpper(speaker) == speaker {
			from += len(speaker) + 2
		} else {
			speaker = ""
		}
		t.Turns = append(t.Turns, transcript.Turn{Start: from, End: at + len(par), Speaker: speaker})
		at += len(par) + 2
	}
	return t
}

func index(t testing.TB, sources ...transcript.Transcript) *Index {
	t.Helper()
	var b Builder
	for _, s := range sources {
		b.Add(s, Words(&s))
	}
	ix, rejected, err := b.Build()
	if err != nil || len(rejected) > 0 {
		t.Fatal(err, rejected)
	}
	return ix
}

// quoted is a quote of Ann Lee's, printed on 3 May 2016.
func quoted(text string) *record.Quote {
	const at = 100
	return &record.Quote{ID: "a#1", Article: "a", Date: "2016-05-03", Start: at, End: at + len(text), Text: text,
		Segments: []record.Span{{Start: at, End: at + len(text)}}, Class: record.ClassQuote, Kind: record.KindDirect,
		Speaker: &record.Speaker{ID: "ann-lee", Name: "Ann Lee", Type: record.TypePerson, Confidence: 0.97}}
}

// found shows a finding in a line: verdict, flags, differences that count.
func found(f Finding) string {
	out := append([]string{f.Row.Verdict}, f.Row.Flags...)
	for _, d := range f.Row.Differences {
		if d.Severity > 0 {
			out = append(out, fmt.Sprintf("%s:%d", d.Type, d.Severity))
		}
	}
	return strings.Join(out, " ")
}

const hearing = "ANN LEE: Good evening. We are going to win your state, and your state is going to be proud of it. " +
	"Camping by the lower dam is not permitted after the first of May. The levy goes up by 25 percent next year. (APPLAUSE) " +
	"I never said that the mayor was paid to look away from the bridge. " +
	"The first wall was built of clay. Nobody asked the river what it thought of that. The second wall was built of promises.\n\n" +
	"BEN SOTO: Will the harbour be closed to the small boats in the winter?\n\n" +
	"ANN LEE: If the ice comes early the harbour will be closed to the small boats. I have (INAUDIBLE) for the fishermen of this town and I am tired of (INAUDIBLE)\n\n" +
	"BEN SOTO: The fishermen would like to know about the fuel.\n\n" +
	"ANN LEE: The fuel is for the boats and not for the ministry. We will pay for it out of the harbour fund"

func TestVerdicts(t *testing.T) {
	ix := index(t, source("hearing", "2016-05-02", hearing))
	for _, c := range []struct{ name, quote, want string }{
		{"as it was said", "The levy goes up by 25 percent next year.", "verbatim"},
		{"case and marks", "the levy goes up by 25 percent, next year!", "verbatim punctuation:1 punctuation:1"},
		{"cut at either end", "goes up by 25 percent", "verbatim"},
		{"stage directions are not words", "The levy goes up by 25 percent next year. I never said that the mayor was paid to look away from the bridge.", "verbatim"},
		{"style", "We’re going to win your state", "minor contraction:1"},
		{"the form of a number", "The levy goes up by twenty-five per cent next year", "minor"},
		{"25 against 30", "The levy goes up by 30 percent next year.", "altered number-value:4"},
		{"a negation lost", "Camping by the lower dam is permitted after the first of May.", "altered negation:4"},
		{"your state, a name", "We are going to win Michigan, and your state is going to be proud of it.", "altered substitution:3"},
		{"a name in brackets is an editor's", "We are going to win [Michigan], and your state is going to be proud of it.", "altered bracket:2"},
		{"a sentence dropped without a mark", "The first wall was built of clay. The second wall was built of promises.", "altered omission:3"},
		{"with a mark", "The first wall was built of clay ... The second wall was built of promises.", "minor ellipsis:1"},
		{"a mark that hides a negator", "Camping by the lower dam is … permitted after the first of May.", "altered ellipsis:4"},
		{"out of context", "the mayor was paid to look away from the bridge", "verbatim context"},
		{"a condition cut off", "the harbour will be closed to the small boats", "verbatim context"},
		{"nothing like it", "The lighthouse keeper sold his lamp to a circus in the spring", "not-found"},
		{"half of it alone", "The levy goes up by 25 percent because the county asked for it and the bank agreed", "not-found"},
		{"a word", "levy", "not-found"},
		{"words that two people's turns make", "winter if the ice comes", "not-found"},
		{"worse than the quote", "I have asked the ministry for fuel for the fishermen of this town", "minor insertion:1"},
		{"pieces from afar", "We are going to win your state, and we will pay for it out of the harbour fund", "spliced splice:3"},
		{"not so far, behind an ellipsis", "We are going to win your state ... We will pay for it out of the harbour fund", "minor ellipsis:1"},
	} {
		if got := found(ix.Verify(quoted(c.quote), "")); got != c.want {
			t.Errorf("%s: %q is %s, want %s", c.name, c.quote, got, c.want)
		}
	}
}

// What an ellipsis may hide is an answer's length, and not a speech.
func TestFarBehindAnEllipsis(t *testing.T) {
	ix := index(t, source("x", "2016-05-02", "ANN LEE: We are going to win your state in November. "+strings.Repeat("There is a lot more to be told about fish. ", 20)+"We will pay for it out of the harbour fund."))
	if got := found(ix.Verify(quoted("We are going to win your state in November ... We will pay for it out of the harbour fund"), "")); got != "spliced splice:3" {
		t.Errorf("got %s", got)
	}
	if got := found(ix.Verify(quoted("We will pay for it out of the harbour fund ... We are going to win your state in November"), "")); got != "spliced splice:3" {
		t.Errorf("in another order: got %s", got)
	}
}

func TestWhoAndWhen(t *testing.T) {
	const words = "The lamp in the tower was lit by my own father every night"
	for _, c := range []struct {
		name, label, date, want string
		set                     func(q *record.Quote)
	}{
		{"surname alone", "LEE", "2016-05-02", "verbatim", nil},
		{"of one surname", "MARCUS LEE", "2016-05-02", "verbatim speaker", nil},
		{"another", "BEN SOTO", "2016-05-02", "verbatim speaker", nil},
		{"nobody named", "", "2016-05-02", "verbatim", nil},
		{"an office speaks", "BEN SOTO", "2016-05-02", "verbatim", func(q *record.Quote) { q.Speaker.Type = record.TypeOrganisation }},
		{"a speaker of ours who is unsure", "BEN SOTO", "2016-05-02", "verbatim", func(q *record.Quote) { q.Speaker.Confidence = 0.5 }},
		{"later", "ANN LEE", "2016-05-04", "verbatim date", nil},
		{"the same day", "ANN LEE", "2016-05-03", "verbatim", nil},
		{"no date", "ANN LEE", "", "verbatim", nil},
	} {
		text := words
		if c.label != "" {
			text = c.label + ": " + words
		}
		q := quoted(words)
		if c.set != nil {
			c.set(q)
		}
		if got := found(index(t, source("x", c.date, text)).Verify(q, "")); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// What another says in nearly the same words is no record of a quote.
func TestAnothersTellingAccusesNobody(t *testing.T) {
	ix := index(t, source("x", "2016-05-02", "BEN SOTO: She told us that the lamp in the old tower was lit by her own mother every night"))
	if got := found(ix.Verify(quoted("The lamp in the tower was lit by my own father every night"), "")); got != "not-found" {
		t.Errorf("got %s", got)
	}
	// two words of anybody's are chance
	ix = index(t, source("x", "2016-05-02", "BEN SOTO: the old tower"))
	if got := found(ix.Verify(quoted("old tower"), "")); got != "not-found" {
		t.Errorf("two words: got %s", got)
	}
}

// A rally line stands in twenty transcripts: the nearest before the article
// comes first, and no more are listed than a row holds.
func TestRallyLine(t *testing.T) {
	var sources []transcript.Transcript
	for day := 1; day <= 20; day++ {
		sources = append(sources, source(fmt.Sprintf("rally-%02d", day), fmt.Sprintf("2016-05-%02d", day),
			fmt.Sprintf("ANN LEE: Hello, town number %d. We will build the lighthouse and the sea will pay for it. Good night.", day)))
	}
	ix := index(t, sources...)
	q := quoted("We will build the lighthouse and the sea will pay for it")
	q.Date = "2016-05-12"
	f := ix.Verify(q, "")
	if f.Row.Verdict != record.VerdictVerbatim || len(f.Row.Places) != maxPlaces {
		t.Fatalf("%s at %d places", f.Row.Verdict, len(f.Row.Places))
	}
	for i, p := range f.Row.Places {
		if want := fmt.Sprintf("rally-%02d", 12-i); p.Transcript != want {
			t.Errorf("place %d is %s, want %s", i, p.Transcript, want)
		}
	}
}

// Of two transcripts of a debate the one that the quote departs from less
// decides, and both are listed.
func TestDebateInTwoTranscripts(t *testing.T) {
	ix := index(t,
		source("debate-a", "2016-05-02", "LEE: The harbour belongs to the people who mend their nets in it, and I will keep hat promise."),
		source("debate-b", "2016-05-02", "ANN LEE: The harbour belongs to the people who mend their nets in it, and I will keep that promise."))
	f := ix.Verify(quoted("The harbour belongs to the people who mend their nets in it, and I will keep that promise."), "")
	if got := found(f); got != "verbatim" || len(f.Row.Places) < 1 || f.Row.Places[0].Transcript != "debate-b" {
		t.Errorf("%s at %+v", got, f.Row.Places)
	}
	f = ix.Verify(quoted("The harbour belongs to people who mend their nets in it, and I will keep that promise."), "")
	if got := found(f); got != "minor function-word:1" || f.Row.Places[0].Transcript != "debate-b" || len(f.Row.Places) != 2 {
		t.Errorf("%s at %+v", got, f.Row.Places)
	}
}

// Others' words between two turns of one speaker do not part what he says.
func TestInterrupted(t *testing.T) {
	ix := index(t, source("x", "2016-05-02", "ANN LEE: If everyone had voted as he voted\n\nBEN SOTO: Well, let me answer.\n\nANN LEE: we would not have rescued the harbour."))
	f := ix.Verify(quoted("If everyone had voted as he voted, we would not have rescued the harbour."), "")
	if f.Row.Verdict != record.VerdictVerbatim && f.Row.Verdict != record.VerdictMinor {
		t.Errorf("got %s", found(f))
	}
}

// Offsets of places and of both sides of a difference hold what they say.
func TestPlacesSayWhatStandsThere(t *testing.T) {
	s := source("hearing", "2016-05-02", hearing)
	s.Times = []transcript.Time{{Start: 0, At: 1500e6}, {Start: 120, At: 62e9}}
	ix := index(t, s)
	q := quoted("The levy goes up by 30 percent next year.")
	f := ix.Verify(q, "")
	p, d := f.Row.Places[0], f.Row.Differences[0]
	want := record.Place{Transcript: "hearing", Start: p.Start, End: p.End, Text: "The levy goes up by 25 percent next year", Turn: 1, Speaker: "ANN LEE", Time: "00:01:02.000", Score: p.Score}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("place (-want +got):\n%s", diff)
	}
	if s.Text[p.Start:p.End] != p.Text {
		t.Errorf("place says %q, and there stands %q", p.Text, s.Text[p.Start:p.End])
	}
	if s.Text[d.Base.Start:d.Base.End] != d.Base.Text || q.Text[d.Other.Start-q.Start:d.Other.End-q.Start] != d.Other.Text || d.Base.Text != "25 percent" {
		t.Errorf("difference %+v", d)
	}
	if f.Before != "Camping by the lower dam is not permitted after the first of May." || !strings.HasPrefix(f.After, "I never said") && !strings.Contains(f.After, "I never said") {
		t.Errorf("neighbours %q, %q", f.Before, f.After)
	}
}

// The order in which transcripts come changes no byte of the index.
func TestIndexIsTheSameInAnyOrder(t *testing.T) {
	a, b, c := source("a", "", "LEE: one two three four"), source("b", "", "LEE: two three four five"), source("c", "2016-01-02", hearing)
	var files [2]bytes.Buffer
	for i, sources := range [][]transcript.Transcript{{a, b, c, a}, {c, a, b}} {
		if err := index(t, sources...).Write(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("the bytes differ")
	}
}

// Of one text with two dates the earlier stays, whichever comes first; with one,
// that one.
func TestOneTextWithTwoDates(t *testing.T) {
	undated, early, late := source("a", "", hearing), source("a", "2016-05-02", hearing), source("a", "2016-06-02", hearing)
	for _, sources := range [][]transcript.Transcript{{undated, early, late}, {late, early, undated}, {early, late}, {late, early}} {
		if got := index(t, sources...).Transcripts; len(got) != 1 || got[0].Date != "2016-05-02" {
			t.Errorf("%d transcripts, the first of %q", len(got), got[0].Date)
		}
	}
}

func TestDuplicateID(t *testing.T) {
	var b Builder
	for _, s := range []transcript.Transcript{source("a", "", "one two"), source("a", "", "three four")} {
		b.Add(s, Words(&s))
	}
	ix, rejected, err := b.Build()
	if err != nil || len(ix.Transcripts) != 1 || len(rejected) != 1 || rejected[0].Reason != "duplicate id" {
		t.Errorf("%d kept, rejected %v, %v", len(ix.Transcripts), rejected, err)
	}
}

func TestIndexFile(t *testing.T) {
	ix := index(t, source("hearing", "2016-05-02", hearing), source("empty", "", "..."))
	var file bytes.Buffer
	if err := ix.Write(&file); err != nil {
		t.Fatal(err)
	}
	read, err := decode(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	q := quoted("The levy goes up by 30 percent next year.")
	if diff := cmp.Diff(ix.Verify(q, ""), read.Verify(q, "")); diff != "" {
		t.Errorf("the index that was read finds something else (-want +got):\n%s", diff)
	}
	other := bytes.Clone(file.Bytes())
	other[len(magic)] = 9
	if _, err := decode(other); err == nil || !strings.Contains(err.Error(), "version 9") {
		t.Errorf("an index of another version: %v", err)
	}
	for _, n := range []int{10, len(magic) + 3, 60, file.Len() - 1} {
		if _, err := decode(file.Bytes()[:n]); err == nil {
			t.Errorf("an index cut to %d bytes is read", n)
		}
	}
	bent := bytes.Clone(file.Bytes())
	bent[file.Len()/2] ^= 1
	if _, err := decode(bent); err != errCut {
		t.Errorf("a damaged index: %v", err)
	}
}

// The suffix array finds what a look at every place finds.
func TestRunsAgainstAllPlaces(t *testing.T) {
	var b strings.Builder
	for i := range 3000 { // a speech of nine words, over and over: runs beyond depth too
		fmt.Fprintf(&b, "%s ", []string{"red", "fish", "swim", "no", "more", "than", "old", "boats", "do"}[(i*i+i/7)%9])
	}
	ix := index(t, source("a", "", b.String()), source("b", "", b.String()[500:900]))
	for i := 0; i < 200; i += 7 {
		for n := 1; n <= depth; n++ {
			run := ix.words[i : i+n]
			r := ix.one(run[0])
			for k := 1; k < n; k++ {
				r = ix.extend(r, run[k])
			}
			var got, want []int
			for k := r.lo; k < r.hi; k++ {
				got = append(got, int(ix.order[k]))
			}
			for at := range ix.words {
				if ix.matches(at, run) {
					want = append(want, at)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("run of %d words from %d: %d places, want %d", n, i, len(got), len(want))
			}
		}
	}
}

// Of two days on which a line was said, the one whose event the article names
// comes first.
func TestEventDecides(t *testing.T) {
	const words = "ANN LEE: We will build the lighthouse and the sea will pay for it."
	ix := index(t, source("2016-04-20-debate-harbour-radio", "2016-04-20", words), source("2016-05-01-rally-milltown", "2016-05-01", words))
	for near, want := range map[string]string{
		"": "2016-05-01-rally-milltown", "Ann Lee said in the debate on Harbour Radio": "2016-04-20-debate-harbour-radio", "she told a rally in Milltown": "2016-05-01-rally-milltown",
	} {
		if got := ix.Verify(quoted("We will build the lighthouse and the sea will pay for it"), near).Row.Places[0].Transcript; got != want {
			t.Errorf("%q: %s, want %s", near, got, want)
		}
	}
}

// A speech without a paragraph is read in pieces, and nothing is lost between.
func TestLongSpeech(t *testing.T) {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, "Boat %d of the U.S. fleet came home with fish, and boat %d did not. ", i, i+1)
	}
	b.WriteString(strings.Repeat("and then some ", 4000)) // no sentence ends
	b.WriteString("the keeper put out the lamp for good")
	s := source("x", "2016-05-02", b.String())
	ix := index(t, s)
	for _, q := range []string{"Boat 1500 of the U.S. fleet came home with fish", "the keeper put out the lamp for good"} {
		if got := found(ix.Verify(quoted(q), "")); got != "verbatim" {
			t.Errorf("%q is %s", q, got)
		}
	}
	at := 0
	for _, w := range Words(&s) {
		if int(w.start) < at && int(w.end) <= at {
			t.Fatalf("word at byte %d comes after byte %d", w.start, at)
		}
		at = int(w.end)
	}
}

// A word of the record is taken for one that the quote has at its end only where
// no mark parts them: “trust. Secretary Clinton” is not “Ramos: Secretary Clinton”.
func TestEdges(t *testing.T) {
	ix := index(t, source("x", "2016-05-02", "ANN LEE: The point is, the mayor cannot just sell the bridge to the county. We had the same fleet as the town across the bay."))
	for quote, want := range map[string]string{
		"But the mayor cannot just sell the bridge to the county":    "the mayor cannot just sell the bridge to the county",
		"They had the same fleet as the town across the bay":         "We had the same fleet as the town across the bay",
		"We had the same fleet as the town across the river":         "We had the same fleet as the town across the bay",
		"the mayor cannot just sell the bridge to the county, folks": "the mayor cannot just sell the bridge to the county",
	} {
		f := ix.Verify(quoted(quote), "")
		if len(f.Row.Places) != 1 || f.Row.Places[0].Text != want {
			t.Errorf("%q: %+v, want %q", quote, f.Row.Places, want)
		}
	}
}

// A part too short to be found by itself is looked for with the one before.
func TestPiecesMerged(t *testing.T) {
	ix := index(t, source("x", "2016-05-02", "ANN LEE: The mayor cannot say whatever he wants to say to the boats. It has consequences here and around the bay. "+
		strings.Repeat("There is a lot more to be told about fish. ", 20)+"We are going to have to work with the fishermen of every faith."))
	f := ix.Verify(quoted("The mayor cannot say whatever he wants to say to the boats. It has consequences around the bay. We are going to have to work with the fishermen of every faith."), "")
	if f.Row.Verdict != record.VerdictSpliced || len(f.Row.Places) != 2 {
		t.Errorf("%s at %+v", found(f), f.Row.Places)
	}
}

// What our own span holds of the article beside the quote is no word of the
// speaker's: a clause where a straight mark met a curly one, a label.
func TestOursIsNoDifference(t *testing.T) {
	ix := index(t, source("hearing", "2016-05-02", hearing))
	for _, c := range []struct{ quote, want string }{
		{`We are going to win your state," she added. "Your state is going to be proud of it.”`, "minor insertion:1"},
		{`The levy goes up by 25 percent next year," Lee said. "I never said that the mayor was paid to look away from the bridge.`, "minor punctuation:1 insertion:1"},
		{`The levy goes up by 25 percent next year," Lee said in the hall.`, "minor insertion:1"},
		{`The levy goes up by 25 percent next year," Lee said. "We will pay for it out of the harbour fund.”`, "minor disfluency:1 insertion:1"},
		{`The levy goes up by 30 percent next year," Lee said. "We will pay for it out of the harbour fund.”`, "altered number-value:4 insertion:1"},
		{"LEE: The levy goes up by 25 percent next year.", "minor insertion:1"},
		{"ANN LEE (on tape): The levy goes up by 25 percent next year.", "minor insertion:1"},
		{"The levy goes up by the “25 percent” next year.", "minor function-word:1 emphasis:1"},
	} {
		if got := found(ix.Verify(quoted(c.quote), "")); got != c.want {
			t.Errorf("%q is %s, want %s", c.quote, got, c.want)
		}
	}
}

// Who reads another's words says so, or speaks after the article; a name that we
// cut too wide is no other's.
func TestNoOtherSpeaker(t *testing.T) {
	const words = "the lamp in the tower was lit by my own father every night"
	for _, c := range []struct{ name, date, text, speaker, want string }{
		{"another", "2016-05-02", "BEN SOTO: Yes, " + words + ".", "Ann Lee", "verbatim speaker"},
		{"it is said who said it", "2016-05-02", "BEN SOTO: Ann Lee said " + words + ".", "Ann Lee", "verbatim context"},
		{"with other words between", "2016-05-02", "BEN SOTO: Ms. Lee, last week, you said that " + words + ".", "Ann Lee", "verbatim context"},
		{"read out", "2016-05-02", `BEN SOTO: It "` + "was " + words + `," and so on.`, "Ann Lee", "verbatim"},
		{"in pieces", "2016-05-02", `BEN SOTO: Here, the lamp in "the tower was lit by my own father every night," and so on.`, "Ann Lee", "verbatim emphasis:1"},
		{"later", "2016-05-09", "BEN SOTO: Yes, " + words + ".", "Ann Lee", "verbatim date"},
		{"a headline's word in the name", "2016-05-02", "ANN LEE: Yes, " + words + ".", "Ann Lee Goes", "verbatim"},
		{"the same, and a surname for a label", "2016-05-02", "LEE: Yes, " + words + ".", "Ann Lee Goes", "verbatim"},
		{"another of the surname", "2016-05-02", "MARCUS LEE: Yes, " + words + ".", "Ann Lee Goes", "verbatim speaker"},
		{"a son", "2016-05-02", "ANN LEE: Yes, " + words + ".", "Lee Soto Jr.", "verbatim speaker"},
	} {
		q := quoted(words)
		q.Speaker.Name, q.Speaker.ID = c.speaker, "x"
		if got := found(index(t, source("x", c.date, c.text)).Verify(q, "")); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// “..., OK?” asks nothing.
func TestTagIsNoQuestion(t *testing.T) {
	for text, want := range map[string]string{
		"ANN LEE: The harbour wall will hold in the winter, OK? Good.":            "verbatim",
		"ANN LEE: The harbour wall will hold in the winter, right? Good.":         "verbatim",
		"ANN LEE: The harbour wall will hold in the winter, isn't that right?":    "verbatim",
		"ANN LEE: You say the harbour wall will hold in the winter? No.":          "verbatim context",
		"ANN LEE: Is it that the harbour wall will hold in the winter or summer?": "verbatim context",
	} {
		if got := found(index(t, source("x", "2016-05-02", text)).Verify(quoted("the harbour wall will hold in the winter"), "")); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// A word that the record has in two is one word of the quote at its end too.
func TestCompoundAtTheEnd(t *testing.T) {
	ix := index(t, source("x", "2016-05-02", "ANN LEE: Well, my friends, the safety of the harbour is non-negotiable. Co-operation with the county was the first thing that we asked for."))
	for _, quote := range []string{"Well, my friends, the safety of the harbour is nonnegotiable!", "Cooperation with the county was the first thing that we asked for."} {
		f := ix.Verify(quoted(quote), "")
		if got := f.Row.Verdict; got != record.VerdictVerbatim && got != record.VerdictMinor {
			t.Errorf("%q: %s at %q", quote, found(f), f.Row.Places[0].Text)
		}
	}
}

// A speech printed whole is one quote: no word of it is called put in because
// it is far down, and what is longer than is held is not found.
func TestLongQuote(t *testing.T) {
	var b strings.Builder
	for i := range maxQuote/8 + 10 {
		fmt.Fprintf(&b, "the lamp of house%d was lit by keeper%d. ", i, i)
	}
	said := strings.TrimSpace(b.String())
	ix := index(t, source("x", "2016-05-02", "ANN LEE: "+said))
	third := said[:len(said)/3]
	third = third[:strings.LastIndexByte(third, ' ')]
	for _, c := range []struct{ quote, want string }{
		{third, "verbatim"},
		{strings.Replace(third, "house700 ", "barn ", 1), "altered substitution:3"},
		{said, "not-found"},
	} {
		if got := found(ix.Verify(quoted(c.quote), "")); got != c.want {
			t.Errorf("%d bytes: %s, want %s", len(c.quote), got, c.want)
		}
	}
}

// What the transcriber bleeped out accuses nobody.
func TestBleep(t *testing.T) {
	ix := index(t, source("x", "2016-05-02", "ANN LEE: She said he is a (BLEEP). That is terrible, and I never want to hear it again in this hall."))
	for quote, want := range map[string]string{
		"She said he is a coward. That is terrible":                         "minor insertion:1",
		"That is terrible, and I always want to hear it again in this hall": "altered modality:3 negation:4",
	} {
		if got := found(ix.Verify(quoted(quote), "")); got != want {
			t.Errorf("%q: %s, want %s", quote, got, want)
		}
	}
}

// A part before or behind an ellipsis that was said far off was said: it is
// spliced, and not put in.
func TestFarPartAtAnEnd(t *testing.T) {
	far := strings.Repeat("There is a lot more to be told about fish. ", 60)
	ix := index(t, source("x", "2016-05-02", "ANN LEE: It is called the harbour first programme. "+far+"There will be no more ice in the basin. And that is good. You can not sail out of the harbour without a lamp in the mast."))
	for _, quote := range []string{
		"It is called the harbour first programme ... There will be no more ice in the basin ... You can not sail out of the harbour without a lamp in the mast.",
		"There will be no more ice in the basin ... You can not sail out of the harbour without a lamp in the mast ... It is called the harbour first programme",
	} {
		if got := found(ix.Verify(quoted(quote), "")); !strings.Contains(got, "spliced") || strings.Contains(got, "insertion") {
			t.Errorf("%q: %s", quote, got)
		}
	}
}
