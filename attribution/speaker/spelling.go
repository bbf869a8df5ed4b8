package speaker

import "strings"

// A spelling is what a name's own letters tell, the same in every article.
type spelling struct {
	name, fold  string
	low         string   // name in lower case, without the stop at its end
	words       []string // see nameWords
	entry       *Entry   // whom the directory knows by the name, nil if nobody
	body        string   // fold without its article
	first, last string   // words of body, "" where it has but one
	initials    string   // of body
}

// maxSpellings is how many names a cast remembers from article to article. The press
// names few people often; in a dump nine names in ten have been read before.
// One longer than maxSpelled bytes is read each time: it is no name.
const maxSpellings, maxSpelled = 1 << 15, 100

// spelling reads a name, or remembers it.
func (c *Cast) spelling(name string) *spelling {
	if s, ok := c.spellings[name]; ok {
		return s
	}
	if len(c.spellings) >= maxSpellings {
		clear(c.spellings)
	}
	name = strings.Clone(name) // a part of the body would keep all of it
	s := &spelling{name: name, fold: Fold(name), words: nameWords(name), low: strings.TrimSuffix(strings.ToLower(name), ".")}
	s.entry = c.dir.folded(s.fold)
	s.body = strings.TrimPrefix(s.fold, "the ")
	if first, rest, ok := strings.Cut(s.body, " "); ok {
		s.first, s.last, s.initials = first, rest[strings.LastIndexByte(rest, ' ')+1:], initials(s.body)
	} else {
		s.initials = initials(s.body)
	}
	if len(name) <= maxSpelled {
		c.spellings[name] = s
	}
	return s
}
