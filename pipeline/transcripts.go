package pipeline

import (
	"context"
	"fmt"
	"os"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/transcript"
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
