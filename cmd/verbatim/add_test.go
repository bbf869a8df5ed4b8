package main

import (
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
)

// What a run keeps has no name while it is written, where the system allows it,
// so that a killed run leaves nothing; and comes back whole.
func TestSpool(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s, err := newSpool()
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); runtime.GOOS != "windows" && len(left) > 0 {
		t.Errorf("in the temporary folder: %v", left)
	}
	if _, err := io.WriteString(s, "kept"); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := s.copyTo(&b); err != nil || b.String() != "kept" {
		t.Errorf("%q, %v", b.String(), err)
	}
	s.remove()
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
