package report

// This file tells whoever looks on how far writing is.

import "io"

// told gives files that tell r.Written when each is written.
func (r *Report) told(files []File) []File {
	if r.Written == nil {
		return files
	}
	r.Written(0, len(files), 0)
	told := make([]File, len(files))
	for i, f := range files {
		told[i] = File{f.Name, func(w io.Writer) error {
			c := &counter{w: w}
			err := f.Write(c)
			r.Written(i+1, len(files), c.n)
			return err
		}}
	}
	return told
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
