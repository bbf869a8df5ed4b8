package score

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxLine bounds a line of gold: an article of 64 MB is not an article.
const maxLine = 64 << 20

// A GoldArticle is an article with what people marked in it. All offsets are
// bytes of Text, half open.
type GoldArticle struct {
	ID     string `json:"id"`
	Outlet string `json:"outlet"`
	Date   string `json:"date"` // YYYY-MM-DD, or ""
	Text   string `json:"text"`
	Gold   *Gold  `json:"gold"`
}

// Gold is what people marked in one article.
type Gold struct {
	Attributions []GoldAttribution `json:"attributions"`
	Spans        []GoldSpan        `json:"quoted_spans"`
	Ignore       [][2]int          `json:"ignore"` // stretches nobody annotated
}

// A GoldAttribution is a source, its cue and its content, in pieces where other
// words come between (PARC's terms).
type GoldAttribution struct {
	ID          string   `json:"id"`
	Kind        string   `json:"kind"`        // direct, mixed or indirect
	SourceType  string   `json:"source_type"` // name, pronoun, nominal or missing
	Source      [][2]int `json:"source"`
	Cue         [][2]int `json:"cue"`
	Content     [][2]int `json:"content"`
	Speaker     string   `json:"speaker"`      // full name; "" if nobody worked it out
	SpeakerType string   `json:"speaker_type"` // person, persons, organisation, document, anonymous or none
}

// A GoldSpan is a span that stands in quotation marks, marks outside.
type GoldSpan struct {
	Start       int    `json:"start"`
	End         int    `json:"end"`
	Mark        string `json:"mark"` // curly, straight, twosingle or single
	Words       int    `json:"words"`
	Covered     bool   `json:"covered"`     // an attribution's content covers it
	Attribution string `json:"attribution"` // its id
}

// ReadGold reads gold articles from JSON Lines; blank lines are skipped and
// fields it does not know left alone. An error names the line. Whether a line
// carries gold is the mark of a gold file: one without is an error, so that a
// plain file of articles is not scored as if nobody in it spoke.
func ReadGold(r io.Reader) ([]GoldArticle, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 1<<16), maxLine)
	var arts []GoldArticle
	n := 1
	for ; sc.Scan(); n++ {
		if blank(sc.Text()) {
			continue
		}
		var a GoldArticle
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		switch {
		case a.ID == "":
			return nil, fmt.Errorf("line %d: article has no id", n)
		case a.Gold == nil:
			return nil, fmt.Errorf("line %d: article %s has no gold", n, a.ID)
		}
		arts = append(arts, a)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n, err)
	}
	if len(arts) == 0 {
		return nil, errors.New("no gold articles")
	}
	return arts, nil
}
