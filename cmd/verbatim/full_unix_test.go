//go:build unix

package main

import (
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// fileSizeVar bounds the size of the files that a process under test may write,
// in bytes: the nearest that a test comes to a full disk everywhere.
const fileSizeVar = "VERBATIM_TEST_FILE_SIZE"

func init() {
	n, err := strconv.ParseUint(os.Getenv(fileSizeVar), 10, 64)
	if err != nil {
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
		panic(err)
	}
}

// On a disk that is full a run ends with what is wrong, and what stood there
// before; and goes on when there is room.
func TestFullDisk(t *testing.T) {
	input, whole, dir := dump(t, 12), t.TempDir(), t.TempDir()
	args := []string{"run", input, "--quiet", "--max-memory", "1MB", "--out"}
	if out, err := verbatim(t.Context(), append(args, whole)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := outputs(t, whole)
	for _, room := range []int{20 << 10, 200 << 10, 600 << 10, 2 << 20} { // bytes of a file; the report takes more than the last
		c := verbatim(t.Context(), append(args, dir)...)
		c.Env = append(os.Environ(), fileSizeVar+"="+strconv.Itoa(room))
		out, err := c.CombinedOutput()
		if err == nil || c.ProcessState.ExitCode() != codeUsage || !strings.Contains(string(out), "file too large") {
			t.Fatalf("%d bytes: %v\n%s", room, err, out)
		}
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) > 1 || len(entries) == 1 && entries[0].Name() != ".partial" {
			t.Errorf("%d bytes: %v is left, %v", room, entries, err)
		}
	}
	if out, err := verbatim(t.Context(), append(args, dir)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sameOutputs(t, dir, want)
}
