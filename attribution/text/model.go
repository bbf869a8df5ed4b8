package text

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"
)

// decode reads one of the gobs that prose carries inside it, such as
// "Maxent/labels", into v. They are part of the module, so a failure means that
// another version of prose was linked, and is the caller's to report.
func decode(name string, v any) error {
	b, err := prose.Asset("model/" + name + ".gob")
	if err != nil {
		return fmt.Errorf("prose's model %s: %w", name, err)
	}
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(v); err != nil {
		return fmt.Errorf("prose's model %s: %w", name, err)
	}
	return nil
}

// appendLower appends word in lower case to b.
func appendLower(b []byte, word string) []byte {
	for i := range len(word) {
		c := word[i]
		switch {
		case c >= utf8.RuneSelf:
			return append(b[:len(b)-i], strings.ToLower(word)...)
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}
