package corpus

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

// packedLines is line after line, packed by bzip2, for which there is no
// writer: printf '{"id":"a","text":"One."}\n{"id":"b","text":"Two."}\n' | bzip2
const packedLines = "QlpoOTFBWSZTWRwNFYwAABdfgAAQEAUAEAAAhAA2IYTKIAAxTJiZBkYJVNPU0zKZPR6iLvJ8OCHIINf9gSagYnaGFcQxwXckU4UJAcDRWMA="

const lines = `{"id":"a","text":"One."}` + "\n" + `{"id":"b","text":"Two."}` + "\n"

func pack(t testing.TB, p packing, s string) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&b)
	if p == packedZstd {
		var err error
		if w, err = zstd.NewWriter(&b); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func unbase64(t testing.TB, s string) string {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPackings(t *testing.T) {
	bz := unbase64(t, packedLines)
	one, two, _ := strings.Cut(lines, "\n")
	dir := lay(t, map[string]string{
		"1.jsonl.gz":   pack(t, packedGzip, lines),
		"2.JSONL.ZST":  pack(t, packedZstd, lines),
		"3.ndjson.bz2": bz,
		"4.jsonl.gz":   pack(t, packedGzip, one+"\n") + pack(t, packedGzip, two),
		"5.jsonl.zst":  pack(t, packedZstd, one+"\n") + pack(t, packedZstd, two),
		"6.jsonl.bz2":  bz + bz,
		"7.txt.zst":    pack(t, packedZstd, "Text."),
	})
	r := read(t, Options{}, dir)
	if len(r.rejected) > 0 || r.counts.Articles != 3 || r.counts.Repeated != 12 {
		t.Errorf("counts %+v, rejected %v", r.counts, r.rejected)
	}
	if it := r.items[2]; it.Article.ID != "7" || it.Article.Body != "Text." {
		t.Errorf("got %+v", it)
	}
}

func TestBrokenArchives(t *testing.T) {
	// Random enough not to pack, so that a cut falls into the second line.
	many := `{"id":"a","text":"One."}` + "\n" + `{"id":"b","text":"` + noise(5000) + `"}` + "\n"
	half := func(s string) string { return s[:len(s)/2] }
	dir := lay(t, map[string]string{
		"cut.jsonl.gz":  half(pack(t, packedGzip, many)),
		"cut.jsonl.zst": pack(t, packedZstd, many)[:4000],
		"cut.txt.gz":    half(pack(t, packedGzip, noise(4000))),
		"empty.txt.gz":  "",
		"not.jsonl.gz":  lines,
		"not.jsonl.zst": lines,
		"not.txt.bz2":   "Text.",
		"tail.jsonl.gz": pack(t, packedGzip, `{"id":"c","text":"Three."}`+"\n") + "garbage behind the archive",
	})
	r := read(t, Options{}, dir)
	want := []string{
		"a|" + filepath.Base(dir) + "|line 1||One.",
		"c|" + filepath.Base(dir) + "|line 1||Three.",
		"cut.jsonl.gz: line 2: archive is truncated",
		"cut.jsonl.zst: line 1: archive is truncated",
		"cut.txt.gz: byte N: archive is truncated",
		"empty.txt.gz: archive is truncated",
		"not.jsonl.gz: archive is broken: gzip: invalid header",
		"not.jsonl.zst: line 1: archive is broken: invalid input: magic number mismatch",
		"not.txt.bz2: byte 0: archive is broken: bzip2 data invalid: bad magic value",
		"tail.jsonl.gz: line 2: archive is broken: gzip: invalid header",
	}
	got := r.rows(dir)
	for i, row := range got {
		if strings.HasPrefix(row, "cut.txt.gz: byte ") && !strings.HasPrefix(row, "cut.txt.gz: byte 0:") {
			got[i] = "cut.txt.gz: byte N: archive is truncated"
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// noise gives letters that no archive makes shorter by much.
func noise(n int) string {
	var b strings.Builder
	for x := uint32(1); b.Len() < n; {
		x = x*1664525 + 1013904223
		b.WriteByte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,"[x>>26])
	}
	return b.String()
}

func TestBomb(t *testing.T) {
	first := `{"id":"a","text":"One."}` + "\n"
	blank := strings.Repeat(" ", bombFloor/8)
	bomb := func(p packing) string { return pack(t, p, first) + strings.Repeat(pack(t, p, blank), 10) }
	dir := lay(t, map[string]string{
		"1.jsonl.gz":  bomb(packedGzip),
		"2.jsonl.zst": bomb(packedZstd),
		"3.txt.gz":    bomb(packedGzip),
	})
	r := read(t, Options{}, dir)
	if len(r.items) != 1 || len(r.rejected) != 3 {
		t.Fatalf("got %v", r.rows(dir))
	}
	for _, j := range r.rejected[:2] {
		if j.Reason != bombError(DefaultMaxRatio).Error() || !strings.HasPrefix(j.Place, "line ") {
			t.Errorf("got %+v", j)
		}
	}
	if j := r.rejected[2]; j.Reason != "text longer than 4194304 bytes" {
		t.Errorf("got %+v", j)
	}
}

// A line of 50 MB is passed over, and never held.
func TestLongLine(t *testing.T) {
	dir := lay(t, map[string]string{"a.jsonl": `{"id":"a","text":"` + strings.Repeat("word ", 10<<20) + "\"}\n" + `{"id":"b","text":"Two."}` + "\n"})
	for _, max := range []int{0, 1 << 20} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		r := read(t, Options{Limits: Limits{MaxLine: max}}, dir)
		runtime.ReadMemStats(&after)
		limit := "16777216"
		if max > 0 {
			limit = "1048576"
		}
		if d := cmp.Diff([]string{"b|" + filepath.Base(dir) + "|line 2||Two.", "a.jsonl: line 1: line longer than " + limit + " bytes"}, r.rows(dir)); d != "" {
			t.Error(d)
		}
		if spent := after.TotalAlloc - before.TotalAlloc; max > 0 && spent > 16<<20 {
			t.Errorf("%d bytes allocated over a line that may have %d", spent, max)
		}
	}
}
