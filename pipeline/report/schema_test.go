package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "schema", name+".schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// TestSchemas holds every row that is written to docs/schema: the sample's, and
// those of a report of nothing but zero values where lists are nil.
func TestSchemas(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, sample()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"quotes", "clusters", "articles", "rejected"} {
		s := schema(t, name)
		b, err := os.ReadFile(filepath.Join(dir, name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Split(bytes.TrimSuffix(b, []byte("\n")), []byte("\n"))
		if len(lines) < 3 {
			t.Errorf("%s.jsonl has %d rows to check", name, len(lines))
		}
		for i, line := range lines {
			if err := validate(t, s, string(line)); err != nil {
				t.Errorf("%s.jsonl line %d: %v", name, i+1, err)
			}
		}
	}
	empty := t.TempDir()
	if err := Write(empty, &Report{Run: Run{Format: record.FormatVersion, Version: "x"}}); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{dir, empty} {
		b, err := os.ReadFile(filepath.Join(d, "run.json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schema(t, "run"), string(b)); err != nil {
			t.Errorf("run.json: %v", err)
		}
	}
}

// TestSchemasRefuse sees to it that the schemas can fail.
func TestSchemasRefuse(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, sample()); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "quotes.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	row, _, _ := strings.Cut(string(b), "\n")
	s := schema(t, "quotes")
	for _, edit := range [][2]string{
		{`"class":"quote"`, `"class":"joke"`},
		{`"kind":"mixed"`, `"kind":null`},
		{`"via":[]`, `"via":null`},
		{`"via":[],`, ``},
		{`{"id":`, `{"extra":1,"id":`},
		{`#1"`, `"`},
	} {
		bad := strings.Replace(row, edit[0], edit[1], 1)
		if bad == row {
			t.Fatalf("the first row does not hold %s: %s", edit[0], row)
		}
		if validate(t, s, bad) == nil {
			t.Errorf("%s for %s passes", edit[1], edit[0])
		}
	}
}
