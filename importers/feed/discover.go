package feed

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight"
	"hindsight/internal/clean"
)

// maxHead is how much of a page is searched for the address of its feed.
const maxHead = 512 << 10

// Discover returns the address of the first feed that an HTML page names in
// <link rel="alternate">; "" when the input is no page or names none.
func Discover(in hindsight.Input) string {
	if Recognise(in) {
		return ""
	}
	page, err := clean.Decode(in.Data[:min(len(in.Data), maxHead)], in.MediaType)
	if err != nil {
		return ""
	}
	base := parseURL(in.URL)
	for z := html.NewTokenizer(strings.NewReader(page)); z.Next() != html.ErrorToken; {
		t := z.Token()
		if t.Type != html.StartTagToken && t.Type != html.SelfClosingTagToken {
			continue
		}
		switch t.DataAtom {
		case atom.Base:
			if u := against(base, attribute(t, "href")); u != nil {
				base = u
			}
		case atom.Link:
			if u := against(base, attribute(t, "href")); u != nil && namesFeed(t) {
				return u.String()
			}
		}
	}
	return ""
}

func namesFeed(t html.Token) bool {
	kind, _, _ := strings.Cut(strings.ToLower(attribute(t, "type")), ";")
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/xml+rss":
		for _, rel := range strings.Fields(strings.ToLower(attribute(t, "rel"))) {
			if rel == "alternate" || rel == "feed" {
				return true
			}
		}
	}
	return false
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// against resolves ref, which must come to an address on the web.
func against(base *url.URL, ref string) *url.URL {
	u, err := url.Parse(ref)
	if err != nil || ref == "" {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	return u
}
