package page_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/page"
)

// BenchmarkRead reads the pages of VERBATIM_PAGES, a folder of saved pages, or
// else those of fixtures, which are small.
func BenchmarkRead(b *testing.B) {
	dir := os.Getenv("VERBATIM_PAGES")
	if dir == "" {
		dir = pages
	}
	files, err := filepath.Glob(dir + "/*.html")
	if err != nil || len(files) == 0 {
		b.Fatalf("no pages in %s: %v", dir, err)
	}
	var all [][]byte
	size := 0
	for _, file := range files {
		html, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, html)
		size += len(html)
	}
	b.SetBytes(int64(size / len(all)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		page.Read(all[i%len(all)], page.Hint{})
	}
}
