package feed

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
)

const (
	maxDepth  = 256      // elements; feeds with XHTML content stay below 40
	maxErrors = 50       // items left out before the rest is given up, or no longer named
	maxAgain  = 32 << 20 // bytes of such items, each read again from where it begins; 32 MB take 2 s
)

// wellform writes a feed again so that gofeed reads all of it: every element
// closed, entities resolved, texts as HTML whatever way they were encoded,
// links absolute. An item that cannot be read is left out and reported; those
// before and after it stay. base is the feed's own address, "" when unknown.
func wellform(text, base string) (string, []error) {
	w := &writer{src: guard(declarationRE.ReplaceAllString(text, "")), base: parseURL(base)}
	w.decode(0)
	for w.step() {
		if len(w.items) > MaxItems {
			w.items, w.errs = w.items[:MaxItems], append(w.errs, errTooMany)
			break
		}
	}
	if w.root == nil {
		return "", append(w.errs, errNoFeed)
	}
	return w.assemble(), w.errs
}

// declarationRE is dropped: the text is decoded, and version 1.1 is refused.
var declarationRE = regexp.MustCompile(`^<\?xml[^<>]*\?>`)

// A writer collects the items of a feed and what stands beside them.
type writer struct {
	src     string
	base    *url.URL
	start   int // where in src the decoder's own offset 0 is
	dec     *xml.Decoder
	root    *node
	rootTag string // as it stands in src, for its namespace declarations
	channel *node  // the root again in Atom
	kind    string // name of an item: "item" or "entry"
	head    []*node
	items   []*node
	count   int // items begun
	again   int // bytes that items which were given up had swallowed
	errs    []error
}

// step reads one token outside of the items, or one item.
func (w *writer) step() bool {
	tok, err := w.dec.Token()
	if err != nil {
		return w.resume(w.offset(), err)
	}
	if t, ok := tok.(xml.StartElement); ok {
		return w.element(t.Copy())
	}
	return true
}

func (w *writer) element(t xml.StartElement) bool {
	name := strings.ToLower(t.Name.Local)
	switch {
	case w.root == nil:
		return w.begin(t, name)
	case name == "channel" && w.kind == "item":
		if w.channel == w.root {
			w.channel = newNode(t, w.root)
		}
		return true
	case name == w.kind && (t.Name.Space == w.channel.name.Space || t.Name.Space == w.root.name.Space || family(t.Name.Space) == w.kind):
		return w.entry(t)
	}
	n, err := subtree(w.dec, t, w.channel, "", 1)
	if err != nil {
		return w.resume(w.offset(), err)
	}
	w.head = append(w.head, n)
	return true
}

// begin reads the root element.
func (w *writer) begin(t xml.StartElement, name string) bool {
	switch name {
	case "rss", "rdf", "channel":
		w.kind = "item"
	case "feed":
		w.kind = "entry"
	default:
		w.errs = append(w.errs, fmt.Errorf("its root element is <%s>: %w", t.Name.Local, errNoFeed))
		return false
	}
	w.root = newNode(t, &node{base: w.base})
	w.channel = w.root
	end := w.offset()
	w.rootTag = w.src[strings.LastIndexByte(w.src[:end], '<'):end]
	return true
}

// entry reads an item, and those that begin before it ends: an item without
// an end tag is kept when the next one follows, and left out when the feed
// breaks off.
func (w *writer) entry(t xml.StartElement) bool {
	for {
		w.count++
		begin := w.offset()
		n, err := subtree(w.dec, t, w.channel, w.kind, 1)
		var nested errNested
		switch {
		case errors.As(err, &nested) && !n.hasElements():
			w.count--
		case err == nil, errors.As(err, &nested):
			w.items = append(w.items, n)
		default:
			w.errs = append(w.errs, fmt.Errorf("item %d left out: %w", w.count, plain(err)))
			w.again += w.offset() - begin
			return w.resume(begin, nil)
		}
		if err == nil {
			return true
		}
		t = nested.start
	}
}

var nextItemRE = regexp.MustCompile(`<(?:[\w.-]+:)?(?:item|entry|ITEM|Item|ENTRY|Entry)[\s>]`)

// offset is the place in src up to which the decoder has read.
func (w *writer) offset() int { return min(w.start+int(w.dec.InputOffset()), len(w.src)) }

// resume starts again at the first item behind at. The item that was given up
// may have swallowed the rest of the feed; maxErrors bounds how often that is
// read again.
func (w *writer) resume(at int, err error) bool {
	next := nextItemRE.FindStringIndex(w.src[at:])
	if w.root == nil || next == nil || len(w.errs) > maxErrors || w.again > maxAgain {
		if err != nil && (w.root == nil || len(w.items) == 0) && !w.closed() {
			w.errs = append(w.errs, plain(err))
		}
		return false
	}
	w.decode(at + next[0])
	return true
}

var rootEndRE = regexp.MustCompile(`</(?:[\w.-]+:)?(?i:rss|rdf|feed|channel)\b`)

// closed says that the text has the root's end, well-formed or not.
func (w *writer) closed() bool {
	return w.root != nil && rootEndRE.MatchString(w.src[max(0, len(w.src)-400):])
}

// decode makes a decoder for src from at on. Behind the beginning it is given
// the root's tag once more, for the namespaces declared there.
func (w *writer) decode(at int) {
	w.start = at - len(w.rootTag)
	w.dec = xml.NewDecoder(io.MultiReader(strings.NewReader(w.rootTag), strings.NewReader(w.src[at:])))
	w.dec.Strict = false
	w.dec.Entity = xml.HTMLEntity
	w.dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded already
	if w.rootTag != "" {
		_, _ = w.dec.Token()
	}
}

func plain(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax) && strings.Contains(syntax.Msg, "EOF"), errors.Is(err, io.EOF):
		return errors.New("the feed breaks off in the middle")
	case errors.As(err, &syntax):
		return fmt.Errorf("not well-formed: %s", syntax.Msg)
	}
	return err
}

func parseURL(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || !u.IsAbs() {
		return nil
	}
	return u
}

// assemble writes the feed in the one shape per family that gofeed reads best:
// RSS 2.0, or Atom 1.0.
func (w *writer) assemble() string {
	var b strings.Builder
	open, end := `<rss version="2.0"><channel>`, `</channel></rss>`
	space := ""
	if w.kind == "entry" {
		open, end, space = `<feed xmlns="`+atomSpace+`">`, `</feed>`, atomSpace
	}
	b.WriteString(open)
	own := w.root.name.Space
	if w.channel.base == nil {
		w.base = w.guessBase()
	}
	for _, list := range [][]*node{w.head, w.items} {
		for _, n := range list {
			n.adopt(own, space)
			n.rebaseAll(w.base)
			n.normalise(0)
			n.writeXML(&b)
		}
	}
	b.WriteString(end)
	return b.String()
}

// guessBase is the feed's address as the feed states it, for one that came
// without: its own link, its id, the site's link.
func (w *writer) guessBase() *url.URL {
	best, rank := (*url.URL)(nil), 4
	for _, n := range w.head {
		ref, r := strings.TrimSpace(n.words()), 4
		switch n.local() {
		case "link":
			ref, r = cmp.Or(n.get("", "href"), ref), 3
			if n.get("", "rel") == "self" {
				r = 1
			}
		case "id":
			r = 2
		}
		if u := parseURL(ref); u != nil && u.Host != "" && r < rank {
			best, rank = u, r
		}
	}
	return best
}
