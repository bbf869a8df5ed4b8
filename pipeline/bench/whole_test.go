//go:build unix

package bench

import (
	"testing"

	"github.com/verbatim-news/verbatim/pipeline"
)

// BenchmarkWhole is a run over the dump, or over the project's stories where there
// is none: what make flame looks into.
func BenchmarkWhole(b *testing.B) {
	path := dumpPath()
	if path == "" {
		path = "../../fixtures/stories"
	}
	stages, err := pipeline.Default()
	if err != nil {
		b.Fatal(err)
	}
	run := verbatim(stages, path, amount{})
	for b.Loop() {
		run.run(b, 1)
	}
}
