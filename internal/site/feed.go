package site

import (
	"bytes"
	"cmp"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"hindsight"
	"hindsight/internal/record"
)

// Bounds of a feed. Readers fetch it again and again, and several give up on
// one that is larger than a megabyte.
const (
	feedSize  = 50
	feedBytes = 1 << 20
	// feedRest is what is left for all but the texts: fifty titles, summaries
	// and addresses at their longest, and the head.
	feedRest = 400 << 10
)

// A feed is the newest postmortems of the site, a class or an organisation.
type feed struct {
	path  string // from the root, without ending: "classes/dns"; "feed" for the whole site
	title string
	home  string // address of the page that it belongs to, from the root
	items []item
}

// An item is a postmortem in a feed.
type item struct {
	page      *page
	published string // RFC 3339; "" where the text does not say
	updated   string // when the version that is kept was fetched, or published if that is later
	content   string // HTML; "" where the licence lets no others pass the text on
}

// writeFeeds writes all feeds. Atom and JSON Feed work with relative addresses,
// where nobody knows the site's; RSS does not and is left out then.
func writeFeeds(out *output, base *url.URL, pages []*page, tax hindsight.Taxonomy, title string) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range feeds(pages, tax, title) {
		group.Go(func() error {
			atomPath := f.path + ".atom.xml"
			if f.path == "feed" {
				atomPath = "feed.xml"
			}
			at := addresses{base, strings.Repeat("../", strings.Count(f.path, "/"))}
			err := errors.Join(
				writeXML(out, atomPath, f.atom(at, atomPath)),
				writeJSON(out, f.path+".json", f.json(at)))
			if f.path == "feed" && base != nil {
				err = errors.Join(err, writeXML(out, "rss.xml", f.rss(at)))
			}
			return err
		})
	}
	return group.Wait()
}

// feeds are that of the site and those of each class and organisation.
func feeds(pages []*page, tax hindsight.Taxonomy, title string) []feed {
	byTerm, names := map[string][]*page{}, map[string]map[string]int{}
	all := slices.Clone(pages)
	slices.SortFunc(all, newestInFeed)
	for _, p := range all {
		for _, c := range slices.Compact(slices.Sorted(slices.Values(p.Classes))) {
			byTerm["classes/"+c] = append(byTerm["classes/"+c], p)
		}
		for _, o := range p.Organisations {
			byTerm["organisations/"+o] = append(byTerm["organisations/"+o], p)
			if names[o] == nil {
				names[o] = map[string]int{}
			}
			names[o][p.Params.Organisation]++
		}
	}
	out := []feed{newFeed("feed", title, "", all)}
	for _, c := range tax {
		out = append(out, newFeed("classes/"+c.ID, title+": "+c.Title, "classes/"+c.ID+".html", byTerm["classes/"+c.ID]))
	}
	for o, spelled := range names {
		out = append(out, newFeed("organisations/"+o, title+": "+mostFrequent(spelled), "organisations/"+o+".html", byTerm["organisations/"+o]))
	}
	return out
}

// inFeed is the time by which a postmortem enters a feed: when it was published,
// else when it came into the archive.
func (p *page) inFeed() time.Time {
	return cmp.Or(p.record.Date, p.record.Source.Fetched).Time()
}

func newestInFeed(a, b *page) int {
	return cmp.Or(b.inFeed().Compare(a.inFeed()), strings.Compare(a.URL, b.URL))
}

// newFeed takes the newest of pages that are in order, with their texts as long
// as there is room. One without any date has no place in time and is left out.
func newFeed(path, title, home string, pages []*page) feed {
	f := feed{path: path, title: title, home: home}
	left := feedBytes - feedRest
	for _, p := range pages {
		if p.inFeed().IsZero() || len(f.items) == feedSize {
			break
		}
		i := item{page: p}
		if m := p.record.Date; !m.IsZero() {
			i.published = stamp(m)
		}
		i.updated = max(i.published, stamp(p.record.Source.Fetched))
		if s := p.feedContent(); s != "" && weight(s) <= left {
			i.content, left = s, left-weight(s)
		}
		f.items = append(f.items, i)
	}
	return f
}

func stamp(m hindsight.Moment) string {
	if m.IsZero() {
		return ""
	}
	return m.Time().Format(time.RFC3339)
}

// Links within the page lead nowhere in a feed reader: those of headings and
// marks go, of others the words stay.
var (
	anchorRE  = regexp.MustCompile(`<a class="(?:anchor|earned)"[^>]*></a>`)
	ownLinkRE = regexp.MustCompile(` href="#[^"]*"`)
)

// feedContent is the text where others may pass it on.
func (p *page) feedContent() string {
	if _, open := record.Open(p.record.Source.Licence); !open || p.Params.Publish != hindsight.PublishFull {
		return ""
	}
	return ownLinkRE.ReplaceAllString(anchorRE.ReplaceAllString(p.html(), ""), "")
}

// weight is how many bytes a text takes in XML or JSON at most.
func weight(s string) int {
	n := len(s)
	for i := range len(s) {
		switch s[i] {
		case '<', '>', '&', '"', '\'', '\n', '\t', '\\':
			n += 4
		}
	}
	return n
}

// addresses writes those of the site's files: absolute where its own is known,
// else relative to a feed.
type addresses struct {
	base *url.URL
	root string // the way from the feed to the root
}

func (a addresses) of(path string) string {
	path = strings.TrimPrefix(path, "/")
	if a.base != nil {
		return absolute(a.base, path)
	}
	if path == "" {
		path = "index.html"
	}
	return a.root + (&url.URL{Path: path}).EscapedPath()
}

// id is a name that never changes: the address, or one made of the path as
// RFC 4122 makes them (version 5, in the space of URLs).
func (a addresses) id(path string) string {
	if a.base != nil {
		return a.of(path)
	}
	space, _ := hex.DecodeString("6ba7b8119dad11d180b400c04fd430c8")
	h := sha1.Sum(append(space, "hindsight:"+strings.TrimPrefix(path, "/")...))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

func writeXML(out *output, name string, v any) error {
	b, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return out.put(name, append([]byte(xml.Header), append(b, '\n')...))
}

func writeJSON(out *output, name string, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	return out.put(name, b.Bytes())
}
