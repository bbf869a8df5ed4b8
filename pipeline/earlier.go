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

	seq int // place in the order of reading
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
	reading, err := s.read(ctx, in, o, j)
	if err != nil {
		return nil, err
	}
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
	at      map[string]int // id: index of articles
	ledger  corpus.Ledger
	others  []other
	lost    []record.Rejection
	taken   int
	left    map[int]passedFile // by corpus.Unit.File: found by the workers
	records map[int]passedFile // the same, found by reading
	skipped []string
}

// A passedFile is what was passed over in one reading of a file.
type passedFile struct {
	source string
	passed
}

// An other article was not worked on, since the ledger knew one that keeps the id.
type other struct {
	id, sha256 string
	origin
	seq int
}

func newJoint(e *Earlier) *joint {
	if e.passed == nil {
		e.passed = map[string]passed{}
	}
	j := &joint{Earlier: e, at: make(map[string]int, len(e.articles)), left: map[int]passedFile{}, records: map[int]passedFile{}}
	for i := range e.articles {
		a := &e.articles[i]
		j.at[a.ID] = i
		j.ledger.Enter(corpus.StandingOf(a.ID, a.SHA256, slices.MinFunc(a.Origins, byRank).Rank))
	}
	return j
}

func originOf(it *corpus.Item) origin { return origin{it.Source, it.Place, it.Rank()} }

func (j *joint) skip(source string) { j.skipped = append(j.skipped, source) }

func (j *joint) pass(file int, source string, records int) {
	j.records[file] = passedFile{source, passed{records: records}}
}

// take enters what became of a unit.
func (j *joint) take(out outcome) {
	j.taken++
	switch m := out.made; {
	case m.Rejected != nil:
		j.lost = append(j.lost, *m.Rejected)
	case m.Item == nil:
		f := j.left[out.unit.File]
		f.source = out.unit.Source
		if m.LeftOut {
			f.articles++
		} else {
			f.records++
		}
		j.left[out.unit.File] = f
	case out.extract == nil && out.failure == nil:
		j.others = append(j.others, other{m.Item.Article.ID, m.Item.SHA256, originOf(m.Item), j.taken})
	default:
		j.enter(kept{
			ID: m.Item.Article.ID, SHA256: m.Item.SHA256, Origins: []origin{originOf(m.Item)},
			Extract: out.extract, Failure: out.failure, seq: j.taken,
		})
	}
}

// enter enters an article that was worked on. Of two of one id, that of the lower
// SHA-256 keeps it, and the other is rejected wherever it stood; of one text, the
// fullest imprint is the article's.
func (j *joint) enter(a kept) {
	i, ok := j.at[a.ID]
	if !ok {
		j.at[a.ID] = len(j.articles)
		j.articles = append(j.articles, a)
		return
	}
	b := &j.articles[i]
	switch {
	case a.SHA256 < b.SHA256:
		j.reject(b.Origins...)
		*b = a
	case a.SHA256 > b.SHA256:
		j.reject(a.Origins...)
	case a.Origins[0].Rank < slices.MinFunc(b.Origins, byRank).Rank:
		a.Origins = append(a.Origins, b.Origins...)
		*b = a
	default:
		b.Origins = append(b.Origins, a.Origins...)
	}
}

func (j *joint) reject(origins ...origin) {
	for _, at := range origins {
		j.lost = append(j.lost, record.Rejection{Source: at.Source, Place: at.Place, Stage: stageRead, Reason: corpus.DuplicateID})
	}
}

// settle makes one of what was read: every list in its order, nothing twice.
func (j *joint) settle(rejected []record.Rejection) {
	for _, o := range j.others {
		a := &j.articles[j.at[o.id]]
		if a.SHA256 != o.sha256 {
			j.reject(o.origin)
			continue
		}
		if o.Rank == slices.MinFunc(a.Origins, byRank).Rank {
			a.seq = min(a.seq, o.seq)
		}
		a.Origins = append(a.Origins, o.origin)
	}
	j.passOver()
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

// passOver enters what was passed over. Of a file that was read twice nothing
// counts twice.
func (j *joint) passOver() {
	for i, source := range j.skipped {
		j.left[-1-i] = passedFile{source: source}
	}
	for file, f := range j.records {
		l := j.left[file]
		j.left[file] = passedFile{f.source, passed{l.articles, l.records + f.records}}
	}
	for _, f := range j.left {
		before := j.passed[f.source]
		j.passed[f.source] = passed{max(before.articles, f.articles), max(before.records, f.records)}
	}
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
func (e *Earlier) reading(spent costs) Reading {
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
