package syndicate

import "cmp"

// name enters in m the ids of the articles that others go back to, and names
// the witness of each family: the agency that its earliest crediting member
// names, else the outlet of its earliest member. The whole family is one text,
// and so one witness, whoever left out the credit line.
func (t *table) name(m *Marks, witnesses families) {
	outlets := map[string]string{} // by folded name, so that “Northwire” is the outlet northwire
	for _, o := range t.outlets.names {
		if k := fold(o); k != "" && (outlets[k] == "" || o < outlets[k]) {
			outlets[k] = o
		}
	}
	credit := map[int]int32{}
	for k, i := range t.order {
		if c := t.articles[i].credit; t.credits.names[c] != "" {
			if r := witnesses.root(k); credit[r] == 0 {
				credit[r] = c + 1
			}
		}
	}
	known := map[[2]int32]string{} // by credit and outlet: most families have the same
	witness := func(root int) string {
		k := [2]int32{credit[root], t.articles[t.order[root]].outlet}
		name, ok := known[k]
		if !ok {
			outlet := t.outlets.names[k[1]]
			if name = cmp.Or(Agency(outlet), outlet); k[0] > 0 {
				name = t.credits.names[k[0]-1]
			}
			if own := outlets[fold(name)]; own != "" && Agency(own) == "" {
				name = own
			}
			known[k] = name
		}
		return name
	}
	originals := map[int32]bool{}
	for i := range m.copies {
		originals[m.copies[i]], originals[m.versions[i]] = true, true
	}
	m.Sources, m.ids = Sources{}, map[int32]string{}
	t.eachID(func(i int, id string) {
		if originals[int32(i)] {
			m.ids[int32(i)] = id
		}
		if name := witness(witnesses.root(int(t.rank[i]))); name != t.outlets.names[t.articles[i].outlet] {
			m.Sources[id] = name
		}
	})
}
