package corpus

import (
	"strconv"
	"strings"
	"time"
)

// dateForms are the ways in which dates are written that can mean only one
// day. 01/02/2016 is none: it is January in New York and February in London.
var dateForms = []string{
	"2006-01-02",
	"2006-01-02T15:04:05Z07:00",
	"2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04:05",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05",
	"2006-01-02 15:04",
	"2006/01/02",
	"20060102",
	time.RFC1123,
	time.RFC1123Z,
	"Mon, 2 Jan 2006 15:04:05 -0700",
	"Mon, 2 Jan 2006 15:04:05 MST", // feeds
	"Mon, 2 Jan 2006 15:04 -0700",
	"Mon, 2 Jan 2006 15:04 MST",
	"2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04:05 MST",
	"January 2, 2006",
	"Jan 2, 2006",
	"Monday, January 2, 2006",
	"2 January 2006",
	"2 Jan 2006",
	"Monday, 2 January 2006",
}

// apMonths writes the months as AP style shortens them in the way that package
// time does: Sept. 12, 2016.
var apMonths = strings.NewReplacer("Sept.", "Sep", "Sept ", "Sep ", "Jan.", "Jan", "Feb.", "Feb", "Aug.", "Aug", "Oct.", "Oct", "Nov.", "Nov", "Dec.", "Dec")

// parseDate gives the day that s names, as UTC midnight: the day as it is
// written, in the outlet's own time, and not the one that it was at Greenwich.
// "" is no date; ok is false for what nobody can read.
func parseDate(s string) (day time.Time, ok bool) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, true
	}
	if t, ok := unixTime(s); ok {
		return dayOf(t), true
	}
	s = apMonths.Replace(s)
	for _, form := range dateForms {
		if t, err := time.Parse(form, s); err == nil && t.Year() > 0 {
			return dayOf(t), true
		}
	}
	return time.Time{}, false
}

// unixTime reads what databases write for a time: seconds since 1970, of ten digits
// from 2001 to 2286, or milliseconds, of thirteen, with or without a fraction. It is
// told at Greenwich. Fewer digits may be a day, 20060102, or a number that is none.
func unixTime(s string) (time.Time, bool) {
	whole, _, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case err != nil || strings.Trim(s, "0123456789.") != "" || strings.Count(s, ".") > 1:
	case len(whole) == len("1457000000"):
		return time.Unix(n, 0).UTC(), true
	case len(whole) == len("1457000000000"):
		return time.UnixMilli(n).UTC(), true
	}
	return time.Time{}, false
}

// dayOf gives the day of t where t is told, as UTC midnight.
func dayOf(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
