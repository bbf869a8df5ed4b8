package speaker

import (
	"strings"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
)

// describe takes in the roles that the words beside a mention give its entity:
//
//	spokesman Tom Reyes · Ana Díaz, the mayor of Leeds, · President Díaz
func (c *Cast) describe(m *Mention) {
	e := &c.Entities[m.Entity]
	if e.names == organisation || e.names == place {
		return
	}
	for t := m.First; t < m.Core; t++ {
		c.addRole(e, Fold(c.text(t)))
	}
	toks := c.doc.Tokens
	for t := m.First - 1; t >= 0 && t > m.First-4 && toks[t].Sentence == toks[m.First].Sentence; t-- {
		if c.words[t].bits&isPersonNoun == 0 {
			break
		}
		c.addRole(e, c.words[t].lower)
	}
	if p := m.First - 2; p >= 0 && c.text(p+1) == "," && toks[p].Sentence == toks[m.First].Sentence { // the coach, Butch Lawrence,
		if c.doc.Tag(p) == "NN" && c.words[p].bits&isPersonNoun != 0 {
			c.addRole(e, c.words[p].lower)
		}
	}
	end := m.Last
	if end+1 >= len(toks) || c.text(end) != "," || toks[end].Sentence != toks[m.First].Sentence {
		return
	}
	for t := end + 1; t < len(toks) && t < end+9 && toks[t].Sentence == toks[m.First].Sentence; t++ {
		w := c.words[t].lower
		if strings.HasPrefix(c.doc.Tag(t), "V") || w == "," || w == "who" {
			return
		}
		if c.words[t].bits&isPersonNoun != 0 {
			if t+1 < len(toks) && c.words[t+1].bits&isPersonNoun != 0 {
				continue
			}
			c.addRole(e, w)
			return
		}
	}
}

func (c *Cast) addRole(e *Entity, w string) {
	if full, ok := abbreviated[w]; ok {
		w = full
	}
	g, isNoun := c.lex.PersonNoun(w)
	if _, isTitle := c.lex.Title(w); !isNoun && !isTitle || weakTitle[w] {
		return
	}
	if g == lexicon.Female || g == lexicon.Male {
		if e.Gender == lexicon.UnknownGender {
			e.Gender = g
		}
	}
	for _, r := range e.Roles {
		if r == w {
			return
		}
	}
	e.Roles = append(e.Roles, w)
}

var abbreviated = map[string]string{"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "rev": "reverend", "prof": "professor",
	"congressman": "representative", "congresswoman": "representative", "lt": "lieutenant", "capt": "captain", "sgt": "sergeant", "col": "colonel",
	"advisor": "adviser", "councillor": "councilman"}

// weakTitle words stand before names but describe nobody by themselves.
var weakTitle = set(`mr mrs ms miss mx former first ex acting interim then rival fellow house senate press state vice prime lt dr sir dame majority minority foreign
	interior defense defence finance treasury assistant executive deputy`)
