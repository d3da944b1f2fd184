package feed

import (
	"cmp"
	"net/url"
	"strings"
)

const (
	xmlSpace     = "http://www.w3.org/XML/1998/namespace"
	xhtmlSpace   = "http://www.w3.org/1999/xhtml"
	atomSpace    = "http://www.w3.org/2005/Atom"
	contentSpace = "http://purl.org/rss/1.0/modules/content/"
)

// families holds the namespaces that feeds' own elements have been seen in, in
// lower case and without a slash at the end, and what an item is called there.
var families = map[string]string{
	"http://www.w3.org/2005/atom": "entry", "http://purl.org/atom/ns#": "entry", "atom": "entry",
	"http://purl.org/rss/1.0": "item", "http://purl.org/net/rss1.1#": "item", "rss": "item",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#": "item", "rdf": "item",
	"http://my.netscape.com/rdf/simple/0.9": "item", "http://channel.netscape.com/rdf/simple/0.9": "item",
	"http://my.netscape.com/publish/formats/rss-0.91.dtd": "item",
	"http://backend.userland.com/rss":                     "item", "http://backend.userland.com/rss2": "item",
	"http://blogs.law.harvard.edu/tech/rss": "item", "http://cyber.law.harvard.edu/rss/rss.html": "item",
}

// spaces holds the other namespaces that are read, in the spelling that gofeed
// knows.
var spaces = map[string]string{
	"http://purl.org/dc/elements/1.0":            "http://purl.org/dc/elements/1.1/",
	"http://purl.org/dc/elements/1.1":            "http://purl.org/dc/elements/1.1/",
	"http://purl.org/dc/terms":                   "http://purl.org/dc/terms/",
	"http://purl.org/rss/1.0/modules/content":    contentSpace,
	"http://purl.org/rss/1.0/modules/dcterms":    "http://purl.org/dc/terms/",
	"http://rssnamespace.org/feedburner/ext/1.0": "http://rssnamespace.org/feedburner/ext/1.0",
	"http://www.itunes.com/dtds/podcast-1.0.dtd": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
	"http://search.yahoo.com/mrss":               "http://search.yahoo.com/mrss/",
	"http://www.w3.org/1999/xhtml":               xhtmlSpace,
}

func canonicalSpace(s string) string {
	return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(s)), "/")
}

// family returns what an item is called in a namespace of RSS or Atom.
func family(space string) string { return families[canonicalSpace(space)] }

// adopt moves the elements of the feed's own namespaces into space: no
// namespace for RSS, Atom's for Atom. Those of Atom in RSS stay Atom's.
func (n *node) adopt(own, space string) {
	switch kind := family(n.name.Space); {
	case n.name.Local == "":
	case kind == "entry":
		n.name.Space = atomSpace
	case kind == "item", n.name.Space == own, n.name.Space == "":
		n.name.Space = space
	default:
		n.name.Space = cmp.Or(spaces[canonicalSpace(n.name.Space)], n.name.Space)
	}
	for _, k := range n.kids {
		k.adopt(own, space)
	}
}

// rebaseAll gives the nodes that have no base this one.
func (n *node) rebaseAll(base *url.URL) {
	n.base = cmp.Or(n.base, base)
	for _, k := range n.kids {
		k.rebaseAll(base)
	}
}
