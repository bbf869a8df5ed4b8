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
	return fits(a, b) || fits(b, a)
}

// Near reports whether two words differ as a slip of the pen does: by one
// letter in eight, at least one. Words of fewer than five letters never do:
// “now” is no slip for “not”.
func Near(a, b string) bool {
	if len(a) < 5 || len(b) < 5 || max(len(a), len(b)) > 64 {
		return false
	}
	return levenshtein.ComputeDistance(a, b) <= max(1, max(len(a), len(b))/8)
}
