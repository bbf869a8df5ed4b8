package variant

import (
	"cmp"
	"context"
	"slices"
)

// assign gives every wording its base. The fullest come first; each goes under
// the best of the bases before it that hold it, or becomes a base itself. Set
// phrases and what nobody definite said come last, when it is known which
// articles cover one event. walk visits the wordings, the late or the others, in
// the order of their ranks, each with its candidates.
func (g *grouper) assign(ctx context.Context, walk func(late bool, visit func(w int32, candidates []int32) error) error) error {
	for i := range g.base {
		g.base[i] = int32(i)
	}
	n := 0
	for _, late := range []bool{false, true} {
		if late {
			g.noteEvents()
		}
		err := walk(late, func(w int32, candidates []int32) error {
			if x := &g.wordings[w]; !late || x.late() || g.base[w] == w && x.count == 1 && !x.is(head) {
				g.place(w, candidates)
			}
			if n++; n%1024 == 0 {
				return cmp.Or(ctx.Err(), g.disk.err)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return cmp.Or(ctx.Err(), g.disk.err)
}

// late reports whether a wording proves too little by itself, so that what else
// its article shares must be known first.
func (w *wording) late() bool { return w.is(formula | vague) }

// doubtful reports whether a wording that found no base is visited again when
// the events are known: its speaker is not found or not sure, and where another
// article of the event prints the same words under another, one of the two is
// wrong about the speaker and not about the words.
func (w *wording) doubtful() bool { return !w.is(sure) && !w.late() }

// place finds the base of one wording among the candidates.
func (g *grouper) place(w int32, candidates []int32) {
	x := &g.wordings[w]
	best, top := w, fit{}
	var tried []int32
	s := &g.seq
	g.texts.load(x, s)
	g.tally(s)
	for _, c := range candidates {
		base := g.base[c]
		if slices.Contains(tried, base) || g.wordings[base].late() && !x.late() {
			continue // a late one has no place yet
		}
		tried = append(tried, base)
		f := g.fit(s, w, base)
		if f.ok && f.doubted && top.doubted && !g.oneSpeaker(base, best) {
			return // it may be either's: “an act of hate”, said Obama; “an act of hate”, said Clinton
		}
		if f.ok && (f.better(top) || f == top && g.rank[base] < g.rank[best]) {
			best, top = base, f
		}
	}
	if top.ok {
		g.wordings[best].flags |= head
	} else {
		best = g.bridge(s, w, candidates)
	}
	g.base[w] = best
}

// bridge finds a base for a wording that shares no words with it: a member that
// holds the wording whole, and is itself held by the base at its other end.
// “We need a bridge.” belongs with “We need a road. We need a port.” where
// somebody printed “We need a bridge. We need a road.” It is one step and no
// chain: a wording that was bridged is no bridge.
func (g *grouper) bridge(s *seq, w int32, candidates []int32) int32 {
	for _, c := range candidates {
		if g.base[c] == c || g.wordings[c].is(bridged) || g.wordings[w].words < shortWords || g.wordings[w].is(formula) {
			continue
		}
		if f := g.fit(s, w, c); f.ok && f.speaker > 0 && f.share >= g.opts.Nearly {
			g.wordings[w].flags |= bridged // and so no bridge itself
			return g.base[c]
		}
	}
	return w
}

// A fit says how well a wording goes under a base.
type fit struct {
	ok      bool
	speaker int     // 2 the same, 1 unknown on one side, 0 another's
	share   float64 // of the shorter one's words
	run     int     // the longest run of them
	doubted bool    // the speakers differ, but one is not sure
	foreign bool    // an article prints the base that does not print the wording
	days    int32   // between the two, 0 if unknown
}

func (f fit) better(o fit) bool {
	switch {
	case f.ok != o.ok:
		return f.ok
	case f.speaker != o.speaker:
		return f.speaker > o.speaker
	case f.share != o.share:
		return f.share > o.share
	case f.run != o.run:
		return f.run > o.run
	case f.foreign != o.foreign:
		return f.foreign
	}
	return f.days < o.days
}

// fit holds wording w, whose words are s and tallied, against a base that is as
// long or longer.
func (g *grouper) fit(s *seq, w, base int32) fit {
	x, y := &g.wordings[w], &g.wordings[base]
	f := fit{days: apart(x, y), foreign: g.foreign(x, y)}
	switch {
	case x.speaker == 0 || y.speaker == 0:
		f.speaker = 1
	case g.people[x.speaker].same(&g.people[y.speaker]):
		f.speaker = 2
	}
	own := int(x.own)
	days := g.days(own)
	if f.speaker == 0 {
		days = g.opts.ConflictDays
	}
	if !near(x, y, days) || x.content == 0 {
		return f
	}
	if x.late() && !(f.days <= 1 && g.together(x, base)) {
		return f
	}
	if x.is(common) && f.days > 1 {
		return f // whoever says “national security” will say it again this week
	}
	m := g.match(x, y, s, g.texts.of(base, y))
	f.share, f.run = float64(m.words)/float64(own), m.run
	switch {
	case !near(x, y, g.days(m.run)): // a long sentence, but not a long piece in common
	case m.span > 2*own && !x.is(elided) && !y.is(elided): // scattered words, and no ellipsis that says so
	case x.is(titled) && y.is(titled) && m.run == own:
	case x.is(formula):
		f.ok = f.speaker == 2 && m.words == own && x.own == y.own
	case x.is(vague):
		f.ok = m.run == own && m.content >= 2
	case f.speaker < 2 && g.doubted(x, y, base):
		// two words that nobody is found to say may be two people's: “extreme weather”
		f.doubted, f.ok = true, m.run == own && !x.is(titled) && (m.content >= 3 || m.content == 2 && x.speaker|y.speaker != 0)
	case own < shortWords:
		// “a dangerous thing” may stand for “a very dangerous thing”
		f.ok = f.speaker == 2 && m.words == own && (m.run == own || m.span == own+1 && m.content >= 2)
	case f.speaker == 2:
		f.ok = m.enough(x, g.opts.Contained)
	default:
		f.ok = m.words >= g.opts.ConflictWords && m.content >= 2 && f.share >= g.opts.Nearly
	}
	return f
}

// doubted reports whether two speakers who are not the same may be one all the
// same: one of them is unsure, and the articles cover one event on the same days.
func (g *grouper) doubted(x, y *wording, base int32) bool {
	return g.events.known() && x.doubtful() && apart(x, y) <= 1 && g.together(x, base)
}

// oneSpeaker reports whether two wordings have the same speaker, or one of them
// none.
func (g *grouper) oneSpeaker(a, b int32) bool {
	x, y := g.wordings[a].speaker, g.wordings[b].speaker
	return x == 0 || y == 0 || g.people[x].same(&g.people[y])
}

// scattered is the share of the shorter rendering's words that must be found
// where no long run of them is.
const scattered = 0.7

// enough is the test for two renderings of one speaker, x the shorter.
func (m matching) enough(x *wording, contained float64) bool {
	n := int(x.own)
	switch {
	case m.run == n:
		return m.content >= 1 // “What I have is a backbone”: hardly content, but all of it
	case m.content < 2 && m.words < 2*shortWords:
		return false
	case m.anagram, m.dovetail && m.run >= shortWords:
		return true
	case float64(m.words) < contained*float64(n):
		return false
	}
	// Without a long run most of what is said must be the same: “I will come
	// out with the nomination” is what a candidate says twice a week.
	return m.run > shortWords || m.run >= 3 && float64(m.words) >= scattered*float64(n) && float64(m.content) >= contained*float64(x.content)
}

// foreign reports whether an article prints y that does not print x. A quote
// nested in one of the same speaker belongs to the base that others print, too.
func (g *grouper) foreign(x, y *wording) bool {
	return slices.ContainsFunc(g.quotesOf(y), func(q int32) bool {
		return !slices.ContainsFunc(g.quotesOf(x), func(p int32) bool { return g.quotes[p].Article == g.quotes[q].Article })
	})
}

// apart is the number of days between two wordings, 0 if a day is unknown.
func apart(a, b *wording) int32 {
	if a.lo == noDay || b.lo == noDay {
		return 0
	}
	return max(a.lo-b.hi, b.lo-a.hi, 0)
}

// A matching is what an alignment of a wording with a base shows.
type matching struct {
	words    int  // equal on both sides
	content  int  // of these, no grammar
	run      int  // the longest run of them
	span     int  // words of the base from the first of them to the last
	dovetail bool // the end of one is the beginning of the other
	anagram  bool // the same words in another order
}

// tally lists words for the quick test of match.
func (g *grouper) tally(s *seq) {
	if g.count == nil {
		g.count = map[uint64]int32{}
	}
	clear(g.count)
	for _, id := range s.id {
		if id != notOwn {
			g.count[id]++
		}
	}
}

// shared counts the words that the tallied wording has in common with others,
// repeated ones as often as both have them.
func (g *grouper) shared(y *seq) int {
	n := 0
	for _, id := range y.id {
		if left, ok := g.count[id]; ok {
			if left > 0 {
				n++
			}
			g.count[id] = left - 1
		}
	}
	for _, id := range y.id {
		if left, ok := g.count[id]; ok {
			g.count[id] = left + 1
		}
	}
	return n
}

// match aligns x, of words a and tallied, with y, of words b. What cannot pass
// the test for lack of common words is not aligned: most candidates share one
// phrase.
func (g *grouper) match(x, y *wording, a, b *seq) matching {
	own := int(x.own)
	if at := runAt(a.id, b.id); at >= 0 {
		return matching{words: own, content: int(x.content), run: own, span: own}
	}
	shared := g.shared(b)
	if shared < min(own, shortWords-1) || float64(shared) < g.opts.Contained*float64(own) && !mayDovetail(a.id, b.id) {
		return matching{}
	}
	m := measure(g.table.align(*a, *b), a, b)
	m.anagram = x.own == y.own && slices.Equal(slices.Sorted(slices.Values(a.id)), slices.Sorted(slices.Values(b.id)))
	return m
}

// mayDovetail reports whether three words in a row near either end of x occur
// in y.
func mayDovetail(x, y []uint64) bool {
	const near, run = 3, 3
	for i := range near {
		if len(x) < i+run {
			return false
		}
		if runAt(x[i:i+run], y) >= 0 || runAt(x[len(x)-i-run:len(x)-i], y) >= 0 {
			return true
		}
	}
	return false
}

// runAt finds one run of ids in another; notOwn equals nothing.
func runAt(x, y []uint64) int {
next:
	for i := 0; i+len(x) <= len(y); i++ {
		for j, id := range x {
			if id == notOwn || y[i+j] != id {
				continue next
			}
		}
		return i
	}
	return -1
}

// measure reads a matching off an alignment.
func measure(pairs []Pair, x, y *seq) (m matching) {
	run := 0
	first, last := Pair{-1, -1}, Pair{-1, -1}
	for _, p := range pairs {
		if p.A < 0 || p.B < 0 || x.id[p.A] != y.id[p.B] || x.id[p.A] == notOwn {
			run = 0
			continue
		}
		if first.A < 0 {
			first = p
		}
		last = p
		run++
		m.run = max(m.run, run)
		m.words++
		if x.kind[p.A]&(Function|Title) == 0 {
			m.content++
		}
	}
	if first.A < 0 {
		return m
	}
	m.span = last.B - first.B + 1
	span := max(last.A-first.A+1, m.span)
	dense := m.words*3 >= span*2
	m.dovetail = dense && (first.A <= 1 && last.B >= y.len()-2 || first.B <= 1 && last.A >= x.len()-2)
	return m
}
