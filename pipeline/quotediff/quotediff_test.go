package quotediff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// show writes differences as “type severity base|other”.
func show(ds []record.Difference) []string {
	out := []string{}
	for _, d := range ds {
		s := fmt.Sprintf("%s %d %s|%s", d.Type, d.Severity, d.Base.Text, d.Other.Text)
		if d.Note != "" {
			s += " (" + string(d.Note) + ")"
		}
		out = append(out, s)
	}
	return out
}

func TestCompareText(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"I propose that the United States military come in and help you.", "I propose that the U.S. Army come in to help you.",
			"alias 2 United States military|U.S. Army (broader); function-word 1 and|to"},
		{"Prices rose by 25 percent.", "Prices rose by 30 percent.", "number-value 4 25 percent|30 percent"},
		{"This is permitted by law.", "This is not permitted by law.", "negation 4 |not"},
		{"We will not go there again.", "We won’t go there again.", "contraction 1 will not|won’t"},
	} {
		if d := cmp.Diff(c.want, strings.Join(show(CompareText(c.a, c.b)), "; ")); d != "" {
			t.Errorf("%q, %q (-want +got):\n%s", c.a, c.b, d)
		}
	}
}
