package transcript

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/asticode/go-astisub"
)

// A speech is a piece of a source that has no text of its own.
type speech struct {
	speaker string // "" if the source says nothing
	opens   bool   // a new turn, even if nobody is named
	text    string
	at      time.Duration
	timed   bool
}

// parseCaptions reads captions. Speakers are known by “>> NAME:” and by voice
// tags (<v Name>); a bare “>>” is a change of speaker.
func parseCaptions(in io.Reader, vtt bool) (pieces []speech, err error) {
	defer func() {
		if p := recover(); p != nil { // the library takes a time line without its second time for whole
			err = errors.New("captions make no sense")
		}
	}()
	read := astisub.ReadFromSRT
	if vtt {
		read = astisub.ReadFromWebVTT
	}
	subs, err := read(in)
	if err != nil {
		return nil, fmt.Errorf("captions make no sense: %s", strings.TrimPrefix(err.Error(), "astisub: "))
	}
	shout, last := shouted(subs), ""
	for _, item := range subs.Items {
		for _, line := range item.Lines {
			s := captionLine(line, shout)
			if s.text == "" && s.speaker == "" || s.text == last {
				continue // roll-up captions show each line twice
			}
			s.at, s.timed, last = item.StartAt, true, s.text
			pieces = append(pieces, s)
		}
	}
	if len(pieces) == 0 {
		return nil, errors.New("file holds no caption")
	}
	return pieces, nil
}

// shouted reports whether captions are set in capitals throughout: there a line
// such as “I SAID THIS: NO” is no label.
func shouted(subs *astisub.Subtitles) bool {
	upper, letters := 0, 0
	for _, item := range subs.Items {
		u, l := countLetters(item.String())
		upper, letters = upper+u, letters+l
	}
	return 10*upper > 7*letters
}

// captionLine reads one line; shout says that capitals alone make no label.
func captionLine(line astisub.Line, shout bool) speech {
	var b strings.Builder
	for i, it := range line.Items {
		if i > 0 && !strings.HasSuffix(b.String(), " ") && !strings.HasPrefix(it.Text, " ") {
			b.WriteByte(' ')
		}
		b.WriteString(it.Text)
	}
	text := strings.Join(strings.Fields(b.String()), " ")
	s := speech{text: text}
	if line.VoiceName != "" {
		s.speaker, s.opens = speakerOf(line.VoiceName), true
	}
	if strings.HasPrefix(text, ">>") {
		s.opens = true
		s.text = strings.TrimLeft(text, "> ")
	}
	if label, rest, ok := cutLabel(text); ok && (s.opens || isCapitals(label) && !shout) {
		s.speaker, s.opens, s.text = speakerOf(label), true, strings.TrimSpace(text[rest:])
	}
	return s
}

// compose makes a transcript's text of pieces: a turn a paragraph, its pieces
// joined by spaces. A voice that is named again line by line goes on.
func compose(pieces []speech) (text string, turns []Turn, times []Time) {
	var b strings.Builder
	for i, p := range pieces {
		n := len(turns)
		if i == 0 || p.opens && !(p.speaker != "" && turns[n-1].Speaker == p.speaker) {
			if b.Len() > 0 {
				b.WriteString("\n\n")
			}
			turns = append(turns, Turn{b.Len(), b.Len(), p.speaker})
			n++
		} else if b.Len() > turns[n-1].Start {
			b.WriteByte(' ')
		}
		if p.timed {
			times = append(times, Time{b.Len(), p.at})
		}
		b.WriteString(p.text)
		turns[n-1].End = b.Len()
	}
	return b.String(), turns, times
}
