package site

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"hindsight"
)

// feedFixtures are licensed, unlicensed and undated postmortems, and some that
// are too long for one feed together.
func feedFixtures() []hindsight.Entry {
	entries := append(fixtures(), generated(70, 300)...)
	for i := range entries {
		entries[i].Source.Fetched = at(fmt.Sprintf("2026-01-%02d", i%28+1))
	}
	entries[0].Source.Licence = "CC BY 4.0"
	for i := range 12 {
		e := entry(fmt.Sprintf("long/%04d", i), fmt.Sprintf("Long %d", i), "Long & Sons", fmt.Sprintf("2026-02-%02d", i+1),
			strings.Repeat("A \"long\" <line> of text & more.\n\n", 1500), "dns")
		e.Source.Licence = "MIT"
		entries = append(entries, e)
	}
	return entries
}

// Each feed, in each format, is read back by another reader as the same items
// with the same facts, is of the newest, and holds no text that may not be
// passed on.
func TestFeeds(t *testing.T) {
	entries := feedFixtures()
	dir, _ := build(t, Options{BaseURL: "https://example.org/a"}, entries)
	files := tree(t, dir)
	var names []string
	for name := range files {
		isFeed := name == "feed.xml" || name == "feed.json" || name == "rss.xml"
		if inTerm := strings.HasPrefix(name, "classes/") || strings.HasPrefix(name, "organisations/"); isFeed || inTerm && !strings.HasSuffix(name, ".html") && !strings.HasSuffix(name, ".csv") {
			names = append(names, name)
		}
	}
	if len(names) < 3+2*len(taxonomy)+2*7 {
		t.Fatalf("%d feeds: %v", len(names), names)
	}
	items := map[string][]string{}
	for _, name := range names {
		if len(files[name]) > feedBytes {
			t.Errorf("%s has %d bytes", name, len(files[name]))
		}
		f, err := gofeed.NewParser().ParseString(files[name])
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(f.Items) > feedSize || f.Title == "" || !strings.HasPrefix(f.Link, "https://example.org/a/") || f.FeedLink != "https://example.org/a/"+name {
			t.Errorf("%s: %q at %q (%q) with %d items", name, f.Title, f.Link, f.FeedLink, len(f.Items))
		}
		key := strings.TrimSuffix(strings.TrimSuffix(strings.Replace(name, "rss", "feed", 1), ".json"), ".xml")
		var all []string
		for _, i := range f.Items {
			all = append(all, i.Link)
			checkItem(t, name, i, files)
		}
		if before := items[strings.TrimSuffix(key, ".atom")]; before != nil && !slices.Equal(before, all) {
			t.Errorf("%s has other items than the other format:\n%v\n%v", name, all, before)
		}
		items[strings.TrimSuffix(key, ".atom")] = all
	}
	if n := len(items["feed"]); n != feedSize {
		t.Errorf("the feed has %d items", n)
	}
	for _, item := range items["organisations/stadtische-bucherei"] {
		if !strings.Contains(item, "/postmortems/library/") {
			t.Errorf("the feed of an organisation has %s", item)
		}
	}
	if full := strings.Count(files["organisations/long-sons.json"], "content_html"); full < 2 || full >= 12 {
		t.Errorf("%d of 12 long texts are there in full", full)
	}
	if !strings.Contains(files["organisations/undated-inc.json"], "2026-01-") {
		t.Error("what is undated does not enter the feed by the day it was fetched")
	}
}

// checkItem compares an item with the page that it links to.
func checkItem(t *testing.T, feed string, i *gofeed.Item, files map[string]string) {
	t.Helper()
	path, ok := strings.CutPrefix(i.Link, "https://example.org/a/")
	if !ok || files[path] == "" || i.GUID != i.Link {
		t.Errorf("%s: item %q links to %q", feed, i.GUID, i.Link)
	}
	if i.Title == "" || i.PublishedParsed == nil && i.UpdatedParsed == nil {
		t.Errorf("%s: %s has no title or no time", feed, i.Link)
	}
	full := strings.Contains(path, "/long/") || strings.Contains(path, "payments-down")
	if got := len(i.Content) > 1000 || len(i.Description) > 1000; got && !full {
		t.Errorf("%s: the text of %s is there, and its licence does not allow it", feed, path)
	}
	if strings.Contains(path, "payments-down") && strings.HasSuffix(feed, "json") &&
		(!strings.Contains(i.Content, "<h2") || strings.Contains(i.Content, "anchor")) {
		t.Errorf("%s: the text of %s is not there", feed, path)
	}
	if strings.Contains(path, "payments-down") && (i.PublishedParsed.Format(time.DateOnly) != "2019-02-18" || !slices.Contains(i.Categories, "certificates") &&
		!slices.Contains(i.Categories, "Certificates")) {
		t.Errorf("%s: %v in %v", feed, i.PublishedParsed, i.Categories)
	}
}

// The rules of the formats that a lenient reader does not mind.
func TestFeedRules(t *testing.T) {
	for _, base := range []string{"", "https://example.org/a/"} {
		dir, _ := build(t, Options{BaseURL: base}, feedFixtures())
		files := tree(t, dir)
		if _, there := files["rss.xml"]; there != (base != "") {
			t.Errorf("base %q: RSS is there: %v", base, there)
		}
		for name, text := range files {
			if !strings.HasSuffix(name, ".atom.xml") && name != "feed.xml" {
				continue
			}
			var f atomFeed
			if err := xml.Unmarshal([]byte(text), &f); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			ids := map[string]bool{f.ID: true}
			for _, e := range f.Entries {
				u, err := url.Parse(e.ID)
				if err != nil || !u.IsAbs() || ids[e.ID] || e.Updated < e.Published || e.Updated > f.Updated || e.Title == "" {
					t.Errorf("%s: entry %s of %s, %s (%s)", name, e.ID, e.Published, e.Updated, f.Updated)
				}
				if _, err := time.Parse(time.RFC3339, e.Updated); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				ids[e.ID] = true
				to := e.Links[0].Href
				if base == "" {
					to = filepath.ToSlash(filepath.Join(filepath.Dir(name), to))
				} else {
					to = strings.TrimPrefix(to, base)
				}
				if files[to] == "" {
					t.Errorf("%s: %s leads nowhere", name, e.Links[0].Href)
				}
			}
		}
	}
}

// A page names the feeds that are about it, and they are there.
func TestPagesNameTheirFeeds(t *testing.T) {
	dir, _ := build(t, Options{}, fixtures())
	files := tree(t, dir)
	for page, want := range map[string]string{
		"index.html": `href="feed.xml"`, "years/2019.html": `href="../feed.json"`, "classes/dns.html": `href="../classes/dns.atom.xml"`,
		"organisations/tram-9.html": `href="../organisations/tram-9.json"`, "classes/index.html": `href="../feed.xml"`,
	} {
		if !strings.Contains(files[page], `<link rel="alternate" type="application/`) || !strings.Contains(files[page], want) {
			t.Errorf("%s does not name %s", page, want)
		}
	}
}

func TestSitemapAndRobots(t *testing.T) {
	dir, _ := build(t, Options{BaseURL: "https://example.org/a"}, feedFixtures())
	files := tree(t, dir)
	var m sitemap
	if err := xml.Unmarshal([]byte(files["sitemap.xml"]), &m); err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, u := range m.URLs {
		listed[u.Loc] = u.LastMod
	}
	pages := 0
	for name := range files {
		if strings.HasSuffix(name, ".html") && name != "404.html" {
			pages++
			if _, ok := listed["https://example.org/a/"+strings.TrimSuffix(name, "index.html")]; !ok {
				t.Errorf("the sitemap lacks %s", name)
			}
		}
	}
	if len(listed) != pages {
		t.Errorf("%d addresses of %d pages", len(listed), pages)
	}
	for path, want := range map[string]string{
		"": "2026-01-28", "postmortems/northsea-ferries/2019-02-18-payments-down-a1b2c3.html": "2026-01-01", "organisations/northsea-ferries.html": "2026-01-01",
		"organisations/tram-9.html": "2026-01-02", "about.html": "",
	} {
		if got := listed["https://example.org/a/"+path]; got != want {
			t.Errorf("%s: last changed %q, want %q", path, got, want)
		}
	}
	if !strings.Contains(files["robots.txt"], "Sitemap: https://example.org/a/sitemap.xml") {
		t.Error(files["robots.txt"])
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "classes/dns.html")); !strings.Contains(string(b), `<link rel="canonical" href="https://example.org/a/classes/dns.html">`) {
		t.Error("a class page has no canonical address")
	}
}
