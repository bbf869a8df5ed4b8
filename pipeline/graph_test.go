package pipeline

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/verbatim-news/verbatim/"

// mayImport is the map of the project: what each package may import of ours.
// A new package gets a line here, and thereby a place.
var mayImport = map[string][]string{
	"attribution/text":    {},
	"attribution/lexicon": {},
	"attribution/quote":   {"attribution/text", "attribution/lexicon"},
	"attribution/speaker": {"attribution/text", "attribution/lexicon"},
	"attribution/model":   {},
	"attribution":         {"attribution/text", "attribution/lexicon", "attribution/model", "attribution/quote", "attribution/speaker"},
	"pipeline/record":     {},
	"pipeline/page":       {},
	"pipeline/warc":       {},
	"pipeline/corpus":     {"attribution/text", "pipeline/page", "pipeline/record", "pipeline/warc"},
	"pipeline/spill":      {},
	"pipeline/pump":       {},
	"pipeline/variant":    {"attribution", "attribution/text", "attribution/lexicon", "pipeline/pump", "pipeline/record", "pipeline/spill"},
	"pipeline/quotediff":  {"attribution", "attribution/text", "attribution/lexicon", "attribution/speaker", "pipeline/record", "pipeline/variant"},
	"pipeline/syndicate":  {"attribution/text", "pipeline/record", "pipeline/spill"},
	"pipeline/rows":       {"pipeline/record", "pipeline/syndicate"},
	"pipeline/transcript": {"pipeline/corpus", "pipeline/record"},
	"pipeline/verify":     {"pipeline/record", "pipeline/transcript", "pipeline/variant", "pipeline/quotediff"},
	"pipeline/report":     {"pipeline/pump", "pipeline/record", "pipeline/variant", "pipeline/quotediff"},
	"pipeline/load":       {},
	"pipeline/flame":      {},
	"pipeline/score":      {"attribution/text", "pipeline/record", "pipeline/report"},
	"pipeline/rundiff":    {"pipeline/record", "pipeline/report"},
	"pipeline/train":      {"attribution", "attribution/model", "attribution/text", "attribution/quote", "attribution/speaker", "pipeline", "pipeline/corpus", "pipeline/record", "pipeline/report", "pipeline/score"},
	"pipeline":            {"attribution", "attribution/model", "attribution/text", "attribution/quote", "attribution/speaker", "attribution/lexicon", "pipeline/record", "pipeline/corpus", "pipeline/pump", "pipeline/variant", "pipeline/quotediff", "pipeline/report", "pipeline/rows", "pipeline/syndicate", "pipeline/transcript", "pipeline/verify"},
	"cmd/verbatim":        {"attribution", "attribution/model", "attribution/text", "attribution/speaker", "pipeline", "pipeline/record", "pipeline/corpus", "pipeline/variant", "pipeline/quotediff", "pipeline/report", "pipeline/score", "pipeline/train", "pipeline/rundiff", "pipeline/verify"},
}

// impure is what attribution must do without: the same article gives the same
// answer, whatever the machine holds.
var impure = []string{"context", "io/fs", "math/rand", "math/rand/v2", "net", "net/http", "os", "os/exec", "path/filepath"}

func TestImportsPointOneWay(t *testing.T) {
	seen := map[string]bool{}
	walkGo(t, func(pkg, file string, tree *ast.File) {
		allowed, listed := mayImport[pkg]
		if !listed && !seen[pkg] {
			t.Errorf("%s has no line in mayImport", pkg)
		}
		seen[pkg] = true
		for _, spec := range tree.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if ours, ok := strings.CutPrefix(name, module); ok && listed && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s, which its line in mayImport does not hold", file, ours)
			}
			if strings.HasPrefix(pkg, "attribution") && slices.Contains(impure, name) {
				t.Errorf("%s imports %s: attribution is pure", file, name)
			}
		}
	})
	for pkg, allowed := range mayImport {
		for _, other := range allowed {
			if slices.Contains(mayImport[other], pkg) {
				t.Errorf("mayImport lets %s and %s import each other", pkg, other)
			}
		}
	}
}

// starters are the files that start goroutines, and why.
var starters = map[string]string{
	"pipeline/workers.go":   "one place for all work, so that one place bounds it",
	"cmd/verbatim/watch.go": "a server of --metrics or --pprof waits for others than the run: one goroutine each, which works on no article, and ends with the session",
}

// Goroutines are started in one place, so that one place bounds them.
func TestOnlyWorkersStartGoroutines(t *testing.T) {
	walkGo(t, func(_, file string, tree *ast.File) {
		if starters[file] != "" {
			return
		}
		for _, spec := range tree.Imports {
			if strings.Contains(spec.Path.Value, "errgroup") {
				t.Errorf("%s imports errgroup", file)
			}
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s starts a goroutine", file)
			}
			return true
		})
	})
}

// walkGo parses every file of the module that is neither a test nor test data.
// It reads the tree itself, and not what "go list" says, so that a package
// which does not build for this system is held to the map as well.
func walkGo(t *testing.T, visit func(pkg, file string, tree *ast.File)) {
	t.Helper()
	const root = ".."
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && p != root && (name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		tree, err := parser.ParseFile(fset, p, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		file := filepath.ToSlash(rel)
		visit(path.Dir(file), file, tree)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
