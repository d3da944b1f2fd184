package clean

import (
	"cmp"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// wholePageRE matches what a page has and a fragment has not.
var wholePageRE = regexp.MustCompile(`(?i)<(?:!doctype\s+html|html|head|body)[\s>]`)

// describe reads the page's own account of itself: JSON-LD, meta elements,
// then what a reader sees.
func describe(doc *html.Node, address string) Page {
	meta, ld := metas(doc), linkedDataOf(doc)
	p := Page{
		Publisher: Title(ld.publisher),
		SiteName:  Title(cmp.Or(meta["og:site_name"], ld.site, meta["application-name"])),
		Author:    Title(cmp.Or(ld.author, meta["author"], meta["authors"], meta["dc.creator"], meta["article:author"], meta["parsely-author"], byline(doc))),
		Date: strings.TrimSpace(cmp.Or(ld.date, meta["article:published_time"], meta["og:published_time"], meta["datepublished"], meta["dc.date.issued"],
			meta["dc.date"], meta["dcterms.created"], meta["date"], meta["pubdate"], meta["publish-date"], meta["parsely-pub-date"], timeElement(doc))),
	}
	if strings.HasPrefix(p.Author, "http") {
		p.Author = ""
	}
	p.URL = canonical(doc, meta, address)
	p.Title = pageTitle(doc, meta, ld, p.SiteName)
	return p
}

func metas(doc *html.Node) map[string]string {
	m := map[string]string{}
	for _, n := range all(doc, atom.Meta) {
		key := strings.ToLower(cmp.Or(attr(n, "property"), attr(n, "name"), attr(n, "itemprop")))
		if val := strings.TrimSpace(attr(n, "content")); key != "" && val != "" && m[key] == "" {
			m[key] = val
		}
	}
	return m
}

// linkedData is what of JSON-LD is used.
type linkedData struct{ title, author, date, site, publisher string }

// linkedDataOf reads the page's JSON-LD: the first object that has a date.
func linkedDataOf(doc *html.Node) linkedData {
	for _, s := range all(doc, atom.Script) {
		if !strings.EqualFold(strings.TrimSpace(attr(s, "type")), "application/ld+json") {
			continue
		}
		var val any
		if json.Unmarshal([]byte(textOf(s)), &val) != nil {
			continue
		}
		if d, ok := findLinked(val, 0); ok {
			return d
		}
	}
	return linkedData{}
}

func findLinked(val any, depth int) (linkedData, bool) {
	if depth > 4 {
		return linkedData{}, false
	}
	switch v := val.(type) {
	case []any:
		for _, e := range v {
			if d, ok := findLinked(e, depth+1); ok {
				return d, true
			}
		}
	case map[string]any:
		date := text(v["datePublished"])
		if date != "" {
			d := linkedData{title: text(v["headline"]), author: text(v["author"]), date: date, site: text(v["publisher"])}
			if by, ok := v["publisher"].(map[string]any); ok && strings.HasSuffix(text(by["@type"]), "Organization") &&
				d.site != d.author && !platforms[strings.ToLower(d.site)] {
				d.publisher = d.site
			}
			return d, true
		}
		return findLinked(v["@graph"], depth+1)
	}
	return linkedData{}, false
}

// text is a string of JSON-LD, the name of an object, or those of a list.
func text(val any) string {
	switch v := val.(type) {
	case string:
		return v
	case map[string]any:
		s, _ := v["name"].(string)
		return s
	case []any:
		var names []string
		for _, e := range v {
			if s := text(e); s != "" {
				names = append(names, s)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

// canonical is the address that the page gives as its own.
func canonical(doc *html.Node, meta map[string]string, address string) string {
	base, _ := url.Parse(address)
	for _, n := range all(doc, atom.Link) {
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			if u := absolute(strings.TrimSpace(attr(n, "href")), base); u != "" {
				return u
			}
		}
	}
	return absolute(meta["og:url"], base)
}

// timeElement is the first date that stands in the page as one.
func timeElement(doc *html.Node) string {
	for _, n := range all(doc, atom.Time) {
		if s := cmp.Or(attr(n, "datetime"), oneLine(textOf(n))); s != "" {
			return s
		}
	}
	return ""
}

func byline(doc *html.Node) string {
	for _, n := range all(doc, atom.A, atom.Span, atom.Div, atom.P) {
		if attr(n, "rel") == "author" || attr(n, "itemprop") == "author" {
			if s := oneLine(textOf(n)); len(s) < 80 {
				return strings.TrimPrefix(strings.TrimPrefix(s, "By "), "by ")
			}
		}
	}
	return ""
}

var separatorRE = regexp.MustCompile(`\s+[|–—·»:-]\s+`)

// pageTitle prefers what names the article alone: <title> often adds the site.
func pageTitle(doc *html.Node, meta map[string]string, ld linkedData, site string) string {
	var heading string
	if h := only(doc, atom.H1); h != nil {
		heading = oneLine(textOf(h))
	}
	var title string
	if list := all(doc, atom.Title); len(list) > 0 {
		title = oneLine(textOf(list[0]))
	}
	for _, s := range []string{ld.title, meta["og:title"], heading, meta["twitter:title"], title} {
		if s = withoutSite(Title(s), site, heading); s != "" && !strings.EqualFold(s, site) {
			return s
		}
	}
	return ""
}

// withoutSite cuts " | Acme" from the end of a title, and "Acme | " from its
// beginning: the site's name, or what the page's own heading does not have.
func withoutSite(title, site, heading string) string {
	if heading != "" && len(heading) < len(title) && (strings.HasPrefix(title, heading) || strings.HasSuffix(title, heading)) {
		return heading
	}
	cuts := separatorRE.FindAllStringIndex(title, -1)
	if len(cuts) == 0 || site == "" {
		return title
	}
	end, begin := cuts[len(cuts)-1], cuts[0]
	if tail := title[end[1]:]; strings.EqualFold(tail, site) || strings.Contains(strings.ToLower(tail), strings.ToLower(site)) {
		return title[:end[0]]
	}
	if strings.EqualFold(title[:begin[0]], site) {
		return title[begin[1]:]
	}
	return title
}
