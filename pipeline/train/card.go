package train

import (
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/template"

	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

//go:embed card.tmpl
var cardTemplate string

var cardMarkdown = template.Must(template.New("card").Funcs(template.FuncMap{"percent": percentOf}).Parse(cardTemplate))

// Files are the models and their card, ready to be written. About says in a
// sentence what the articles are; set is what data was read from; held, which
// may be nil, how the models did on articles held back.
func (m *Models) Files(about string, set *score.Set, data Data, held *HeldOut) []report.File {
	return []report.File{
		{Name: "source.json", Write: m.Source.Save},
		{Name: "speech.json", Write: m.Speech.Save},
		{Name: "verbs.json", Write: m.Verbs.Save},
		{Name: "stems.json", Write: m.Stems.Save},
		{Name: "CARD.md", Write: func(w io.Writer) error { return m.card(about, set, data, held).write(w) }},
	}
}

// A card is what card.tmpl shows.
type card struct {
	About          string
	Folds          int
	Models         []modelCard
	Files          []fileCard
	Tables         []rateTable
	Worst          []rate
	Speech, Others rate
	Held           *heldCard
}

type modelCard struct {
	Files, Decides, Version string
	Card                    string // the report, in Markdown
}

func (m *Models) card(about string, set *score.Set, data Data, held *HeldOut) *card {
	c := &card{About: about, Folds: m.SourceReport.Options.Folds}
	c.Models = []modelCard{
		{"source.json", "which of the candidates is the source of a quote, or that none is", m.Source.Version(), markdown(m.SourceReport)},
		{"speech.json", "whether words in quotation marks are somebody's, or scare quotes, a title, a name", m.Speech.Version(), markdown(m.SpeechReport)},
		{"verbs.json, stems.json", "which verbs report speech without marks (`--indirect`)", m.Verbs.Version(), markdown(m.VerbsReport)},
	}
	for i := range set.Parts {
		c.Files = append(c.Files, newFileCard(&set.Parts[i]))
	}
	c.rates(data.Spans, m.Unseen)
	if held != nil {
		c.Held = newHeldCard(held)
	}
	return c
}

func (c *card) write(w io.Writer) error { return cardMarkdown.Execute(w, c) }

func markdown(r *model.Report) string {
	var b strings.Builder
	_ = r.Card(&b) // a Builder takes everything
	return b.String()
}

// A fileCard is one file of gold.
type fileCard struct {
	Name, SHA256             string
	Articles, Spans, Sourced int
	Outlets                  int
	From, To                 string // dates; "?" where no article has one
}

func newFileCard(p *score.Part) fileCard {
	f := fileCard{Name: cell(p.Name()), SHA256: cmp.Or(p.SHA256, "-"), Articles: len(p.Gold), From: "?", To: "?"}
	outlets := map[string]bool{}
	var dates []string
	for _, a := range p.Gold {
		outlets[a.Outlet] = true
		if a.Date != "" {
			dates = append(dates, a.Date)
		}
		sourced := map[string]bool{}
		for _, x := range a.Gold.Attributions {
			sourced[x.ID] = len(x.Source) > 0
		}
		for _, s := range a.Gold.Spans {
			f.Spans++
			if s.Covered && sourced[s.Attribution] {
				f.Sourced++
			}
		}
	}
	f.Outlets = len(outlets)
	if len(dates) > 0 {
		f.From, f.To = cell(slices.Min(dates)), cell(slices.Max(dates))
	}
	return f
}

// A rate is how many quotes of a group have a right candidate, and a right answer.
type rate struct {
	By, Value               string
	Quotes, Proposed, Right int
}

type rateTable struct {
	By   string
	Rows []rate
}

// enough is how many quotes a group must have to be called one of the worst.
const enough = 30

// rates counts the answers of models that had not seen the article, by group.
func (c *card) rates(examples []Example, unseen []Answer) {
	groupings := []struct {
		by    string
		value func(*Example) string
	}{
		{"kind of source", func(e *Example) string { return e.Gold.SourceType }},
		{"place of the source", func(e *Example) string { return e.Gold.Position() + " the quote" }},
		{"kind of quote", func(e *Example) string { return e.Gold.Kind }},
		{"kind of speaker", func(e *Example) string { return cmp.Or(e.Gold.SpeakerType, "not given") }},
	}
	var all []rate
	for _, g := range groupings {
		rows := map[string]*rate{}
		for i := range examples {
			e := &examples[i]
			if e.Gold == nil || len(e.Gold.Source) == 0 {
				continue
			}
			value := cell(g.value(e))
			if rows[value] == nil {
				rows[value] = &rate{By: g.by, Value: value}
			}
			rows[value].count(slices.Contains(e.Right, true), unseen[i].Right)
		}
		t := rateTable{By: g.by}
		for _, r := range rows {
			t.Rows = append(t.Rows, *r)
		}
		if len(t.Rows) < 2 {
			continue // the gold says it of none, or the same of all
		}
		slices.SortFunc(t.Rows, func(a, b rate) int { return cmp.Compare(a.Value, b.Value) })
		c.Tables = append(c.Tables, t)
		all = append(all, t.Rows...)
	}
	all = slices.DeleteFunc(all, func(r rate) bool { return r.Quotes < enough })
	slices.SortStableFunc(all, func(a, b rate) int { return cmp.Compare(a.Right*b.Quotes, b.Right*a.Quotes) })
	c.Worst = all[:min(3, len(all))]
	for i, e := range examples {
		if e.Speech {
			c.Speech.count(true, unseen[i].Speech)
		} else {
			c.Others.count(true, !unseen[i].Speech)
		}
	}
}

func (r *rate) count(proposed, right bool) {
	r.Quotes++
	if proposed {
		r.Proposed++
	}
	if right {
		r.Right++
	}
}

// A heldCard is how the models did on articles held back.
type heldCard struct {
	Files                  string
	Rows                   []heldRow
	Answered, Asked        int
	Operating, Error, Kept string
	Reported               *score.Reported
}

type heldRow struct {
	Name                      string
	Gold                      int
	Found, EndToEnd, ByName   string
	Mention, Entity, NoSource score.Share
}

// maxOutlets is how many outlets a card names one by one.
const maxOutlets = 20

func newHeldCard(h *HeldOut) *heldCard {
	cal := h.Result.Calibration
	c := &heldCard{
		Answered: cal.Answered, Asked: cal.Asked,
		Operating: fmt.Sprint(h.Operating), Error: fmt.Sprintf("%.3f", cal.Error), Kept: percent(cal.KeptAt99),
		Reported: h.Result.Reported,
	}
	var files []string
	for i := range h.Set.Parts {
		p := newFileCard(&h.Set.Parts[i])
		files = append(files, fmt.Sprintf("%s (articles: %d; sha256 %s)", p.Name, p.Articles, p.SHA256))
	}
	c.Files = strings.Join(files, "; ")
	outlets := 0
	for _, f := range h.Result.Figures {
		if f.By == "outlet" {
			outlets++
		}
	}
	for _, f := range h.Result.Figures {
		if f.By == "mark" || f.By == "outlet" && outlets > maxOutlets {
			continue
		}
		name := strings.TrimSpace(strings.ReplaceAll(f.By, "_", " ") + " " + cell(f.Value))
		c.Rows = append(c.Rows, heldRow{name, f.Gold, percent(f.Overlap.F1), percent(f.EndToEnd.F1), percent(f.ByName.F1), f.Mention, f.Entity, f.NoSource})
	}
	return c
}

func percent(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }

func percentOf(n, of int) string {
	if of == 0 {
		return "-"
	}
	return percent(float64(n) / float64(of))
}

// cell is a name from a file, fit for a cell of a table in Markdown.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "`", "'").Replace(report.Plain(s))
}
