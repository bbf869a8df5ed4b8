package corpus

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// BenchmarkReadLines reads articles of 5 KB in JSON Lines, all gates included: MB/s of JSON.
func BenchmarkReadLines(b *testing.B) {
	var lines strings.Builder
	body := strings.Repeat("The minister said on Monday that “nothing has been decided”, and that he would not resign.\n\n", 50)
	for i := range 2000 {
		line, err := json.Marshal(map[string]any{
			"id": fmt.Sprint("story-", i), "outlet": "herald", "title": "Nothing decided", "date": "2025-05-06",
			"text": fmt.Sprint(body, i), "gold": []int{i, i, i},
		})
		if err != nil {
			b.Fatal(err)
		}
		lines.Write(line)
		lines.WriteByte('\n')
	}
	dir := lay(b, map[string]string{"wire.jsonl": lines.String()})
	b.SetBytes(int64(lines.Len()))
	b.ReportAllocs()
	for b.Loop() {
		c, err := Read(context.Background(), []string{dir}, nil, Options{}, func(u *Unit) error { u.Make(); return nil }, func(record.Rejection) {})
		if err != nil || c.Units != 2000 {
			b.Fatal(c, err)
		}
	}
}
