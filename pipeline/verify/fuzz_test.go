package verify

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/transcript"
)

// FuzzVerify holds any words against any transcript: every range must lie in
// its text and say what stands there, and nothing is called verbatim that is
// not all there.
func FuzzVerify(f *testing.F) {
	f.Add(hearing, "The levy goes up by 30 percent next year.")
	f.Add(hearing, "We are going to win your state ... We will pay for it out of the harbour fund")
	f.Add("ANN LEE: one (INAUDIBLE) two three four five six [x] seven", "one two three zero four five six seven eight")
	f.Add(hearing, `LEE: The levy goes up by 25 percent next year," Lee said. "We will pay for it, é” she – said. “out of the harbour fund.”`)
	f.Add("a a a a a a a a a a a a a a a a a a", "a a a a a a")
	f.Fuzz(func(t *testing.T, text, words string) {
		if len(text) > 1<<13 || len(words) > 1<<11 || !utf8.ValidString(text) || !utf8.ValidString(words) || text == "" {
			return
		}
		s := source("x", "2016-05-02", text)
		s.Turns = slices.DeleteFunc(s.Turns, func(u transcript.Turn) bool { return u.Start >= u.End })
		ix, q := index(t, s), quoted(words)
		v := ix.Verify(q, "").Row
		if (v.Verdict == record.VerdictNotFound) != (len(v.Places) == 0) {
			t.Fatalf("%s at %d places", v.Verdict, len(v.Places))
		}
		for _, p := range v.Places {
			if p.Start < 0 || p.End > len(text) || p.Start >= p.End || text[p.Start:p.End] != p.Text || p.Score <= 0 || p.Score > 1 {
				t.Fatalf("place %+v", p)
			}
		}
		for _, d := range v.Differences {
			if d.Base.Start < 0 || d.Base.End > len(text) || text[d.Base.Start:d.Base.End] != d.Base.Text {
				t.Fatalf("the record's side of %+v", d)
			}
			if from, to := d.Other.Start-q.Start, d.Other.End-q.Start; from < 0 || to > len(words) || words[from:to] != d.Other.Text {
				t.Fatalf("the quote's side of %+v", d)
			}
			if v.Verdict == record.VerdictVerbatim && d.Severity > 1 {
				t.Fatalf("verbatim, with %+v", d)
			}
		}
	})
}

// FuzzDecode reads any bytes as an index: it refuses them, or what it reads can
// be asked.
func FuzzDecode(f *testing.F) {
	var file bytes.Buffer
	if err := index(f, source("x", "2016-05-02", hearing)).Write(&file); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes(), 0, byte(0))
	f.Add(file.Bytes(), 70, byte(0xff))
	f.Fuzz(func(t *testing.T, b []byte, at int, flip byte) {
		b = bytes.Clone(b)
		if len(b) > len(magic)+8 && at >= 0 {
			b[at%(len(b)-8)] ^= flip
			sign(b)
		}
		if ix, err := decode(b); err == nil {
			ix.Verify(quoted("The levy goes up by 30 percent next year."), "")
			ix.Verify(quoted("goes up by"), "")
		}
	})
}

// sign puts the right hash at the end: what guards against chance must not hide
// what malice could do.
func sign(b []byte) {
	n := len(b) - 8
	binary.LittleEndian.PutUint64(b[n:], xxh3.Hash(b[:n]))
}
