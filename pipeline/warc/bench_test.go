package warc

import (
	"io"
	"strings"
	"testing"
)

// BenchmarkNext reads an archive of pages, each in a gzip member and in gzip
// once more, as servers send them, without and with their bodies; MB/s
// count the file, and the pages unpacked.
func BenchmarkNext(b *testing.B) {
	page := strings.Repeat(fixture(b, "wget.warc.gz")[:4000]+strings.Repeat("<p>Words of a page. ", 800), 10) // 200 KB
	in := strings.Repeat(packed(response("a", packed(page), "Content-Encoding: gzip")), 200)
	for name, counted := range map[string]int{"records": len(in), "bodies": 200 * len(page)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(counted))
			for b.Loop() {
				r := NewReader(strings.NewReader(in), Options{})
				for {
					rec, err := r.Next()
					if err == io.EOF {
						break
					}
					if err != nil {
						b.Fatal(err)
					}
					if name == "bodies" {
						if _, err := rec.Body(); err != nil {
							b.Fatal(err)
						}
					}
				}
			}
		})
	}
}
