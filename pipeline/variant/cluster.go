package variant

import (
	"cmp"
	"context"
	"slices"
)

// assign gives every wording its base. The fullest come first; each goes under
// the best of the bases before it that hold it, or becomes a base itself. Set
// phrases and what nobody definite said come last, when it is known which
// articles cover one event. walk visits the wordings in the order of their ranks,
// each with its candidates: first all that are not late, then those that wait.
func (g *grouper) assign(ctx context.Context, walk func(late bool, visit func(w int32, candidates []int32) error) error) error {
	g.base = make([]int32, len(g.wordings))
	for i := range g.base {
		g.base[i] = int32(i)
	}
	n := 0
	for _, late := range []bool{false, true} {
		if late {
			g.noteEvents()
		}
		err := walk(late, func(w int32, candidates []int32) error {
			g.place(w, candidates)
			if n++; n%1024 == 0 {
				return cmp.Or(ctx.Err(), g.disk.Err())
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return cmp.Or(ctx.Err(), g.disk.Err())
}

// late reports whether a wording proves too little by itself, so that what else
// its article shares must be known first.
func (w *wording) late() bool { return w.is(formula | vague) }

// doubtful reports whether a short wording's speaker is not found or not sure:
// where another article of the event prints the same words under another, one
// of the two is wrong about the speaker and not about the words. A long wording
// meets them anyway.
func (g *grouper) doubtful(x *wording) bool {
	return !x.is(sure) && !x.late() && int(x.own) < g.opts.ConflictWords
}

// waits reports whether a wording is placed when the events are known: it is
// late, or doubtful and has found neither a base nor a second article.
func (g *grouper) waits(w int32) bool {
	x := &g.wordings[w]
	return x.late() || g.base[w] == w && x.count == 1 && !x.is(head)
}

// place finds the base of one wording among the candidates.
func (g *grouper) place(w int32, candidates []int32) {
	x := &g.wordings[w]
	best, top := w, fit{}
	var tried []int32
	s := &g.seq
	g.look(x, s)
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

// fit holds wording w, which is looked at and whose words are s, against a base
// that is as long or longer.
func (g *grouper) fit(s *seq, w, base int32) fit {
	x, y := &g.wordings[w], &g.wordings[base]
	f := fit{days: apart(x, y), foreign: g.foreign(y)}
	switch {
	case x.speaker == 0 || y.speaker == 0:
		f.speaker = 1
	case g.people[x.speaker].same(&g.people[y.speaker]):
		f.speaker = 2
	}
	own := int(x.own)
	days := g.reach(own)
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
	t := g.texts.of(base, y)
	m, ok := x.whole(s, t)
	if !ok {
		shared := g.shared(t)
		if !g.mayFit(x, y, f.speaker, s, t, shared) {
			return f
		}
		m = g.match(x, y, s, t, shared)
	}
	f.share, f.run = float64(m.words)/float64(own), m.run
	switch {
	case !near(x, y, g.reach(m.run)): // a long sentence, but not a long piece in common
	case m.span > 2*own && !x.is(elided) && !y.is(elided): // scattered words, and no ellipsis that says so
	case m.span > 2*own && !x.is(elided) && m.run < shortWords: // an ellipsis elsewhere in the base says nothing of these
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
	return g.events.known() && g.doubtful(x) && apart(x, y) <= 1 && g.together(x, base)
}

// oneSpeaker reports whether two wordings have the same speaker, or one of them
// none.
func (g *grouper) oneSpeaker(a, b int32) bool {
	x, y := g.wordings[a].speaker, g.wordings[b].speaker
	return x == 0 || y == 0 || g.people[x].same(&g.people[y])
}

// look makes a wording, whose words it reads into s, the one that is held
// against others.
func (g *grouper) look(x *wording, s *seq) {
	g.texts.load(x, s)
	g.tally(s)
	g.articles = g.articles[:0]
	for _, p := range g.printingsOf(x) {
		g.articles = append(g.articles, g.article(p))
	}
	slices.Sort(g.articles)
}

// foreign reports whether an article prints y that does not print the wording
// that is looked at. A quote nested in one of the same speaker belongs to the
// base that others print, too.
func (g *grouper) foreign(y *wording) bool {
	return slices.ContainsFunc(g.printingsOf(y), func(p int32) bool {
		_, both := slices.BinarySearch(g.articles, g.article(p))
		return !both
	})
}

// apart is the number of days between two wordings, 0 if a day is unknown.
func apart(a, b *wording) int32 {
	if a.lo == noDay || b.lo == noDay {
		return 0
	}
	return max(a.lo-b.hi(), b.lo-a.hi(), 0)
}
