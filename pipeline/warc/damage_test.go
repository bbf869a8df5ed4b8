package warc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestDamagePlain(t *testing.T) {
	a, b, c := text("a"), text("b"), text("c")
	late := fmt.Sprintf("x: byte %d: ", len(a))
	change := func(old, to string) string { return a + strings.Replace(b, old, to, 1) + c }
	for _, tc := range []struct{ name, in, want string }{
		{"length too long", change("Length: 15", "Length: 20"), late + "record b: its length is wrong: no record follows"},
		{"length too short", change("Length: 15", "Length: 9"), late + "record b: its length is wrong: no record follows"},
		{"length past the end", change("Length: 15", "Length: 9999"), late + "record b: is cut short: 397 bytes of 10156"},
		{"length no number", change("Length: 15", "Length: +15"), late + `record b: its length is no number: "+15"`},
		{"length beyond numbers", change("Length: 15", "Length: 99999999999999999999"), late + `record b: its length is no number: "99999999999999999999"`},
		{"no length", change("Content-Length: 15\r\n", ""), late + "record b: has no Content-Length"},
		{"no id", change("WARC-Record-ID: <b>\r\n", ""), late + "has no WARC-Record-ID"},
		{"no type", change("WARC-Type: conversion\r\n", ""), late + "record b: has no WARC-Type"},
		{"version", change("WARC/1.1", "WARC/9.1"), late + "record b: WARC/9.1 is not known"},
		{"header line", change("WARC-Date:", "WARC Date"), late + `record b: header line makes no sense: "WARC Date 2026-03-02T09"`},
		{"first line", change("WARC/1.1", "CRAW/1.1"), late + "no record begins here"},
		{"between records", a + "words from nowhere\r\n" + c, late + "no record begins here"},
	} {
		rows := list(t, strings.NewReader(tc.in), Options{})
		if len(rows) != 3 || rows[0] != textRow("a") || rows[2] != textRow("c") {
			t.Errorf("%s: %q", tc.name, rows)
		} else if got := rows[1]; got != tc.want && !strings.Contains(tc.name, "header line") && !strings.Contains(tc.name, "past the end") {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
	// The line that a missing end leaves unfinished runs into the next record.
	listed(t, a+b[:len(b)-9]+c, Options{}, textRow("a"), late+"record b: its length is wrong: no record follows", textRow("c"))
	listed(t, a+b[:40], Options{}, textRow("a"), late+"record b: header is cut short")
	listed(t, "\r\n\n"+strings.TrimSpace(a)+"\n"+b+"\r\n\r\n"+c[:len(c)-4], Options{}, textRow("a"), textRow("b"), textRow("c"))
	listed(t, "", Options{})
	listed(t, "no archive", Options{}, "x: byte 0: no record begins here")
}

func TestDamagePacked(t *testing.T) {
	a, b, c := packed(text("a")), packed(text("b")), packed(text("c"))
	late := fmt.Sprintf("x: byte %d: ", len(a))
	flip := func(s string, at int) string {
		m := []byte(s)
		m[at] ^= 0x10
		return string(m)
	}
	for _, tc := range []struct{ name, in, want string }{
		{"cut short", a + b[:len(b)-20] + c, late + "record b: "},
		{"checksum", a + flip(b, len(b)-6) + c, late + "record b: gzip checksum is wrong"},
		{"header", a + "\x1f\x8b\x08\xff" + b[4:] + c, late + "no gzip member begins here"},
		{"first bytes", a + b[:11] + "\xff\xff\xff" + b[14:] + c, late + "gzip member is broken: "},
		{"between members", a + "words from nowhere" + c, late + "no gzip member begins here"},
		{"another thing packed", a + packed("words from nowhere") + c, late + "no record begins here"},
		{"record in halves", a + packed(text("b")[:100]) + packed(text("b")[100:]) + c, late + "record b: header is cut short"},
	} {
		rows := list(t, strings.NewReader(tc.in), Options{})
		if n := len(rows); n < 3 || rows[0] != textRow("a") || rows[n-1] != textRow("c") || !strings.HasPrefix(rows[1], tc.want) {
			t.Errorf("%s: %q, want %s", tc.name, rows, tc.want)
		}
	}
	whole := packed(text("a") + text("b") + text("c"))
	listed(t, whole, Options{}, textRow("a"), textRow("b"), textRow("c"))
	if rows := list(t, strings.NewReader(whole[:len(whole)-8]), Options{}); rows[0] != textRow("a") || rows[1] != textRow("b") || len(rows) != 3 {
		t.Errorf("cut short as a whole: %q", rows)
	}
}

// Wherever bytes are missing, only the records that they are missing of are
// lost, and that is said.
func TestEveryCut(t *testing.T) {
	ids := []string{"one", "two", "three", "four"}
	for name, pack := range map[string]func(string) string{"plain": func(s string) string { return s }, "packed": packed} {
		var whole strings.Builder
		var ends []int
		for _, id := range ids {
			whole.WriteString(pack(text(id)))
			ends = append(ends, whole.Len())
		}
		in := whole.String()
		for _, n := range []int{1, 7, 150} {
			for at := 0; at+n <= len(in); at++ {
				rows := list(t, strings.NewReader(in[:at]+in[at+n:]), Options{})
				start, lost := 0, 0
				for i, id := range ids {
					found := slices.Contains(rows, textRow(id))
					if touched := at < ends[i] && at+n > start; !touched && !found {
						t.Fatalf("%s: %d bytes missing at %d: %s is lost: %q", name, n, at, id, rows)
					} else if !found && touched {
						lost++
					}
					start = ends[i]
				}
				if lost > 0 && !strings.Contains(strings.Join(rows, "\n"), "x: byte ") && lost < wholeRecords(ends, at, n)+1 && at+n < len(in) {
					t.Fatalf("%s: %d bytes missing at %d: nothing is said: %q", name, n, at, rows)
				}
			}
		}
	}
}

// wholeRecords counts the records that a cut takes away whole: nobody can tell.
func wholeRecords(ends []int, at, n int) int {
	start, whole := 0, 0
	for _, end := range ends {
		if at <= start && at+n >= end {
			whole++
		}
		start = end
	}
	return whole
}

func TestBounds(t *testing.T) {
	b := text("b")
	long := of("a", "conversion", "x", "Note", strings.Repeat("n", 5000))
	listed(t, long+b, Options{MaxHeader: 4000}, "x: byte 0: record a: header longer than 4000 bytes", textRow("b"))
	listed(t, strings.Replace(long, "n\r\n", strings.Repeat("\r\nn: n", 300)+"\r\n", 1)+b, Options{MaxLines: 200}, "x: byte 0: record a: header of more than 200 lines", textRow("b"))
	listed(t, response("a", "words", "Note: "+strings.Repeat("n", 5000))+b, Options{MaxHeader: 4000}, "x: byte 0: record a: HTTP header longer than 4000 bytes", textRow("b"))
	listed(t, response("a", "words", strings.Repeat("N: n\r\n", 300)+"X: x")+b, Options{MaxLines: 200}, "x: byte 0: record a: HTTP header of more than 200 lines", textRow("b"))
	listed(t, strings.Repeat("x", 300<<10)+"\n"+b, Options{}, "x: byte 0: no record begins here", textRow("b"))

	film := response("a", strings.Repeat("film ", 1<<20), "Content-Type: video/mp4")
	for _, in := range []string{film + b, packed(film) + packed(b), packed(film + b)} {
		listed(t, in, Options{MaxRecord: 1 << 20}, "response a text/html 200 x: byte 0: record a: block longer than 1048576 bytes 0", textRow("b"))
	}
	lying := strings.Replace(film, "Content-Length: 5", "Content-Length: 7000", 1)
	rows := list(t, strings.NewReader(lying+b), Options{MaxRecord: 1 << 20})
	if len(rows) != 3 || !strings.Contains(rows[1], "record a: its length is wrong: it ends ") || rows[2] != textRow("b") {
		t.Errorf("%q", rows)
	}
}

func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 3<<20)
	bomb := packed(zeros)
	want := []string{"response a text/html 200 x: byte 0: record a: body longer than 1048576 bytes 0", textRow("b")}
	listed(t, response("a", bomb, "Content-Encoding: gzip")+text("b"), Options{MaxBody: 1 << 20}, want...)
	listed(t, response("a", packed(bomb), "Content-Encoding: gzip, gzip")+text("b"), Options{MaxBody: 1 << 20}, want...)
	listed(t, response("a", zeros)+text("b"), Options{MaxBody: 1 << 20}, want...)

	var member bytes.Buffer
	member.WriteString(packed(text("a")))
	member.WriteString(packed(strings.Repeat("\x00", 2*bombFloor)))
	member.WriteString(packed(text("c")))
	rows := list(t, &member, Options{})
	if n := len(rows); rows[0] != textRow("a") || rows[n-1] != textRow("c") {
		t.Errorf("%q", rows)
	}
}

// Members made to lie within each other cost no more than the bound: here each
// of 2,900 runs on to the end of all.
func TestNestedMembers(t *testing.T) {
	nest := []byte{7} // a block of a kind that there is not
	for len(nest) < 64000 {
		size := uint16(len(nest) - 1)
		head := append([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"), 0)
		head = binary.LittleEndian.AppendUint16(head, size)
		head = binary.LittleEndian.AppendUint16(head, ^size)
		nest = append(head, nest...)
	}
	r := NewReader(strings.NewReader(string(nest)+packed(text("z"))), Options{})
	last := ""
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err == nil {
			last = rec.ID
		}
	}
	if limit := int64(againFloor + 4*len(nest)); last != "z" || r.member.again > limit {
		t.Errorf("last record %q, %d bytes for nothing of %d", last, r.member.again, limit)
	}
}

// FuzzNext gives arbitrary bytes. Places grow, every error but the last is
// damage and names its place, what is given is bounded and lies in the file.
func FuzzNext(f *testing.F) {
	for _, s := range []string{
		text("a") + text("b"), packed(text("a")) + packed(text("b")), packed(text("a") + text("b")), versionBlock + arcPage,
		response("a", "5\r\nwords\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), response("a", packed("words"), "Content-Encoding: gzip"),
		of("a", "revisit", "HTTP/1.1 200 OK\r\n\r\n"), response("a", strings.Repeat("x", 900)) + text("b"),
		fixture(f, "wget.warc.gz")[:1500], fixture(f, "warcio.warc.gz")[3000:6000],
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		opts := Options{Name: "x", MaxHeader: 600, MaxLines: 20, MaxRecord: 800, MaxBody: 500}
		r := NewReader(bytes.NewReader(data), opts)
		offset, within := int64(-1), int64(0)
		for n := 0; ; n++ {
			rec, err := r.Next()
			if err == io.EOF {
				return
			}
			if n > 2*len(data)+10 {
				t.Fatalf("%d records and damages of %d bytes", n, len(data))
			}
			d := new(Damage)
			if err == nil {
				d.File, d.Offset, d.Within, d.Reason = "x", rec.Offset, rec.Within, "none"
				holdRecord(t, rec, opts)
			} else if !errors.As(err, &d) {
				t.Fatal(err)
			}
			if d.Offset < offset || d.Offset == offset && d.Within <= within && n > 0 || d.Offset > int64(len(data)) {
				t.Fatalf("%v after byte %d, %d", d, offset, within)
			}
			if d.File != "x" || d.Reason == "" {
				t.Fatalf("damage %+v", d)
			}
			offset, within = d.Offset, d.Within
		}
	})
}

func holdRecord(t *testing.T, rec *Record, opts Options) {
	t.Helper()
	if rec.ID == "" || rec.Type == "" || rec.Version == "" || len(rec.Header) > opts.MaxLines || len(rec.payload) > opts.MaxRecord {
		t.Fatalf("record %+v", rec)
	}
	if rec.HTTP != nil && (rec.HTTP.Status < 100 || rec.HTTP.Status > 999 || len(rec.HTTP.Header) > opts.MaxLines) {
		t.Fatalf("response %+v", rec.HTTP)
	}
	body, err := rec.Body()
	var d *Damage
	if len(body) > opts.MaxBody || err != nil && (!errors.As(err, &d) || d.Offset != rec.Offset || d.ID != rec.ID) {
		t.Fatalf("body of %d bytes, %v", len(body), err)
	}
}
