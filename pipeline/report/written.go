package report

// This file tells whoever looks on how far writing is.

import "io"

// told gives what is to be told of every file that is written, of so many: its
// bytes.
func (r *Report) told(files int) func(bytes int64) {
	if r.Written == nil {
		return func(int64) {}
	}
	r.Written(0, files, 0)
	done := 0
	return func(bytes int64) {
		done++
		r.Written(done, files, bytes)
	}
}

// A counter counts the bytes written through it.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}
