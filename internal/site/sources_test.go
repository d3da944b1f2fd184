package site

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"hindsight/internal/archive"

	"hindsight"
)

// The page tells of each source what it brought and how it does, and what is
// left out; the list for feed readers has what can be followed.
func TestSourcesPage(t *testing.T) {
	entries := fixtures()
	entries[0].Source.Name, entries[0].Source.Fetched = "ferries", at("2026-03-01")
	entries[1].Source.Name, entries[1].Source.Fetched = "ferries", at("2026-03-09")
	entries[2].Review, entries[3].Review = []string{hindsight.ReviewSecret}, append(entries[3].Review, hindsight.ReviewMaybeNot)
	hostile := `<img src=x onerror=alert(1)>`
	dir, _ := build(t, Options{
		Sources: []Source{
			{Name: "ferries", Organisation: "Northsea & Sons", URL: "https://ferries.example/feed.xml?a=1&b=2", Feed: true, Licence: "CC BY 4.0", Asked: true},
			{Name: "down", URL: "https://down.example/", Publish: hindsight.PublishExcerpt, FailingSince: hindsight.At(time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), hindsight.Day), Error: "the server answers 502 " + hostile, Asked: true},
			{Name: "gone", URL: "javascript:alert(1)", Feed: true, Gone: true},
			{Name: hostile, Organisation: hostile, Licence: hostile},
		},
		LeftOut: []archive.Problem{{Path: hindsight.Folder + "a/b.md", Reason: "no front matter " + hostile}, {Path: "sources.yaml", Reason: "line 3 of the settings"}},
	}, entries)
	files := tree(t, dir)
	page := files["sources.html"]
	for _, want := range []string{
		`<a href="https://ferries.example/feed.xml?a=1&amp;b=2" rel="noopener">ferries</a></td><td class="to-right">2</td><td><time datetime="2026-03-09">9 March 2026</time>`,
		`does not answer since <time datetime="2026-01-02">2 January 2026</time><br>`, "the server answers 502 &lt;img", "<td>gone</td>", "not asked yet", "5 further postmortems", "no front matter &lt;img", "an excerpt",
		`Held back`, `>Ovens idle &lt;b&gt;`, `In doubt`, `>A lock held for ever</a>, Undated Inc.`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "<img src=x") || strings.Contains(page, "javascript:") || strings.Contains(page, "line 3 of the settings") {
		t.Error("the page shows what it must not")
	}
	var list opml
	if err := xml.Unmarshal([]byte(files["sources.opml"]), &list); err != nil || len(list.Feeds) != 1 || list.Feeds[0].Feed != "https://ferries.example/feed.xml?a=1&b=2" {
		t.Errorf("the list has %+v: %v", list.Feeds, err)
	}
}
