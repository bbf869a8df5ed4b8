package pipeline

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/klauspost/compress/zstd"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// EarlierFile is the name, in the folder that a run writes, of the file that
// ReadEarlier reads: JSON Lines packed by zstd. The first line is a made; then
// come, each a row, what was passed over, what was rejected, and the articles, all
// sorted, so that the file too is the same whatever was read first.
const EarlierFile = "extracts.jsonl.zst"

// maxRow bounds a row of the file, in bytes: an article of the greatest length
// that quotes from end to end takes a tenth of it.
const maxRow = 256 << 20

// A row is one of its three, by kind.
type row struct {
	Passed   *passedRow        `json:"passed,omitempty"`
	Rejected *record.Rejection `json:"rejected,omitempty"`
	Article  *kept             `json:"article,omitempty"`
}

type passedRow struct {
	Source   string `json:"source"`
	Articles int    `json:"articles"`
	Records  int    `json:"records,omitempty"`
}

// write writes e for ReadEarlier. The rows are made on all workers: there are
// about as many bytes of them as of quotes.jsonl.
func (e *Earlier) write(ctx context.Context, w io.Writer, m made, workers int) error {
	// One goroutine, so that the blocks are cut in the same places every time.
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression))
	if err != nil {
		return err
	}
	m.Rows = len(e.passed) + len(e.rejected) + len(e.articles)
	head, err := record.AppendLine(nil, m)
	if err != nil {
		return err
	}
	if _, err := z.Write(head); err != nil {
		return err
	}
	type line struct {
		b   []byte
		err error
	}
	err = each(ctx, workers, e.rows,
		func(_ context.Context, r row) line {
			b, err := record.AppendLine(nil, r)
			if err == nil && len(b) > maxRow {
				err = fmt.Errorf("article %s has more quotes than can be kept", r.Article.ID)
			}
			return line{b, err}
		},
		func(l line) error {
			if l.err != nil {
				return l.err
			}
			_, err := z.Write(l.b)
			return err
		})
	return cmp.Or(err, z.Close())
}

func (e *Earlier) rows(_ context.Context, emit func(row) error) error {
	for _, source := range slices.Sorted(maps.Keys(e.passed)) {
		if err := emit(row{Passed: &passedRow{source, e.passed[source].articles, e.passed[source].records}}); err != nil {
			return err
		}
	}
	for i := range e.rejected {
		if err := emit(row{Rejected: &e.rejected[i]}); err != nil {
			return err
		}
	}
	for i := range e.articles {
		if err := emit(row{Article: &e.articles[i]}); err != nil {
			return err
		}
	}
	return nil
}

// ReadEarlier reads what a run has kept (EarlierFile). An error says what is wrong
// and what to do: the file is broken, of another program, or was made with other
// models or options, so that its articles must be read again.
func (s Stages) ReadEarlier(ctx context.Context, in io.Reader, o Options) (*Earlier, error) {
	rows := &unpacker{}
	rows.packed.in = in
	z, err := zstd.NewReader(&rows.packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(64<<20))
	if err != nil {
		return nil, broken("it cannot be unpacked", err)
	}
	defer z.Close()
	rows.out.in = z
	lines := bufio.NewScanner(rows)
	lines.Buffer(make([]byte, 0, 1<<20), maxRow)
	if !lines.Scan() {
		return nil, broken("it cannot be unpacked", cmp.Or(lines.Err(), io.ErrUnexpectedEOF))
	}
	var m made
	if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
		return nil, broken("line 1", err)
	}
	if err := m.differs(s.made(o)); err != nil {
		return nil, err
	}
	e := &Earlier{passed: map[string]passed{}}
	n, err := e.read(ctx, lines, o.Workers)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, broken("it cannot be read", err)
	case n != m.Rows:
		return nil, broken("it cannot be read", fmt.Errorf("%d rows of %d", n, m.Rows))
	}
	return e, nil
}

// maxRatio is how many times its packed size the file may unpack to, once it has
// given bombFloor bytes, as for articles (package corpus): all its rows are held.
const (
	maxRatio  = 1000
	bombFloor = 64 << 20
)

// An unpacker reads what a file unpacks to, until it turns out to be too much.
type unpacker struct{ packed, out counter }

func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.out.Read(p)
	if u.out.n > bombFloor && u.out.n/maxRatio > u.packed.n {
		return n, fmt.Errorf("it unpacks to more than %d times its size", maxRatio)
	}
	return n, err
}

// A counter counts the bytes that are read.
type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// read enters the rows that follow the first line, and gives how many there are.
// They are decoded on all workers.
func (e *Earlier) read(ctx context.Context, lines *bufio.Scanner, workers int) (n int, err error) {
	type result struct {
		row
		line int
		err  error
	}
	err = each(ctx, workers,
		func(_ context.Context, emit func(numbered) error) error {
			for line := 2; lines.Scan(); line++ {
				if err := emit(numbered{slices.Clone(lines.Bytes()), line}); err != nil {
					return err
				}
			}
			return lines.Err()
		},
		func(_ context.Context, l numbered) (r result) {
			r.line = l.line
			if r.err = json.Unmarshal(l.text, &r.row); r.err == nil {
				r.err = r.row.check()
			}
			return r
		},
		func(r result) error {
			n++
			if r.err == nil {
				r.err = e.enter(r.row)
			}
			if r.err != nil {
				return fmt.Errorf("line %d: %w", r.line, r.err)
			}
			return nil
		})
	return n, err
}

// A numbered line of the file.
type numbered struct {
	text []byte
	line int
}

// again is the cure for every fault of the file.
const again = "run again over everything"

func broken(what string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the file is truncated")
	}
	return fmt.Errorf("%s: %w; %s", what, err, again)
}

// enter adds a row, which must follow those before it.
func (e *Earlier) enter(r row) error {
	switch {
	case r.Passed != nil:
		e.passed[r.Passed.Source] = passed{r.Passed.Articles, r.Passed.Records}
	case r.Rejected != nil:
		e.rejected = append(e.rejected, *r.Rejected)
	default:
		if n := len(e.articles); n > 0 && e.articles[n-1].ID >= r.Article.ID {
			return fmt.Errorf("article %.100q is not in order", r.Article.ID)
		}
		e.articles = append(e.articles, *r.Article)
	}
	return nil
}
