package corpus

import (
	"bufio"
	"context"
	"os"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

const stage = "read" // of every rejection made here

// A pass is one reading of all files.
type pass struct {
	gate
	take     func(Item) error
	reject   func(record.Rejection)
	progress func(read, total int64)
	warn     func(source, place, date string)           // of a date that nobody can read
	repeated func(Item)                                 // may be nil
	passed   func(source string, articles, records int) // may be nil
	later    func(id string) bool                       // whether a page need not be read now; nil: all are read
	counts   Counts
	ctx      context.Context // asked before every article
}

// read reads the files of a plan. The rejections of the plan come first.
func (p *pass) read(ctx context.Context, pl *plan) error {
	p.ctx = ctx
	p.counts.Skipped = len(pl.skipped)
	for _, name := range pl.skipped {
		p.passOver(name, 0, 0)
	}
	for _, r := range pl.rejected {
		p.refuse(r.Source, r.Place, r.Reason)
	}
	for _, f := range pl.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := p.readFile(f, pl.total); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// enter reads the files of a plan for a ledger alone: pages are read only where
// the ledger needs their text.
func (p *pass) enter(ctx context.Context, pl *plan, ids ledger) error {
	asked, at := pages{}, 0
	p.later = func(id string) bool {
		d := idDigest(id)
		asked[d] = append(asked[d], int32(at))
		return true
	}
	p.ctx = ctx
	for i, f := range pl.files {
		at = i
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := p.readFile(f, pl.total); err != nil {
			return err
		}
	}
	again := &plan{files: asked.settle(ids, pl.files), total: pl.total}
	p.later = func(id string) bool { return ids[idDigest(id)].open }
	p.progress = nil // told of every file already
	return p.read(ctx, again)
}

// readFile reads one file: 1. bytes on disk, counted for the progress bar;
// 2. unpacked; 3. decoded, where the file says that it is UTF-16; 4. parsed by
// its format, which hands drafts to admit.
func (p *pass) readFile(f file, total int64) error {
	s := &session{file: f, pass: p}
	before := p.counts.Bytes
	told := func(n int64) {
		p.counts.Bytes = before + n
		if p.progress != nil {
			p.progress(p.counts.Bytes, total)
		}
	}
	defer told(f.size) // of a file that is refused not all is read
	disk, err := os.Open(f.path)
	if err != nil {
		s.refuse("", cannotRead(err))
		return nil
	}
	defer disk.Close()
	p.counts.Files++
	counted := &counter{in: disk, tell: told}
	raw, err := unpack(counted, f.pack)
	if err != nil {
		s.refuse("", unreadable(archiveError{err}))
		return nil
	}
	defer raw.Close()
	in := bufio.NewReaderSize(raw, 64<<10)
	if decoded, ok := decodeUTF16(in); ok {
		in = decoded
		s.repairs = []string{repairUTF16}
	}
	left, records := p.counts.LeftOut, p.counts.Records
	err = f.format(in, s)
	left, records = p.counts.LeftOut-left, p.counts.Records-records
	if left+records > 0 {
		p.passOver(f.name, left, records)
	}
	return err
}

func (p *pass) passOver(source string, articles, records int) {
	if p.passed != nil {
		p.passed(source, articles, records)
	}
}

// refuse rejects an input. It is the only way to lose one.
func (p *pass) refuse(source, place, reason string) {
	p.counts.Rejected++
	p.reject(record.Rejection{Source: source, Place: place, Stage: stage, Reason: reason})
}

// refuse rejects what stands at a place of the file.
func (s *session) refuse(place, reason string) {
	s.pass.refuse(s.name, place, reason)
}

// admit takes a draft, or says why not. The error ends the run.
func (s *session) admit(d draft) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if d.meta.outlet == "" {
		d.meta.outlet = s.outlet
	}
	d.repairs = slices.Concat(s.repairs, d.repairs)
	it, v := s.gate.admit(d)
	it.Source = s.name
	switch {
	case v.reason != "":
		s.refuse(d.place, v.reason)
		return nil
	case v.leftOut:
		s.counts.LeftOut++
		return nil
	}
	if v.badDate {
		s.counts.BadDates++
		s.warn(s.name, d.place, d.meta.date)
	}
	return s.take(it)
}
