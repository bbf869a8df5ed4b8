package record

import (
	"bytes"
	"encoding/json"
)

// marshal writes JSON without escaping <, > and &: the rows are read by people
// with grep, and report.html does its own escaping.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// AppendLine appends v as one line of JSON, its newline included.
func AppendLine(dst []byte, v any) ([]byte, error) {
	b, err := marshal(v)
	if err != nil {
		return dst, err
	}
	return append(append(dst, b...), '\n'), nil
}
