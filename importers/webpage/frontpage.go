package webpage

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight/internal/clean"
	"hindsight/internal/incidentpage"
)

// onePathRE is the address of one incident.
var onePathRE = regexp.MustCompile(`(?i)/(?:incidents?|issues?|events?|notices?|maintenances?|posts?)/[\w-]*\d[\w-]*|/(?:incidents?|notices?)/[\w-]{6,}`)

// minIncidents is how many incidents a page links to that is the page of none.
const minIncidents = 3

// isFrontPage says that a page of a status service is the one of all components
// and incidents, by its shape: states, uptimes and empty days outside of prose.
func isFrontPage(doc *html.Node, page clean.Page, text string) bool {
	if !statusSiteRE.MatchString(text) && !statusNameRE.MatchString(page.SiteName+" "+strings.Join(titles(doc), " ")) || onePathRE.MatchString(page.URL) {
		return false
	}
	var front incidentpage.Front
	incidents, history := map[string]bool{}, false
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.TextNode && (n.Parent == nil || n.Parent.DataAtom != atom.Script && n.Parent.DataAtom != atom.Style):
			front.See(n.Data)
			history = history || isHeading(n.Parent) && historyRE.MatchString(strings.TrimSpace(n.Data))
		case n.DataAtom == atom.A && onePathRE.MatchString(attribute(n, "href")):
			incidents[attribute(n, "href")] = true
		case n.Type == html.ElementNode && n.FirstChild == nil: // an icon that says its state to those who do not see it
			for _, a := range n.Attr {
				if a.Key == "title" || a.Key == "aria-label" || a.Key == "alt" {
					front.See(a.Val)
				}
			}
		}
	}
	return front.Is() || len(incidents) >= minIncidents || history && (len(incidents) >= minPast || front.States() >= minPast)
}

// historyRE is the heading over the incidents of the last days; minPast is how
// many of them, or components with a state, must be there.
var historyRE = regexp.MustCompile(`(?i)^(?:past|previous|recent|latest) (?:incidents|notices|events)$|^incident history$`)

const minPast = 2

func isHeading(n *html.Node) bool {
	return n != nil && n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
