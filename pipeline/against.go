package pipeline

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/transcript"
	"github.com/verbatim-news/verbatim/pipeline/variant"
	"github.com/verbatim-news/verbatim/pipeline/verify"
)

// OpenRecord gives the index of transcripts that path is, or makes it of the
// transcripts below path, with so many workers. What cannot be read of them is
// a rejection; the error is set-up at fault: nothing there, no transcript, an
// index of another version.
func OpenRecord(ctx context.Context, path string, workers int, show func(Progress)) (*verify.Index, []record.Rejection, error) {
	if info, err := os.Stat(path); err == nil && !info.IsDir() && verify.IsIndex(path) {
		ix, err := verify.Open(path)
		return ix, nil, err
	}
	files, err := transcript.Find(path)
	if err != nil {
		return nil, nil, err
	}
	ix, rejected, err := buildRecord(ctx, files, workers, show)
	if err == nil && len(ix.Transcripts) == 0 && len(rejected) > 0 {
		return nil, nil, fmt.Errorf("%s holds no transcript that can be read: %s", path, rejected[0].Reason)
	}
	return ix, rejected, err
}

// A source is a file of transcripts as a worker read it.
type source struct {
	size        int64
	transcripts []transcript.Transcript
	words       [][]verify.Word
	rejected    []record.Rejection
}

// readSource reads a file and the words of its transcripts.
func readSource(f transcript.File) source {
	s := source{size: f.Size}
	err := safely(func() error {
		s.transcripts, s.rejected = transcript.Read(f)
		for i := range s.transcripts {
			s.words = append(s.words, verify.Words(&s.transcripts[i]))
		}
		return nil
	})
	if err != nil {
		return source{size: f.Size, rejected: []record.Rejection{{Source: f.Name, Stage: transcript.Stage, Reason: err.Error()}}}
	}
	return s
}

// buildRecord makes the index of files, with so many workers.
func buildRecord(ctx context.Context, files []transcript.File, workers int, show func(Progress)) (*verify.Index, []record.Rejection, error) {
	var total, done int64
	for _, f := range files {
		total += f.Size
	}
	var b verify.Builder
	var rejected []record.Rejection
	err := each(ctx, workers,
		func(_ context.Context, emit func(transcript.File) error) error {
			for _, f := range files {
				if err := emit(f); err != nil {
					return err
				}
			}
			return nil
		},
		func(_ context.Context, f transcript.File) source { return readSource(f) },
		func(s source) error {
			for i := range s.transcripts {
				b.Add(s.transcripts[i], s.words[i])
			}
			rejected = append(rejected, s.rejected...)
			if done += s.size; show != nil {
				show(Progress{ProgressTranscripts, done, total})
			}
			return nil
		})
	if err != nil {
		return nil, nil, err
	}
	ix, duplicates, err := b.Build()
	return ix, append(rejected, duplicates...), err
}

// hold holds every quote of r, but reported speech without marks, against the
// record.
func hold(ctx context.Context, r *report.Report, spent *Meter, o Options) error {
	var quotes []int
	for i := range r.Quotes {
		if q := &r.Quotes[i]; q.Class == record.ClassQuote && q.Kind != record.KindIndirect {
			quotes = append(quotes, i)
		}
	}
	titles := map[string]string{}
	for i := range r.Articles {
		titles[r.Articles[i].ID] = string(r.Articles[i].Title)
	}
	return each(ctx, o.Workers,
		func(_ context.Context, emit func(int) error) error {
			for _, i := range quotes {
				if err := emit(i); err != nil {
					return err
				}
			}
			return nil
		},
		func(_ context.Context, i int) held {
			start := time.Now()
			out := held{quote: i, finding: verify.Unheld(&r.Quotes[i])}
			out.err = safely(func() error {
				out.finding = o.Against.Verify(&r.Quotes[i], titles[r.Quotes[i].Article]+" "+r.Contexts[i].Text)
				return nil
			})
			spent.add(stageVerify, start, len(r.Quotes[i].Text))
			spent.count(stageVerify, 0, 1)
			return out
		},
		func(h held) error {
			f := &h.finding
			if h.err != nil {
				r.Rejected = append(r.Rejected, spent.reject(record.Rejection{Source: f.Row.Quote, Stage: stageVerify, Reason: h.err.Error()}))
			}
			r.Held = append(r.Held, report.Held{Index: h.quote, Verified: f.Row, Passage: f.Passage, Before: f.Before, After: f.After, Dates: f.Dates, Title: f.Title})
			o.progress(ProgressVerifying, int64(len(r.Held)), int64(len(quotes)))
			return nil
		})
}

// A held is a quote, by index, with what holding it against the record gave, or
// why it gave nothing.
type held struct {
	quote   int
	finding verify.Finding
	err     error
}

// Bounds on what may join quotes through the record.
const (
	surely  = 6    // words that stand nowhere by chance
	unless  = 3    // words that are enough where they stand in one place alone
	nearest = 0.05 // how much worse another transcript's score may be
)

// passagesOf lists where the quotes of r stand in the record, as far as that is
// sure enough to group by: out of the mouth that the article says, on no later
// day, in one piece. Places as good as the first, on its day, are other
// transcripts of one event.
func passagesOf(r *report.Report) []variant.Passage {
	var out []variant.Passage
	for i := range r.Held {
		h := &r.Held[i]
		switch h.Verified.Verdict {
		case record.VerdictNotFound, record.VerdictSpliced:
			continue
		}
		if slices.Contains(h.Verified.Flags, record.FlagSpeaker) || slices.Contains(h.Verified.Flags, record.FlagDate) {
			continue
		}
		words, places := variant.Words(r.Quotes[h.Index].Text), h.Verified.Places
		if words < unless || words < surely && len(places) > 1 {
			continue
		}
		for k, p := range places {
			if k > 0 && (p.Score < places[0].Score-nearest || h.Dates[k] == "" || h.Dates[k] != h.Dates[0] || !samePerson(p.Speaker, places[0].Speaker)) {
				continue
			}
			out = append(out, variant.Passage{Quote: h.Index, Passage: record.Passage{Transcript: p.Transcript, Start: p.Start, End: p.End}})
		}
	}
	return out
}

// firstPassages are the likeliest passages by quote.
func firstPassages(passages []variant.Passage) map[int]*record.Passage {
	out := map[int]*record.Passage{}
	for i := range passages {
		if p := &passages[i]; out[p.Quote] == nil {
			out[p.Quote] = &p.Passage
		}
	}
	return out
}

// passageOf is the passage that a group renders: its base's, or else that of the
// first member that has one.
func passageOf(g variant.Cluster, passages map[int]*record.Passage) *record.Passage {
	if p := passages[g.Base]; p != nil {
		return p
	}
	for _, m := range g.Members {
		if p := passages[m]; p != nil {
			return p
		}
	}
	return nil
}

// samePerson reports whether two labels may be one person's: TRUMP, DONALD TRUMP.
func samePerson(a, b record.Null) bool {
	return a == b || variant.SameSpeaker(&record.Speaker{ID: "a", Name: string(a), Type: record.TypePerson}, &record.Speaker{ID: "b", Name: string(b), Type: record.TypePerson})
}
