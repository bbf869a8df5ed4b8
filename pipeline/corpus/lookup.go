package corpus

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// lookUp appends what an object holds at a path.
func lookUp(found []json.RawMessage, object json.RawMessage, path string, depth int) []json.RawMessage {
	object = bytes.Trim(object, " \t\r\n")
	if len(object) == 0 || object[0] != '{' {
		return found
	}
	var value json.RawMessage
	rest, held := "", -1
	eachMember(object, func(key []byte, v json.RawMessage) {
		if len(key) < held || !strings.HasPrefix(path, string(key)) {
			return
		}
		switch tail := path[len(key):]; {
		case tail == "":
			value, rest, held = v, "", len(key)
		case tail[0] == '.':
			value, rest, held = v, tail[1:], len(key)
		}
	})
	if held < 0 {
		return found
	}
	return descend(found, value, rest, depth+1)
}

// descend appends what a value holds at the rest of a path: of a list the member
// of a number, or each member's.
func descend(found []json.RawMessage, value json.RawMessage, rest string, depth int) []json.RawMessage {
	if depth > 2*maxPath || len(found) >= maxValues {
		return found
	}
	if value[0] != '[' {
		if rest == "" {
			return append(found, value)
		}
		return lookUp(found, value, rest, depth)
	}
	name, after, _ := strings.Cut(rest, ".")
	at, err := strconv.Atoi(name)
	one := rest != "" && err == nil
	n := 0
	eachElement(value, func(v json.RawMessage) {
		switch {
		case one && n == at:
			found = descend(found, v, after, depth+1)
		case !one:
			found = descend(found, v, rest, depth+1)
		}
		n++
	})
	return found
}

const maxValues = 1 << 14 // values that one field may be put together from

// textOfValues gives the text of the strings at a path: of a list its members as
// paragraphs.
func textOfValues(values []json.RawMessage) (text string, mended bool, err error) {
	var parts []string
	for _, v := range values {
		if string(v) == "null" {
			continue
		}
		s, m, err := unquote(v)
		if err != nil {
			return "", false, err
		}
		mended = mended || m
		parts = append(parts, s)
	}
	return strings.Join(parts, "\n\n"), mended, nil
}

// plainValue gives a string as it is and a number as it is written; "" for the rest.
func plainValue(raw json.RawMessage) string {
	switch c := raw[0]; {
	case c == '"':
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return s
		}
	case c == '-' || '0' <= c && c <= '9':
		return string(raw[:min(len(raw), maxField)])
	}
	return ""
}

// listed joins the strings and numbers at a path in one line.
func listed(values []json.RawMessage) string {
	var parts []string
	size := 0
	for _, v := range values {
		if s := plainValue(v); s != "" && size <= maxField {
			parts = append(parts, s)
			size += len(s)
		}
	}
	return tidy(strings.Join(parts, ", "))
}
