package report

import "strings"

// A side is all who print one wording.
type side struct {
	Outlets []string // the earliest first
	Sources int      // independent articles
	First   printing
}

func speakerName(s side) string {
	if q := s.First.Quote; q != nil && q.Speaker != nil {
		return q.Speaker.Name
	}
	return ""
}

// newSide counts ps, which are sorted by date.
func newSide(ps []printing) side {
	var s side
	if len(ps) == 0 {
		return s
	}
	s.First = ps[0]
	outlets, articles := map[string]bool{}, map[string]bool{}
	for _, p := range ps {
		if !outlets[p.Quote.Outlet] {
			outlets[p.Quote.Outlet] = true
			s.Outlets = append(s.Outlets, p.Quote.Outlet)
		}
		if p.Independent && !articles[p.Quote.Article] {
			articles[p.Quote.Article] = true
			s.Sources++
		}
	}
	return s
}

// outletNames lists up to four outlets and counts the rest.
func outletNames(s side) string {
	const most = 4
	if len(s.Outlets) <= most {
		return strings.Join(s.Outlets, ", ")
	}
	return strings.Join(s.Outlets[:most-1], ", ") + " and " + plural(len(s.Outlets)-most+1, "more outlet")
}

// sources says how many of a side’s articles stand on their own feet.
func sources(s side) string {
	if s.Sources == 0 {
		return "copies only"
	}
	return unbroken(count(s.Sources) + " independent")
}

// since names the first to print a side’s wording and the day, "" if unknown.
func since(s side) string {
	if s.First.Quote == nil || s.First.Quote.Date == "" {
		return ""
	}
	d := unbroken(day(string(s.First.Quote.Date)))
	if len(s.Outlets) > 1 {
		return "first " + s.First.Quote.Outlet + ", " + d
	}
	return d
}
