package corpus

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// BenchmarkRead reads articles of 5 KB from one file of each format, to the item
// that later stages take: articles a second, and MB/s of what the file unpacks
// to. Without workers it is cut into units alone, which one goroutine does:
// as many articles a second as any number of workers can get.
func BenchmarkRead(b *testing.B) {
	const articles = 1000
	var lines, archive, zipped strings.Builder
	said := strings.Repeat("The minister said on Monday that “nothing has been decided”, and that he would not resign.\n\n", 25)
	filler := noise(articles*50 + 60_000)
	for i := range articles {
		body := said + filler[i*50:i*50+2500]
		line, err := json.Marshal(map[string]any{
			"id": fmt.Sprint("story-", i), "outlet": "herald", "title": "Nothing decided", "date": "2025-05-06",
			"text": body, "gold": []int{i, i, i},
		})
		if err != nil {
			b.Fatal(err)
		}
		lines.Write(line)
		lines.WriteByte('\n')
		page := webPage("") + "<script>" + filler[i*50:i*50+60_000] + "</script><p>" + strings.ReplaceAll(body, "\n\n", "<p>")
		record := answer(fmt.Sprint(i), "200 OK", "text/html; charset=utf-8", page)
		archive.WriteString(record)
		zipped.WriteString(pack(b, packedGzip, record))
	}
	for _, f := range []struct {
		name, content string
		size          int // unpacked
	}{
		{"lines.jsonl", lines.String(), lines.Len()},
		{"lines.jsonl.gz", pack(b, packedGzip, lines.String()), lines.Len()},
		{"lines.jsonl.zst", pack(b, packedZstd, lines.String()), lines.Len()},
		{"pages.warc", archive.String(), archive.Len()},
		{"pages.warc.gz", zipped.String(), archive.Len()},
	} {
		dir := lay(b, map[string]string{f.name: f.content})
		for _, workers := range []int{0, 1, 2} {
			b.Run(fmt.Sprintf("%s/workers=%d", f.name, workers), func(b *testing.B) {
				b.SetBytes(int64(f.size))
				b.ReportAllocs()
				for b.Loop() {
					if n := readOn(b, workers, dir); n != articles {
						b.Fatal(n)
					}
				}
				b.ReportMetric(articles*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
			})
		}
	}
}

// readOn reads an input on so many workers, and gives how many units it held.
func readOn(b *testing.B, workers int, in string) int {
	units := make(chan *Unit, 16)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for u := range units {
				u.Make()
			}
		})
	}
	c, err := Read(context.Background(), []string{in}, nil, Options{}, func(u *Unit) error {
		if workers > 0 {
			units <- u
		}
		return nil
	}, func(record.Rejection) {})
	close(units)
	wg.Wait()
	if err != nil {
		b.Fatal(err)
	}
	return c.Units
}
