package pipeline

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

var updateDifferences = flag.Bool("update", false, "rewrite what fixtures/differences/articles/*.txtar expect")

// The types of difference that articles show beside the quoted words: each has
// a file that is of the type, NN-type*.txtar, and one that only looks so,
// NN-type-no*.txtar. An archive holds the articles of a story and, as “want”,
// its groups.
func TestDifferencesOfArticles(t *testing.T) {
	stages, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../fixtures/differences/articles/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	// the longer name first, where one begins like another
	kinds := []string{"translation", "split", "quotation-status", "attribution-strength", "attribution", "occasion", "context", "ellipsis"}
	seen := map[string]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, want := groupsOf(t, stages, archive), ""
			archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool {
				if f.Name != "want" {
					return false
				}
				want = string(f.Data)
				return true
			})
			if *updateDifferences {
				archive.Files = append(archive.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if d := cmp.Diff(want, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
			name := strings.TrimSuffix(filepath.Base(file), ".txtar")[len("00-"):]
			k := slices.IndexFunc(kinds, func(kind string) bool { return strings.HasPrefix(name, kind) })
			if k < 0 {
				t.Fatal("of no type that this test knows")
			}
			looks := strings.HasPrefix(name, kinds[k]+"-no")
			seen[kinds[k]+map[bool]string{true: ", only looks so"}[looks]] = true
			if !looks && !strings.Contains(got, "\n  "+kinds[k]+" ") {
				t.Errorf("nothing of type %s", kinds[k])
			}
		})
	}
	if len(seen) != 2*len(kinds) {
		t.Errorf("each type needs a file that is of it and one that looks so: %v", seen)
	}
}

// groupsOf runs over the articles of an archive and writes its groups: the
// verdict, what was folded, where it was said, and each difference.
func groupsOf(t *testing.T, stages Stages, archive *txtar.Archive) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range archive.Files {
		if f.Name != "want" {
			if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	o := Options{Workers: 2, MinConfidence: OperatingPoint}
	var extracts []Extract
	reading, err := stages.Read(context.Background(), Input{Paths: []string{dir}}, o, func(e Extract) error {
		extracts = append(extracts, e)
		return nil
	})
	if err != nil || len(reading.Rejected) > 0 {
		t.Fatal(err, reading.Rejected)
	}
	rep, err := stages.Collate(context.Background(), extracts, reading, o)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	words := func(sides []record.Side) string {
		var out []string
		for _, s := range sides {
			out = append(out, s.Text)
		}
		return strings.Join(out, "; ")
	}
	for _, c := range rep.Clusters {
		fmt.Fprintf(&b, "%s, base %s\n  folds: %s\n  to: %s\n  at: %s\n", c.Verdict, c.Base, strings.Join(c.Folds, ", "), words(c.Occasion.To), words(c.Occasion.At))
		for _, d := range c.Differences {
			fmt.Fprintf(&b, "  %s %d (%s) %s | %s: %s\n", d.Type, d.Severity, d.Note, d.Base.Text, d.Other.Quote, d.Other.Text)
		}
	}
	return b.String()
}
