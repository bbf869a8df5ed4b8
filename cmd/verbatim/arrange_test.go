package main

import (
	"io"
	"strings"
	"testing"
)

func TestArrange(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"run a b", "run -- a b"},
		{"run a --out d b", "run --out d -- a b"},
		{"run a --out=d --check", "run --out=d --check -- a"},
		{"--quiet run a", "--quiet run -- a"},
		{"run a --quiet --workers 3", "--quiet run --workers 3 -- a"},
		{"run a --log-format json -", "--log-format json run -- a -"},
		{"run -out d a", "run -out d -- a"},
		{"run -- -a --out", "run -- -a --out"},
		{"run --out -- a", "run --out -- -- a"},
		{"run --speakers a,b --speakers c x", "run --speakers a,b --speakers c -- x"},
		{"run run", "run -- run"},
		{"run help", "run -- help"},
		{"run x --help", "run --help -- x"},
		{"help run", "run --help --"},
		{"help", "--help"},
		{"--version", "--version"},
	}
	app := (&session{in: strings.NewReader(""), out: io.Discard, errw: io.Discard}).app()
	for _, tt := range tests {
		got, err := arrange(app, append([]string{"verbatim"}, strings.Fields(tt.in)...))
		if err != nil {
			t.Errorf("%q: %v", tt.in, err)
		} else if g := strings.Join(got[1:], " "); g != tt.want {
			t.Errorf("%q became %q, want %q", tt.in, g, tt.want)
		}
	}
}

func TestArrangeRefuses(t *testing.T) {
	tests := []struct{ in, want string }{
		{"run --workrs 2", "did you mean --workers?"},
		{"run --qiet", "did you mean --quiet?"},
		{"--out d run a", "verbatim has no flag --out"},
		{"run a --out", "flag --out needs a value"},
		{"rn a", "did you mean run?"},
		{"run --zzzzzzzzz", "no flag --zzzzzzzzz"},
		{"run --out a b --out=c", "flag --out may be given only once"},
		{"verify --against a --against b", "flag --against may be given only once"},
	}
	app := (&session{in: strings.NewReader(""), out: io.Discard, errw: io.Discard}).app()
	for _, tt := range tests {
		_, err := arrange(app, append([]string{"verbatim"}, strings.Fields(tt.in)...))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want one with %q", tt.in, err, tt.want)
		}
	}
	if _, err := arrange(app, []string{"verbatim", "run", "--zzzzzzzzz"}); strings.Contains(err.Error(), "mean") {
		t.Errorf("a suggestion out of thin air: %v", err)
	}
}
