package incidentpage

import (
	"regexp"
	"strings"

	"hindsight/internal/body"
	"hindsight/internal/clean"
)

var titlePartsRE = regexp.MustCompile(`\s+[|·–—-]\s+`)

// TitleParts cuts the title of a page where it names several things: the
// incident, the page, its owner.
func TitleParts(title string) []string { return titlePartsRE.Split(title, -1) }

// Owner is whose page it is, "Acme" of "Acme System Status": by the first of
// the names that the page has which says so, else the first name itself.
func Owner(names ...string) string {
	for _, name := range names {
		for _, part := range TitleParts(name) {
			if owner := clean.StatusOwner(clean.Title(part)); owner != "" {
				return owner
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return clean.Title(names[0])
}

// nothingNamedRE is what pages put in the place of a name when there is none.
var nothingNamedRE = regexp.MustCompile(`(?i)^(?:no(?:ne of the| other)? (?:components?|services?|systems?)\b.*|none|n/?a|-+)$`)

// Affected is the line that names what was hit, as a body holds it; "" when
// nothing is named.
func Affected(names ...string) string {
	var named []string
	for _, name := range names {
		if name = strings.Trim(name, ". "); name != "" && !nothingNamedRE.MatchString(name) {
			named = append(named, name)
		}
	}
	if len(named) == 0 {
		return ""
	}
	return "Affected: " + body.EscapeHTML(strings.Join(named, ", ")) + "."
}
