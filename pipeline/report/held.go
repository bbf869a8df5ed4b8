package report

import (
	"io"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A Held is a quote held against the record.
type Held struct {
	record.Verified
	Index         int          // of Report.Quotes, until Sort
	Passage       record.Quote // the likeliest, as a row whose segments count in the transcript; zero if not found
	Before, After string       // what the same person says around it
	Dates         []string     // of the transcripts, by place
	Title         string       // of the likeliest transcript
}

// heldFiles is verified.jsonl, where the run is to write it.
func (r *Report) heldFiles() []File {
	if !r.Run.Verify {
		return nil
	}
	return []File{{"verified.jsonl", r.writeVerified}}
}

func (r *Report) writeVerified(w io.Writer) error {
	return writeLines(w, r.Held, func(h Held) record.Verified {
		v := h.Verified
		v.Flags, v.Places, v.Differences = present(v.Flags), present(v.Places), present(v.Differences)
		return v
	})
}
