package text

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"
)

// A vote is the weight that one feature gives to one class.
type vote[W int32 | float64] struct {
	class uint8
	w     W
}

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

// ending packs the last three bytes of s and their number into a key. Bytes,
// not runes, because the models were trained so.
func ending[S ~string | ~[]byte](s S) uint32 {
	s = s[max(0, len(s)-3):]
	key := uint32(len(s))
	for i := range len(s) {
		key = key<<8 | uint32(s[i])
	}
	return key
}

// vocabulary numbers words from 1; 0 is every word the model has not seen.
type vocabulary map[string]int32

func (v vocabulary) add(word string) int32 {
	id, known := v[word]
	if !known {
		id = int32(len(v)) + 1
		v[word] = id
	}
	return id
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
