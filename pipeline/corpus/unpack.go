package corpus

import (
	"bufio"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A packing is how a file is compressed.
type packing int

const (
	plain packing = iota
	packedGzip
	packedZstd
	packedBzip2
)

// packingOf tells a packing by the last ending, and cuts that off.
func packingOf(name string) (string, packing) {
	for _, known := range []struct {
		ending  string
		packing packing
	}{{".gz", packedGzip}, {".zst", packedZstd}, {".bz2", packedBzip2}} {
		if stem, ok := cutEnding(name, known.ending); ok {
			return stem, known.packing
		}
	}
	return name, plain
}

const (
	// bombFloor is what a packed file may give, in bytes, before its ratio is
	// asked: little that repeats itself packs better than much that does not.
	bombFloor = 64 << 20
	// maxWindow is what zstd --long asks for, and all that we spend on it.
	maxWindow = 128 << 20
)

// A bombError is an archive that unpacks to more times its size than it may.
type bombError int

func (ratio bombError) Error() string {
	return fmt.Sprintf("archive unpacks to more than %d times its size", int(ratio))
}

// unpack gives the bytes of a file that is packed as p, up to maxRatio times as
// many. Close frees the decoder, and leaves in open.
//
// A file is unpacked by one goroutine, that which cuts it into units, beside the
// workers that make them. Unpacking ahead of the cutting on another one was
// left out, for cutting takes a tenth of the time that unpacking does; so were
// decoders that share out blocks (pgzip, pbzip2, zstd's own), for they make
// nothing faster before the one goroutine is always at work: of the dump of
// ../shared it gives 33,000 articles a second from gzip, 95,000 from zstd, 2,900
// from bzip2, and a worker takes a few hundred. Bzip2 is the one to ask for
// more, on machines of eight cores. All of them read ahead by chance, so that what
// counts as a bomb would differ from run to run.
func unpack(in io.Reader, p packing, maxRatio int) (io.ReadCloser, error) {
	packed := &counter{in: in}
	u := &unpacker{packed: packed, ratio: int64(maxRatio), close: func() {}}
	switch p {
	case packedGzip:
		z, err := gzip.NewReader(packed)
		if err != nil {
			return nil, err
		}
		u.out, u.close = z, func() { z.Close() }
	case packedZstd:
		z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		u.out, u.close = z, z.Close
	case packedBzip2:
		u.out = bzip2.NewReader(bufio.NewReader(packed))
	default:
		return io.NopCloser(in), nil
	}
	return u, nil
}

// An unpacker reads an archive until it turns out to be a bomb.
type unpacker struct {
	packed *counter
	out    io.Reader
	ratio  int64
	given  int64
	close  func()
}

func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.out.Read(p)
	u.given += int64(n)
	if u.given > bombFloor && u.given/u.ratio > u.packed.n {
		return n, bombError(u.ratio)
	}
	if err != nil && err != io.EOF {
		err = archiveError{err}
	}
	return n, err
}

func (u *unpacker) Close() error {
	u.close()
	return nil
}

// An archiveError is an archive that ends too soon or makes no sense.
type archiveError struct{ error }

func (e archiveError) Unwrap() error { return e.error }

// unreadable gives the reason for an error met while reading a file.
func unreadable(err error) string {
	var broken archiveError
	var disk *fs.PathError
	var bomb bombError
	switch {
	case errors.As(err, &bomb):
		return bomb.Error()
	case errors.Is(err, errGrew):
		return errGrew.Error()
	case errors.Is(err, errShrank):
		return errShrank.Error()
	case errors.As(err, &disk), !errors.As(err, &broken):
		return cannotRead(err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "archive is truncated"
	default:
		return "archive is broken: " + broken.error.Error()
	}
}

// A counter counts the bytes that are read from a file.
type counter struct {
	in   io.Reader
	n    int64
	tell func(n int64) // called with the sum after every read; may be nil
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	if c.tell != nil {
		c.tell(c.n)
	}
	return n, err
}
