package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// fields are those of a JSON object that anybody asks for, as they came:
// slices of the line that they stand in, good as long as that is.
type fields map[string]json.RawMessage

var asked = map[string]bool{
	"id": true, "text": true, "outlet": true, "title": true, "author": true, "url": true, "lang": true, "date": true,
}

// parseObject reads one JSON object. Into a struct encoding/json would take
// keys whatever their case, so that a "Text" left beside "text" took its
// place; into a map, a line of a million keys would fill the memory; and its
// Decoder reads everything three times. So the library says whether the line
// is JSON, and what is JSON is easily cut into its fields.
func parseObject(b []byte) (fields, error) {
	b = bytes.Trim(b, " \t\r\n")
	if len(b) > 0 && b[0] != '{' {
		return nil, errors.New("not a JSON object")
	}
	if !validJSON(b) {
		return nil, fmt.Errorf("bad JSON: %w", json.Unmarshal(b, new(json.RawMessage)))
	}
	f := fields{}
	eachMember(b, func(key []byte, value json.RawMessage) {
		if asked[string(key)] {
			f[string(key)] = value
		}
	})
	return f, nil
}

// eachMember calls visit for the members of an object, which is valid JSON without
// space around it, in their order.
func eachMember(b []byte, visit func(key []byte, value json.RawMessage)) {
	for i := skipSpace(b, 1); b[i] != '}'; {
		end := endOfString(b, i)
		key := b[i+1 : end-1]
		if bytes.IndexByte(key, '\\') >= 0 {
			var s string
			json.Unmarshal(b[i:end], &s) // valid, so it cannot fail
			key = []byte(s)
		}
		i = skipSpace(b, skipSpace(b, end)+1) // the colon
		end = endOfValue(b, i)
		visit(key, b[i:end])
		if i = skipSpace(b, end); b[i] == ',' {
			i = skipSpace(b, i+1)
		}
	}
}

// eachElement calls visit for the elements of a list, as eachMember does.
func eachElement(b []byte, visit func(value json.RawMessage)) {
	for i := skipSpace(b, 1); b[i] != ']'; {
		end := endOfValue(b, i)
		visit(b[i:end])
		if i = skipSpace(b, end); b[i] == ',' {
			i = skipSpace(b, i+1)
		}
	}
}

// The following rely on b being JSON, and i standing where they say.

func skipSpace(b []byte, i int) int {
	for b[i] == ' ' || b[i] == '\t' || b[i] == '\r' || b[i] == '\n' {
		i++
	}
	return i
}

// endOfString gives the place behind the string that begins at i.
func endOfString(b []byte, i int) int {
	for i++; ; i++ {
		i += bytes.IndexByte(b[i:], '"')
		slashes := 0
		for b[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i + 1
		}
	}
}

// endOfValue gives the place behind the value that begins at i, which is a
// member of an object.
func endOfValue(b []byte, i int) int {
	for depth := 0; ; {
		switch b[i] {
		case '"':
			i = endOfString(b, i)
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return i // of the object: behind a number or a name
			}
			if depth == 0 {
				return i + 1
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
		i++
	}
}
