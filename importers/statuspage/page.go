package statuspage

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"hindsight"
	"hindsight/internal/clean"
)

// A saved incident page has its parts under these classes:
//
//	.page-title > .incident-name, .subheader ("Incident Report for <a>X</a>")
//	.incident-updates-container > .update-row
//	    > .update-title ("Resolved"), .update-body, .update-timestamp ("Posted …")
//	.components-affected ("This incident affected: …")
const updatesClass = "incident-updates-container"

// isPage says that the input is such a page.
func isPage(data []byte) bool {
	data = bytes.TrimSpace(data)
	return len(data) > 0 && len(data) <= MaxBytes && bytes.Contains(data, []byte(updatesClass)) && bytes.ContainsRune(data[:min(len(data), 100)], '<')
}

var (
	postedAt  = regexp.MustCompile(`(?i)posted\s+(?:.{1,40}?\bago[.,]?\s+)?([A-Z][a-z]{2,8} \d{1,2}, \d{4} - \d{1,2}:\d{2} [A-Z]{2,5})`)
	reportFor = regexp.MustCompile(`(?i)\breport for\s+(.{1,100})$`)
)

// readPage turns a page into the object that the API would have given.
func readPage(in hindsight.Input) ([]object, object, error) {
	text, err := clean.Decode(in.Data, in.MediaType)
	if err != nil {
		return nil, nil, err
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, nil, err
	}
	incident, page := object{}, object{}
	var updates []any
	walk(root, func(n *html.Node) bool {
		switch {
		case hasClass(n, "incident-name"):
			incident["name"] = textOf(n)
		case hasClass(n, "subheader"):
			if m := reportFor.FindStringSubmatch(textOf(n)); m != nil {
				page["name"] = m[1]
			}
		case hasClass(n, "components-affected"):
			incident["affected"] = textOf(n)
		case hasClass(n, "update-row"):
			updates = append(updates, updateOf(n))
		case n.Data == "link" && attr(n, "rel") == "canonical", n.Data == "meta" && attr(n, "property") == "og:url":
			incident["url"] = pageURL(attr(n, "href")+attr(n, "content"), in.URL)
		default:
			return true
		}
		return false
	})
	incident["incident_updates"] = updates
	if !incident.isIncident() {
		return nil, nil, nil
	}
	return []object{incident}, page, nil
}

// updateOf reads one update. Its body stays HTML.
func updateOf(row *html.Node) map[string]any {
	u := map[string]any{}
	walk(row, func(n *html.Node) bool {
		switch {
		case hasClass(n, "update-title"):
			u["status"] = strings.ReplaceAll(strings.ToLower(textOf(n)), "post-mortem", postmortemState)
		case hasClass(n, "update-body"):
			u["body"] = bodyOf(n)
		case hasClass(n, "update-timestamp"):
			if m := postedAt.FindStringSubmatch(textOf(n)); m != nil {
				u["display_at"] = m[1]
			}
		default:
			return true
		}
		return false
	})
	return u
}

// bodyOf renders an update's HTML. Where the page keeps plain text with its
// line ends, these become breaks.
func bodyOf(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if err := html.Render(&b, c); err != nil {
			return textOf(n)
		}
	}
	body := strings.TrimSpace(b.String())
	if strings.Contains(body, "<p>") || strings.Contains(body, "<p ") {
		return "<div>" + body + "</div>"
	}
	return "<p>" + strings.ReplaceAll(strings.ReplaceAll(body, "\n\n", "</p><p>"), "\n", "<br>") + "</p>"
}

// walk visits the elements below n, in order; f says whether to go on below
// one. It climbs by the tree's own links, so that no nesting is too deep.
func walk(n *html.Node, f func(*html.Node) bool) {
	for d := n.FirstChild; d != nil; {
		if (d.Type != html.ElementNode || f(d)) && d.FirstChild != nil {
			d = d.FirstChild
			continue
		}
		for d != n && d.NextSibling == nil {
			d = d.Parent
		}
		if d == n {
			return
		}
		d = d.NextSibling
	}
}

func attrIndex(n *html.Node, key string) int {
	for i, a := range n.Attr {
		if a.Key == key {
			return i
		}
	}
	return -1
}

func attr(n *html.Node, key string) string {
	if i := attrIndex(n, key); i >= 0 {
		return n.Attr[i].Val
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// pageURL takes the page's own word for its address only within its host.
func pageURL(own, from string) string {
	u, err := url.Parse(own)
	if err != nil || !u.IsAbs() {
		return from
	}
	if f, err := url.Parse(from); err == nil && f.Host != "" && !strings.EqualFold(f.Host, u.Host) {
		return from
	}
	return own
}
