package site

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hindsight"
)

const (
	feedSize    = 30
	sitemapSize = 50_000 // what the protocol allows in one file
)

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Link       atomLink       `xml:"link"`
	Author     *atomAuthor    `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
}

// announced is when a postmortem was published, else when it was fetched,
// which is when readers of a feed could first know of it.
func announced(p *page) hindsight.Moment {
	if p.entry.Date.IsZero() {
		return p.entry.Source.Fetched
	}
	return p.entry.Date
}

// lastAnnounced is the pages that have such a day, the newest first.
func lastAnnounced(pages []*page) []*page {
	dated := slices.DeleteFunc(slices.Clone(pages), func(p *page) bool { return announced(p).IsZero() })
	slices.SortStableFunc(dated, func(a, b *page) int { return announced(b).Compare(announced(a)) })
	return dated[:min(len(dated), feedSize)]
}

// writeFeed writes the postmortems announced last as Atom. No clock is asked
// for the time of those that have none.
func writeFeed(dir string, base *url.URL, pages []*page, title string) error {
	self := base.JoinPath("feed.xml").String()
	f := atomFeed{ID: base.String(), Title: title, Updated: "1970-01-01T00:00:00Z", Author: atomAuthor{title},
		Links: []atomLink{{Rel: "self", Href: self}, {Rel: "alternate", Href: base.String()}}}
	for _, p := range lastAnnounced(pages) {
		address := base.JoinPath(p.URL).String()
		e := atomEntry{ID: address, Title: p.Title, Updated: announced(p).Time().Format(time.RFC3339), Link: atomLink{Href: address}, Summary: p.Params.Summary}
		if p.Params.Organisation != "" {
			e.Author = &atomAuthor{p.Params.Organisation}
		}
		for _, l := range p.Params.Labels {
			if l.Known {
				e.Categories = append(e.Categories, atomCategory{l.ID, l.Title})
			}
		}
		f.Entries = append(f.Entries, e)
	}
	if len(f.Entries) > 0 {
		f.Updated = f.Entries[0].Updated
	}
	return writeXML(filepath.Join(dir, "feed.xml"), f)
}

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Parts   []sitemapURL `xml:"sitemap"`
}

type sitemapURL struct {
	Loc string `xml:"loc"`
}

// writeSitemap names all pages, in several files when one may not hold them.
func writeSitemap(dir string, base *url.URL, names []string) error {
	var all []sitemapURL
	for _, n := range names {
		if n != "404.html" {
			all = append(all, sitemapURL{base.String() + (&url.URL{Path: strings.TrimSuffix(n, "index.html")}).String()})
		}
	}
	if len(all) <= sitemapSize {
		return writeXML(filepath.Join(dir, "sitemap.xml"), sitemap{URLs: all})
	}
	var index sitemapIndex
	for i := 0; len(all) > 0; i++ {
		n := min(len(all), sitemapSize)
		name := fmt.Sprintf("sitemap-%d.xml", i+1)
		if err := writeXML(filepath.Join(dir, name), sitemap{URLs: all[:n]}); err != nil {
			return err
		}
		index.Parts = append(index.Parts, sitemapURL{base.JoinPath(name).String()})
		all = all[n:]
	}
	return writeXML(filepath.Join(dir, "sitemap.xml"), index)
}

func writeXML(path string, v any) error {
	b, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return writeFile(path, append([]byte(xml.Header), append(b, '\n')...))
}
