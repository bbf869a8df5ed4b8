package warc

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

const maxInterim = 5 // responses such as 100 Continue before the one that counts

// unfold takes a block apart, or says why it cannot: the payload of an HTTP
// response is its body, that of any other record its block.
func (rec *Record) unfold(block []byte, arc bool) string {
	rec.payload = block
	isHTTP := bytes.HasPrefix(block, []byte("HTTP/"))
	switch {
	case rec.Type == TypeResource && arc && isHTTP:
		rec.Type = TypeResponse
	case rec.Type == TypeRevisit:
		rec.payload = nil
		if !isHTTP {
			return "" // the standard lets a writer leave the block out
		}
	case rec.Type != TypeResponse, !isHTTPType(rec.ContentType):
		return ""
	}
	body, reason := rec.response(block)
	if rec.Type == TypeRevisit {
		return "" // its header is news to nobody
	}
	rec.payload = body
	return reason
}

func isHTTPType(contentType string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.EqualFold(strings.TrimSpace(media), "application/http")
}

// response reads the header of an HTTP response, and gives what follows it.
func (rec *Record) response(block []byte) (body []byte, reason string) {
	for range maxInterim {
		status := statusOf(block)
		if status == 0 {
			return nil, "holds no HTTP response"
		}
		var fields Header
		if fields, body, reason = rec.httpFields(block); reason != "" {
			return nil, reason
		}
		rec.HTTP = &Response{Status: status, Header: fields}
		if status >= 200 || !bytes.HasPrefix(body, []byte("HTTP/")) {
			return body, ""
		}
		block = body
	}
	return nil, "holds no final HTTP response"
}

// statusOf gives the code of a status line; 0 if it is none. HTTP/2 has no
// such line, and what writers put there has no reason after it.
func statusOf(block []byte) int {
	line, _, _ := bytes.Cut(block[:min(len(block), 1000)], []byte("\n"))
	words := strings.Fields(string(line))
	if len(words) < 2 || !strings.HasPrefix(words[0], "HTTP/") || len(words[1]) != 3 {
		return 0
	}
	code, err := strconv.Atoi(words[1])
	if err != nil || code < 100 {
		return 0
	}
	return code
}

// httpFields reads header lines after the status. Servers write much that is
// none, which browsers pass over, and so is done here.
func (rec *Record) httpFields(block []byte) (fields Header, body []byte, reason string) {
	limit := rec.opts
	at := 0
	for n := 0; at < len(block); n++ {
		length := bytes.IndexByte(block[at:min(len(block), limit.MaxHeader)], '\n')
		if length < 0 {
			length = min(len(block), limit.MaxHeader) - at
		}
		line := string(bytes.TrimSuffix(block[at:at+length], []byte("\r")))
		at = min(at+length+1, len(block))
		switch {
		case n > 0 && line == "":
			return fields, block[at:], ""
		case n > limit.MaxLines:
			return nil, nil, fmt.Sprintf("HTTP header of more than %d lines", limit.MaxLines)
		case at >= limit.MaxHeader:
			return nil, nil, fmt.Sprintf("HTTP header longer than %d bytes", limit.MaxHeader)
		case n > 0:
			fields.add(line)
		}
	}
	return fields, nil, ""
}
