package syndicate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The patterns of credits were a seventh of what the stage of speakers took, on
// paragraphs of which one in a hundred is a credit. The scans of this file say of the
// others, at the price of a few bytes each, that no pattern can find an agency there;
// FuzzScan holds them to the patterns.

// mayDate reports whether a paragraph can begin with a dateline: up to the first
// bracket there are a place's words, and behind the one that closes it is a dash.
func mayDate(p string) bool {
	if p == "" || p[0] != '(' && (p[0] < 'A' || p[0] > 'Z') && p[0] < utf8.RuneSelf {
		return false
	}
	i := strings.IndexByte(p, '(')
	if i < 0 {
		return false
	}
	_, rest, closed := strings.Cut(p[i:], ")")
	rest = strings.TrimPrefix(rest, " ")
	return closed && rest != "" && (rest[0] == '-' || rest[0] == '_' || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—"))
}

// mayClaim reports whether a paragraph can hold a line of copyright.
func mayClaim(p string) bool {
	return strings.Contains(p, "©") || strings.Contains(p, "Copyright") || strings.Contains(p, "(c)")
}

// foldedBy files the folded names of the agencies by their last byte; all are ASCII.
var foldedBy = func() (out [utf8.RuneSelf][]string) {
	for name := range byName {
		last := name[len(name)-1]
		out[last] = append(out[last], name)
	}
	return out
}()

// jobs are what a byline may have behind the agency.
var jobs = []string{"writer", "writers", "reporter", "reporters", "correspondent", "correspondents"}

const (
	maxFolded = 40  // letters of the longest name and the longest job, of which there are 25 and 14
	maxEnding = 128 // bytes that a pattern's name and job may have, blanks, stops and brackets too
)

// endsInAgency reports whether the letters and digits at a paragraph's end, folded,
// are the name of an agency, a job behind it or not.
func endsInAgency(p string) bool {
	var buffer [maxFolded]byte
	n := len(buffer)
	for from := max(0, len(p)-maxEnding); n > 0 && len(p) > from; {
		r, size := utf8.DecodeLastRuneInString(p)
		p = p[:len(p)-size]
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if r = unicode.ToLower(r); r >= utf8.RuneSelf {
			break
		}
		n--
		buffer[n] = byte(r)
	}
	letters := string(buffer[n:])
	if agencyEnds(letters) {
		return true
	}
	return slices.ContainsFunc(jobs, func(job string) bool {
		before, ok := strings.CutSuffix(letters, job)
		return ok && agencyEnds(before)
	})
}

// agencyEnds reports whether folded letters end with an agency's name.
func agencyEnds(letters string) bool {
	if letters == "" {
		return false
	}
	return slices.ContainsFunc(foldedBy[letters[len(letters)-1]], func(name string) bool { return strings.HasSuffix(letters, name) })
}
