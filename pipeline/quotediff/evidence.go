package quotediff

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// evidence is what the articles of a cluster tell beside the quoted words, for
// each member; without contexts it is silent.
type evidence struct {
	frames     map[int]*frame
	settings   map[int]*setting
	around     map[int]*neighbourhood
	translated bool // somebody says that the words are a translation
}

// gather reads the sentences around each member of a cluster.
func gather(quotes []record.Quote, c variant.Cluster, opts Options) *evidence {
	e := &evidence{frames: map[int]*frame{}, settings: map[int]*setting{}, around: map[int]*neighbourhood{}}
	for _, m := range c.Members {
		f := frameOf(quotes, m, opts.Contexts)
		s, n := f.setting(), neighbours(quotes, m, f)
		e.frames[m], e.settings[m], e.around[m] = f, &s, &n
		foreign := opts.Foreign[quotes[m].Article]
		e.translated = e.translated || foreign || f.translated()
	}
	return e
}

// told lists the differences of a member from the base: first what their articles
// tell differently beside the words, how they were said, where, and next to
// what; then the words' own, x, as the articles explain them.
func (e *evidence) told(base, other int, x *comparison) []record.Difference {
	a, b := e.frames[base], e.frames[other]
	out := slices.Concat(strength(a, b), occasion(e.settings[base], e.settings[other], a, b),
		neighbouring(e.around[base], e.around[other], a.quote, b.quote), x.proves(a, b))
	x.status(a, b)
	if e.translated {
		x.oneTranslation()
	}
	return append(out, x.differences()...)
}

// Foreign reports whether an article's language is declared, and is not English:
// what it quotes in English was translated, and so may others have.
func Foreign(lang string) bool {
	lang = strings.ToLower(lang)
	return lang != "" && lang != "en" && !strings.HasPrefix(lang, "en-") && !strings.HasPrefix(lang, "en_") && lang != "english"
}
