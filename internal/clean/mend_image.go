package clean

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// imagesToLinks makes "[what it shows](address)" of a picture: the archive
// loads nothing from elsewhere. Within a link only the words are left;
// counters of one pixel and emoticons are no pictures.
func imagesToLinks(root *html.Node) {
	for _, img := range all(root, atom.Img) {
		src, alt := attr(img, "src"), oneLine(attr(img, "alt"))
		switch {
		case tiny(attr(img, "width")) || tiny(attr(img, "height")):
			detach(img)
		case Beside(src) && !strings.Contains(attr(img, "class"), "emoji"):
			setAttr(img, "alt", alt) // stays a picture: who imports it may have the file
		case src == "" || strings.Contains(attr(img, "class"), "emoji") || strings.Contains(attr(img, "class"), "smiley"):
			replace(img, textNode(alt))
		case linked(img):
			replace(img, textNode(" "+caption(src, alt)+" "))
		default:
			a := element(atom.A)
			a.Attr = []html.Attribute{{Key: "href", Val: src}}
			a.AppendChild(textNode(caption(src, alt)))
			replace(img, a)
		}
	}
}

// Beside says that the address of a picture is that of a file, seen from the
// text: "images/load.png", "/assets/load.png".
func Beside(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "" && u.Host == "" && u.Opaque == "" && pictureRE.MatchString(u.Path)
}

var pictureRE = regexp.MustCompile(`(?i)^[^\\<>()\n]*[^/\\<>()\n]\.(?:png|jpe?g|gif|webp|svg|avif|bmp|drawio|puml|mmd)$`)

func tiny(size string) bool { return size == "0" || size == "1" || size == "1px" }

func linked(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.A && attr(p, "href") != "" && !strings.HasPrefix(attr(p, "href"), "#") {
			return true
		}
	}
	return false
}

// caption names a picture by its description, else by its file if that has a
// name and no mere number.
func caption(src, alt string) string {
	if alt != "" {
		return alt
	}
	u, err := url.Parse(src)
	if err != nil {
		return "image"
	}
	if name := path.Base(u.Path); fileNameRE.MatchString(name) {
		return "image: " + name
	}
	return "image"
}

var fileNameRE = regexp.MustCompile(`^[A-Za-z]+(?:[ _-]?[A-Za-z]+){0,8}[ _-]?\d{0,4}\.[a-z]{3,4}$`)
