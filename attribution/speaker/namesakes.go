package speaker

// namesakes settles whom of several people of one full name in the directory the
// article means, by the title and the roles that it gives him:
//
//	quarterback Mike Johnson · House Speaker Mike Johnson
//
// Where it gives none that tells them apart, he is someone of this article alone:
// an id too many costs a minute, two people under one id a wrong group.
func (c *Cast) namesakes() {
	for i := range c.Entities {
		e := &c.Entities[i]
		if e.Entry == nil || !e.Entry.person() {
			continue
		}
		bearers := c.bearers(e)
		if len(bearers) < 2 {
			continue
		}
		delete(c.index.entries, e.Entry)
		if e.Entry = c.choose(e, bearers); e.Entry == nil {
			e.unsure = true
			continue
		}
		e.Name = e.Entry.Name
		if e.Entry.Gender != "" {
			e.Gender = Gender(e.Entry.Gender[0])
		}
		c.index.entries[e.Entry] = i
	}
}

// bearers returns the directory's people of the full name that the article
// gives an entity; one at most if one of its names is his alone.
func (c *Cast) bearers(e *Entity) []int {
	var several []int
	for _, m := range e.Mentions {
		switch b := c.dir.bearers[Fold(c.span(c.Mentions[m].Core, c.Mentions[m].Last))]; len(b) {
		case 0:
		case 1:
			return b
		default:
			several = b
		}
	}
	return several
}

// choose returns the one bearer whom the titles and roles of e fit, nil if they
// fit several or none.
func (c *Cast) choose(e *Entity, bearers []int) *Entry {
	var possible, described []*Entry
	for _, b := range bearers {
		entry := &c.dir.entries[b]
		if !c.titlesFit(e, entry) {
			continue
		}
		possible = append(possible, entry)
		for _, role := range e.Roles {
			if entry.holds(role) {
				described = append(described, entry)
				break
			}
		}
	}
	switch {
	case len(described) == 1:
		return described[0]
	case len(possible) == 1:
		return possible[0]
	}
	return nil
}

// titlesFit reports whether every title of an entity's mentions fits the gender
// of an entry: “Ms. Blake” is not Jordan Blake, the man.
func (c *Cast) titlesFit(e *Entity, entry *Entry) bool {
	for _, m := range e.Mentions {
		if t := c.Mentions[m].Title; t != "" && !titleFits(t, entry) {
			return false
		}
	}
	return true
}
