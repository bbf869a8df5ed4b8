package quote_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// document is body in paragraphs, which are its lines; quotes need no more of a
// document, and the models of text.Parser take longer to load than these tests.
func document(body string) *text.Document {
	doc := &text.Document{Article: text.Article{Body: body}}
	start := 0
	for line := range strings.SplitAfterSeq(body, "\n") {
		if s := strings.TrimSpace(line); s != "" {
			at := start + strings.Index(line, s)
			doc.Paragraphs = append(doc.Paragraphs, text.Paragraph{Span: text.Span{Start: at, End: at + len(s)}})
		}
		start += len(line)
	}
	return doc
}

// found writes what Detect finds, a line each: the kind of speech, or the class,
// “unclosed” where it is, a “> ” for each level of nesting, and the segments
// with “ // ” between them. Strays come last.
func found(doc *text.Document) []string {
	quotes, strays := quote.Detect(doc)
	var out []string
	for _, q := range quotes {
		head := [...]string{"speech", "scare", "title", "name", "furniture"}[q.Class]
		if q.Class == quote.Speech {
			head = [...]string{"none", "direct", "mixed"}[q.Kind]
		}
		if q.Unclosed {
			head += " unclosed"
		}
		var segments []string
		for _, s := range q.Segments {
			segments = append(segments, doc.Text(s))
		}
		level := ""
		for w := q.Within; w >= 0; w = quotes[w].Within {
			level += "> "
		}
		out = append(out, head+": "+level+strings.Join(segments, " // "))
	}
	for _, s := range strays {
		out = append(out, "stray: "+doc.Text(s.At))
	}
	return out
}

// A spanCase is a text and what is to be found in it.
type spanCase struct {
	name, body string
	want       []string
}

func run(t *testing.T, cases []spanCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, found(document(c.body))); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.body, diff)
			}
		})
	}
}

// TestMarks goes through the families of marks, how they nest, and what only
// looks like a mark.
func TestMarks(t *testing.T) {
	run(t, []spanCase{
		{"curly", "“We held the gate,” Ms. Orlova said.", []string{"direct: We held the gate,"}},
		{"two pairs of marks", `He cried. '"We held the gate!"' They had.`, []string{"direct: We held the gate!"}},
		{"two marks to open", "He read, “\"We held the gate, all of us.\"\n\nThey had.", []string{"direct: We held the gate, all of us."}},
		{"straight", `"We held the gate," Ms. Orlova said. "Nobody came."`, []string{"direct: We held the gate,", "direct: Nobody came."}},
		{"two singles", "''We held the gate,'' she said.", []string{"direct: We held the gate,"}},
		{"latex", "``We held the gate,'' she said.", []string{"direct: We held the gate,"}},
		{"guillemets", "«We held the gate,» she said.", []string{"direct: We held the gate,"}},
		{"corners", "She said: 「We held the gate.」", []string{"direct: We held the gate."}},
		{"white corners", "She said: 『We held the gate.』", []string{"direct: We held the gate."}},
		{"low nine, German", "„We held the gate,“ she said.", []string{"direct: We held the gate,"}},
		{"low nine, Polish", "„We held the gate,” she said.", []string{"direct: We held the gate,"}},
		{"primes", "″We held the gate,″ she said.", []string{"direct: We held the gate,"}},
		{"full width", "＂We held the gate,＂ she said.", []string{"direct: We held the gate,"}},
		{"single curly", "‘We held the gate,’ she said.", []string{"direct: We held the gate,"}},
		{"single straight", "'We held the gate,' she said.", []string{"direct: We held the gate,"}},
		{"backtick", "`We held the gate,' she said.", []string{"direct: We held the gate,"}},
		{"single guillemets", "‹We held the gate,› she said.", []string{"direct: We held the gate,"}},
		{"white space at the ends", "“ We held the gate, ” she said.", []string{"direct: We held the gate,"}},
		{"not a word", `The sign read “…” and then “!!”. Nothing "" at all.`, nil},
		{"beside a bracket", "(“We held the gate,” she said.)", []string{"direct: We held the gate,"}},
		{"beside a dash", "Her answer—“we held the gate”—was short.", []string{"mixed: we held the gate"}},
	})
}

func TestNesting(t *testing.T) {
	run(t, []spanCase{
		{"single in double", "“He told me, ‘Run to the mill,’ and I ran,” she said.",
			[]string{"direct: He told me, ‘Run to the mill,’ and I ran,", "direct: > Run to the mill,"}},
		{"double in single", "‘He told me, “Run to the mill,” and I ran,’ she said.",
			[]string{"direct: He told me, “Run to the mill,” and I ran,", "direct: > Run to the mill,"}},
		{"straight in straight", `"He told me, 'Run to the mill,' and I ran," she said.`,
			[]string{"direct: He told me, 'Run to the mill,' and I ran,", "direct: > Run to the mill,"}},
		{"ends together", "“He told me, ‘Run to the mill.’”", []string{"direct: He told me, ‘Run to the mill.’", "direct: > Run to the mill."}},
		{"begins together", "“‘Run to the mill’ was all he said,” she told us.",
			[]string{"direct: ‘Run to the mill’ was all he said,", "direct: > Run to the mill"}},
		{"three straight marks", `"He told me, 'Run to the mill.'" She ran.`, []string{"direct: He told me, 'Run to the mill.'", "direct: > Run to the mill."}},
		{"three levels", "“She said, ‘He told me, “Run to the mill,” and I ran,’ and left,” Tom said.", []string{
			"direct: She said, ‘He told me, “Run to the mill,” and I ran,’ and left,",
			"direct: > He told me, “Run to the mill,” and I ran,",
			"direct: > > Run to the mill,"}},
		{"guillemets in curly", "“He shouted «Save our mill» at them,” she said.", []string{"direct: He shouted «Save our mill» at them,", "mixed: > Save our mill"}},
		{"two side by side", "“First ‘run now,’ then ‘stop there,’ he said,” she told us.",
			[]string{"direct: First ‘run now,’ then ‘stop there,’ he said,", "mixed: > run now,", "mixed: > stop there,"}},
	})
}

func TestApostrophes(t *testing.T) {
	run(t, []spanCase{
		{"clitics", "“We don’t know and they’d rather not,” she said. It’s so.", []string{"direct: We don’t know and they’d rather not,"}},
		{"straight clitics", "They don't know and they'd rather not. It's so.", nil},
		{"plural possessive", "“The boys’ game and the farmers’ mill are gone,” she said.", []string{"direct: The boys’ game and the farmers’ mill are gone,"}},
		{"plural possessive in single marks", "‘The boys’ game is over,’ she said. ‘The farmers’ mill too.’",
			[]string{"direct: The boys’ game is over,", "direct: The farmers’ mill too."}},
		{"dropped letters", "“We’re goin’ home to eat ’em,” she said.", []string{"direct: We’re goin’ home to eat ’em,"}},
		{"elided years", "In the ’90s and the '80s they sang.", nil},
		{"elided with the wrong glyph", "In the ‘90s they danced ‘til dawn, and she said ‘we danced a lot.’", []string{"mixed: we danced a lot."}},
		{"rock and roll", "They played rock ’n’ roll, and rock 'n' roll only.", nil},
		{"names", "O’Malley met D’Angelo at Dunkin’ and O'Hare.", nil},
		{"glottal stops", "The Qur’an and Hawai‘i were named.", nil},
		{"feet and inches", `The 6'2" guard and a 5' 11" wing said "we won it all" twice.`, []string{"mixed: we won it all"}},
		{"inches alone", `It left a bar 48" high and said nothing.`, nil},
	})
}

// TestMixed has pairs of two families, marks that point the wrong way and marks
// that are nobody's.
func TestMixed(t *testing.T) {
	run(t, []spanCase{
		{"curly opens, straight closes", `“We held the gate," she said. Nobody came.`, []string{"direct: We held the gate,"}},
		{"straight opens, curly closes", `"We held the gate,” she said. Nobody came.`, []string{"direct: We held the gate,"}},
		{"guillemet closes curly", "“We held the gate,» she said.", []string{"direct: We held the gate,"}},
		{"opener for closer", "“We held the gate,“ she said. “Nobody came.“", []string{"direct: We held the gate,", "direct: Nobody came."}},
		{"backwards", "”We held the gate,” she said.", []string{"direct: We held the gate,"}},
		{"guillemets backwards", "»We held the gate,« she said.", []string{"direct: We held the gate,"}},
		{"space before the closer", `"We held the gate. " she said.`, []string{"direct: We held the gate."}},
		{"straight toggles", `One said "yes we can" and one "no you can not" and all "perhaps so" at once.`,
			[]string{"mixed: yes we can", "mixed: no you can not", "mixed: perhaps so"}},
		{"attributes", `<blockquote cite="https://a.example/x">“We held the gate,” she said.</blockquote><a href="x" title='of the gate'>more</a>`,
			[]string{"direct: We held the gate,"}},
		{"less than", `The odds are 2<3 and "we know that well," she said.`, []string{"mixed: we know that well,"}},
		{"stray closer", "We held the gate,” she said.", []string{"stray: ”"}},
		{"stray straight", `We held the gate," she said.`, []string{`stray: "`}},
		{"stray between quotes", "“We held,” she said. It was late.” “Nobody came.”", []string{"direct: We held,", "direct: Nobody came.", "stray: ”"}},
		{"never closed, then another", "“We held the gate. “Nobody came,” she said.", []string{"direct unclosed: We held the gate.", "direct: Nobody came,"}},
	})
}

// TestParagraphs: a speech over several paragraphs is reopened in each and
// closed once; some papers leave the reopening out, and some marks are lost.
func TestParagraphs(t *testing.T) {
	run(t, []spanCase{
		{"reopened", "“We held the gate.\n\n“Nobody came.\n\n“Then it rained,” she said.", []string{"direct: We held the gate. // Nobody came. // Then it rained,"}},
		{"reopened, straight", "\"We held the gate.\n\n\"Nobody came,\" she said.", []string{"direct: We held the gate. // Nobody came,"}},
		{"not reopened", "“We held the gate.\n\nNobody came,” she said.", []string{"direct: We held the gate. // Nobody came,"}},
		{"unclosed", "“We held the gate, she said.\n\nThe rain went on. It was a long day.", []string{"direct unclosed: We held the gate, she said."}},
		{"unclosed before another", "“We held the gate, she said.\n\nTom said: “Nobody came.”", []string{"direct unclosed: We held the gate, she said.", "direct: Nobody came."}},
		{"unclosed at the end", "She said: “We held the gate", []string{"direct unclosed: We held the gate"}},
		{"out of reach", "“We held the gate.\n\na\n\nb\n\nc\n\nd\n\ne\n\nNobody came,” she said.", []string{"direct unclosed: We held the gate.", "stray: ”"}},
		{"signed", "\"We held the gate.\nAna Orlova, gatekeeper.\"\n\nNobody came.", []string{"direct: We held the gate."}},
		{"nested, reopened", "“He said, ‘We held.\n\n“‘Nobody came.’ And he wept,” she said.",
			[]string{"direct: He said, ‘We held. // ‘Nobody came.’ And he wept,", "direct: > We held. // Nobody came."}},
		{"a speech, then its speaker", "“We held the gate.\n“Nobody came.”\nTom agreed: “Nobody.”", []string{"direct: We held the gate. // Nobody came.", "direct: Nobody."}},
		{"line breaks of Windows", "“We held the gate.\r\n\r\n“Nobody came,” she said.\r\n", []string{"direct: We held the gate. // Nobody came,"}},
	})
}

// TestInterrupted: a reporting clause breaks into an utterance, or stands
// between two.
func TestInterrupted(t *testing.T) {
	run(t, []spanCase{
		{"comma", "“We held,” she said, “and nobody came.”", []string{"direct: We held, // and nobody came."}},
		{"comma, then a capital", "“We held,” Orlova said, “I swear.”", []string{"direct: We held, // I swear."}},
		{"dash", "“We held — ” she said — “and nobody came.”", []string{"direct: We held — // and nobody came."}},
		{"question", "“Who held?” she asked, “and who ran?”", []string{"direct: Who held? // and who ran?"}},
		{"comma outside", "‘We held’, she said, ‘and nobody came’.", []string{"direct: We held // and nobody came"}},
		{"stop", "“We held,” she said. “Nobody came.”", []string{"direct: We held,", "direct: Nobody came."}},
		{"stop, then lower case", "“We held,” said Ashby. “and nobody came.”", []string{"direct: We held, // and nobody came."}},
		{"lower case without a comma", "“We held,” she said “and nobody came.”", []string{"direct: We held, // and nobody came."}},
		{"three times", "“We held,” she said, “and,” she added, “nobody came.”", []string{"direct: We held, // and, // nobody came."}},
		{"long clause", "“We held,” said Ilse Marn, the mayor of Oster, “and nobody came.”", []string{"direct: We held, // and nobody came."}},
		{"a sentence between", "“We held,” she said. It rained, Tom added, “and nobody came.”", []string{"direct: We held,", "mixed: and nobody came."}},
		{"coordinated pieces", "He called it “a long, cold night” and “not our finest hour” on Monday.", []string{"mixed: a long, cold night", "mixed: not our finest hour"}},
		{"no cue between", "“We held,” and after the rain, “nobody came.”", []string{"direct: We held,", "mixed: nobody came."}},
		{"a paragraph between", "“We held,” she said\n\nIt rained, Tom added, “and nobody came.”", []string{"direct: We held,", "mixed: and nobody came."}},
		{"nested", "“‘We held,’ she said, ‘and nobody came,’ and left,” Tom told us.",
			[]string{"direct: ‘We held,’ she said, ‘and nobody came,’ and left,", "direct: > We held, // and nobody came,"}},
	})
}

// TestClass tells words that somebody said from the other uses of marks.
func TestClass(t *testing.T) {
	run(t, []spanCase{
		{"scare", "The “temporary” levy is twenty years old.", []string{"scare: temporary"}},
		{"one word of speech", "Orlova called the levy “temporary” again.", []string{"mixed: temporary"}},
		{"title after a work", "Her novel “The Long Ferry” sold well.", []string{"title: The Long Ferry"}},
		{"title before its author", "He hummed “Rivers of Tin” by Ada Lund.", []string{"title: Rivers of Tin"}},
		{"programme", "Orlova said on ABC’s “This Week” that she would stay.", []string{"title: This Week"}},
		{"headlined", "A column headlined “Gate Held” ran on Sunday.", []string{"title: Gate Held"}},
		{"nickname", "Jonas “Bricks” Halloran ran the mill.", []string{"name: Bricks"}},
		{"nicknamed", "The mill, nicknamed “the bakery,” burned.", []string{"name: the bakery,"}},
		{"so-called", "The so-called “long fence” fell.", []string{"name: long fence"}},
		{"capitalised modifier", "It ended the “Grain Peace” talks of spring.", []string{"name: Grain Peace"}},
		{"furniture heading", "“We held the gate,” she said.\n\nREAD NEXT\n\n“We Will Sue,” Mayor Tells Ferry Firm", []string{"direct: We held the gate,", "furniture: We Will Sue,"}},
		{"furniture line", "RELATED: “We Will Sue,” Mayor Says", []string{"furniture: We Will Sue,"}},
		{"own headline", "“We Will Sue,” Mayor Tells Ferry Firm\n\nThe mayor spoke on Monday.", []string{"direct: We Will Sue,"}},
	})
}

// TestKind tells a whole utterance from a piece of the reporter's sentence.
func TestKind(t *testing.T) {
	run(t, []spanCase{
		{"at the head", "“We held the gate,” she said.", []string{"direct: We held the gate,"}},
		{"after a colon", "She said: “We held the gate.”", []string{"direct: We held the gate."}},
		{"after a comma", "She said, “We held the gate.”", []string{"direct: We held the gate."}},
		{"after the cue", "She said “We held the gate.”", []string{"direct: We held the gate."}},
		{"after that", "She said that “we held the gate.”", []string{"mixed: we held the gate."}},
		{"after that, capital", "She said that “We held the gate against them.”", []string{"mixed: We held the gate against them."}},
		{"piece", "She described a gate “held by all.”", []string{"mixed: held by all."}},
		{"after an ellipsis", "“…and nobody came,” she said.", []string{"direct: …and nobody came,"}},
		{"after an abbreviation", "She saw Mr. “We held the gate” in Oster.", []string{"mixed: We held the gate"}},
	})
}
