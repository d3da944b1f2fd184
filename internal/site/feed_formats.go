package site

import (
	"cmp"
	"encoding/xml"
	"time"
)

// The three formats, as far as they are used: Atom (RFC 4287), JSON Feed 1.1
// and RSS 2.0. Libraries that write all three know neither categories nor how a
// text is typed in each.

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
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomEntry struct {
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Published  string         `xml:"published,omitempty"`
	Updated    string         `xml:"updated"`
	Links      []atomLink     `xml:"link"`
	Author     *atomAuthor    `xml:"author"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
	Content    *atomText      `xml:"content"`
	Rights     string         `xml:"rights,omitempty"`
}

// never is when a feed without items was updated: no clock is asked.
const never = "1970-01-01T00:00:00Z"

// updated is when the newest of the items was.
func (f feed) updated() string {
	last := never
	for _, i := range f.items {
		last = max(last, i.updated)
	}
	return last
}

func (f feed) atom(at addresses, self string) atomFeed {
	out := atomFeed{ID: at.id(f.home), Title: f.title, Updated: f.updated(), Author: atomAuthor{f.title},
		Links: []atomLink{{"self", "application/atom+xml", at.of(self)}, {"alternate", "text/html", at.of(f.home)}}}
	for _, i := range f.items {
		p := i.page
		e := atomEntry{Lang: p.Params.Lang, ID: at.id(p.URL), Title: p.Title,
			Published: i.published, Updated: i.updated, Summary: p.Params.Summary, Rights: p.Params.Source.Licence,
			Links: []atomLink{{"alternate", "text/html", at.of(p.URL)}}}
		if via := p.Params.Source.URL; via != "" {
			e.Links = append(e.Links, atomLink{"via", "", via})
		}
		if who := p.by(); who != "" {
			e.Author = &atomAuthor{who}
		}
		for _, l := range p.Params.Labels {
			if l.Known {
				e.Categories = append(e.Categories, atomCategory{l.ID, l.Title})
			}
		}
		if i.content != "" {
			e.Content = &atomText{"html", at.pictures(i.content)}
		}
		out.Entries = append(out.Entries, e)
	}
	return out
}

// by is who wrote it, or whose incident it was.
func (p *page) by() string { return cmp.Or(p.Params.Organisation, p.Params.Source.Author) }

type jsonFeed struct {
	Version string         `json:"version"`
	Title   string         `json:"title"`
	Home    string         `json:"home_page_url"`
	Feed    string         `json:"feed_url"`
	Items   []jsonFeedItem `json:"items"`
}

type jsonFeedItem struct {
	ID          string           `json:"id"`
	URL         string           `json:"url"`
	External    string           `json:"external_url,omitempty"`
	Title       string           `json:"title"`
	ContentHTML string           `json:"content_html,omitempty"`
	ContentText string           `json:"content_text,omitempty"`
	Summary     string           `json:"summary,omitempty"`
	Language    string           `json:"language,omitempty"`
	Published   string           `json:"date_published,omitempty"`
	Modified    string           `json:"date_modified"`
	Authors     []jsonFeedAuthor `json:"authors,omitempty"`
	Tags        []string         `json:"tags,omitempty"`
}

type jsonFeedAuthor struct {
	Name string `json:"name"`
}

func (f feed) json(at addresses) jsonFeed {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.title, Home: at.of(f.home), Feed: at.of(f.path + ".json"), Items: []jsonFeedItem{}}
	for _, i := range f.items {
		p := i.page
		e := jsonFeedItem{ID: at.id(p.URL), URL: at.of(p.URL), External: p.Params.Source.URL, Title: p.Title, ContentHTML: at.pictures(i.content),
			Summary: p.Params.Summary, Language: p.Params.Lang, Published: i.published, Modified: i.updated}
		if e.ContentHTML == "" { // one of both is a must
			e.ContentText = cmp.Or(p.Params.Summary, p.Title)
		}
		if who := p.by(); who != "" {
			e.Authors = []jsonFeedAuthor{{who}}
		}
		for _, l := range p.Params.Labels {
			if l.Known {
				e.Tags = append(e.Tags, l.ID)
			}
		}
		out.Items = append(out.Items, e)
	}
	return out
}

type rssFeed struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Self        rssSelf   `xml:"atom:link"`
	Updated     string    `xml:"lastBuildDate"`
	Items       []rssItem `xml:"item"`
}

type rssSelf struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	GUID        rssGUID  `xml:"guid"`
	Published   string   `xml:"pubDate"`
	Creator     string   `xml:"dc:creator,omitempty"`
	Categories  []string `xml:"category"`
	Description string   `xml:"description,omitempty"`
}

type rssGUID struct {
	IsPermaLink bool   `xml:"isPermaLink,attr"`
	Value       string `xml:",chardata"`
}

func (f feed) rss(at addresses) rssFeed {
	c := rssChannel{Title: f.title, Link: at.of(f.home), Description: f.title, Self: rssSelf{"self", "application/rss+xml", at.of("rss.xml")},
		Updated: rssTime(f.updated())}
	for _, i := range f.items {
		p := i.page
		e := rssItem{Title: p.Title, Link: at.of(p.URL), GUID: rssGUID{true, at.of(p.URL)}, Published: rssTime(cmp.Or(i.published, i.updated)),
			Creator: p.by(), Description: cmp.Or(at.pictures(i.content), p.Params.Summary)}
		for _, l := range p.Params.Labels {
			if l.Known {
				e.Categories = append(e.Categories, l.Title)
			}
		}
		c.Items = append(c.Items, e)
	}
	return rssFeed{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/", Channel: c}
}

// rssTime is the same time as RSS has it (RFC 822).
func rssTime(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return ""
	}
	return t.UTC().Format("Mon, 02 Jan 2006 15:04:05 +0000")
}
