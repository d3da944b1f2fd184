package site

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight"
	"hindsight/internal/picture"
)

// upToFiles is the way from a page to the pictures of texts, which lie in the
// site as they do in the archive below content/.
const upToFiles = "../../files/"

// A PictureReader reads a picture that an entry shows, by its name; the error
// says why it cannot be shown.
type PictureReader func(e hindsight.Entry, name string) ([]byte, picture.Picture, error)

// A shown picture is one of the page's own.
type shown struct {
	name string // in the folder of the entry
	src  string // seen from the page
	is   picture.Picture
}

// pictures are those that the text of an entry may show, by the address that the
// text has for them. What cannot be shown is named, and its words stay.
func pictures(e hindsight.Entry, read PictureReader) (map[string]shown, error) {
	if read == nil || e.Publish != hindsight.PublishFull && e.Publish != "" {
		return nil, nil
	}
	all := map[string]shown{}
	var problems []error
	for _, name := range e.Shows() {
		_, is, err := read(e, name)
		if err != nil {
			problems = append(problems, fmt.Errorf("a picture is left out: %w", err))
			continue
		}
		all[e.FileLink(name)] = shown{name, e.FileLink(name), is}
	}
	return all, errors.Join(problems...)
}

// pictures puts pictures in the place of the links to them that renderImage
// wrote, each a link to itself, for a screenshot is larger than a column. Of one
// that the page does not have the words stay.
func (d dom) pictures(has map[string]shown) {
	for _, a := range d.elements(atom.A) {
		if len(a.Attr) != 1 || a.Attr[0].Key != "href" {
			continue
		}
		href, text := a.Attr[0].Val, textOf(a)
		p, ok := has[href]
		switch {
		case !ok && strings.HasPrefix(href, upToFiles):
			unwrap(a)
		case !ok:
		case text != imageWord && !strings.HasPrefix(text, imageWord+": "):
			a.Attr = []html.Attribute{{Key: "class", Val: "picture"}, {Key: "href", Val: p.src}} // a link in words
		default:
			for c := a.FirstChild; c != nil; c = a.FirstChild {
				a.RemoveChild(c)
			}
			a.Attr = []html.Attribute{{Key: "class", Val: "picture"}, {Key: "href", Val: p.src}}
			alt := strings.TrimPrefix(strings.TrimPrefix(text, imageWord), ": ")
			if alt == "" {
				alt = imageWord // a link needs a name
			}
			a.AppendChild(&html.Node{Type: html.ElementNode, DataAtom: atom.Img, Data: "img", Attr: []html.Attribute{
				{Key: "src", Val: p.src}, {Key: "alt", Val: alt}, {Key: "width", Val: strconv.Itoa(p.is.Width)},
				{Key: "height", Val: strconv.Itoa(p.is.Height)}, {Key: "loading", Val: "lazy"}, {Key: "decoding", Val: "async"}}})
		}
	}
}

// isPicture says that a link was made by pictures: the policy lets no class
// through.
func isPicture(a *html.Node) bool {
	return len(a.Attr) > 0 && a.Attr[0].Key == "class" && a.Attr[0].Val == "picture"
}

// writeShown copies the pictures that pages show into the site.
func writeShown(out *output, pages []*page, read PictureReader) error {
	for _, p := range pages {
		for _, s := range p.shown {
			data, _, err := read(p.entry, s.name)
			if err != nil {
				return fmt.Errorf("%s: it was there a moment ago: %w", s.src, err)
			}
			if err := out.put(strings.TrimPrefix(s.src, "../../"), data); err != nil {
				return err
			}
		}
	}
	return nil
}

// pictures is HTML with the addresses of pictures as a feed writes them.
func (a addresses) pictures(s string) string {
	return strings.ReplaceAll(s, `="`+upToFiles, `="`+strings.TrimSuffix(a.of("files/x"), "x"))
}
