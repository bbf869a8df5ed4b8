package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

// Earlier is what a run keeps of its reading, so that a later one can join
// articles to it without reading any again: ReadEarlier gives that of a folder
// that a run wrote. All of it is as it was before collating, which looks across
// articles.
type Earlier struct {
	articles []kept             // by id
	rejected []record.Rejection // by corpus; what a stage failed on is with the articles
	passed   map[string]passed  // of a source
}

// passed is what was passed over of a source: articles that a filter left out,
// and records of a web archive that hold none; both 0: the file was skipped.
type passed struct{ articles, records int }

// A kept article is one that holds its id.
type kept struct {
	ID      string   `json:"id"`
	SHA256  string   `json:"sha256"`
	Origins []origin `json:"origins"` // every place where this text stood under this id
	Extract *Extract `json:"extract"` // nil where a stage failed
	Failure *failure `json:"failure"`
}

// An origin is a place that an article was read from, and the rank of the
// imprint that it had there: the lowest is the article's.
type origin struct {
	Source string `json:"source"`
	Place  string `json:"place"`
	Rank   string `json:"rank"`
}

// A failure is why a stage gave nothing for an article.
type failure struct {
	Stage  string `json:"stage"`
	Reason string `json:"reason"`
}

// Run reads the input and collates it.
func (s Stages) Run(ctx context.Context, in Input, o Options) (*report.Report, error) {
	return s.Add(ctx, &Earlier{}, in, o)
}

// Add reads the input, joins it to an earlier reading and collates both: the
// report is that of a run over all inputs at once. An input that was read
// before, and is the same, adds nothing. Add takes the earlier reading over.
func (s Stages) Add(ctx context.Context, earlier *Earlier, in Input, o Options) (*report.Report, error) {
	j := newJoint(earlier)
	o.Corpus.Held, o.Corpus.Repeated, o.Corpus.Passed = j.held(), j.repeat, j.pass
	reading, err := s.read(ctx, in, o, j.take)
	if err != nil {
		return nil, err
	}
	j.settle(reading.Rejected)
	if o.Keep != nil {
		if err := earlier.write(ctx, o.Keep, s.made(o), o.Workers); err != nil {
			return nil, err
		}
	}
	return s.Collate(ctx, j.extracts(), j.reading(reading.costs), o)
}

// A joint is an earlier reading while articles are joined to it. Of each fact it
// keeps the set: which article holds an id, where it stood, what was rejected
// where. Sets know no order, so that it plays no part what was read first.
type joint struct {
	*Earlier
	at       map[string]int // id: index of articles
	repeated []repeated
	lost     []record.Rejection
}

// A repeated article stood where its id and text had been met already.
type repeated struct {
	id string
	origin
}

func newJoint(e *Earlier) *joint {
	if e.passed == nil {
		e.passed = map[string]passed{}
	}
	j := &joint{Earlier: e, at: make(map[string]int, len(e.articles))}
	for i := range e.articles {
		j.at[e.articles[i].ID] = i
	}
	return j
}

func (j *joint) held() []corpus.Held {
	held := make([]corpus.Held, len(j.articles))
	for i, a := range j.articles {
		held[i] = corpus.Held{ID: a.ID, SHA256: a.SHA256, Rank: slices.MinFunc(a.Origins, byRank).Rank}
	}
	return held
}

func originOf(it corpus.Item) origin { return origin{it.Source, it.Place, it.Rank()} }

func (j *joint) repeat(it corpus.Item) {
	j.repeated = append(j.repeated, repeated{it.Article.ID, originOf(it)})
}

func (j *joint) pass(source string, articles, records int) {
	before := j.passed[source]
	j.passed[source] = passed{max(before.articles, articles), max(before.records, records)}
}

// take enters an article that holds its id from now on. One that held it until
// now was another text, and is rejected wherever it stood, or the same text under
// a lesser imprint.
func (j *joint) take(out outcome) error {
	a := kept{ID: out.item.Article.ID, SHA256: out.item.SHA256, Origins: []origin{originOf(out.item)}}
	if f := out.failure; f != nil {
		a.Failure = &failure{f.Stage, f.Reason}
	} else {
		a.Extract = &out.extract
	}
	i, ok := j.at[a.ID]
	if !ok {
		j.at[a.ID] = len(j.articles)
		j.articles = append(j.articles, a)
		return nil
	}
	old := j.articles[i]
	if old.SHA256 == a.SHA256 {
		a.Origins = append(a.Origins, old.Origins...)
	} else {
		for _, at := range old.Origins {
			j.lost = append(j.lost, record.Rejection{Source: at.Source, Place: at.Place, Stage: stageRead, Reason: corpus.DuplicateID})
		}
	}
	j.articles[i] = a
	return nil
}

// settle makes one of what was read: every list in its order, nothing twice.
func (j *joint) settle(rejected []record.Rejection) {
	for _, r := range j.repeated {
		if i, ok := j.at[r.id]; ok {
			j.articles[i].Origins = append(j.articles[i].Origins, r.origin)
		}
	}
	slices.SortFunc(j.articles, func(a, b kept) int { return cmp.Compare(a.ID, b.ID) })
	for i := range j.articles {
		a := &j.articles[i]
		slices.SortFunc(a.Origins, byPlace)
		a.Origins = slices.CompactFunc(a.Origins, func(x, y origin) bool { return x.Source == y.Source && x.Place == y.Place })
	}
	j.Earlier.rejected = slices.Concat(j.Earlier.rejected, rejected, j.lost)
	slices.SortFunc(j.Earlier.rejected, report.CompareRejections)
	j.Earlier.rejected = slices.Compact(j.Earlier.rejected)
}

func byPlace(a, b origin) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), report.ComparePlaces(a.Place, b.Place), cmp.Compare(a.Rank, b.Rank))
}

// byRank puts the origin first that the article is read from, were it read again.
func byRank(a, b origin) int { return cmp.Or(cmp.Compare(a.Rank, b.Rank), byPlace(a, b)) }

func (e *Earlier) extracts() []Extract {
	var list []Extract
	for _, a := range e.articles {
		if a.Extract != nil {
			list = append(list, *a.Extract)
		}
	}
	return list
}

// reading is the earlier reading as Collate wants it.
func (e *Earlier) reading(spent *Meter) Reading {
	r := Reading{Rejected: slices.Clone(e.rejected), costs: spent}
	for _, a := range e.articles {
		r.Counts.Repeated += len(a.Origins) - 1
		if a.Failure != nil {
			at := slices.MinFunc(a.Origins, byRank)
			r.Rejected = append(r.Rejected, record.Rejection{Source: at.Source, Place: at.Place, Stage: a.Failure.Stage, Reason: a.Failure.Reason})
		}
	}
	for _, source := range slices.Sorted(maps.Keys(e.passed)) {
		n := e.passed[source]
		r.Counts.LeftOut += n.articles
		r.Counts.Records += n.records
		if n == (passed{}) {
			r.Counts.Skipped++
		}
	}
	return r
}
