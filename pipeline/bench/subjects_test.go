//go:build unix

package bench

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jdkato/prose/v2"

	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// Names of what is measured.
const (
	whole, reading, text, attribution, grouping, writing = "whole", "reading", "text", "attribution", "grouping", "report"
	proseWhole, proseTokens                              = "prose", "tokens"
)

// A set is articles, and what is measured over them.
type set struct {
	name, about string
	unit        string // what the bytes are of
	subjects    []subject
}

func (s *set) parts() []string {
	var out []string
	for _, part := range []string{reading, text, attribution, grouping, writing, whole, proseWhole, proseTokens} {
		for _, x := range s.subjects {
			if x.size[part].articles > 0 {
				out = append(out, part)
			}
		}
	}
	return out
}

func (s *set) amount(part string) amount {
	for _, x := range s.subjects {
		if n := x.size[part]; n.articles > 0 {
			return n
		}
	}
	return amount{}
}

// everyNth: prose needs minutes for what the rest does in seconds.
const everyNth = 30

// sets are the texts: the project's own, and the dump where it lies beside the
// checkout. Pages and archives are of their own, since taking a body out of a page
// costs more than all that comes after.
func sets(b *testing.B) []*set {
	stages, err := pipeline.Default()
	if err != nil {
		b.Fatal(err)
	}
	model := prose.ModelFromData("en")
	var out []*set
	add := func(name, about, path string, nth int) {
		texts := bodies(b, path)
		s := &set{name: name, about: about, unit: "text", subjects: []subject{verbatim(stages, path, size(texts))}}
		if nth > 0 {
			s.subjects = append(s.subjects, against(proseTokens, texts, prose.UsingModel(model), prose.WithTagging(false), prose.WithExtraction(false), prose.WithSegmentation(false)))
			var some []string
			for i := 0; i < len(texts); i += nth {
				some = append(some, texts[i])
			}
			s.subjects = append(s.subjects, against(proseWhole, some, prose.UsingModel(model)))
		}
		out = append(out, s)
	}
	add("stories", "the project's own stories, plain text", "../../fixtures/stories", 1)
	if path := dumpPath(); path != "" {
		add("dump", fmt.Sprintf("the dump, JSON Lines; (a) over every %dth article", everyNth), path, everyNth)
	}
	pages := pagesPath()
	packed, bytes := archive(b, pages)
	n := amount{len(bodies(b, pages)), bytes}
	return append(out,
		&set{"html", "web pages, " + pages, "HTML", []subject{verbatim(stages, pages, n)}},
		&set{"warc", "the same pages in an archive, a gzip member each", "HTML", []subject{verbatim(stages, packed, n)}})
}

// bodies are the texts of all articles below path.
func bodies(b *testing.B, path string) []string {
	var out []string
	_, err := corpus.Read(b.Context(), []string{path}, nil, corpus.Options{}, func(u *corpus.Unit) error {
		if it := u.Make().Item; it != nil {
			out = append(out, it.Article.Body)
		}
		return nil
	}, func(record.Rejection) {})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

func size(texts []string) amount {
	n := amount{articles: len(texts)}
	for _, t := range texts {
		n.bytes += int64(len(t))
	}
	return n
}

// against is prose over texts, with options.
func against(name string, texts []string, options ...prose.DocOpt) subject {
	return subject{size: map[string]amount{name: size(texts)}, run: func(b *testing.B, cores int) map[string]took {
		start := now()
		spread(len(texts), cores, func(i int) {
			defer func() { _ = recover() }() // it panics on some texts: the worse for what is held against it
			_, _ = prose.NewDocument(texts[i], options...)
		})
		return map[string]took{name: since(start)}
	}}
}

// verbatim is a run over path. Its parts before grouping go on side by side: what
// they took together is divided as their own clocks say.
func verbatim(stages pipeline.Stages, path string, n amount) subject {
	s := subject{size: map[string]amount{}}
	for _, part := range []string{reading, text, attribution, grouping, writing, whole} {
		s.size[part] = n
	}
	s.run = func(b *testing.B, cores int) map[string]took {
		var start moment
		var read, grouped took // since the start, when each was done
		meter := pipeline.NewMeter()
		o := pipeline.Options{Dir: b.TempDir(), Workers: cores, MinConfidence: pipeline.OperatingPoint, Meter: meter, Progress: func(p pipeline.Progress) {
			switch {
			case p.Stage == pipeline.ProgressAttribution:
				read = since(start)
			case p.Stage == pipeline.ProgressWriting && p.Done == 0:
				grouped = since(start)
			}
		}}
		start = now()
		r, err := stages.Run(b.Context(), pipeline.Input{Paths: []string{path}}, o)
		if err != nil {
			b.Fatal(err)
		}
		if err := pipeline.Write(o.Dir, r, start.at, o.Kept()); err != nil {
			b.Fatal(err)
		}
		if err := o.Discard(); err != nil {
			b.Fatal(err)
		}
		all := since(start)
		out := map[string]took{whole: all, grouping: grouped.less(read), writing: all.less(grouped)}
		for part, share := range shares(meter) {
			out[part] = took{time.Duration(share * float64(read.wall)), time.Duration(share * float64(read.cpu))}
		}
		return out
	}
	return s
}

// shares says which part of the time before grouping each part took.
func shares(m *pipeline.Meter) map[string]float64 {
	part := map[string]string{"read": reading, "text": text, "quotes": attribution, "speakers": attribution}
	out, sum := map[string]float64{}, 0.0
	for _, s := range m.Stages() {
		if name, ok := part[s.Name]; ok {
			out[name] += s.Seconds
			sum += s.Seconds
		}
	}
	for name := range out {
		out[name] /= sum
	}
	return out
}

func (t took) less(u took) took { return took{t.wall - u.wall, t.cpu - u.cpu} }

// A moment is when something began: by the clock, and of processor time.
type moment struct {
	at   time.Time
	used time.Duration
}

func now() moment { return moment{time.Now(), used()} }

func since(m moment) took { return took{time.Since(m.at), used() - m.used} }

// used is the processor time of this process so far.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // no unix has no RUSAGE_SELF
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// pagesPath is a folder of saved pages.
func pagesPath() string {
	if dump := dumpPath(); dump != "" {
		pages := filepath.Join(filepath.Dir(dump), "html", "pages")
		if _, err := os.Stat(pages); err == nil {
			return pages
		}
	}
	return "../../fixtures/pages"
}

// archive writes the pages below a folder as a web archive, and gives the bytes of
// the pages.
func archive(b *testing.B, pages string) (path string, bytes int64) {
	name := filepath.Join(b.TempDir(), "pages.warc.gz")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(pages, "*.html*"))
	if err != nil || len(files) == 0 {
		b.Fatal(pages, " holds no pages ", err)
	}
	for i, file := range files {
		page := unpacked(b, file)
		bytes += int64(len(page))
		body := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + fmt.Sprint(len(page)) + "\r\n\r\n" + page
		z := gzip.NewWriter(f)
		fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"+
			"WARC-Date: 2024-10-01T08:00:00Z\r\nWARC-Target-URI: http://pages.example.org/%d\r\nContent-Type: application/http; msgtype=response\r\n"+
			"Content-Length: %d\r\n\r\n%s\r\n\r\n", i, i, len(body), body)
		if err := z.Close(); err != nil {
			b.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return name, bytes
}

func unpacked(b *testing.B, file string) string {
	raw, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	if !strings.HasSuffix(file, ".gz") {
		return string(raw)
	}
	z, err := gzip.NewReader(strings.NewReader(string(raw)))
	if err != nil {
		b.Fatal(err)
	}
	page, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	return string(page)
}
