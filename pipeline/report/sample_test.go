package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A draft builds a report from articles with the quotes' words given; offsets
// are looked up in the text, as a run would find them.
type draft struct {
	Report
	texts map[string]string
	at    map[string]int // quotes so far, by article
}

func newDraft() *draft {
	return &draft{texts: map[string]string{}, at: map[string]int{}, Report: Report{Run: Run{
		Format: record.FormatVersion, Version: "0.0.0-test", Lexicon: "2025-01-01", Model: "source 2025-01-01.0a1b2c3d, speech 2025-01-01.4e5f6a7b",
		Options: map[string]any{"lang": "en", "min_confidence": 0.42, "workers": 2, "indirect": false},
		Stages:  []Stage{{Name: "read", Seconds: 0.25, Bytes: 1200, Articles: 3, Rejected: 1}, {Name: "quotes", Seconds: 1.5, Bytes: 1200, Articles: 3, Quotes: 5}}, Seconds: 1.75, PeakMemory: 64 << 20,
	}}}
}

func (d *draft) article(id, date, title, text string) {
	sum := sha256.Sum256([]byte(text))
	outlet, _, _ := strings.Cut(id, "/")
	d.texts[id] = text
	d.Articles = append(d.Articles, record.Article{ID: id, Outlet: outlet, Title: record.Null(title), Date: record.Null(date),
		URL: record.Null("https://" + outlet + ".example/" + id), Lang: "en", Words: len(strings.Fields(text)), SHA256: hex.EncodeToString(sum[:])})
}

// find returns the range of words in article id from byte from on.
func (d *draft) find(id, words string, from int) record.Range {
	i := strings.Index(d.texts[id][from:], words)
	if i < 0 {
		panic(fmt.Sprintf("%s does not print %q", id, words))
	}
	return record.Range{Start: from + i, End: from + i + len(words), Text: words}
}

// quote adds a quote; words with | between them are several segments.
func (d *draft) quote(article, words string, set func(q *record.Quote)) string {
	d.at[article]++
	q := record.Quote{ID: fmt.Sprintf("%s#%d", article, d.at[article]), Article: article, Class: record.ClassQuote, Kind: record.KindDirect, Rule: "quote-cue-source"}
	from := 0
	for _, part := range strings.Split(words, "|") {
		r := d.find(article, part, from)
		q.Segments = append(q.Segments, record.Span{Start: r.Start, End: r.End})
		from = r.End
	}
	q.Text = strings.ReplaceAll(words, "|", " ")
	q.Start, q.End = q.Segments[0].Start, from
	for _, a := range d.Articles {
		if a.ID == article {
			q.Outlet, q.Date = a.Outlet, a.Date
		}
	}
	if set != nil {
		set(&q)
	}
	d.Quotes = append(d.Quotes, q)
	d.Contexts = append(d.Contexts, d.paragraph(article, q.Start, q.End))
	return q.ID
}

func (d *draft) paragraph(article string, start, end int) record.Context {
	text := d.texts[article]
	from := strings.LastIndexByte(text[:start], '\n') + 1
	to := len(text)
	if i := strings.IndexByte(text[end:], '\n'); i >= 0 {
		to = end + i
	}
	return record.Context{Start: from, Text: text[from:to]}
}

// by names the speaker by the words of the mention and the cue.
func (d *draft) by(name, mention, cue string, sure float64) func(q *record.Quote) {
	return func(q *record.Quote) {
		id := strings.ToLower(strings.ReplaceAll(name, " ", "-"))
		q.Speaker = &record.Speaker{ID: id, Name: name, Type: record.TypePerson, Confidence: sure}
		para := d.paragraph(q.Article, q.Start, q.End)
		m := d.find(q.Article, mention, para.Start)
		c := d.find(q.Article, cue, para.Start)
		q.Mention, q.Cue = &m, &c
	}
}

// cluster joins quotes under a base; differences come from diff.
func (d *draft) cluster(id, speaker, verdict, base string, ds []record.Difference, members ...string) {
	c := record.Cluster{ID: id, Verdict: verdict, Base: base, Differences: ds}
	for _, d := range ds {
		if d.Severity < 2 && d.Type != "identical" && !slices.Contains(c.Folds, d.Type) {
			c.Folds = append(c.Folds, d.Type)
		}
	}
	slices.Sort(c.Folds)
	if speaker != "" {
		c.Speaker = &record.ClusterSpeaker{ID: strings.ToLower(strings.ReplaceAll(speaker, " ", "-")), Name: speaker}
	}
	outlets := map[string]bool{}
	for _, m := range append([]string{base}, members...) {
		copyOf := strings.HasSuffix(m, "*")
		m = strings.TrimSuffix(m, "*")
		q := d.row(m)
		q.Cluster = record.Null(id)
		outlets[q.Outlet] = true
		source := q.Outlet
		for _, a := range d.Articles {
			if a.ID == q.Article && a.CopyOf != "" {
				source, _, _ = strings.Cut(string(a.CopyOf), "/")
			}
		}
		c.Members = append(c.Members, record.Member{Quote: m, Outlet: q.Outlet, Date: q.Date, Independent: !copyOf, Source: source})
		if !copyOf {
			c.IndependentSources++
		}
	}
	c.Outlets = len(outlets)
	d.Clusters = append(d.Clusters, c)
}

func (d *draft) row(id string) *record.Quote {
	for i := range d.Quotes {
		if d.Quotes[i].ID == id {
			return &d.Quotes[i]
		}
	}
	panic("no quote " + id)
}

// diff finds the words of both sides; “^words” is the empty place before words,
// “words^” the empty place after.
func (d *draft) diff(kind string, severity int, note, base, baseWords, other, otherWords string) record.Difference {
	side := func(id, words string) record.Side {
		q := d.row(id)
		r := d.find(q.Article, strings.Trim(words, "^"), q.Start)
		switch {
		case strings.HasPrefix(words, "^"):
			return record.Side{Quote: id, Start: r.Start, End: r.Start}
		case strings.HasSuffix(words, "^"):
			return record.Side{Quote: id, Start: r.End, End: r.End}
		}
		return record.Side{Quote: id, Start: r.Start, End: r.End, Text: words}
	}
	return record.Difference{Type: kind, Severity: severity, Note: record.Null(note), Base: side(base, baseWords), Other: side(other, otherWords)}
}

// sample is two days of an invented dispute over a port, in six outlets.
func sample() *Report {
	d := newDraft()
	const (
		post    = "harbour-post/port-1"
		courier = "northern-courier/port"
		ledger  = "daily-ledger/varga-port"
		wire    = "capital-wire/0311"
		beacon  = "evening-beacon/varga"
		radio   = "coast-radio/news-11"
		later   = "northern-courier/port-evening"
	)
	d.article(post, "2025-03-11", "Varga shuts the door on a sale", "Ministers met until dawn.\n"+
		"“We will not hand the port to anyone, and I will not trade 3,000 jobs for a balance sheet,” Elena Varga told reporters on the quay.\n"+
		"The harbour’s “temporary” levy has run for nine years. Asked about the union, Varga said: “They have been patient, more patient than I would have been.”\n"+
		"“The offer was fair,” said Tom Okafor, who leads the bidders, “and it is still on the table.”\n")
	d.article(courier, "2025-03-11", "Minister: port not for sale", "“We will not hand the port to anyone, and I will not trade 30,000 jobs for a balance sheet,” said Elena Varga, the transport minister.\n"+
		"Okafor, for the bidders, said that “the offer was fair and it remains on the table”.\n"+
		"“They have been patient, more patient than I would have been,” Varga said of the union.\n")
	d.article(ledger, "2025-03-12", "Jobs first, says Varga", "Elena Varga said: “We will hand the port to anyone, and I will not trade 3,000 jobs for a balance sheet.”\n"+
		"“The Harbour Board never told us that the crane was unsafe,” a union official said.\n"+
		"It was Dana Reyes who put it most plainly: “No deal is better than this deal.”\n")
	d.article(wire, "2025-03-11", "Port sale off, minister says", "Elena Varga said the government would “not hand the port to anyone”.\n"+
		"“No deal is better than this deal,” Varga added.\n"+
		"“The Board never told us that the crane was unsafe”, said an official of the union.\n"+
		"A sign on the gate read “Closed until further notice”. “Thank you all for coming”, somebody called.\n")
	d.article(beacon, "2025-03-12", "Port sale off, minister says", "Elena Varga said the government would “not hand the port to anyone”.\n"+
		"“No deal is better than this deal,” Varga added.\n")
	d.Articles[len(d.Articles)-1].CopyOf = wire
	d.article(radio, "", "", "On the quay Varga said “we will not hand over the harbour to anybody”. READ NEXT: “Ferry fares to rise again”\n"+
		"“They've been patient, more patient than I would have been,” she said.\n"+
		"Nobody answered the man who shouted “and who pays?\n")
	d.article(later, "2025-03-12", "Minister: port not for sale", "“We will not hand the port to anyone, and I will not trade 30,000 jobs for a balance sheet,” said Elena Varga, the transport minister.\n"+
		"Okafor, for the bidders, said that “the offer was fair and it is off the table”.\n")
	d.Articles[len(d.Articles)-1].VersionOf = courier

	varga := func(cue string, sure float64) func(*record.Quote) {
		return d.by("Elena Varga", "Elena Varga", cue, sure)
	}
	plainClass := func(class string) func(*record.Quote) {
		return func(q *record.Quote) { q.Class, q.Kind, q.Rule = class, "", "" }
	}
	mixed := func(f func(*record.Quote)) func(*record.Quote) {
		return func(q *record.Quote) { f(q); q.Kind = record.KindMixed }
	}
	official := func(mention string) func(*record.Quote) {
		return func(q *record.Quote) {
			d.by("a union official", mention, "said", 0.81)(q)
			q.Speaker.Type = record.TypeAnonymous
		}
	}

	p1 := d.quote(post, "We will not hand the port to anyone, and I will not trade 3,000 jobs for a balance sheet", varga("told", 0.984))
	d.quote(post, "temporary", plainClass(record.ClassScare))
	p3 := d.quote(post, "They have been patient, more patient than I would have been", d.by("Elena Varga", "Varga", "said", 0.97))
	p4 := d.quote(post, "The offer was fair|and it is still on the table", d.by("Tom Okafor", "Tom Okafor", "said", 0.99))
	c1 := d.quote(courier, "We will not hand the port to anyone, and I will not trade 30,000 jobs for a balance sheet", varga("said", 0.99))
	c2 := d.quote(courier, "the offer was fair and it remains on the table", mixed(d.by("Tom Okafor", "Okafor", "said", 0.96)))
	c3 := d.quote(courier, "They have been patient, more patient than I would have been", d.by("Elena Varga", "Varga", "said", 0.95))
	l1 := d.quote(ledger, "We will hand the port to anyone, and I will not trade 3,000 jobs for a balance sheet", varga("said", 0.99))
	l2 := d.quote(ledger, "The Harbour Board never told us that the crane was unsafe", official("a union official"))
	l3 := d.quote(ledger, "No deal is better than this deal", d.by("Dana Reyes", "Dana Reyes", "put", 0.93))
	w1 := d.quote(wire, "not hand the port to anyone", mixed(varga("said", 0.98)))
	w2 := d.quote(wire, "No deal is better than this deal", d.by("Elena Varga", "Varga", "added", 0.97))
	w3 := d.quote(wire, "The Board never told us that the crane was unsafe", official("an official of the union"))
	d.quote(wire, "Closed until further notice", func(q *record.Quote) {
		d.by("sign", "A sign on the gate", "read", 0.9)(q)
		q.Speaker.Type, q.Rule = record.TypeDocument, "source-cue-quote"
	})
	d.quote(wire, "Thank you all for coming", func(q *record.Quote) {
		q.Rule = ""
		q.Alternatives = []record.Alternative{
			{Speaker: record.Speaker{ID: "elena-varga", Name: "Elena Varga", Type: record.TypePerson, Confidence: 0.41}, Rule: "last-speaker", Confidence: 0.41},
			{Speaker: record.Speaker{ID: "somebody", Name: "somebody", Type: record.TypeAnonymous, Confidence: 0.3}, Rule: "quote-source-cue", Confidence: 0.3}}
	})
	b1 := d.quote(beacon, "not hand the port to anyone", mixed(varga("said", 0.98)))
	b2 := d.quote(beacon, "No deal is better than this deal", d.by("Elena Varga", "Varga", "added", 0.97))
	r1 := d.quote(radio, "we will not hand over the harbour to anybody", d.by("Elena Varga", "Varga", "said", 0.94))
	d.quote(radio, "Ferry fares to rise again", plainClass(record.ClassFurniture))
	r3 := d.quote(radio, "They've been patient, more patient than I would have been", func(q *record.Quote) {
		d.by("Elena Varga", "she", "said", 0.78)(q)
		q.Rule = "pronoun"
	})
	d.quote(radio, "and who pays?", func(q *record.Quote) { q.Rule = "" })

	e1 := d.quote(later, "We will not hand the port to anyone, and I will not trade 30,000 jobs for a balance sheet", varga("said", 0.99))
	e2 := d.quote(later, "the offer was fair and it is off the table", mixed(d.by("Tom Okafor", "Okafor", "said", 0.96)))

	d.cluster("c-01aa", "Elena Varga", record.VerdictDivergent, p1, []record.Difference{
		d.diff("number-value", 4, "", p1, "3,000", c1, "30,000"),
		d.diff("negation", 4, "", p1, "not ", l1, "^hand"),
		d.diff("truncation", 1, "partial", p1, "We will ", w1, "^not"),
		d.diff("truncation", 1, "partial", p1, ", and I will not trade 3,000 jobs for a balance sheet", w1, "anyone^"),
		d.diff("truncation", 1, "partial", p1, "We will ", b1, "^not"),
		d.diff("truncation", 1, "partial", p1, ", and I will not trade 3,000 jobs for a balance sheet", b1, "anyone^"),
		d.diff("case", 0, "", p1, "We", r1, "we"),
		d.diff("function-word", 1, "", p1, "^the port", r1, "over "),
		d.diff("substitution", 2, "synonym", p1, "port", r1, "harbour"),
		d.diff("substitution", 2, "synonym", p1, "anyone", r1, "anybody"),
		d.diff("truncation", 2, "unmarked", p1, ", and I will not trade 3,000 jobs for a balance sheet", r1, "anybody^"),
		d.diff("number-value", 4, "", p1, "3,000", e1, "30,000"),
	}, c1, l1, w1, b1+"*", r1, e1+"*")
	root := 0
	d.Clusters[0].Wordings = []record.Wording{
		{Members: []string{p1, w1, b1}, Sources: 2, First: p1},
		{Members: []string{c1, e1}, Sources: 1, First: c1, From: &root},
		{Members: []string{l1}, Sources: 1, First: l1, From: &root},
		{Members: []string{r1}, Sources: 1, First: r1, From: &root},
	}
	d.cluster("c-02bb", "Elena Varga", record.VerdictConsistent, p3, []record.Difference{
		d.diff("identical", 0, "", p3, "They", c3, "They"),
		d.diff("contraction", 1, "", p3, "They have", r3, "They've"),
	}, c3, r3)
	d.cluster("c-03cc", "Tom Okafor", record.VerdictDivergent, p4, []record.Difference{
		d.diff("case", 0, "", p4, "The", c2, "the"),
		d.diff("substitution", 2, "synonym", p4, "is still", c2, "remains"),
		d.diff("substitution", 3, "", p4, "is still on", e2, "is off"),
		d.diff("edited", 3, "substitution", c2, "remains on", e2, "is off"),
	}, c2, e2+"*")
	d.cluster("c-04dd", "Elena Varga", record.VerdictConflicting, w2, []record.Difference{
		d.diff("attribution", 4, "", w2, "No deal is better than this deal", l3, "No deal is better than this deal"),
	}, b2+"*", l3)
	d.cluster("c-05ee", "a union official", record.VerdictVariant, l2, []record.Difference{
		d.diff("alias", 2, "narrower", l2, "Harbour Board", w3, "Board"),
	}, w3)
	for i := range d.Articles {
		d.Articles[i].Quotes = d.at[d.Articles[i].ID]
	}
	d.Rejected = []record.Rejection{
		{Source: "inbox/march.jsonl", Place: "line 41", Stage: "read", Reason: "no text"},
		{Source: "inbox/march.jsonl", Place: "line 7", Stage: "read", Reason: "invalid character 'x' looking for beginning of value"},
		{Source: "inbox/scan.txt", Place: "", Stage: "read", Reason: "binary, not text"},
	}
	r := d.find(radio, "“and who", 0)
	d.Flags = []record.Flag{{Article: radio, Start: r.Start, End: r.Start + 3, Kind: "unclosed"}}
	return &d.Report
}
