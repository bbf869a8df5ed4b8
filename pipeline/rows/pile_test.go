package rows

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// merged are all rows of a pile, in order, each once.
func merged(t *testing.T, p *Pile) (all []Row) {
	t.Helper()
	sources, done, err := p.Sources()
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	if err := Merge(sources, func(id []Row) error {
		all = append(all, slices.CompactFunc(slices.Clone(id), func(a, b Row) bool { return a.Compare(&b) == 0 })...)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func openPile(t *testing.T, folder string, warned *[]error) *Pile {
	t.Helper()
	p, err := OpenPile(folder, []byte("head"), 4<<10, func(_ string, err error) { *warned = append(*warned, err) })
	if err != nil {
		t.Fatal(err)
	}
	p.open = 3 // of some twenty files
	return p
}

// A pile gives what was put on it, in order, however often it wrote to disk; and
// a later one what an earlier one wrote, as far as it is asked for.
func TestPile(t *testing.T) {
	want := some(200, 50)
	mixed := slices.Clone(want)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	var warned []error
	folder := filepath.Join(t.TempDir(), "pile")
	p := openPile(t, folder, &warned)
	add := func(p *Pile, rows []Row) {
		t.Helper()
		for _, r := range rows {
			if err := p.Add(r); err != nil {
				t.Fatal(err)
			}
		}
	}
	add(p, mixed[:100])
	if err := p.Flush(); err != nil || len(p.files) < 4 {
		t.Fatal(len(p.files), err)
	}

	p = openPile(t, folder, &warned)
	if p.Kept() != 100 {
		t.Fatalf("%d rows are kept", p.Kept())
	}
	for i := range mixed {
		_, ok := p.Done(mixed[i].Origins[0].Unit())
		if ok != (i < 100) {
			t.Errorf("row %d is kept: %t", i, ok)
		}
	}
	add(p, mixed[100:])
	if d := cmp.Diff(want, merged(t, p)); d != "" {
		t.Error(d)
	}
	if len(p.files) > 3 {
		t.Errorf("%d files", len(p.files))
	}
	if err := p.Flush(); err != nil {
		t.Fatal(err)
	}

	p = openPile(t, folder, &warned)
	asked := want[:40]
	for i := range asked {
		if k, ok := p.Done(asked[i].Origins[0].Unit()); !ok || k != asked[i].key() {
			t.Errorf("row %d: %v, %t", i, k, ok)
		}
	}
	if d := cmp.Diff(asked, merged(t, p)); d != "" {
		t.Error(d)
	}
	if err := p.Forget(""); err != nil || len(warned) > 0 {
		t.Error(err, warned)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Error(left, err)
	}
}

// What cannot be relied on is removed, and said.
func TestPilePassesOver(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		b    []byte
		want error
	}{
		"torn":       {"000000.rows", file(t, some(9, 9))[:99], errTruncated},
		"other head": {"000000.rows", []byte(strings.Replace(string(file(t, some(9, 9))), "head", "tail", 1)), errDamaged},
		"nothing":    {"000000.rows", nil, errTruncated},
		"foreign":    {"000000.rows", []byte(fmt.Sprint(make([]int, 99))), errNoRows},
		"by half":    {"000000.rows.partial", []byte("x"), nil},
	} {
		var warned []error
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, c.file), c.b, 0o666); err != nil {
			t.Fatal(err)
		}
		p := openPile(t, folder, &warned)
		if p.Kept() > 0 || (c.want == nil) != (len(warned) == 0) || c.want != nil && !errors.Is(warned[0], c.want) {
			t.Errorf("%s: %d rows, %v", name, p.Kept(), warned)
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
			t.Errorf("%s: %v is left, %v", name, left, err)
		}
	}
}

// A file that cannot be written leaves the rows where they are.
func TestPileThatCannotWrite(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(folder, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	p := &Pile{folder: folder, budget: 1, open: maxOpen}
	if err := p.Add(some(1, 1)[0]); err == nil || len(p.rows) != 1 {
		t.Errorf("%v, %d rows", err, len(p.rows))
	}
}
