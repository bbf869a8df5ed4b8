package transcript

import (
	"regexp"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
)

var leadingDate = regexp.MustCompile(`^(?:(\d{4})[-_.](\d{2})[-_.](\d{2})|(\d{2})[-_.](\d{2})[-_.](\d{4}))(?:\D|$)`)

// dateIn reads the date that a file's name begins with: 2016-09-26-debate, or
// 09-26-2016-debate with the month first, since that is how American archives
// name files; of 13-04-2016 the 13 can be no month, and nobody guesses.
func dateIn(name string) string {
	m := leadingDate.FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	s := m[1] + "-" + m[2] + "-" + m[3]
	if m[4] != "" {
		s = m[6] + "-" + m[4] + "-" + m[5]
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

// dayOf is a date as a field gives it; "" for what nobody can read.
func dayOf(s string) string {
	day, ok := corpus.ParseDate(s)
	if !ok || day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}
