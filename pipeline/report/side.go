package report

import "strings"

// A side is all who print one wording.
type side struct {
	Outlets []string // the earliest first
	Sources int      // independent ones
	Only    string   // the source, where there is but one
	First   printing
	Sure    bool // nobody else on this side may have been before First
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
	outlets, sources := map[string]bool{}, map[string]bool{}
	s.Sure = true
	for _, p := range ps {
		if !outlets[p.Quote.Outlet] {
			outlets[p.Quote.Outlet] = true
			s.Outlets = append(s.Outlets, p.Quote.Outlet)
		}
		sources[p.Source] = true
		if p.Quote.Outlet != s.First.Quote.Outlet && (p.Quote.Date == s.First.Quote.Date || p.Quote.Date == "") {
			s.Sure = false
		}
	}
	if s.Sources = len(sources); s.Sources == 1 {
		s.Only = s.First.Source
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

// sources says how many of a side’s outlets stand on their own feet, and whose
// words it is that the others print.
func sources(s side) string {
	said := unbroken(plural(s.Sources, "source"))
	if s.Only != "" && s.First.Quote.Outlet != s.Only {
		said += ", a story of " + shorten(s.Only, 60)
	}
	return said
}

// since names the first to print a side’s wording and the day, "" if unknown.
func since(s side) string {
	if s.First.Quote == nil || s.First.Quote.Date == "" {
		return ""
	}
	d := unbroken(day(string(s.First.Quote.Date)))
	if len(s.Outlets) > 1 && !s.Sure {
		return "from " + d
	}
	if len(s.Outlets) > 1 {
		return "first " + s.First.Quote.Outlet + ", " + d
	}
	return d
}
