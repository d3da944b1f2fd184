package site

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"
)

const sitemapSize = 50_000 // what the protocol allows in one file

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Parts   []sitemapURL `xml:"sitemap"`
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// writeSitemap names all pages, in several files when one may not hold them.
func writeSitemap(out *output, base *url.URL, names []string, pages []*page) error {
	var all []sitemapURL
	changed := lastChanged(pages)
	for _, n := range names {
		if n == "404.html" {
			continue
		}
		list, _, _ := strings.Cut(n, "/page/") // a further page of a list
		at, ok := changed[list]
		if !ok {
			at = changed[list+".html"]
		}
		all = append(all, sitemapURL{absolute(base, strings.TrimSuffix(n, "index.html")), at})
	}
	if len(all) <= sitemapSize {
		return writeXML(out, "sitemap.xml", sitemap{URLs: all})
	}
	var index sitemapIndex
	for i := 0; len(all) > 0; i++ {
		n := min(len(all), sitemapSize)
		name := fmt.Sprintf("sitemap-%d.xml", i+1)
		if err := writeXML(out, name, sitemap{URLs: all[:n]}); err != nil {
			return err
		}
		index.Parts = append(index.Parts, sitemapURL{Loc: base.JoinPath(name).String()})
		all = all[n:]
	}
	return writeXML(out, "sitemap.xml", index)
}

// lastChanged is the day on which the text of a page, or the newest text of a
// list, was fetched. Pages of the site's own have none.
func lastChanged(pages []*page) map[string]string {
	out := map[string]string{}
	for _, p := range pages {
		m := p.record.Source.Fetched
		if m.IsZero() {
			continue
		}
		day := m.Time().Format("2006-01-02")
		names := []string{strings.TrimPrefix(p.URL, "/"), "index.html", "classes/index.html", "organisations/index.html", "years/index.html"}
		for folder, terms := range map[string][]string{"classes/": p.Classes, "organisations/": p.Organisations, "years/": p.Years} {
			for _, t := range terms {
				names = append(names, folder+t+".html")
			}
		}
		for _, n := range names {
			out[n] = max(out[n], day)
		}
	}
	return out
}

// writeRobots lets everybody in. A site that asks not to be found says so on
// each page, which robots have to read for that.
func writeRobots(out *output, base *url.URL, noindex bool) error {
	text := "User-agent: *\nAllow: /\n"
	if base != nil && !noindex {
		text += "\nSitemap: " + absolute(base, "sitemap.xml") + "\n"
	}
	return out.put("robots.txt", []byte(text))
}
