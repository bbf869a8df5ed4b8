package corpus

import (
	"bufio"
	"context"
	"io"
	"os"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

const stage = "read" // of every rejection made here

// A walk is a reading of all files, from the first to the last.
type walk struct {
	ctx    context.Context // asked before every unit
	opts   *Options
	gate   *gate
	input  io.Reader // what "-" names
	total  int64     // bytes of the files; 0: nobody knows
	emit   func(*Unit) error
	reject func(record.Rejection)
	counts Counts
	number int // of the next entry of an archive, behind those of the files
}

// read reads the files of a plan. The rejections of the plan come first.
func (w *walk) read(pl *plan) error {
	w.total, w.number = pl.total, len(pl.files)
	for _, name := range pl.skipped {
		w.skip(name)
	}
	for _, r := range pl.rejected {
		w.refuse(r.Source, r.Place, r.Reason)
	}
	for i, f := range pl.files {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := w.readFile(f, i); err != nil {
			return err
		}
	}
	return w.ctx.Err()
}

// skip passes over a file that is no input.
func (w *walk) skip(source string) {
	w.counts.Skipped++
	if w.opts.Skipped != nil {
		w.opts.Skipped(source)
	}
}

// readFile reads one file: 1. bytes on disk, counted for the progress bar; 2. to 4.
// in readStream.
func (w *walk) readFile(f file, n int) error {
	s := &session{file: f, walk: w, number: n}
	before := w.counts.Bytes
	told := func(n int64) {
		w.counts.Bytes = before + n
		if w.opts.Progress != nil {
			w.opts.Progress(w.counts.Bytes, w.total)
		}
	}
	disk, size, err := w.open(f)
	if err != nil {
		told(f.size)
		s.refuse("", cannotRead(err))
		return nil
	}
	defer disk.Close()
	counted := &counter{in: disk, tell: told}
	defer func() { told(max(counted.n, size)) }() // of a file that is refused not all is read
	s.told = told
	return s.readStream(counted, nil)
}

// readStream reads what a file holds, or an entry of an archive: 2. unpacked;
// 3. decoded, where it says that it is UTF-16; 4. cut by its format, which hands
// units to emit. The meter, if there is one, is that of the archive.
func (s *session) readStream(packed io.Reader, m *meter) error {
	s.counts.Files++
	raw, err := unpack(packed, s.pack, s.gate.MaxRatio)
	if err != nil {
		s.refuse("", unreadable(archiveError{err}))
		return nil
	}
	defer raw.Close()
	var unpacked io.Reader = raw
	if m != nil {
		unpacked = metered{raw, m}
	}
	in := bufio.NewReaderSize(unpacked, 64<<10)
	if s.stdin && s.format == nil {
		s.format = formatOfStream(in)
	}
	if decoded, ok := decodeUTF16(in); ok {
		in = decoded
		s.repairs = []string{repairUTF16}
	}
	err = s.format(in, s)
	if more := s.faults - s.gate.MaxRejected; more > 0 {
		s.counts.Rejected++
		s.reject(rest(s.name, more, "that cannot be read"))
	}
	if s.records > 0 {
		s.counts.Records += s.records
		if s.opts.Records != nil {
			s.opts.Records(s.number, s.name, s.records)
		}
	}
	return err
}

// open opens a file, or standard input, whose size is 0.
func (w *walk) open(f file) (in io.ReadCloser, size int64, err error) {
	if f.stdin {
		return io.NopCloser(&interruptible{ctx: w.ctx, in: w.input}), 0, nil
	}
	disk, err := os.Open(f.path)
	if err != nil {
		return nil, 0, err
	}
	info, err := disk.Stat()
	if err != nil {
		disk.Close()
		return nil, 0, err
	}
	return &steady{File: disk, left: info.Size()}, info.Size(), nil
}

// refuse rejects an input. What cannot be told before a unit is made is
// rejected there; there is no other way to lose one.
func (w *walk) refuse(source, place, reason string) {
	w.counts.Rejected++
	w.reject(record.Rejection{Source: source, Place: place, Stage: stage, Reason: reason})
}

// A session is the reading of one file.
type session struct {
	file
	*walk
	number  int           // of the file, or of the entry of an archive
	repairs []string      // what was mended in the file as a whole
	records int           // that hold no article
	told    func(n int64) // takes the bytes read of the file, for the progress bar
	faults  int           // places rejected
}

// refuse rejects what stands at a place of the file, or counts it where there
// was too much of that.
func (s *session) refuse(place, reason string) {
	if s.faults++; s.faults <= s.gate.MaxRejected {
		s.walk.refuse(s.name, place, reason)
	}
}

// give emits what holds an article, whose making is left to the workers. size
// is the bytes that it holds on to. The error ends the run.
func (s *session) give(place string, size int, from raw) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	s.counts.Units++
	return s.emit(&Unit{
		Source: s.name, Place: place, File: s.number, Size: size,
		from: from, gate: s.gate, outlet: s.outlet, repairs: s.repairs,
	})
}

// admit emits an article that was cheap to make.
func (s *session) admit(place string, d draft) error {
	return s.give(place, len(d.text), d)
}
