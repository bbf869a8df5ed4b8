// Package transcript reads the record: what was said, as primary sources have
// it. A source is plain text with turns ("NAME: words"), captions (.srt, .vtt),
// or JSON Lines; each may be packed (.gz, .zst, .bz2).
//
// A transcript of a .txt file is the file's bytes as they are, so that offsets
// count in the file. Captions and JSON Lines have no text of their own: it is
// made of their turns, each a paragraph, and offsets count in that.
package transcript

import (
	"cmp"
	"slices"
	"time"
)

// A Transcript is one primary source.
type Transcript struct {
	ID    string `json:"id"`    // the path below the folder, without endings; for JSON Lines the row's own id
	Date  string `json:"date"`  // YYYY-MM-DD, "" if unknown
	Title string `json:"title"` // of the event, "" if nobody says
	Text  string `json:"-"`
	Turns []Turn `json:"turns"` // in order; they do not overlap
	Times []Time `json:"times"` // in order; of captions and timed turns
}

// A Turn is what one person says until another begins.
type Turn struct {
	Start   int    `json:"start"`   // byte of the first word, after "NAME:"
	End     int    `json:"end"`     // byte after the last
	Speaker string `json:"speaker"` // as the source names whom it names: "TRUMP"; "" if nobody in particular
}

// A Time says when the words from byte Start on were spoken.
type Time struct {
	Start int           `json:"start"`
	At    time.Duration `json:"at"` // from the beginning of the recording
}

// Turn gives the number of the turn that holds byte at, or that begins next; the
// number of turns if none does.
func (t *Transcript) Turn(at int) int {
	i, _ := slices.BinarySearchFunc(t.Turns, at, func(u Turn, at int) int { return cmp.Compare(u.End, at+1) })
	return i
}

// Time gives when the words at byte at were spoken, false if the source has no
// times.
func (t *Transcript) Time(at int) (time.Duration, bool) {
	i, found := slices.BinarySearchFunc(t.Times, at, func(u Time, at int) int { return cmp.Compare(u.Start, at) })
	if !found {
		i--
	}
	if i < 0 {
		return 0, false
	}
	return t.Times[i].At, true
}
