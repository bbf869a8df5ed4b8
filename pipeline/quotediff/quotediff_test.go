package quotediff

import (
	"fmt"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// show writes differences as “type severity base|other (note)”.
func show(ds []record.Difference) string {
	var out []string
	for _, d := range ds {
		s := fmt.Sprintf("%s %d %s|%s", d.Type, d.Severity, d.Base.Text, d.Other.Text)
		if d.Note != "" {
			s += " (" + string(d.Note) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}
