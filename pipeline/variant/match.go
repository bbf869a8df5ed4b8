package variant

// A matching is what an alignment of a wording with a base shows.
type matching struct {
	words    int  // equal on both sides
	content  int  // of these, no grammar
	solid    int  // of these, no verb that any sentence of a speaker has either: going, think
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

// whole is the matching of x, of words a, where b has all of them in a row.
func (x *wording) whole(a, b *seq) (m matching, ok bool) {
	if runAt(a.id, b.id) < 0 {
		return m, false
	}
	own, content := int(x.own), int(x.content)
	return matching{words: own, content: content, solid: content, run: own, span: own}, true
}

// mayFit reports whether any alignment could let x, of words a, go under y, of
// words b, of which it shares so many: none shows more words than are shared, nor
// a longer run than there is. Most candidates share one phrase: of 45,000 pairs of
// a dump that were aligned for their shared words alone, 840 fitted, and the tables
// of the others took a third of grouping.
func (g *grouper) mayFit(x, y *wording, speaker int, a, b *seq, shared int) bool {
	own := int(x.own)
	switch {
	case shared == own:
		return true
	case speaker < 2:
		return !x.late() && shared >= g.opts.ConflictWords && float64(shared)/float64(own) >= g.opts.Nearly
	case own < shortWords || x.late() || shared < shortWords-1 || float64(shared) < g.opts.Contained*float64(own) && !mayDovetail(a.id, b.id):
		return false
	}
	run := longestRun(a.id, b.id, shortWords)
	return run == shortWords || run >= scatteredRun && float64(shared) >= scattered*float64(own)
}

// match aligns x, of words a, with y, of words b, which share so many.
func (g *grouper) match(x, y *wording, a, b *seq, shared int) matching {
	m := measure(g.table.align(*a, *b), a, b)
	m.anagram = x.own == y.own && shared == int(x.own) && a.len() == b.len()
	return m
}

// longestRun is the length of the longest run of ids that both have, but no more
// than most.
func longestRun(x, y []uint64, most int) int {
	longest := 0
	for i := 0; i+longest < len(x); i++ {
		for j := 0; j+longest < len(y); j++ {
			n := 0
			for i+n < len(x) && j+n < len(y) && x[i+n] == y[j+n] && x[i+n] != notOwn {
				n++
			}
			if longest = max(longest, n); longest >= most {
				return most
			}
		}
	}
	return longest
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
			if !light[x.id[p.A]] {
				m.solid++
			}
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

// light are words of content that are in so many sentences of a speaker that two
// of these are not one for them: “I think we are going to beat her”, “I think we
// are going to have a good meeting”.
var light = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range []string{"going", "go", "think", "know", "want", "say", "said", "get", "take", "make", "need", "believe", "win", "lot", "people", "good", "great", "now"} {
		m[hash(w)] = true
	}
	return m
}()

// scattered is the share of the shorter rendering's words that must be found
// where no long run of them is, but one of scatteredRun.
const (
	scattered    = 0.7
	scatteredRun = 3
)

// nearly reports whether a match leaves so little of n words over that light
// ones, too, are proof.
func (m matching) nearly(n int) bool {
	const share, long = 0.85, 8
	return float64(m.words) > share*float64(n) || m.run >= long
}

// enough is the test for two renderings of one speaker, x the shorter.
func (m matching) enough(x *wording, contained float64) bool {
	n := int(x.own)
	switch {
	case m.run == n:
		return m.content >= 1 // “What I have is a backbone”: hardly content, but all of it
	case (m.content < 2 || m.solid < 2 && !m.nearly(n)) && m.words < 2*shortWords:
		return false
	case m.anagram, m.dovetail && m.run >= shortWords:
		return true
	case float64(m.words) < contained*float64(n):
		return false
	}
	// Without a long run most of what is said must be the same: “I will come
	// out with the nomination” is what a candidate says twice a week.
	return m.run > shortWords || m.run >= scatteredRun && float64(m.words) >= scattered*float64(n) && float64(m.content) >= contained*float64(x.content)
}
