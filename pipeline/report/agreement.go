package report

import (
	"cmp"
	"slices"
	"strings"
)

// maxOutlets is how many outlets fit in a picture that can still be read.
const maxOutlets = 18

// An agreement says, for every two outlets, in how many of the groups that
// both print the words are the same: equal but for case, marks and spacing, as
// far as both print them. A quote that one of them cuts short agrees; what the
// cut does to the sense is told in its group.
type agreement struct {
	Outlets []string // those with the most groups, by name
	Names   []string // the same, cut to what fits
	More    int      // outlets left out
	Groups  []int    // of each outlet
	Same    [][]int
	Common  [][]int
}

// newAgreement chooses the outlets of which groups has the most; a comparing
// fills the rest in.
func newAgreement(groups tallies) *agreement {
	a := &agreement{}
	a.choose(groups)
	a.Same, a.Common = square(len(a.Outlets)), square(len(a.Outlets))
	return a
}

// add enters a group: of each outlet its fullest rendering, folded; "" of one that
// does not print it.
func (a *agreement) add(words [maxOutlets]fullest) {
	for i := range a.Outlets {
		for j := range i {
			x, y := words[i], words[j]
			if !x.printed || !y.printed {
				continue
			}
			a.Common[i][j]++
			a.Common[j][i]++
			if sameWords(x.words, y.words) {
				a.Same[i][j]++
				a.Same[j][i]++
			}
		}
	}
}

// choose takes the outlets with the most groups.
func (a *agreement) choose(groups tallies) {
	for outlet := range groups {
		a.Outlets = append(a.Outlets, outlet)
	}
	slices.SortFunc(a.Outlets, func(x, y string) int {
		return cmp.Or(cmp.Compare(*groups[y], *groups[x]), cmp.Compare(x, y))
	})
	if n := len(a.Outlets); n > maxOutlets {
		a.Outlets, a.More = a.Outlets[:maxOutlets], n-maxOutlets
	}
	slices.Sort(a.Outlets)
	for i := range a.Outlets {
		a.Names = append(a.Names, shorten(a.Outlets[i], 60))
	}
	for _, outlet := range a.Outlets {
		a.Groups = append(a.Groups, *groups[outlet])
	}
}

func square(n int) [][]int {
	m := make([][]int, n)
	for i := range m {
		m[i] = make([]int, n)
	}
	return m
}

// sameWords reports whether the shorter of two folded renderings stands, word
// by word, in the longer.
func sameWords(x, y string) bool {
	if len(x) > len(y) {
		x, y = y, x
	}
	return strings.Contains(" "+y+" ", " "+x+" ")
}

// Geometry of the picture, in pixels of a 1:1 drawing.
const (
	cellWide = 52
	cellHigh = 40
	labelOut = 150 // room for the outlets' names on the left
	labelTop = 96  // and above, where they lean
)

// A cell is one square of the picture.
type cell struct {
	X, Y, TextX, TextY, SubY int
	Step                     int    // 0 to 4, by share; -1 where nothing is common
	Share, Of                string // "83", "5/6"
	Title                    string
}

// A label is an outlet's name beside or above the picture.
type label struct {
	X, Y int
	Text string
}

// A picture is the agreement laid out for SVG.
type picture struct {
	Width, Height, Side int
	Cells               []cell
	Rows, Columns       []label
}

// Picture lays a out as the lower triangle: the upper would say it twice.
func (a *agreement) Picture() picture {
	n := len(a.Outlets)
	p := picture{Width: labelOut + (n-1)*cellWide + 110, Height: labelTop + (n-1)*cellHigh + 8, Side: cellHigh}
	for i := 1; i < n; i++ {
		y := labelTop + (i-1)*cellHigh
		p.Rows = append(p.Rows, label{labelOut - 10, y + cellHigh/2 + 4, shorten(a.Outlets[i], 20)})
		for j := range i {
			x := labelOut + j*cellWide
			p.Cells = append(p.Cells, a.cell(i, j, x, y))
		}
	}
	for j := range max(n-1, 0) {
		p.Columns = append(p.Columns, label{labelOut + j*cellWide + cellWide/2, labelTop - 10, shorten(a.Outlets[j], 16)})
	}
	return p
}

func (a *agreement) cell(i, j, x, y int) cell {
	c := cell{X: x, Y: y, TextX: x + cellWide/2 - 1, TextY: y + 18, SubY: y + 32, Step: -1, Share: "–"}
	both := a.Names[i] + " and " + a.Names[j]
	if a.Common[i][j] == 0 {
		c.Title = both + ": no group in common"
		return c
	}
	c.Step = min(5*a.Same[i][j]/a.Common[i][j], 4)
	c.Share = count(perCent(float64(a.Same[i][j]) / float64(a.Common[i][j])))
	c.Of = count(a.Same[i][j]) + "/" + count(a.Common[i][j])
	c.Title = both + ": the same words in " + count(a.Same[i][j]) + " of " + plural(a.Common[i][j], "common group")
	return c
}

// A pairs lists the outlets that print most and least alike.
type pairs struct{ Most, Least []string }

// pairs ranks every two outlets that share at least two groups, of fewer
// nothing can be said; nil if there are none.
func (a *agreement) pairs() *pairs {
	type pair struct{ i, j int }
	var list []pair
	for i := range a.Outlets {
		for j := range i {
			if a.Common[i][j] >= 2 {
				list = append(list, pair{j, i})
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortStableFunc(list, func(p, q pair) int {
		return cmp.Or(cmp.Compare(a.Same[q.i][q.j]*a.Common[p.i][p.j], a.Same[p.i][p.j]*a.Common[q.i][q.j]),
			cmp.Compare(a.Common[q.i][q.j], a.Common[p.i][p.j]))
	})
	say := func(list []pair) (said []string) {
		for _, p := range list {
			said = append(said, a.Names[p.i]+" and "+a.Names[p.j]+": "+count(a.Same[p.i][p.j])+" of "+count(a.Common[p.i][p.j]))
		}
		return said
	}
	most := min(3, (len(list)+1)/2)
	least := slices.Clone(list[max(most, len(list)-3):])
	slices.Reverse(least)
	return &pairs{say(list[:most]), say(least)}
}

func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
