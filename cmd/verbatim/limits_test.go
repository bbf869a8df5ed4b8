package main

import (
	"strings"
	"testing"
)

func TestLimits(t *testing.T) {
	for _, tt := range []struct {
		name, given string
		want        int
		problem     string
	}{
		{"max-article", "4MB", 4_000_000, ""},
		{"max-article", "4 MiB", 4 << 20, ""},
		{"max-article", "1000", 1000, ""},
		{"max-article", "0", 0, "lies between 1 and 1 GiB"},
		{"max-article", "2GB", 0, "lies between 1 and 1 GiB"},
		{"max-article", "-4MB", 0, "wants a size such as"},
		{"max-article", "4 bananas", 0, "wants a size such as"},
		{"max-page", "17MiB", 0, "lies between 1 and 16 MiB"},
		{"max-ratio", "50", 50, ""},
		{"max-ratio", "50kB", 0, "wants a whole number"},
	} {
		for _, l := range limits {
			if l.name != tt.name {
				continue
			}
			n, err := l.parse(tt.given)
			if n != tt.want || (err == nil) != (tt.problem == "") || err != nil && !strings.Contains(err.Error(), tt.problem) {
				t.Errorf("--%s %s: %d, %v", tt.name, tt.given, n, err)
			}
		}
	}
}
