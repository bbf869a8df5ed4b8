package variant

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// What mayFit turns away no alignment lets pass: every pair of random wordings of
// few words, of one speaker and of two, is aligned all the same.
func TestNothingThatFitsIsTurnedAway(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	words := strings.Fields("harbour the ferry of never bridge and road port we need going think a lot tax")
	g := newGrouper(Options{})
	defer g.disk.Close()
	passed, turned := 0, 0
	for range 20_000 {
		a := sentence(r, words, 2+r.IntN(14))
		b := mutated(r, words, a)
		if r.IntN(3) == 0 {
			b = sentence(r, words, len(a)+r.IntN(4))
		}
		s, u := newSeq(Read(strings.Join(a, " "))), newSeq(Read(strings.Join(b, " ")))
		x, y := wordingOf(&s, r), wordingOf(&u, r)
		if x.own < 2 || x.own > y.own {
			continue
		}
		g.tally(&s)
		shared := g.shared(&u)
		m := g.match(x, y, &s, &u, shared)
		if n := longestRun(s.id, u.id, len(s.id)); m.run > n || m.words > shared {
			t.Fatalf("%q, %q: a run of %d and %d words, but at most %d and %d are shared", a, b, m.run, m.words, n, shared)
		}
		for _, speaker := range []int{0, 1, 2} {
			fits := m.words >= g.opts.ConflictWords && float64(m.words) >= g.opts.Nearly*float64(x.own)
			switch {
			case x.late() || int(x.own) < shortWords:
				fits = m.words == int(x.own)
			case speaker == 2:
				fits = m.enough(x, g.opts.Contained)
			}
			may := g.mayFit(x, y, speaker, &s, &u, shared)
			if fits && !may {
				t.Fatalf("%q goes under %q (speakers %d, %+v), and is turned away", a, b, speaker, m)
			}
			if may {
				passed++
			} else {
				turned++
			}
		}
	}
	if passed < 1000 || turned < 1000 {
		t.Errorf("%d pairs passed, %d turned away: the test is of one kind alone", passed, turned)
	}
}

func sentence(r *rand.Rand, words []string, n int) (out []string) {
	for range n {
		out = append(out, words[r.IntN(len(words))])
	}
	return out
}

// mutated is a sentence with words changed, left out and put around it.
func mutated(r *rand.Rand, words, s []string) (out []string) {
	out = sentence(r, words, r.IntN(4))
	for _, w := range s {
		switch r.IntN(8) {
		case 0:
			out = append(out, words[r.IntN(len(words))])
		case 1:
		default:
			out = append(out, w)
		}
	}
	return append(out, sentence(r, words, r.IntN(4))...)
}

// wordingOf is a wording of words all its own, a set phrase now and then.
func wordingOf(s *seq, r *rand.Rand) *wording {
	w := &wording{words: uint16(s.len()), own: uint16(s.len()), content: uint16(s.content())}
	if r.IntN(8) == 0 {
		w.flags = vague
	}
	return w
}
