package variant

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Unmasks reports whether a word with letters struck out may be the other one:
// f-----g, fucking. The number of strokes is not held against it.
func Unmasks(a, b string) bool {
	mask := func(s string) (head, tail string, ok bool) {
		i, j := strings.IndexAny(s, "-*"), strings.LastIndexAny(s, "-*")
		if i < 0 {
			return "", "", false
		}
		return s[:i], s[j+1:], true
	}
	fits := func(masked, plain string) bool {
		h, t, ok := mask(masked)
		return ok && h != "" && len(plain) > len(h)+len(t) && strings.HasPrefix(plain, h) && strings.HasSuffix(plain, t)
	}
	h, t, masked := mask(a)
	if g, u, both := mask(b); masked && both { // b--ch, b----
		return (strings.HasPrefix(h, g) || strings.HasPrefix(g, h)) && (strings.HasSuffix(t, u) || strings.HasSuffix(u, t)) && h != "" && g != ""
	}
	return fits(a, b) || fits(b, a)
}

// Near reports whether two words differ as a slip of the pen does: by one
// letter in eight, at least one. Words of fewer than five letters never do:
// “now” is no slip for “not”.
func Near(a, b string) bool {
	return min(len(a), len(b)) >= 5 && distance(a, b) <= max(1, max(len(a), len(b))/8)
}

// distance is the number of letters to insert, delete or change that lead from
// one word to the other (Levenshtein 1965); what is too long to be a word is far
// from everything, for the cost is the product of the lengths.
func distance(a, b string) int {
	const longest = 64
	if max(len(a), len(b)) > longest {
		return longest
	}
	return levenshtein.ComputeDistance(a, b)
}

// unmask is the one word of the table that a masked key stands for, the key
// itself if none or several do: s--- may be more than one. Where letters are
// struck out by as many marks, the length decides; “f---ing” is taken as well.
func (l *lexicon) unmask(key string) string {
	found := ""
	for _, exact := range []bool{true, false} {
		for _, w := range l.masked {
			if Unmasks(key, w) && (!exact || len(w) == len(key)) {
				if found != "" {
					return key
				}
				found = w
			}
		}
		if found != "" {
			return found
		}
	}
	return key
}
