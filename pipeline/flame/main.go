// Command flame draws a CPU profile as a flame graph, in one SVG file that opens
// everywhere and can stand in a document; go tool pprof has one only in the pages
// that it serves. It is a tool for docs/PERFORMANCE.md, and no part of the product.
//
//	go run ./pipeline/flame cpu.pprof > flame.svg
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/google/pprof/profile"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: flame cpu.pprof > flame.svg")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "flame:", err)
		os.Exit(1)
	}
}

func run(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	p, err := profile.Parse(f)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	w := bufio.NewWriter(os.Stdout)
	draw(w, grow(p))
	return w.Flush()
}
