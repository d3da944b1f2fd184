package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMissingFullTexts: a page behind a summary that cannot be had is named,
// tried again, and takes nothing away that was there.
func TestMissingFullTexts(t *testing.T) {
	n := newNights(t)
	item := func(name string) string {
		return "<item><title>Postmortem: the " + name + " lost its routes</title><link>URL/" + name + "</link><guid isPermaLink='false'>brightmap-" + name +
			"</guid><pubDate>Mon, 07 Dec 2020 10:00:00 +0100</pubDate><description>On 2 December 2020 our customers could not reach the " + name + ", because an engineer had deployed a bad configuration. Read more</description></item>"
	}
	feed := func(names ...string) {
		body := "<rss version='2.0'><channel><title>Brightmap Blog</title><link>URL/</link>"
		for _, name := range names {
			body += item(name)
		}
		n.serve("/feed.xml", rss, body+"</channel></rss>")
	}
	article := func(name string) {
		text := "On 2 December 2020 our customers could not reach the " + name + " for an hour, because an engineer had deployed a bad configuration and the root cause was an outage of the router that nobody had looked at."
		n.serve("/"+name, "text/html", "<html><head><title>Postmortem: the "+name+" lost its routes</title></head><body><article><h1>Postmortem: the "+name+
			" lost its routes</h1><h2>Root cause</h2><p>"+strings.Repeat(text+" ", 4)+"</p><h2>Impact</h2><p>"+strings.Repeat(text+" ", 4)+"</p></article></body></html>")
	}
	archived := func() (text string) {
		files, _ := filepath.Glob(filepath.Join(n.dir, "content", "postmortems", "*", "*.md"))
		for _, f := range files {
			data, _ := os.ReadFile(f)
			text += string(data)
		}
		return text
	}
	n.sources("- {name: a, url: URL/feed.xml, allow_private: true, fetch: full}\n")
	feed("east", "west")
	article("east")
	said, _ := n.run(exitPartial)
	n.want("first run", said, "source a: only the summary of "+n.url+"/west is there: "+n.url+"/west: the server answers 404", "2 new")
	n.want("archive", archived(), "could not reach the east for an hour", "!could not reach the west for an hour")
	n.want("lock", n.lockText(), "!etag", "/west: 1")

	n.serve("/west", "text/html", login)
	said, asked := n.run(exitPartial)
	n.want("a login", said, "/west is there: the page is about something else", "2 unchanged")
	n.want("asked again", asked, "/feed.xml, /east, /west")
	article("west")
	n.pages["/east"] = nil
	said, _ = n.run(exitPartial)
	n.want("one comes, one goes", said, "only the summary of "+n.url+"/east", "1 updated, 1 unchanged")
	n.want("archive", archived(), "could not reach the east for an hour", "could not reach the west for an hour")
	article("east")
	n.run(exitDone)
	n.want("lock", n.lockText(), "etag", "!missing")
	n.still(exitDone)

	// never to be had: three runs try, then it is left alone
	feed("east", "west", "north")
	n.run(exitPartial)
	said, _ = n.run(exitPartial)
	n.want("the second time", said, "/north is there", "!left alone")
	said, _ = n.run(exitPartial)
	n.want("the third time", said, "/north is there", "404 Not Found; it is left alone from now on, until its line in sources.lock is deleted")
	n.want("lock", n.lockText(), "etag", "/north: 3")
	n.still(exitDone)
	feed("north", "east")
	_, asked = n.run(exitDone)
	n.want("asked", asked, "/east", "!/north")
	n.still(exitDone)

	// a site that lets nobody in is not asked for every page
	n.sources("- {name: b, url: URL/feed.xml, allow_private: true, fetch: full}\n")
	var many []string
	for i := range 12 {
		many = append(many, fmt.Sprint("south", i))
	}
	feed(many...)
	said, asked = n.run(exitPartial)
	if strings.Count(asked, "/south") != 5 || strings.Count(said, "only the summary") != 6 {
		t.Errorf("asked %s\n%s", asked, said)
	}
	n.want("said", said, "/south5 is there: not asked for, because 5 pages in a row could not be had, and neither are the items after it")
	n.run(exitPartial)
	n.run(exitPartial)
	n.want("lock", n.lockText(), "etag", "/south11: 3")
	n.still(exitDone)
}

// TestDeadLinkOfAnAdvert: a page that is gone is a failure only where its item
// is archived; one that could not be had for another reason always is.
func TestDeadLinkOfAnAdvert(t *testing.T) {
	n := newNights(t)
	n.sources("- {name: a, url: URL/feed.xml, allow_private: true, fetch: full}\n")
	n.serve("/feed.xml", rss, "<rss version='2.0'><channel><title>Acme</title><item><title>We are hiring gardeners</title><link>"+n.url+
		"/garden</link><description>Join our team of gardeners. Apply until May. We offer roses.</description></item></channel></rss>")
	for _, tt := range []struct {
		answer int
		exit   int
		said   []string
	}{
		{http.StatusNotFound, exitDone, []string{"1 rejected", "!only the summary"}},
		{http.StatusGone, exitDone, []string{"1 rejected", "!only the summary"}},
		{http.StatusForbidden, exitPartial, []string{"1 rejected", "only the summary of " + n.url + "/garden"}},
	} {
		n.pages["/garden"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(tt.answer) }
		said, asked := n.run(tt.exit)
		n.want(fmt.Sprint(tt.answer), said, tt.said...)
		n.want("asked", asked, "/garden")
	}
}
