package fetch

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/clean"
)

// IsOPML says that data is an OPML file, a feed reader's list of feeds.
func IsOPML(data []byte) bool {
	text, err := clean.Decode(data[:min(len(data), 4096)], "")
	return err == nil && opmlRootRE.MatchString(text)
}

var opmlRootRE = regexp.MustCompile(`(?i)<opml[\s>]`)

// maxFeeds is where a list of feeds stops being one that a person keeps.
const maxFeeds = 5000

// OPML reads the feeds that an OPML file names, each once, named after their
// titles. It reads what stands before a place where the file breaks.
func OPML(name string, data []byte) ([]Source, error) {
	text, err := clean.Text(data, "")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	dec := xml.NewDecoder(strings.NewReader(xmlDeclarationRE.ReplaceAllString(text, "")))
	dec.Strict, dec.Entity = false, xml.HTMLEntity
	l := opmlList{urls: map[string]bool{}, names: map[string]bool{}}
	for len(l.sources) < maxFeeds {
		tok, err := dec.Token()
		if err != nil {
			if len(l.sources) == 0 && !errors.Is(err, io.EOF) {
				return nil, fmt.Errorf("%s: no OPML: %s", name, oneLine(err))
			}
			break
		}
		if t, ok := tok.(xml.StartElement); ok && strings.EqualFold(t.Name.Local, "outline") {
			l.add(t)
		}
	}
	if len(l.sources) == 0 {
		return nil, fmt.Errorf("%s: the OPML names no feed: an <outline> with xmlUrl", name)
	}
	return l.sources, nil
}

var xmlDeclarationRE = regexp.MustCompile(`^\s*<\?xml[^<>]*\?>`)

type opmlList struct {
	sources     []Source
	urls, names map[string]bool
}

func (l *opmlList) add(t xml.StartElement) {
	attrs := map[string]string{}
	for _, a := range t.Attr {
		attrs[strings.ToLower(a.Name.Local)] = strings.TrimSpace(a.Value)
	}
	url := attrs["xmlurl"]
	if url == "" || checkURL(url) != "" || l.urls[url] {
		return
	}
	l.urls[url] = true
	title := attrs["title"]
	if title == "" {
		title = attrs["text"]
	}
	l.sources = append(l.sources, Source{Name: l.name(clean.Title(title), url), Kind: hindsight.ImporterFeed.Kind(), URL: url})
}

var noNameRE = regexp.MustCompile(`[^a-z0-9]+`)

// name makes a name that is not taken, from the title, else the address.
func (l *opmlList) name(title, url string) string {
	slug := func(s string) string {
		s = strings.Trim(noNameRE.ReplaceAllString(strings.ToLower(s), "-"), "-")
		return strings.Trim(s[:min(len(s), 50)], "-")
	}
	_, address, _ := strings.Cut(url, "://")
	// in other scripts than Latin neither title nor host may have anything to name it after
	base := cmp.Or(slug(title), slug(address), "feed")
	name := base
	for n := 2; l.names[name]; n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	l.names[name] = true
	return name
}
