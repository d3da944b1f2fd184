package clean

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// gutterRE matches the classes that highlighters give to line numbers.
var gutterRE = regexp.MustCompile(`(?i)(?:^|[ -])(?:gutter|linenos?|line-numbers?|linenodiv|lineno|rouge-gutter|blob-num)(?:[ -]|$)`)

// noise removes what a page shows beside its text: the numbers of code lines,
// and the signs in headings that are there to be clicked.
func noise(root *html.Node) {
	for _, n := range all(root, atom.Td, atom.Pre, atom.Span, atom.Div, atom.Code) {
		if class := attr(n, "class"); class != "" && gutterRE.MatchString(class) && strings.Trim(textOf(n), "0123456789 \n\t") == "" {
			detach(n)
		}
	}
	for _, a := range all(root, atom.A) {
		if !strings.HasPrefix(attr(a, "href"), "#") || strings.Trim(textOf(a), "#¶§🔗 \n\t") != "" {
			continue
		}
		for p := a.Parent; p != nil; p = p.Parent {
			if slices.Contains(heads, p.DataAtom) {
				detach(a)
				break
			}
		}
	}
}
