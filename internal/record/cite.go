package record

import (
	"cmp"
	"fmt"
	"strings"

	"hindsight"
)

// A Citation names a text and where it is, for a list of references.
type Citation struct {
	Plain  string `json:"plain"`
	BibTeX string `json:"bibtex"`
}

// Cite is how to cite a record that the archive of this name shows at the
// address page; "" where nobody knows that.
func Cite(r Record, archive, page string) Citation {
	who := strings.Trim(r.Source.Author, ". ")
	if who == "" || strings.EqualFold(who, r.Organisation) {
		who = r.Organisation
	} else if r.Organisation != "" {
		who += " (" + r.Organisation + ")"
	}
	title := cmp.Or(r.Title, "Untitled postmortem")
	var plain []string
	for _, s := range []string{who, title, written(r.Date)} {
		if s != "" {
			plain = append(plain, s)
		}
	}
	where := "In: " + archive
	if page != "" {
		where += ", " + page
	}
	text := strings.Join(plain, ". ") + ". "
	if r.Source.URL != "" {
		text += r.Source.URL + ". "
	}
	return Citation{text + where, bibTeX(r, title, archive, page)}
}

// Cite is how to cite the set as a whole.
func (s Set) Cite() Citation {
	plain := s.Title + ". Version " + s.Version + " (data set). "
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s-%s,\n  author = {{%s}},\n  title = {{%s}},\n  note = {Data set, version %s}", "postmortems",
		s.Version[strings.LastIndexByte(s.Version, '+')+1:], texEscape.Replace(s.Title), texEscape.Replace(s.Title), s.Version)
	if !s.Released.IsZero() {
		plain += written(hindsight.At(s.Released.Time(), hindsight.Day)) + ". "
		fmt.Fprintf(&b, ",\n  year = {%s}", s.Released.Time().Format("2006"))
	}
	if s.Home != "" {
		plain += s.Home
		fmt.Fprintf(&b, ",\n  url = {%s}", urlEscape.Replace(s.Home))
	}
	return Citation{strings.TrimSpace(plain), b.String() + "\n}\n"}
}

// written is a date as a list of references has it.
func written(m hindsight.Moment) string {
	layouts := [...]string{hindsight.Unknown: "", hindsight.Year: "2006", hindsight.Month: "January 2006",
		hindsight.Day: "2 January 2006", hindsight.Instant: "2 January 2006"}
	return m.Time().Format(layouts[m.Precision()])
}

// bibTeX is an entry of type misc: older styles know no type for web pages.
func bibTeX(r Record, title, archive, page string) string {
	var b strings.Builder
	_, key, ok := strings.Cut(r.ID, "/")
	if !ok {
		key = r.ID
	}
	fmt.Fprintf(&b, "@misc{%s", key)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, ",\n  %s = {%s}", name, value)
		}
	}
	group := func(s string) string { // braces keep capitals, and names of firms whole
		if s == "" {
			return ""
		}
		return "{" + texEscape.Replace(s) + "}"
	}
	author := r.Source.Author
	if author == "" {
		author = r.Organisation
	} else {
		field("organization", texEscape.Replace(r.Organisation))
	}
	field("author", group(author))
	field("title", group(title))
	if m := r.Date; !m.IsZero() {
		field("year", m.Time().Format("2006"))
		if m.Precision() >= hindsight.Month {
			field("month", m.Time().Format("1"))
		}
		if m.Precision() >= hindsight.Day {
			field("day", m.Time().Format("2"))
		}
	}
	field("url", urlEscape.Replace(r.Source.URL))
	note := "In: " + texEscape.Replace(archive)
	if page != "" {
		note += `, \url{` + urlEscape.Replace(page) + "}"
	}
	field("note", note)
	return b.String() + "\n}\n"
}

// texEscape takes from TeX what it would read as its own.
var texEscape = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "%", `\%`, "_", `\_`,
	"~", `\textasciitilde{}`, "^", `\textasciicircum{}`, "\n", " ", "\r", " ")

// urlEscape keeps an address in one group.
var urlEscape = strings.NewReplacer(`\`, "%5C", "{", "%7B", "}", "%7D", " ", "%20", "\n", "", "\r", "")
