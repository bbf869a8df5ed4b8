package transcript

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxID bounds an id, in bytes, as that of an article is: it stands in every row.
const maxID = 1024

const maxTitle = 500 // bytes

// A row is a transcript as a line of JSON Lines: id, and either text, which is
// read as a .txt file is (speaker says whose words stand before any label), or
// turns. Other fields are left alone.
type row struct {
	ID      string    `json:"id"`
	Text    string    `json:"text"`
	Turns   []rowTurn `json:"turns"`
	Date    string    `json:"date"`
	Speaker string    `json:"speaker"`
	Event   string    `json:"event"`
	Title   string    `json:"title"`
}

type rowTurn struct {
	Speaker string          `json:"speaker"`
	Text    string          `json:"text"`
	Time    json.RawMessage `json:"time"` // seconds, or "00:01:02.500"
}

// parseRow reads a line.
func parseRow(line []byte) (Transcript, error) {
	if !utf8.Valid(line) {
		return Transcript{}, errEncoding
	}
	var r row
	if err := json.Unmarshal(line, &r); err != nil {
		return Transcript{}, fmt.Errorf("bad JSON: %w", err)
	}
	t := Transcript{ID: r.ID, Title: r.title(), Date: dayOf(r.Date)}
	switch {
	case strings.TrimSpace(r.ID) == "":
		return t, errors.New("transcript has no id")
	case len(r.ID) > maxID:
		return t, fmt.Errorf("id longer than %d bytes", maxID)
	case strings.ContainsFunc(r.ID, unicode.IsControl):
		return t, errors.New("id holds a control character")
	case len(r.Turns) > 0:
		t.Text, t.Turns, t.Times = compose(r.pieces())
	default:
		t.Text = r.Text
		t.Turns = parsePlain(r.Text)
	}
	t.spokenBy(r.Speaker)
	if strings.TrimSpace(t.Text) == "" {
		return t, errors.New("transcript has no text: it needs text, or turns")
	}
	return t, nil
}

// title is that of the event, as far as a line of print goes.
func (r *row) title() string {
	s := cmp.Or(r.Title, r.Event)
	return strings.ToValidUTF8(s[:min(len(s), maxTitle)], "")
}

// pieces are the turns; each opens a paragraph.
func (r *row) pieces() []speech {
	out := make([]speech, 0, len(r.Turns))
	for _, t := range r.Turns {
		s := speech{speaker: speakerOf(t.Speaker), opens: true, text: strings.TrimSpace(t.Text)}
		s.at, s.timed = clock(t.Time)
		out = append(out, s)
	}
	return out
}

// spokenBy names whom nobody else is named for: the one speaker of a speech.
func (t *Transcript) spokenBy(name string) {
	name = speakerOf(name)
	for i := range t.Turns {
		if t.Turns[i].Speaker == "" && len(t.Turns) == 1 {
			t.Turns[i].Speaker = name
		}
	}
}

// clock reads seconds (62.5) or a time of the recording ("00:01:02.500", "1:02").
func clock(raw json.RawMessage) (time.Duration, bool) {
	var seconds float64
	if json.Unmarshal(raw, &seconds) == nil && string(raw) != "null" {
		return fromSeconds(seconds)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil || s == "" {
		return 0, false
	}
	for part := range strings.SplitSeq(strings.Replace(s, ",", ".", 1), ":") {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return 0, false
		}
		seconds = seconds*60 + v
	}
	return fromSeconds(seconds)
}

// fromSeconds refuses what no recording is: negative, or longer than a year.
func fromSeconds(s float64) (time.Duration, bool) {
	if !(s >= 0 && s < 366*24*60*60) {
		return 0, false
	}
	return time.Duration(s*1000+0.5) * time.Millisecond, true
}
