package record

import (
	"fmt"
	"strings"

	"hindsight/internal/yamltext"
)

// CFF is a CITATION.cff of the set (citation-file-format.github.io, 1.2.0).
func (s Set) CFF() []byte {
	var b strings.Builder
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, yamltext.Scalar(value))
		}
	}
	b.WriteString("cff-version: 1.2.0\ntype: dataset\n")
	field("message", "If you use this data, please cite it, and the authors of the texts that you quote.")
	field("title", s.Title)
	field("abstract", s.Description)
	fmt.Fprintf(&b, "authors:\n  - name: %s\n", yamltext.Scalar(s.Title))
	field("version", s.Version)
	if !s.Released.IsZero() {
		field("date-released", s.Released.Time().Format("2006-01-02"))
	}
	field("url", s.Home)
	if l, ok := Open(s.Licence); ok {
		field("license", l.ID)
	}
	return []byte(b.String())
}
