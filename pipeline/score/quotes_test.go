package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

const shared = "../../../shared"

func readRows(t testing.TB, path string) []record.Quote {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows []record.Quote
	for sc := bufio.NewScanner(bytes.NewReader(b)); sc.Scan(); {
		var q record.Quote
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, q)
	}
	return rows
}

func readGold(t testing.TB, path string) []GoldArticle {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := ReadGold(f)
	if err != nil {
		t.Fatal(err)
	}
	return gold
}

// A reference is one group as the reference scorer prints it.
type reference struct {
	Gold, System                int
	Exact, Overlap, E2E, ByName [3]float64
	Mention, MentionExact       [2]float64
	Entity, NoSource            [2]float64
	ECE, Kept, Answered, Asked  float64
	Content                     [3]float64 // of the group "indirect" alone, as is Source
	Source                      float64
}

// flat brings both sides to one form: numbers under the names of score.py.
func flat(r *Result) map[string]reference {
	prf := func(f PRF) [3]float64 { return [3]float64{f.Precision, f.Recall, f.F1} }
	share := func(s Share) [2]float64 { return [2]float64{s.Rate(), float64(s.Of)} }
	out := map[string]reference{}
	for _, f := range r.Figures {
		if f.By == "speaker_type" {
			continue // score.py has no such grouping
		}
		name := f.By
		if f.Value != "" {
			name += ":" + f.Value
		}
		ref := reference{
			Gold: f.Gold, System: f.System, Exact: prf(f.Exact), Overlap: prf(f.Overlap),
			E2E: prf(f.EndToEnd), ByName: prf(f.ByName),
			Mention: share(f.Mention), MentionExact: share(f.MentionExact),
			Entity: share(f.Entity), NoSource: share(f.NoSource),
		}
		if c := r.Calibration; f.By == "all" && c.Answered > 0 {
			ref.ECE, ref.Kept, ref.Answered, ref.Asked = c.Error, c.KeptAt99, float64(c.Answered), float64(c.Asked)
		}
		out[name] = ref
	}
	if f := r.Reported; f != nil {
		out["indirect"] = reference{Gold: f.Gold, System: f.System, Content: prf(f.Content), Source: f.Source.Rate()}
	}
	return out
}

func readReference(t *testing.T, b []byte) map[string]reference {
	t.Helper()
	var raw map[string]struct {
		Gold, System        int
		Exact, Overlap, E2E [3]float64
		ByName              [3]float64  `json:"by_name"`
		Mention             [2]*float64 `json:"speaker_mention"`
		MentionExact        [2]*float64 `json:"speaker_exact"`
		Entity              [2]*float64 `json:"speaker_entity"`
		NoSource            [2]*float64 `json:"speaker_nosrc"`
		Calibration         struct {
			ECE, Answered, Asked float64
			Kept                 float64 `json:"kept_at_99"`
		}
		Content [3]float64 `json:"content_overlap"`
		Source  float64    `json:"source_right_of_matched"`
	}
	if err := json.Unmarshal(b, &raw); err != nil {
		t.Fatalf("%v in %.200s", err, b)
	}
	share := func(s [2]*float64) (f [2]float64) {
		for i, p := range s {
			if p != nil {
				f[i] = *p
			}
		}
		return f
	}
	out := map[string]reference{}
	for name, r := range raw {
		c := r.Calibration
		out[name] = reference{
			r.Gold, r.System, r.Exact, r.Overlap, r.E2E, r.ByName,
			share(r.Mention), share(r.MentionExact), share(r.Entity), share(r.NoSource),
			c.ECE, c.Kept, c.Answered, c.Asked, r.Content, r.Source,
		}
	}
	return out
}

func agree(t *testing.T, want, got map[string]reference) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("score.py (-) and score.Quotes (+) disagree:\n%s", diff)
	}
}

// TestQuotesReference holds Quotes to figures that score.py gave for the same
// files, so that the two agree where score.py is not at hand:
//
//	score.py quotes mini.gold.jsonl mini.quotes.jsonl --indirect --json --by source_type,outlet,kind,mark,position,words
func TestQuotesReference(t *testing.T) {
	want, err := os.ReadFile("testdata/mini.score.json")
	if err != nil {
		t.Fatal(err)
	}
	got := Quotes(readGold(t, "testdata/mini.gold.jsonl"), readRows(t, "testdata/mini.quotes.jsonl"))
	agree(t, readReference(t, want), flat(got))
}

// TestQuotesLive runs score.py itself: on the sample, and on the hand-annotated
// articles with rows that are right, wrong or missing at random.
func TestQuotesLive(t *testing.T) {
	script := filepath.Join(shared, "tools/score.py")
	if _, err := os.Stat(script); err != nil {
		t.Skip("../shared/tools/score.py is not here: the stored figures alone were compared")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here: the stored figures alone were compared")
	}
	live := func(gold, rows string) map[string]reference {
		cmd := exec.Command(python, script, "quotes", gold, rows, "--indirect", "--json", "--by", "source_type,outlet,kind,mark,position,words")
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		return readReference(t, out)
	}
	t.Run("sample", func(t *testing.T) {
		gold, rows := "testdata/mini.gold.jsonl", "testdata/mini.quotes.jsonl"
		agree(t, live(gold, rows), flat(Quotes(readGold(t, gold), readRows(t, rows))))
	})
	t.Run("noise", func(t *testing.T) {
		path := filepath.Join(shared, "gold/polnear-dev.jsonl")
		gold := readGold(t, path)
		rows := noise(gold)
		var lines []byte
		for _, q := range rows {
			var err error
			if lines, err = record.AppendLine(lines, q); err != nil {
				t.Fatal(err)
			}
		}
		file := filepath.Join(t.TempDir(), "quotes.jsonl")
		if err := os.WriteFile(file, lines, 0o600); err != nil {
			t.Fatal(err)
		}
		agree(t, live(path, file), flat(Quotes(gold, rows)))
	})
}

// noise makes rows out of gold: the spans shifted, joined, dropped, the speakers
// swapped, the mentions moved, some of a class or kind that does not count.
func noise(gold []GoldArticle) []record.Quote {
	n := &noisy{Rand: rand.New(rand.NewPCG(1, 2))}
	var rows []record.Quote
	for i := range gold {
		a := &gold[i]
		n.page = newPage(a.Text)
		for j := range a.Gold.Spans {
			if n.IntN(12) == 0 {
				continue
			}
			q := n.quote(a, j)
			if len(a.Gold.Attributions) > 0 && n.IntN(8) > 0 {
				n.ascribe(&q, a, &a.Gold.Spans[j])
			}
			rows = append(rows, q)
		}
		for j := range a.Gold.Attributions {
			if att := &a.Gold.Attributions[j]; att.Kind == record.KindIndirect && len(att.Content) > 0 && n.IntN(6) > 0 {
				rows = append(rows, n.indirect(a, att))
			}
		}
	}
	return rows
}

type noisy struct {
	*rand.Rand
	page *page
}

// indirect is a row for speech without marks; its text is its clause.
func (n *noisy) indirect(a *GoldArticle, att *GoldAttribution) record.Quote {
	clause := n.clause(att)
	q := record.Quote{Article: a.ID, Class: record.ClassQuote, Kind: record.KindIndirect, Start: clause.Start, End: clause.End, Clause: &clause}
	if n.IntN(8) > 0 {
		n.ascribe(&q, a, &GoldSpan{Attribution: att.ID})
	}
	return q
}

// clause is about where a content stands.
func (n *noisy) clause(att *GoldAttribution) record.Span {
	start := n.word(n.page.rank(att.Content[0][0]) + n.shift())
	end := n.word(n.page.rank(att.Content[len(att.Content)-1][1]) + n.shift())
	return record.Span{Start: start, End: max(start+1, end)}
}

// word is where word i begins. Mentions begin with words, because score.py
// fails on one that begins inside of one.
func (n *noisy) word(i int) int {
	return n.page.starts[min(max(i, 0), len(n.page.starts)-1)]
}

// shift is how many words an end is moved by, half of the time not at all.
func (n *noisy) shift() int { return []int{0, 0, 0, 0, 0, 1, -1, 3, -4, 9}[n.IntN(10)] }

func (n *noisy) quote(a *GoldArticle, i int) record.Quote {
	s := a.Gold.Spans[i]
	start, end := s.Start, s.End
	if by := n.shift(); by != 0 {
		start = n.word(n.page.rank(start) + by)
		end = max(start+1, n.word(n.page.rank(end)+n.shift()))
	}
	q := record.Quote{
		ID: fmt.Sprintf("%s#%d", a.ID, i+1), Article: a.ID, Class: record.ClassQuote, Kind: record.KindDirect,
		Start: start, End: end, Segments: []record.Span{{Start: start, End: end}},
	}
	if next := i + 1; n.IntN(8) == 0 && next < len(a.Gold.Spans) {
		q.End = max(end, a.Gold.Spans[next].End)
		q.Segments = append(q.Segments, record.Span{Start: a.Gold.Spans[next].Start, End: q.End})
	}
	for j := range a.Gold.Attributions {
		if att := &a.Gold.Attributions[j]; att.ID == s.Attribution && n.IntN(2) == 0 {
			clause := n.clause(att)
			q.Clause = &clause
		}
	}
	switch n.IntN(25) {
	case 0:
		q.Class, q.Kind = record.ClassScare, ""
	case 1:
		q.Kind = record.KindIndirect
	case 2:
		q.Within = "other"
	}
	return q
}

func (n *noisy) ascribe(q *record.Quote, a *GoldArticle, s *GoldSpan) {
	att := a.Gold.Attributions[n.IntN(len(a.Gold.Attributions))]
	if n.IntN(3) > 0 {
		for _, x := range a.Gold.Attributions {
			if x.ID == s.Attribution {
				att = x
			}
		}
	}
	name := att.Speaker
	if f := strings.Fields(name); len(f) > 1 && n.IntN(3) == 0 {
		name = f[len(f)-1]
	}
	q.Speaker = &record.Speaker{Name: name, Confidence: float64(n.IntN(21)) / 20}
	if len(att.Source) > 0 {
		from := n.page.rank(att.Source[0][0]) + n.shift()
		q.Mention = &record.Range{Start: n.word(from), End: n.word(from + 1 + n.IntN(3))}
	}
}

// TestQuotesOrder: the order of the gold and of the articles is no news.
func TestQuotesOrder(t *testing.T) {
	gold, rows := readGold(t, "testdata/mini.gold.jsonl"), readRows(t, "testdata/mini.quotes.jsonl")
	want := Quotes(gold, rows)
	turned := append(gold[2:len(gold):len(gold)], gold[:2]...)
	half := len(rows) / 2
	for rows[half].Article == rows[half-1].Article {
		half++
	}
	got := Quotes(turned, append(rows[half:len(rows):len(rows)], rows[:half]...))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestReportedNeedsBoth: rows of a run without --indirect would have missed what
// they were not to look for, and against gold that marks no speech without marks
// every find would be wrong.
func TestReportedNeedsBoth(t *testing.T) {
	gold, rows := readGold(t, "testdata/mini.gold.jsonl"), readRows(t, "testdata/mini.quotes.jsonl")
	marked := slices.DeleteFunc(slices.Clone(rows), func(q record.Quote) bool { return q.Clause != nil })
	if r := Quotes(gold, marked).Reported; r != nil {
		t.Errorf("rows without: %+v", r)
	}
	if r := Quotes(gold[:1], rows).Reported; r != nil {
		t.Errorf("gold without: %+v", r)
	}
}

func TestRules(t *testing.T) {
	r := Quotes(readGold(t, "testdata/mini.gold.jsonl"), readRows(t, "testdata/mini.quotes.jsonl"))
	found := 0
	for _, x := range r.Rules {
		found += x.Found
		if x.Found != x.Right+x.Wrong+x.Declined {
			t.Errorf("%s: found %d, but right %d, wrong %d, declined %d", x.Rule, x.Found, x.Right, x.Wrong, x.Declined)
		}
		if x.Rule == "carried" && (x.Declined != 1 || x.Extra != 1) {
			t.Errorf("carried: %+v, want one refusal (an alternative's) and one extra", x)
		}
	}
	all := r.Figures[0]
	if want := all.Mention.Of + all.NoSource.Of; found != want {
		t.Errorf("rules found %d quotes, the article %d", found, want)
	}
}

func TestErrors(t *testing.T) {
	r := Quotes(readGold(t, "testdata/mini.gold.jsonl"), readRows(t, "testdata/mini.quotes.jsonl"))
	count := map[string]int{}
	for _, e := range r.Errors {
		count[e.Kind]++
		if !strings.Contains(e.Context.Text, e.Text) {
			t.Errorf("%s %d: context %q does not hold %q", e.Article, e.Start, e.Context.Text, e.Text)
		}
	}
	// As `score.py --errors` lists them; a wrong name is no error to it, so that
	// figure is the difference of its end to end and by name.
	if diff := cmp.Diff(map[string]int{Missed: 3, Extra: 2, WrongMention: 1, Declined: 1, WrongName: 5}, count); diff != "" {
		t.Error(diff)
	}
}

func TestReadGoldErrors(t *testing.T) {
	for in, want := range map[string]string{
		"":                                  "no gold articles",
		"\n{\"id\":\"a\",\"text\":\"b\"}\n": "line 2: article a has no gold",
		`{"text":"b","gold":{}}`:            "line 1: article has no id",
		"{\n":                               "line 1: unexpected end of JSON input",
	} {
		_, err := ReadGold(strings.NewReader(in))
		if err == nil || err.Error() != want {
			t.Errorf("ReadGold(%q): %v, want %s", in, err, want)
		}
	}
}

func BenchmarkQuotes(b *testing.B) {
	gold, rows := readGold(b, "testdata/mini.gold.jsonl"), readRows(b, "testdata/mini.quotes.jsonl")
	for b.Loop() {
		Quotes(gold, rows)
	}
}
