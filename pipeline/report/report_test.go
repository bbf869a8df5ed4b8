package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden holds every file of the sample to testdata; report.html is held
// by what must be true of it, in html_test.go, so that its looks may change.
func TestGolden(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, sample()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"quotes.jsonl", "clusters.jsonl", "articles.jsonl", "rejected.jsonl", "run.json", "report.md", "quotes.csv"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, got)
	}
	var b bytes.Buffer
	if err := Summary(&b, sample(), 80); err != nil {
		t.Fatal(err)
	}
	golden(t, "summary.txt", b.Bytes())
}

func indexOf(t testing.TB, r *Report) *index {
	t.Helper()
	ix, err := newIndex(r)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// clusterOf finds one of the groups that may be shown.
func clusterOf(ix *index, id string) *record.Cluster {
	return ix.top[slices.IndexFunc(ix.top, func(c *record.Cluster) bool { return c.ID == id })]
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, d)
	}
}

// TestOrder: whatever the order in which articles come in, the same bytes go out.
func TestOrder(t *testing.T) {
	want := t.TempDir()
	if err := Write(want, sample()); err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(5) {
		r, rnd := sample(), rand.New(rand.NewPCG(seed, 1))
		shuffle(rnd, r.Articles)
		shuffle(rnd, r.Clusters)
		shuffle(rnd, r.Rejected)
		rnd.Shuffle(len(r.Quotes), func(i, j int) {
			r.Quotes[i], r.Quotes[j] = r.Quotes[j], r.Quotes[i]
			r.Contexts[i], r.Contexts[j] = r.Contexts[j], r.Contexts[i]
		})
		got := t.TempDir()
		if err := Write(got, r); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if a, b := read(t, want, name), read(t, got, name); !bytes.Equal(a, b) {
				t.Errorf("seed %d: %s differs:\n%s", seed, name, cmp.Diff(string(a), string(b)))
			}
		}
	}
}

func shuffle[T any](rnd *rand.Rand, s []T) {
	rnd.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
}

var names = []string{"articles.jsonl", "quotes.jsonl", "clusters.jsonl", "rejected.jsonl", "quotes.csv", "report.md", "report.html", "run.json"}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestWholeFiles: a run that fails half way leaves what was there, whole, and
// nothing beside it.
func TestWholeFiles(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, sample()); err != nil {
		t.Fatal(err)
	}
	before := read(t, dir, "articles.jsonl")
	bad := sample()
	bad.Articles[0].Title = "changed"
	bad.Run.Options = map[string]any{"cannot": func() {}}
	if err := Write(dir, bad); err == nil || !strings.Contains(err.Error(), "run.json") {
		t.Fatalf("a run.json that cannot be written gives error %v", err)
	}
	if after := read(t, dir, "articles.jsonl"); !bytes.Equal(before, after) {
		t.Error("articles.jsonl changed, though the run failed")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(names) {
		t.Errorf("%d files are left, want %d: %v", len(entries), len(names), entries)
	}
}

// TestRenamesCutShort: a run killed between two renames leaves a folder that
// does not pass for a run, and what the articles gave, from which all the rest
// can be made, is in place first.
func TestRenamesCutShort(t *testing.T) {
	dir := t.TempDir()
	extra := func(content string) File {
		return File{"extracts", func(w io.Writer) error { _, err := io.WriteString(w, content); return err }}
	}
	if err := Write(dir, sample(), extra("old")); err != nil {
		t.Fatal(err)
	}
	files := indexOf(t, sample()).files(extra("new"))
	last := files[0].Write                     // files are written from the end
	files[0].Write = func(w io.Writer) error { // the rename of report.md then fails
		return errors.Join(os.Remove(filepath.Join(dir, ".report.md.partial")), last(w))
	}
	if err := replace(dir, files, nil, func(int64) {}, "run.json"); err == nil {
		t.Fatal("no error")
	}
	if _, err := os.Stat(filepath.Join(dir, "run.json")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("run.json, which says that a run is whole: %v", err)
	}
	if got := read(t, dir, "extracts"); string(got) != "new" {
		t.Errorf("the extracts are %s", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if err := Write(dir, sample(), extra("new")); err != nil || len(read(t, dir, "run.json")) == 0 {
		t.Errorf("the next run does not mend it: %v", err)
	}
}

// TestFolderInTheWay: nothing is put in place where one file cannot be.
func TestFolderInTheWay(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, sample()); err != nil {
		t.Fatal(err)
	}
	before := read(t, dir, "articles.jsonl")
	if err := os.Remove(filepath.Join(dir, "report.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "report.html"), 0o777); err != nil {
		t.Fatal(err)
	}
	r := sample()
	r.Articles[0].Title = "changed"
	if err := Write(dir, r); err == nil || !strings.Contains(err.Error(), "report.html") {
		t.Errorf("error %v", err)
	}
	if after := read(t, dir, "articles.jsonl"); !bytes.Equal(before, after) || len(read(t, dir, "run.json")) == 0 {
		t.Error("the earlier run was touched")
	}
}

// TestVerifiedIsOfThisRun: a run that holds nothing against the record leaves no
// verified.jsonl of an earlier one beside its own files.
func TestVerifiedIsOfThisRun(t *testing.T) {
	dir := t.TempDir()
	r := sample()
	r.Run.Verify = true
	if err := Write(dir, r); err != nil {
		t.Fatal(err)
	}
	read(t, dir, "verified.jsonl")
	if err := Write(dir, sample()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "verified.jsonl")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("verified.jsonl of the run before: %v", err)
	}
}

// TestLeftOver: what a killed run left is no hindrance, even as a link that
// somebody put there to have another file overwritten.
func TestLeftOver(t *testing.T) {
	dir, victim := t.TempDir(), filepath.Join(t.TempDir(), "victim")
	if err := os.WriteFile(victim, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(victim, filepath.Join(dir, ".quotes.csv.partial")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := Write(dir, sample()); err != nil {
		t.Fatal(err)
	}
	if got := read(t, filepath.Dir(victim), "victim"); string(got) != "mine" {
		t.Errorf("written through a link: %.40q", got)
	}
}

func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "plain": "plain", "a=1": "a=1", "=HYPERLINK(1)": "'=HYPERLINK(1)", "+1": "'+1", "-1": "'-1", "@SUM": "'@SUM",
		"\t=1": "'\t=1", "\r=1": "'\r=1", "＝1": "'＝1", "’tis": "’tis",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("harmless(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	r := sample()
	r.Sort()
	r.Quotes[0].Text = "=1+1, \"and\"\nmore"
	var b bytes.Buffer
	if err := indexOf(t, r).writeCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(r.Quotes)+1 {
		t.Errorf("%d rows, want %d", len(rows), len(r.Quotes)+1)
	}
	if got, want := rows[1][10], "'"+r.Quotes[0].Text; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
}

// TestSummaryWidth: the table keeps to its columns and lets no escape through.
func TestSummaryWidth(t *testing.T) {
	r := sample()
	for i := range r.Quotes {
		r.Quotes[i].Text = "\x1b[31m海" + r.Quotes[i].Text + "\u202e\x07 " + r.Quotes[i].Text
	}
	r.Clusters[0].Speaker.Name = strings.Repeat("Very Long Name ", 9)
	for _, width := range []int{60, 80, 132} {
		var b bytes.Buffer
		if err := Summary(&b, r, width); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if n := text.StringWidth(line); n > width {
				t.Errorf("%d columns, want %d: %q", n, width, line)
			}
			if strings.ContainsAny(line, "\x1b\x07\u202e") {
				t.Errorf("an escape got through: %q", line)
			}
		}
	}
}

// TestMarkdownHostile: no words of an article become markup, a mention or a heading.
func TestMarkdownHostile(t *testing.T) {
	var b bytes.Buffer
	r := hostile()
	r.Sort()
	r.Rejected = append(r.Rejected, record.Rejection{Source: "a|b\n# Heading\n@everyone `x` **y** \x1b[2J", Stage: "read", Reason: "[z](javascript:1)"})
	if err := indexOf(t, r).writeMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", "\n# Heading", "@everyone", "\x1b", " **y**", "[z](", " `x`"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("report.md holds %q", bad)
		}
	}
}
