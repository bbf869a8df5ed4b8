package warc

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strings"
)

// wrongDigest gives the reason if a block is not the one that its record was
// written with. A word that changed on a disk must not be held against an
// outlet. Of a block that says it was cut short, as every revisit's is, wget
// gives the digest of the whole. That of the payload is not asked: writers do
// not agree on what it is taken of.
func (rec *Record) wrongDigest(block []byte) string {
	if rec.Type == TypeRevisit || rec.Header.Get("WARC-Truncated") != "" {
		return ""
	}
	return differs(rec.Header.Get("WARC-Block-Digest"), block)
}

// differs holds a block against a digest as WARC writes it. One that is of no
// known kind says nothing.
func differs(labelled string, block []byte) string {
	algorithm, value, ok := strings.Cut(labelled, ":")
	if !ok {
		return ""
	}
	var sum []byte
	switch strings.ToLower(algorithm) {
	case "sha1", "sha-1":
		s := sha1.Sum(block)
		sum = s[:]
	case "sha256", "sha-256":
		s := sha256.Sum256(block)
		sum = s[:]
	case "md5":
		s := md5.Sum(block)
		sum = s[:]
	default:
		return ""
	}
	want, err := hex.DecodeString(value)
	if err != nil {
		want, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(strings.TrimRight(value, "=")))
	}
	if err != nil || len(want) != len(sum) || bytes.Equal(want, sum) {
		return ""
	}
	return "its block is not the one of its digest"
}
