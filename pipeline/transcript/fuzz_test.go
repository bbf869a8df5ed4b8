package transcript

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// holds checks what every transcript promises: turns in order, inside the text,
// without space at their ends, cutting no rune; times in order of their places.
func holds(t *testing.T, x Transcript) {
	t.Helper()
	at := 0
	for _, u := range x.Turns {
		if u.Start < at || u.End < u.Start || u.End > len(x.Text) {
			t.Fatalf("turn %v after byte %d of %d", u, at, len(x.Text))
		}
		if s := x.Text[u.Start:u.End]; utf8.ValidString(x.Text) && !utf8.ValidString(s) {
			t.Fatalf("turn %q cuts a rune", s)
		}
		at = u.End
	}
	at = 0
	for _, m := range x.Times {
		if m.Start < at || m.Start > len(x.Text) || m.At < 0 {
			t.Fatalf("time %v after byte %d", m, at)
		}
		at = m.Start
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"LEE: One.\n\nOTIS: Two.", "A. LEE: x. OTIS: y. LEE: z", ">> Q:\n\x00:", "É: é\nÉ: é", "(APPLAUSE)\nLEE:x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x := Transcript{Text: s, Turns: parsePlain(s)}
		holds(t, x)
		for _, u := range x.Turns {
			if strings.TrimSpace(s[u.Start:u.End]) != s[u.Start:u.End] {
				t.Fatalf("turn %q has space at an end", s[u.Start:u.End])
			}
		}
	})
}

func FuzzCaptions(f *testing.F) {
	f.Add("1\n00:00:01,000 --> 00:00:02,000\n>> LEE: One\n", false)
	f.Add("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Lee>One\n", true)
	f.Add("WEBVTT\nSTYLE\n::cue{\n\n-->\n00:01 -->", true)
	f.Fuzz(func(t *testing.T, s string, isVTT bool) {
		if len(s) > 1<<16 {
			return
		}
		k := srt
		if isVTT {
			k = vtt
		}
		if x, err := parse(k, []byte(s)); err == nil {
			holds(t, x)
		}
	})
}

func FuzzRow(f *testing.F) {
	f.Add([]byte(`{"id":"a","turns":[{"speaker":"LEE","text":"One","time":"00:01"}]}`))
	f.Add([]byte(`{"id":"a","text":"LEE: One","speaker":"x","date":"2024-01-01"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		if x, err := parseRow(line); err == nil {
			holds(t, x)
			if x.ID == "" || strings.TrimSpace(x.Text) == "" {
				t.Fatalf("%q gives a transcript without id or text", line)
			}
		}
	})
}
