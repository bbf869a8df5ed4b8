package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/verbatim-news/verbatim/pipeline"
)

var servedAt = regexp.MustCompile(`serving --(\w+) \(at (http://[^)]+)\)`)

// TestServersLiveAsLongAsTheRun looks into a run that waits for its input. Another
// cannot have its address meanwhile, and writes nothing.
func TestServersLiveAsLongAsTheRun(t *testing.T) {
	in, article := io.Pipe()
	stderr, messages := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(t.Context(), []string{"verbatim", "run", "-", "--out", filepath.Join(t.TempDir(), "out"),
			"--metrics", "127.0.0.1:0", "--pprof", "0"}, in, io.Discard, messages)
		messages.Close()
	}()
	at := map[string]string{}
	lines := bufio.NewReader(stderr)
	for len(at) < 2 {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if m := servedAt.FindStringSubmatch(line); m != nil {
			at[m[1]] = m[2]
		}
	}
	go io.Copy(io.Discard, lines)

	figures := get(t, at["metrics"], http.StatusOK)
	for _, want := range []string{`verbatim_stage_articles_total{stage="read"} 0`, "verbatim_build_info{", "process_resident_memory_bytes", "go_goroutines"} {
		if !strings.Contains(figures, want) {
			t.Errorf("/metrics has no %s:\n%s", want, figures)
		}
	}
	if profile := get(t, at["pprof"]+"goroutine?debug=1", http.StatusOK); !strings.Contains(profile, "goroutine profile") {
		t.Errorf("no profile: %s", profile)
	}
	get(t, strings.Replace(at["metrics"], "/metrics", "/debug/pprof/", 1), http.StatusNotFound)
	get(t, strings.Replace(at["pprof"], "/debug/pprof/", "/metrics", 1), http.StatusNotFound)

	taken, out := strings.TrimSuffix(strings.TrimPrefix(at["metrics"], "http://"), "/metrics"), filepath.Join(t.TempDir(), "out")
	var said bytes.Buffer
	second := run(t.Context(), []string{"verbatim", "run", "../../fixtures/stories", "--out", out, "--metrics", taken}, strings.NewReader(""), io.Discard, &said)
	if _, err := os.Stat(out); second != codeUsage || err == nil || !strings.Contains(said.String(), "--metrics cannot listen on "+taken) {
		t.Errorf("on an address in use: exit code %d, %s", second, said.String())
	}

	io.WriteString(article, "“We will not leave,” said Ana Ruiz.\n")
	article.Close()
	if got := <-code; got != codeDone {
		t.Errorf("exit code %d", got)
	}
	for name, url := range at {
		if r, err := http.Get(url); err == nil {
			r.Body.Close()
			t.Errorf("--%s is served when the run is over", name)
		}
	}
}

// get reads a page, which must come with a status.
func get(t *testing.T, url string, status int) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != status {
		t.Errorf("%s: %s, %v; want status %d", url, r.Status, err, status)
	}
	return string(body)
}

// TestMetrics holds the figures of a finished run to Prometheus' own rules, and
// to what was in the input.
func TestMetrics(t *testing.T) {
	stages, err := pipeline.Default()
	if err != nil {
		t.Fatal(err)
	}
	meter := pipeline.NewMeter()
	in := pipeline.Input{Paths: []string{"-"}, Stdin: strings.NewReader(`{"id":"a","text":"“We will not leave,” said Ana Ruiz."}
{"id":"b","text":"“We will not go,” said Ana Ruiz. “Never,” she said."}
{"id":"c"}
{"id":7,"text":"x"}
{"id":"d"}
`)}
	if _, err := stages.Run(t.Context(), in, pipeline.Options{Workers: 2, Meter: meter}); err != nil {
		t.Fatal(err)
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(&meterCollector{meter}, build("v1"))
	problems, err := testutil.GatherAndLint(registry)
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
	err = testutil.GatherAndCompare(registry, bytes.NewBufferString(`
# HELP verbatim_stage_articles_total Articles that came through a stage.
# TYPE verbatim_stage_articles_total counter
verbatim_stage_articles_total{stage="read"} 2
verbatim_stage_articles_total{stage="text"} 2
verbatim_stage_articles_total{stage="quotes"} 2
verbatim_stage_articles_total{stage="speakers"} 2
verbatim_stage_articles_total{stage="group"} 2
verbatim_stage_articles_total{stage="compare"} 0
# HELP verbatim_stage_quotes_total Quotes that came through a stage, of every class.
# TYPE verbatim_stage_quotes_total counter
verbatim_stage_quotes_total{stage="read"} 0
verbatim_stage_quotes_total{stage="text"} 0
verbatim_stage_quotes_total{stage="quotes"} 3
verbatim_stage_quotes_total{stage="speakers"} 3
verbatim_stage_quotes_total{stage="group"} 3
verbatim_stage_quotes_total{stage="compare"} 0
# HELP verbatim_rejections_total Inputs that a stage has rejected, by what the reasons have in common.
# TYPE verbatim_rejections_total counter
verbatim_rejections_total{class="article has no text",stage="read"} 2
verbatim_rejections_total{class="id is not a string",stage="read"} 1
`), "verbatim_stage_articles_total", "verbatim_stage_quotes_total", "verbatim_rejections_total")
	if err != nil {
		t.Error(err)
	}
}

func TestAddresses(t *testing.T) {
	for _, tt := range []struct {
		given, metrics, pprof string // pprof "": refused
	}{
		{"6060", "127.0.0.1:6060", "127.0.0.1:6060"},
		{":6060", ":6060", "127.0.0.1:6060"},
		{"localhost:6060", "localhost:6060", "localhost:6060"},
		{"[::1]:6060", "[::1]:6060", "[::1]:6060"},
		{"127.1.2.3:6060", "127.1.2.3:6060", "127.1.2.3:6060"},
		{"0.0.0.0:6060", "0.0.0.0:6060", ""},
		{"[::]:6060", "[::]:6060", ""},
		{"10.0.0.7:6060", "10.0.0.7:6060", ""},
		{"desk.example.org:6060", "desk.example.org:6060", ""},
	} {
		if got := withHost(tt.given, false); got != tt.metrics {
			t.Errorf("--metrics %s listens on %s, want %s", tt.given, got, tt.metrics)
		}
		got := withHost(tt.given, true)
		if err := onlyLoopback(got); (err != nil) != (tt.pprof == "") || err == nil && got != tt.pprof {
			t.Errorf("--pprof %s listens on %s (%v), want %s", tt.given, got, err, tt.pprof)
		}
	}
}
