package feed

import (
	"encoding/base64"
	"encoding/xml"
	"html"
	"regexp"
	"slices"
	"strings"
)

// texts are the elements that hold text for people, maybe with markup.
var texts = map[string]bool{
	"title": true, "description": true, "summary": true, "content": true, "encoded": true, "body": true, "fullitem": true,
	"subtitle": true, "tagline": true, "info": true, "rights": true, "copyright": true, "abstract": true,
}

// addresses are the elements whose text is a link.
var addresses = map[string]bool{"link": true, "url": true, "uri": true, "comments": true, "origlink": true, "guid": true}

// renamed are elements that gofeed passes over, and what they mean.
var renamed = map[xml.Name]xml.Name{
	{Space: xhtmlSpace, Local: "body"}:   {Space: contentSpace, Local: "encoded"},
	{Space: xhtmlSpace, Local: "div"}:    {Space: contentSpace, Local: "encoded"},
	{Local: "body"}:                      {Space: contentSpace, Local: "encoded"},
	{Local: "fullitem"}:                  {Space: contentSpace, Local: "encoded"},
	{Space: atomSpace, Local: "created"}: {Space: atomSpace, Local: "issued"},
	{Local: "ABSTRACT"}:                  {Local: "description"}, // CDF
}

// normalise rewrites the texts and links below n; depth 0 is an item or a
// child of the channel.
func (n *node) normalise(depth int) {
	name := n.local()
	if to, ok := renamed[n.name]; ok {
		n.name, name = to, strings.ToLower(to.Local)
	}
	if depth == 0 && name == "item" {
		n.fromCDF()
		n.linkFromGUID()
	}
	if depth == 0 && name == "entry" {
		n.pageFirst()
	}
	switch {
	case n.name.Local == "" || depth > 3:
		return
	case texts[name] && !(depth == 0 && (name == "item" || name == "entry")):
		n.toHTML()
		return
	case addresses[name]:
		n.toLink(name)
	}
	for _, k := range n.kids {
		k.normalise(depth + 1)
	}
}

// fromCDF makes elements of the attributes that Microsoft's Channel Definition
// Format has in their place.
func (n *node) fromCDF() {
	for _, a := range n.attr {
		local := map[string]string{"HREF": "link", "LASTMOD": "pubDate"}[a.Name.Local]
		if local != "" {
			n.kids = append(n.kids, &node{name: xml.Name{Local: local}, base: n.base, kids: []*node{{text: a.Value}}})
		}
	}
}

// linkFromGUID gives an item without a link the one that its guid is, which it
// is unless it says isPermaLink="false".
func (n *node) linkFromGUID() {
	var guid *node
	for _, k := range n.kids {
		switch {
		case k.name.Space == "" && k.local() == "link" && (strings.TrimSpace(k.words()) != "" || k.get("", "href") != ""):
			return
		case k.name.Space == "" && k.local() == "guid":
			guid = k // of several the last is the item's id, too
		}
	}
	if guid == nil || strings.EqualFold(guid.get("", "isPermaLink"), "false") {
		return
	}
	stated := strings.EqualFold(guid.get("", "isPermaLink"), "true")
	if text := strings.TrimSpace(guid.words()); pathOrAddressRE.MatchString(text) || stated && oneWordRE.MatchString(text) {
		n.kids = append(n.kids, &node{name: xml.Name{Local: "link"}, base: n.base, kids: []*node{{text: text}}})
	}
}

var (
	pathOrAddressRE = regexp.MustCompile(`^(?:https?://|\.{0,2}/)[^\s<>"]+$`)
	oneWordRE       = regexp.MustCompile(`^[^\s<>"]+$`)
)

// pageFirst leaves an entry one alternate link, the best to read: HTML, else
// one that does not say what it is, else the first.
func (n *node) pageFirst() {
	rank := func(k *node) int {
		if rel := strings.ToLower(k.get("", "rel")); k.name.Space != atomSpace || k.local() != "link" || rel != "" && rel != "alternate" {
			return 0
		}
		switch kind, _, _ := strings.Cut(strings.ToLower(k.get("", "type")), ";"); strings.TrimSpace(kind) {
		case "text/html", "application/xhtml+xml":
			return 3
		case "":
			return 2
		}
		return 1
	}
	best := 0
	for _, k := range n.kids {
		best = max(best, rank(k))
	}
	n.kids = slices.DeleteFunc(n.kids, func(k *node) bool { r := rank(k); return r > 0 && r < best })
}

func (n *node) toLink(name string) {
	for i, a := range n.attr {
		if a.Name.Space == "" && a.Name.Local == "href" {
			n.attr[i].Value = n.resolve(a.Value)
		}
	}
	text := strings.TrimSpace(n.words())
	if text == "" || name == "guid" && !strings.EqualFold(n.get("", "isPermaLink"), "true") || n.hasElements() {
		return
	}
	n.setText(n.resolve(text))
}

// toHTML makes the text of n HTML and says so in its type.
func (n *node) toHTML() {
	out := n.asHTML()
	if n.own && n.base != nil && strings.Contains(out, "<") {
		out = `<base href="` + html.EscapeString(n.base.String()) + `">` + out
	}
	n.attr = nil
	if n.name.Space == atomSpace {
		n.attr = []xml.Attr{{Name: xml.Name{Local: "type"}, Value: "html"}}
	}
	n.setText(out)
}

// asHTML decodes a text by Atom's type and Atom 0.3's mode, and where these
// say nothing by what it holds.
func (n *node) asHTML() string {
	kind, mode := strings.ToLower(n.get("", "type")), strings.ToLower(n.get("", "mode"))
	kind, _, _ = strings.Cut(kind, ";")
	if n.hasElements() {
		var b strings.Builder
		n.writeHTML(&b)
		return b.String()
	}
	text := n.words()
	if mode == "base64" || n.name.Space == atomSpace && binaryKind(kind) {
		text = unbase64(text)
	}
	plain := kind == "text" || kind == "text/plain" || kind == "" && n.name.Space == atomSpace
	if plain && !looksLikeHTML(text) {
		return html.EscapeString(text)
	}
	return text
}

// binaryKind says that Atom wants base64: no text type and no XML.
func binaryKind(kind string) bool {
	return strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.HasSuffix(kind, "xml")
}

func unbase64(s string) string {
	s = strings.Join(strings.Fields(s), "")
	out, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		if out, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "=")); err != nil {
			return s
		}
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

var (
	closeTagRE = regexp.MustCompile(`(?i)</(?:a|p|b|i|em|strong|div|span|li|ul|ol|pre|code|h[1-6]|blockquote|td|table|dl|dd|dt|sup|sub|font|u|tt)\s*>` +
		`|<(?:br|hr|img|p)\b[^<>]{0,500}>`)
	entityRE = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|nbsp|amp|lt|gt|quot|mdash|ndash|hellip|[lr][sd]quo);`)
)

// looksLikeHTML is for feeds that send HTML and call it text.
func looksLikeHTML(s string) bool { return closeTagRE.MatchString(s) || entityRE.MatchString(s) }
