package pipeline

import (
	"maps"
	"slices"
	"sync"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/rows"
)

// passing is what a reading passes over: what it rejects, and what it leaves out
// in silence. Of each fact it keeps the set, which knows no order: what was read
// first plays no part, nor what an earlier run had met already.
type passing struct {
	mu       *sync.Mutex // reading and taking are two goroutines
	rejected []record.Rejection
	files    map[int]rows.Passed    // by corpus.Unit.File
	sources  map[string]rows.Passed // by name, of an earlier run too
}

func newPassing() passing {
	return passing{mu: new(sync.Mutex), files: map[int]rows.Passed{}, sources: map[string]rows.Passed{}}
}

func (p *passing) reject(j record.Rejection) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rejected = append(p.rejected, j)
}

// skip enters a file that is no input.
func (p *passing) skip(source string) { p.enter(rows.Passed{Source: source}) }

// record enters how many records of one reading of a file hold no article.
func (p *passing) record(file int, source string, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.files[file]
	p.files[file] = rows.Passed{Source: source, Articles: f.Articles, Records: f.Records + n}
}

// pass enters a unit that gave no article.
func (p *passing) pass(file int, source string, leftOut bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.files[file]
	f.Source = source
	if leftOut {
		f.Articles++
	} else {
		f.Records++
	}
	p.files[file] = f
}

// enter enters all that was passed over of a source. Of one that was read twice
// nothing counts twice.
func (p *passing) enter(f rows.Passed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.sources[f.Source]
	p.sources[f.Source] = rows.Passed{Source: f.Source, Articles: max(before.Articles, f.Articles), Records: max(before.Records, f.Records)}
}

// settle puts everything in its order, and nothing twice.
func (p *passing) settle() {
	for _, f := range p.files {
		p.enter(f)
	}
	clear(p.files)
	slices.SortFunc(p.rejected, report.CompareRejections)
	p.rejected = slices.Compact(p.rejected)
}

// asides gives all of it, settled, as it is kept.
func (p *passing) asides() []rows.Aside {
	var list []rows.Aside
	for _, source := range slices.Sorted(maps.Keys(p.sources)) {
		f := p.sources[source]
		list = append(list, rows.Aside{Passed: &f})
	}
	for i := range p.rejected {
		list = append(list, rows.Aside{Rejected: &p.rejected[i]})
	}
	return list
}

// join enters what an earlier run kept.
func (p *passing) join(a rows.Aside) {
	if a.Passed != nil {
		p.enter(*a.Passed)
		return
	}
	p.rejected = append(p.rejected, *a.Rejected)
}

// settle makes one of what a reading met.
func (r *Reading) settle() {
	for _, j := range r.faults.Rest() {
		r.reject(j)
	}
	r.passed.settle()
	r.Rejected = append(r.Rejected, r.passed.rejected...)
	r.Counts.LeftOut, r.Counts.Records, r.Counts.Skipped = 0, 0, 0
	for _, f := range r.passed.sources {
		r.Counts.LeftOut += f.Articles
		r.Counts.Records += f.Records
		if f.Articles == 0 && f.Records == 0 {
			r.Counts.Skipped++
		}
	}
}
