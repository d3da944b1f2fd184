package webpage

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/incidentpage"
	"hindsight/internal/when"
)

// incident reads a Statuspage incident page by the classes that every one of
// them has: incident-name, update-title, update-body, update-timestamp. The
// updates stand newest first; one is the postmortem, if there is one.
//
//	<h1 class="incident-name">Bookings fail</h1>
//	<div class="subheader">Incident Report for <a>Ferrovia</a></div>
//	<div class="update-row">
//	  <div class="update-title">Resolved</div>
//	  <div class="update-body">This incident has been resolved.</div>
//	  <div class="update-timestamp">Posted … ago. Jan <var>01</var>, 2024 - <var>00:10</var> UTC</div>
func incident(page, address string) (hindsight.Postmortem, bool) {
	doc, err := clean.Tree(page)
	if err != nil {
		return hindsight.Postmortem{}, false
	}
	names, titles := byClass(doc, "incident-name"), byClass(doc, "update-title")
	bodies, stamps := byClass(doc, "update-body"), byClass(doc, "update-timestamp")
	if len(names) == 0 || len(bodies) == 0 || len(bodies) != len(titles) || len(bodies) != len(stamps) {
		return hindsight.Postmortem{}, false
	}
	p := hindsight.Postmortem{Title: words(names[0])}
	for _, n := range byClass(doc, "subheader") {
		if s, ok := strings.CutPrefix(words(n), "Incident Report for "); ok {
			p.Organisation = s
		}
	}
	report := ""
	var updates []incidentpage.Update
	for i, body := range bodies {
		at := stamp(words(stamps[i]))
		if i == 0 {
			p.Date = at
		}
		md, err := clean.Markdown(inner(body), address)
		if kind := incidentpage.State(words(titles[i])); kind == incidentpage.Report {
			report = md
		} else if err == nil {
			updates = append(updates, incidentpage.Update{At: at, Text: md, Kind: kind})
		}
	}
	slices.Reverse(updates)
	p.Timeline = incidentpage.Events(updates)
	p.Body = body.Join(report, affected(doc), incidentpage.Section(updates))
	return p, p.Body != ""
}

// affected is the sentence below the updates that names the components.
func affected(doc *html.Node) string {
	for _, n := range byClass(doc, "components-affected") {
		return body.EscapeHTML(words(n))
	}
	return ""
}

// stamp reads "Posted 5 months ago. Jan 01, 2024 - 00:10 UTC".
func stamp(s string) hindsight.Moment {
	if at := strings.LastIndex(s, "ago."); at >= 0 {
		s = s[at+len("ago."):]
	}
	m, _ := when.Parse(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "Posted")))
	return m
}

func byClass(doc *html.Node, class string) []*html.Node {
	var out []*html.Node
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "class" && slices.Contains(strings.Fields(a.Val), class) {
				out = append(out, n)
			}
		}
	}
	return out
}

// words is the text below n on one line.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// inner is the HTML below n.
func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		_ = html.Render(&b, c) // to memory: no error
	}
	return b.String()
}
