package corpus

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// entries are names and contents, in order; a content that begins with "->" is a
// link's.
type entries [][2]string

func zipOf(t testing.TB, list entries) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range list {
		h := &zip.FileHeader{Name: e[0], Method: zip.Deflate}
		h.SetMode(0o644)
		if strings.HasPrefix(e[1], "->") {
			h.SetMode(0o777 | os.ModeSymlink)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(e[0], "/") {
			continue
		}
		if _, err := f.Write([]byte(e[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarOf(t testing.TB, list entries) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range list {
		h := &tar.Header{Name: e[0], Mode: 0o644, Size: int64(len(e[1])), Typeflag: tar.TypeReg}
		switch {
		case strings.HasSuffix(e[0], "/"):
			h.Typeflag, h.Size = tar.TypeDir, 0
		case strings.HasPrefix(e[1], "->"):
			h.Typeflag, h.Size, h.Linkname = tar.TypeSymlink, 0, e[1][2:]
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte(e[1])); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var mixedEntries = entries{
	{"post/", ""}, {"./post/a.txt", "One."}, {"b.txt.gz", ""}, {"wire/c.jsonl", `{"id":"c","text":"Three."}` + "\n{}\n"},
	{"../evil.txt", "x"}, {"/abs.txt", "x"}, {`a\b.txt`, "x"}, {"C:x.txt", "x"}, {"d\x01.txt", "x"}, {"link.txt", "->/etc/passwd"},
	{"pic.jpg", "x"}, {".hidden/e.txt", "x"}, {"__MACOSX/._a.txt", "x"}, {"in.tgz", "x"}, {"post/a.txt", "Again."}, {"post/a.meta.json", `{"date":"2016-01-02","outlet":"The Post"}`},
	{"post/z.txt", ""}, {"f.csv", "id,text\n1,Six.\n"}, {"g.meta.json", `{`}, {"g.txt", "Seven."},
}

// Of an archive the same is read as of a folder, by name and in a folder, and what
// a folder could not hold is refused.
func TestContainers(t *testing.T) {
	mixed := append(entries{}, mixedEntries...)
	mixed[2][1] = pack(t, packedGzip, "Two.")
	want := func(below, outlet string) []string {
		return []string{
			below + "post/a|The Post|||One.", below + "b|" + outlet + "|||Two.", "c|wire|line 1||Three.", "1|" + outlet + "|line 2||Six.", below + "g|" + outlet + "|||Seven.",
		}
	}
	refused := []string{
		"@/wire/c.jsonl: line 2: article has no id and no text",
		"@/../evil.txt: entry 5: name leads out of the archive", "@//abs.txt: entry 6: name is absolute", `@/a\b.txt: entry 7: name holds a backslash`,
		"@/C:x.txt: entry 8: name is absolute", "@/d.txt: entry 9: name holds a control character", "@/link.txt: entry 10: a link or a device, not a file",
		"@/in.tgz: entry 14: archive inside an archive: it must be unpacked to be read", "@/post/a.txt: entry 15: another entry has this name",
		"@/post/z.txt: text is empty", "@/g.meta.json: bad JSON: unexpected end of JSON input",
	}
	for name, body := range map[string]string{
		"x.zip": zipOf(t, mixed), "x.tar": tarOf(t, mixed), "x.tgz": pack(t, packedGzip, tarOf(t, mixed)), "x.tar.zst": pack(t, packedZstd, tarOf(t, mixed)),
	} {
		dir := lay(t, map[string]string{"in/" + name: body})
		for input, w := range map[string][]string{"in": want("x/", "in"), "in/" + name: want("", "in")} {
			for _, r := range refused {
				w = append(w, strings.Replace(r, "@", "in/"+name, 1))
			}
			r := read(t, Options{}, filepath.Join(dir, input))
			if d := cmp.Diff(w, r.rows(dir), cmpopts.SortSlices(strings.Compare)); d != "" {
				t.Errorf("%s of %s: %s", input, name, d)
			}
			if r.counts.Skipped != 1 {
				t.Errorf("%s: %d skipped", name, r.counts.Skipped)
			}
			if len(r.items) > 0 && r.items[0].Article.Date.IsZero() {
				t.Errorf("%s: the sidecar says nothing", name)
			}
		}
	}
}

func TestTarOnStandardInput(t *testing.T) {
	r := readFrom(strings.NewReader(tarOf(t, entries{{"x/b.meta.json", `{"id":"B"}`}, {"x/a.txt", "One."}, {"x/b.txt", "Two."}, {"x/a.meta.json", `{"id":"A"}`}})), Options{}, "-")
	want := []string{"x/a|x|||One.", "B|x|||Two.", "-/x/a.meta.json: entry 4: sidecar stands behind its article: on standard input it must come first"}
	if d := cmp.Diff(want, r.rows("")); d != "" {
		t.Error(d)
	}
	r = readFrom(strings.NewReader(zipOf(t, entries{{"a.txt", "One."}})), Options{}, "-")
	if d := cmp.Diff([]string{"-: a zip has its directory at its end: it must be a file, and not standard input"}, r.rows("")); d != "" {
		t.Error(d)
	}
}

func TestBrokenContainers(t *testing.T) {
	two := entries{{"a.txt", strings.Repeat("One. ", 200)}, {"b.txt", "Two."}}
	one := strings.TrimSpace("a|in|||" + two[0][1])
	z, tr := zipOf(t, two), tarOf(t, two)
	encrypted := []byte(z)
	for i := range encrypted[:len(encrypted)-4] { // both headers of every entry
		switch string(encrypted[i : i+4]) {
		case "PK\x03\x04":
			encrypted[i+6] |= 1
		case "PK\x01\x02":
			encrypted[i+8] |= 1
		}
	}
	wrong := bytes.Replace([]byte(zipOf(t, entries{{"a.txt", "One."}})), []byte("PK\x01\x02\x14\x03\x14\x00\x08\x00\x08\x00"), []byte("PK\x01\x02\x14\x03\x14\x00\x08\x00\x63\x00"), 1)
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"cut.zip":     {z[:len(z)-30], []string{"cut.zip: archive is truncated, or no zip"}},
		"none.zip":    {"", []string{"none.zip: archive is truncated, or no zip"}},
		"empty.zip":   {zipOf(t, nil), []string{"empty.zip: archive holds no entry"}},
		"secret.zip":  {string(encrypted), []string{"secret.zip/a.txt: entry 1: entry is encrypted", "secret.zip/b.txt: entry 2: entry is encrypted"}},
		"odd.zip":     {string(wrong), []string{"odd.zip/a.txt: entry 1: entry is packed by method 99, and only 0 and 8 are read"}},
		"a.zip.gz":    {pack(t, packedGzip, z), []string{"a.zip.gz: a zip packed again: it must be unpacked to be read"}},
		"cut.tar":     {tr[:tarBlock+300], []string{"cut.tar/a.txt: byte 300: archive is truncated", "cut.tar: entry 2: archive is truncated"}},
		"endless.tar": {tr[:3*tarBlock], []string{one, "endless.tar: archive is truncated: the mark of its end is missing"}},
		"none.tar":    {"", []string{"none.tar: archive holds no entry"}},
		"words.tar":   {strings.Repeat("Words. ", 200), []string{"words.tar: entry 1: archive is broken: archive/tar: invalid tar header"}},
	} {
		dir := lay(t, map[string]string{"in/" + name: c.file})
		r := read(t, Options{}, filepath.Join(dir, "in", name))
		got := r.rows(dir + "/in")
		for i := range got {
			got[i] = strings.TrimSpace(got[i])
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// Two entries of a zip that share their bytes are how a small one holds petabytes
// (Fifield, WOOT 2019).
func TestOverlappingEntries(t *testing.T) {
	z := []byte(zipOf(t, entries{{"a.txt", "One."}, {"b.txt", "Two."}}))
	first := bytes.Index(z, []byte("PK\x01\x02"))
	second := first + bytes.Index(z[first+1:], []byte("PK\x01\x02")) + 1
	copy(z[second+42:second+46], z[first+42:first+46]) // the place of the local header
	copy(z[second+16:second+28], z[first+16:first+28]) // check sum and sizes
	dir := lay(t, map[string]string{"in/a.zip": string(z)})
	r := read(t, Options{}, filepath.Join(dir, "in/a.zip"))
	if d := cmp.Diff([]string{"a|in|||One.", "a.zip/b.txt: entry 2: entry overlaps another"}, r.rows(dir+"/in")); d != "" {
		t.Error(d)
	}
}

// What all entries unpack to is bounded, though each is packed again, and the next
// file is read.
func TestContainerBombs(t *testing.T) {
	bomb := pack(t, packedGzip, strings.Repeat("\x00", bombFloor+bombFloor/2))
	list := entries{{"a.jsonl.gz", bomb}, {"b.txt", "Never read."}}
	for name, body := range map[string]string{"a.zip": zipOf(t, list), "a.tar": tarOf(t, list)} {
		dir := lay(t, map[string]string{"in/" + name: body, "in/c.txt": "Words."})
		r := read(t, Options{Limits: Limits{MaxRatio: 10}}, filepath.Join(dir, "in"))
		bomb := "archive unpacks to more than 10 times its size"
		want := []string{"c|in|||Words.", name + "/a.jsonl.gz: line 1: " + bomb, name + ": entry 1: " + bomb + "; what comes after is not read"}
		if d := cmp.Diff(want, r.rows(dir+"/in")); d != "" {
			t.Error(d)
		}
	}
}

// The sidecars of an archive that are held are bounded.
func TestSidecarsAreBounded(t *testing.T) {
	var list entries
	for i := range maxSidecars/maxSidecar + 2 {
		list = append(list, [2]string{fmt.Sprintf("%03d.meta.json", i), `{"title":"` + strings.Repeat("x", maxSidecar-100) + `"}`})
	}
	list = append(list, [2]string{"065.txt", "Words."}, [2]string{"066.meta.json", strings.Repeat(" ", maxSidecar+1)}, [2]string{"000.txt", "Words."})
	dir := lay(t, map[string]string{"a.tar": tarOf(t, list)})
	r := read(t, Options{}, filepath.Join(dir, "a.tar"))
	if len(r.items) != 2 || len(r.rejected) != 1 || !strings.Contains(r.rejected[0].Reason, "sidecars of one archive") {
		t.Errorf("%d articles, rejected %v", len(r.items), r.rejected)
	}
}

// FuzzContainers gives arbitrary bytes as zip and as tar: something is said of every
// one, and no article lies outside it.
func FuzzContainers(f *testing.F) {
	mixed := append(entries{}, mixedEntries...)
	f.Add([]byte(zipOf(f, mixed)))
	f.Add([]byte(tarOf(f, mixed)))
	f.Add([]byte(zipOf(f, entries{{"a.txt", "One."}, {"a.meta.json", "{}"}})))
	f.Add(binary.LittleEndian.AppendUint32([]byte("PK\x05\x06"), 0))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := lay(t, map[string]string{"a.zip": string(data), "b.tar": string(data)})
		for _, name := range []string{"a.zip", "b.tar"} {
			r := read(t, fuzzOptions, filepath.Join(dir, name))
			holdItems(t, r)
			if len(r.items)+len(r.rejected)+r.counts.Skipped+r.counts.LeftOut+r.counts.Repeated+r.counts.Records == 0 && r.counts.Files == 0 {
				t.Errorf("nothing is said of %q", data)
			}
			for _, it := range r.items {
				if !strings.HasPrefix(it.Source, filepath.ToSlash(filepath.Join(dir, name))+"/") || strings.Contains(it.Source, "..") {
					t.Errorf("%q", it.Source)
				}
			}
		}
	})
}
