package corpus

import (
	"bufio"
	"bytes"

	"errors"
	"fmt"
	"io"
)

// readJSON reads a file of JSON that is not said to be an object a line: a JSON
// Feed, a list of articles, one article, whose id may be its file's, or articles
// one after another whatever the lines.
func readJSON(in *bufio.Reader, s *session) error {
	head, _ := in.Peek(len(magicHead{}))
	if kind := magicOf(head); kind != "" {
		s.refuse("", binaryReason(kind))
		return nil
	}
	d := &document{session: s, in: &valueReader{in: in, max: s.gate.MaxLine}}
	var bad brokenJSON
	switch err := d.read(); {
	case errors.As(err, &bad):
		s.refuse(d.place(), bad.reason)
	case errors.Is(err, errLong):
		s.refuse(d.place(), longerThan("object", s.gate.MaxLine))
	case err != nil:
		return err
	case d.n == 0:
		s.refuse("", "file holds no article")
	}
	return nil
}

// A document is the reading of one file of JSON.
type document struct {
	*session
	in *valueReader
	n  int // articles begun
}

// place names the article begun last.
func (d *document) place() string {
	if d.n == 0 {
		return ""
	}
	return fmt.Sprintf("item %d", d.n)
}

// read reads the values of the file. The error is a brokenJSON, errLong, or one
// that ends the run.
func (d *document) read() error {
	for {
		c, err := d.in.peek()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return cutShort(err)
		case c == '[':
			err = d.in.list('[', ']', d.readElement)
		case c == '{':
			err = d.readObject()
		default:
			return brokenJSON{"bad JSON: neither an object nor a list"}
		}
		if err != nil {
			return err
		}
	}
}

// readElement reads an article of a list.
func (d *document) readElement() error {
	d.n++
	value, err := d.in.next()
	if errors.Is(err, errLong) {
		d.refuse(d.place(), longerThan("article", d.gate.MaxLine))
		return nil
	}
	if err != nil {
		return err
	}
	return d.giveLine(d.place(), value, "")
}

// readObject reads an object that stands in no list: a JSON Feed or an article. The
// items of a feed that says first that it is one, as it should, are taken one by
// one; anything else is held whole.
func (d *document) readObject() error {
	whole, f, streamed := []byte{'{'}, jsonFeed{}, false
	err := d.in.list('{', '}', func() error {
		key, err := d.in.next()
		if err != nil {
			return err
		}
		name := string(key)
		if err := d.in.skip(':'); err != nil {
			return err
		}
		if c, err := d.in.peek(); err == nil && c == '[' && name == `"items"` && f.isFeed() {
			streamed = true
			return d.in.list('[', ']', func() error { return d.readItem(d.in, &f) })
		}
		value, err := d.in.next()
		if err != nil {
			return err
		}
		f.note(name, value)
		if len(whole)+len(name)+len(value) > d.gate.MaxLine {
			return errLong
		}
		if len(whole) > 1 {
			whole = append(whole, ',')
		}
		whole = append(append(append(whole, name...), ':'), value...)
		return nil
	})
	whole = append(whole, '}')
	switch {
	case err != nil || streamed:
		return err
	case f.isFeed():
		return d.readHeld(&f)
	}
	return d.readArticle(whole)
}

// readArticle reads an object as an article: the only one of its file may have its
// file's name.
func (d *document) readArticle(object []byte) error {
	d.n++
	if _, err := d.in.peek(); err == io.EOF && d.n == 1 {
		return d.giveLine("", object, d.id)
	}
	return d.giveLine(d.place(), object, "")
}

// readHeld reads the items of a feed that says only behind them what it is.
func (d *document) readHeld(f *jsonFeed) error {
	if len(f.items) == 0 || f.items[0] != '[' {
		return brokenJSON{"feed holds no item"}
	}
	held := &valueReader{in: bufio.NewReader(bytes.NewReader(f.items)), max: d.gate.MaxLine}
	return held.list('[', ']', func() error { return d.readItem(held, f) })
}
