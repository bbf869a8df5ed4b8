package pipeline

import (
	"bufio"
	"cmp"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"github.com/verbatim-news/verbatim/pipeline/report"
)

// A heldFile takes quotes held against the record, in order, for heldRows to give
// them out again. They are what gob makes of them: JSON would mend the bytes of a
// transcript that are no UTF-8, and the page would then hold other ones than
// that of a run in memory.
type heldFile struct {
	disk     *os.File
	buffered *bufio.Writer
	packed   *zstd.Encoder
	encoder  *gob.Encoder
}

func (o *Options) held() string { return filepath.Join(o.partial(), "held") }

func newHeldFile(path string) (*heldFile, error) {
	disk, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	buffered := bufio.NewWriterSize(disk, 256<<10)
	packed, err := zstd.NewWriter(buffered, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		disk.Close()
		return nil, err
	}
	return &heldFile{disk, buffered, packed, gob.NewEncoder(packed)}, nil
}

func (f *heldFile) add(h *report.Held) error { return f.encoder.Encode(h) }

// done ends adding.
func (f *heldFile) done() error { return cmp.Or(f.packed.Close(), f.buffered.Flush(), f.disk.Close()) }

// close closes what done has not. What was written by half is removed with all of
// the run.
func (f *heldFile) close() { _ = f.disk.Close() }

// heldRows is the path of a heldFile that is done.
type heldRows string

// Held yields every quote held (report.HeldRows).
func (path heldRows) Held(yield func(*report.Held) error) error {
	disk, err := os.Open(string(path))
	if err != nil {
		return err
	}
	defer disk.Close()
	packed, err := zstd.NewReader(disk, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return err
	}
	defer packed.Close()
	decoder := gob.NewDecoder(bufio.NewReader(packed))
	for {
		h := new(report.Held)
		if err := decoder.Decode(h); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := yield(h); err != nil {
			return err
		}
	}
}
