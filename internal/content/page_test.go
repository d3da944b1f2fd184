package content

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"hindsight"
	"hindsight/internal/archive"
)

const good = "content/postmortems/acme/2019-02-25-degraded-ingestion-0a1b2c.md"

// file is a content file with one part replaced.
func file(from, to string) string {
	return strings.Replace(`---
title: Degraded ingestion
date: 2019-02-25T19:06:00Z
organisation: Acme
summary: Writes failed for ten minutes.
classes: [locking]
evidence:
  - class: locking
    section: Root cause
    quote: read without taking the lock
incident:
  started: 2019-02-18T15:54:00Z
  resolved: 2019-02-18
timeline:
  - at: 2019-02-18T15:54:00Z
    text: A check begins.
    kind: event
source:
  name: acme
  importer: dump/statuspage
  url: https://status.example.com/1
  id: https://status.example.com/1
  fetched: 2026-01-02T03:04:05Z
  sha256: "00ff"
  licence: unknown
publish: full
---

## Root cause

The file was read without taking the lock.
`, from, to, 1)
}

func TestMarshalIsParseReversed(t *testing.T) {
	e, err := Parse(good, []byte(file("", "")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Marshal(e)
	if err != nil || string(got) != file("", "") {
		t.Errorf("err  %v\ngot  %s\nwant %s", err, got, file("", ""))
	}
	if e.ID() != "acme/2019-02-25-degraded-ingestion-0a1b2c" || e.URL() != "postmortems/acme/2019-02-25-degraded-ingestion-0a1b2c.html" {
		t.Errorf("id %q, url %q", e.ID(), e.URL())
	}
}

// What Parse refuses, with the start of the message.
func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ name, path, text, want string }{
		{"no front matter", good, "hello", good + ":1: no front matter"},
		{"open front matter", good, "---\ntitle: x\n", good + ":1: front matter does not end"},
		{"bad date", good, file("2019-02-25T19:06:00Z", "yesterday"), good + `:2: "yesterday" is no date`},
		{"broken YAML", good, file("title: Degraded", "title: [Degraded"), good + ":"},
		{"key twice", good, file("organisation:", "title: y\norganisation:"), good + ":4: mapping key"},
		{"anchor", good, file("Acme", "&a Acme"), good + ":4: anchors and aliases"},
		{"alias", good, file("Acme", "*a"), good + ":4: anchors and aliases"},
		{"not UTF-8", good, file("Acme", "\xff"), good + ":4: not UTF-8"},
		{"a list for a title", good, file("title: Degraded ingestion", "title: [a, b]"), good + ":2:"},
		{"year 9999", good, file("2019-02-25T19:06:00Z", "9999-12-31"), good + ":3: date 9999-12-31 is not of the years"},
		{"extra is no mapping", good, file("publish: full", "extra: [a, b]\npublish: full"), good + ":"},
		{"extra holds a text", good, file("publish: full", "extra: {a: "+strings.Repeat("x", 301)+"}\npublish: full"), good + ":"},
		{"year 0", good, file("2019-02-25T19:06:00Z", "0000-01-01"), good + ":3: date 0000-01-01 is not of the years"},
		{"a book for a title", good, file("Degraded ingestion", strings.Repeat("word ", 300)+"end"), good + ":2: title has more than"},
		{"Hugo's own names", "content/postmortems/acme/_index.md", file("", ""), "content/postmortems/acme/_index.md:1: not a content file's name"},
		{"template", "content/postmortems/acme/_content.gotmpl", "", "content/postmortems/acme/_content.gotmpl:1: not a content"},
		{"upper case", strings.ToUpper(good[:30]) + good[30:], file("", ""), "CONTENT"},
		{"up and out", "content/postmortems/../../etc/passwd", "", "content/postmortems/../../etc/passwd:1: not"},
	} {
		_, err := Parse(c.path, []byte(c.text))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s:\ngot  %v\nwant %s…", c.name, err, c.want)
		}
	}
}

// Keys that Parse does not know are dropped: none reaches Hugo.
func TestParseDropsUnknownKeys(t *testing.T) {
	e, err := Parse(good, []byte(file("publish:", "aliases: [/index.html]\nurl: /\npublish:")))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := Marshal(e); strings.Contains(string(got), "aliases") {
		t.Errorf("unknown key survived:\n%s", got)
	}
}

func TestCheck(t *testing.T) {
	tax := hindsight.Taxonomy{{ID: "locking"}, {ID: "network"}}
	for _, c := range []struct{ from, to, want string }{
		{"", "", ""},
		{"publish: full", "publish: full\nurl: /", `:27: "url" is unknown; keys are agreed, classes, curated,`},
		{"organisation: Acme", "organization: Acme", `:4: "organization" is unknown (perhaps organisation?)`},
		{"    quote:", "    qoute: x\n    quote:", `:10: "qoute" is unknown in evidence (perhaps quote?)`},
		{"  started:", "  strted: 2019\n  started:", `:12: "strted" is unknown in incident (perhaps started?)`},
		{"  licence: unknown", "  license: unknown", `:25: "license" is unknown in source (perhaps licence?)`},
		{"publish: full", "publish: full\nreview: [undatd]", `:27: review: "undatd" is no flag (perhaps undated?); flags are undated`},
		{"publish: full", "publish: full\nreview: [duplicate-of:that one]", `:27: review: "duplicate-of:that one" names no postmortem`},
		{"publish: full", "publish: full\nreview: [maybe-not-a-postmortem, \"duplicate-of:acme/2019-02-25-degraded-ingestion-0a1b2d\"]", ""},
		{"title: Degraded ingestion", `title: ""`, ":2: title: missing"},
		{"organisation: Acme\n", "", ":1: organisation: missing"},
		{"date: 2019-02-25T19:06:00Z\n", "", ""}, // the incident has one
		{"[locking]", "[locking, network]", `:7: evidence: none for class "network"`},
		{"classes: [locking]", "curated: [classes]\nclasses: [network]", `:8: evidence: for "locking", which is not among the classes`},
		{"classes: [locking]\nevidence:\n  - class: locking\n    section: Root cause\n    quote: read without taking the lock\n", "curated: [classes]\nclasses: [network]\n", ""}, // a person's choice needs no quote
		{"[locking]", "[quantum]", `:6: classes: "quantum" is no class`},
		{"quote: read without", "quote: read twice without", ":7: evidence: the text does not contain"},
		{"kind: event", "kind: party", `:14: timeline: kind "party"`},
		{"fetched: 2026", "fetched: 2018", ":3: date: 2019-02-25T19:06:00Z is after the text was fetched"},
		{"publish: full", "publish: link", ""},
		{"publish: full\n---\n\n## Root cause\n\nThe file was read without taking the lock.\n", "publish: link\n---\n", ":7: evidence: the text does not contain"},
		{"publish: full", "publish: some", `:26: publish: "some"`},
		{"publish: full", "publish: full\ncurated: [colour]", `:27: curated: "colour"`},
		{"url: https://status", "url: javascript://status", `:21: source.url:`},
		{"resolved: 2019-02-18\n", "resolved: 2019-02-17T00:00:00Z\n", ":11: incident: started"},
	} {
		errs := Check(good, []byte(file(c.from, c.to)), tax)
		got := ""
		for _, err := range errs {
			got += strings.TrimPrefix(err.Error(), good) + "\n"
		}
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%q → %q:\ngot  %swant %s", c.from, c.to, got, c.want)
		}
	}
}

// A date is missing only where neither publication nor incident has one.
func TestCheckMissingDate(t *testing.T) {
	text := file("date: 2019-02-25T19:06:00Z\n", "")
	start, end := strings.Index(text, "incident:"), strings.Index(text, "source:")
	text = text[:start] + text[end:]
	errs := Check(good, []byte(text), hindsight.Taxonomy{{ID: "locking"}})
	if len(errs) != 1 || !strings.Contains(errs[0].Error(), ":1: date: missing") {
		t.Errorf("got %v", errs)
	}
	if errs := Check(good, []byte(strings.Replace(text, "publish: full", "publish: full\nreview: [undated]", 1)), hindsight.Taxonomy{{ID: "locking"}}); errs != nil {
		t.Errorf("flagged, and still %v", errs)
	}
}

func TestReadNamesBadFilesAndGoesOn(t *testing.T) {
	other := strings.Replace(good, "0a1b2c", "0a1b2d", 1)
	fsys := fstest.MapFS{good: {Data: []byte("no")}, other: {Data: []byte(file("", ""))}, "content/postmortems/acme/link.md": {Mode: os.ModeSymlink}}
	var read, bad []string
	for e, err := range Read(fsys) {
		if err != nil {
			bad = append(bad, err.Error())
			continue
		}
		read = append(read, e.Path)
	}
	if len(read) != 1 || read[0] != other || len(bad) != 2 {
		t.Errorf("read %q, bad %q", read, bad)
	}
}

func TestNames(t *testing.T) {
	at, _ := hindsight.ParseMoment("2019-02-25T19:06:00Z")
	year, _ := hindsight.ParseMoment("2019")
	for _, c := range []struct {
		org, title string
		date       hindsight.Moment
		want       string
	}{
		{"Hosted Graphite", "Degraded Ingestion", at, "content/postmortems/hosted-graphite/2019-02-25-degraded-ingestion-"},
		{"Acme", "2019-02-25, Hub 403", at, "content/postmortems/acme/2019-02-25-hub-403-"},
		{"Acme", "20190225 Hub 403", at, "content/postmortems/acme/2019-02-25-hub-403-"},
		{"Acme", "2019-02-24, Hub 403", at, "content/postmortems/acme/2019-02-25-2019-02-24-hub-403-"},
		{"Acme", "2019-02-25", at, "content/postmortems/acme/2019-02-25-2019-02-25-"},
		{"", "", hindsight.Moment{}, "content/postmortems/unknown/undated-untitled-"},
		{"Zürich & Söhne", "Überlauf… in München!", year, "content/postmortems/zurich-sohne/undated-uberlauf-in-munchen-"},
		{"障害", "障害報告", at, "content/postmortems/unknown/2019-02-25-untitled-"},
		{"../..", "_index", at, "content/postmortems/unknown/2019-02-25-index-"},
		{"Don't", strings.Repeat("word ", 40), at, "content/postmortems/dont/2019-02-25-" + strings.TrimSuffix(strings.Repeat("word-", 12), "-")},
	} {
		p := hindsight.Postmortem{Title: c.title, Organisation: c.org, Date: c.date, Source: hindsight.Source{ID: "x"}}
		got := NewPath(p, func(string) bool { return false })
		if want := c.want + "2d7116.md"; !strings.HasPrefix(got, c.want) || CheckPath(got) != nil {
			t.Errorf("%q %q:\ngot  %s\nwant %s", c.org, c.title, got, want)
		}
		again := NewPath(p, func(s string) bool { return s == got })
		if again == got || CheckPath(again) != nil {
			t.Errorf("taken name: got %s again", again)
		}
	}
}

// The life of a content file: imported, imported again, changed at its
// source, curated, changed again.
func TestPut(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	e, _ := Parse(good, []byte(file("", "")))
	put := func(want string, change func(*hindsight.Entry)) hindsight.Entry {
		t.Helper()
		change(&e)
		status, now, err := a.Put(e, Settings{}, false)
		if err != nil || status != want {
			t.Fatalf("got  %s %v\nwant %s", status, err, want)
		}
		if onDisk, err := readFile(os.DirFS(dir), now.Path); err != nil || onDisk.Title != now.Title {
			t.Fatalf("on disk %q %v, want %q", onDisk.Title, err, now.Title)
		}
		return now
	}
	first := put(New, func(*hindsight.Entry) {})
	put(Unchanged, func(*hindsight.Entry) {})
	second := put(Updated, func(e *hindsight.Entry) { e.Title, e.Date, e.Source.SHA256 = "Another title", hindsight.Moment{}, "01" })
	if second.Path != first.Path {
		t.Errorf("the file moved from %s to %s", first.Path, second.Path)
	}
	second.Title, second.Classes, second.Curated = "Fixed by hand", []string{"network"}, []string{"title", "classes"}
	if err := a.Save(second); err != nil {
		t.Fatal(err)
	}
	third := put(Updated, func(e *hindsight.Entry) { e.Body, e.Source.SHA256 = "## New\n\nText.\n", "02" })
	if third.Title != "Fixed by hand" || third.Primary() != "network" || third.Body != "## New\n\nText.\n" {
		t.Errorf("curated fields: got %q %q %q", third.Title, third.Classes, third.Body)
	}
	if names, _ := filepath.Glob(filepath.Join(dir, hindsight.Folder, "*", "*")); len(names) != 1 {
		t.Errorf("files %q, want one", names)
	}
}

func TestOneWriterAtATime(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), archive.ErrLocked.Error()) {
		t.Errorf("second Open: %v", err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}

// A folder that is a link to somewhere else is not written through.
func TestNothingIsWrittenOutside(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, hindsight.Folder), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, hindsight.Folder, "acme")); err != nil {
		t.Fatal(err)
	}
	a := open(t, dir)
	e, _ := Parse(good, []byte(file("", "")))
	if _, _, err := a.Put(e, Settings{}, false); err == nil {
		t.Error("wrote through a link")
	}
	if left, _ := os.ReadDir(outside); len(left) != 0 {
		t.Errorf("left %v outside", left)
	}
}

// Feeds number their items: 42 on one host is not 42 on another.
func TestShortIDs(t *testing.T) {
	a := open(t, t.TempDir())
	for _, c := range []struct{ url, name, id, want string }{
		{"https://a.example/outage", "a", "42", New},
		{"https://b.example/outage", "b", "42", New},
		{"https://a.example/outage-moved", "a", "42", Updated},
		{"", "c", "42", New},
		{"", "d", "42", New},
		{"https://c.example/1", "c", "tag:c.example,2020:1", New},
		{"https://moved.example/1", "c", "tag:c.example,2020:1", Updated},
	} {
		a.put = map[string]string{}
		e := hindsight.Entry{Postmortem: hindsight.Postmortem{Title: "Outage", Body: "Text.", Source: hindsight.Source{Name: c.name, URL: c.url, ID: c.id, SHA256: c.url}}}
		if got, _, err := a.Put(e, Settings{}, false); got != c.want || err != nil {
			t.Errorf("%s %s: got %s %v, want %s", c.url, c.id, got, err, c.want)
		}
	}
}

// A timeline of any length is read in linear time: 2,000 events
// took half a minute when each value had the document formatted anew.
func TestLongTimeline(t *testing.T) {
	event := "  - at: 2019-02-18T15:54:00Z\n    text: x\n    kind: event\n"
	e, err := Parse(good, []byte(file("timeline:\n", "timeline:\n"+strings.Repeat(event, 4_900))))
	if err != nil || len(e.Timeline) != 4_901 {
		t.Errorf("%d events, %v", len(e.Timeline), err)
	}
}

// What a killed run left behind is removed, and a file that cannot be read is
// never overwritten.
func TestLeftOversAndBrokenFiles(t *testing.T) {
	dir := t.TempDir()
	e, _ := Parse(good, []byte(file("", "")))
	path := filepath.Join(dir, filepath.FromSlash(NewPath(e.Postmortem, func(string) bool { return false })))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(filepath.Dir(path), tmpPrefix+"x.md")
	for name, text := range map[string]string{path: "---\nbroken", half: "half"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a := open(t, dir)
	if _, err := os.Stat(half); err == nil {
		t.Error("half-written file is still there")
	}
	if len(a.Broken()) != 1 {
		t.Errorf("broken: %v", a.Broken())
	}
	if _, _, err := a.Put(e, Settings{}, false); err == nil {
		t.Error("overwrote a broken file")
	}
	if data, _ := os.ReadFile(path); string(data) != "---\nbroken" {
		t.Errorf("broken file is now %q", data)
	}
}

func open(t *testing.T, dir string) *Archive {
	t.Helper()
	a, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// A link list's entry and a later full text of the same address are one
// postmortem, however the address is spelled; the fuller text stays.
func TestSameAddress(t *testing.T) {
	a := open(t, t.TempDir())
	for n, c := range []struct{ url, id, body, want string }{
		{"http://www.example.com/outage/", "example.com/outage", "In a line.", New},
		{"https://example.com/outage?utm_source=rss#top", "guid-17", "In full, with all that happened.", Updated},
		{"http://www.example.com/outage/", "example.com/outage", "In another line.", Unchanged},
		{"https://example.com/outage", "guid-17", "In full again.", Updated},
		{"https://example.com/another", "guid-18", "Another.", New},
	} {
		a.put = map[string]string{} // each in a run of its own
		e := hindsight.Entry{Postmortem: hindsight.Postmortem{Title: "Outage", Body: c.body, Source: hindsight.Source{URL: c.url, ID: c.id, SHA256: string(rune('a' + n))}}}
		if got, _, err := a.Put(e, Settings{}, false); got != c.want || err != nil {
			t.Errorf("%s %s: got %s %v, want %s", c.url, c.id, got, err, c.want)
		}
	}
}

// Two feeds of one blog hold the same item in different words, and a person has
// imported it by hand: each has its own account, and updates no other's. A
// source that was renamed is no other one.
func TestSameItem(t *testing.T) {
	a := open(t, t.TempDir())
	known := map[string]bool{"all": true, "tagged": true}
	for n, c := range []struct{ source, body, want string }{
		{"tagged", "In short.", New},
		{"all", "In full, with all that happened.", New},
		{"tagged", "In short, again.", Updated},
		{"all", "In full, mended.", Updated},
		{"feed", "By hand, with all that happened.", New}, // given on the command line
		{"feed", "By hand.", Updated},
		{"all", "In full.", Updated},
		{"renamed", "Short.", Updated},
	} {
		a.put = map[string]string{} // each in a run of its own
		if c.source == "renamed" {
			delete(known, "all")
		}
		e := hindsight.Entry{Postmortem: hindsight.Postmortem{Title: "Outage", Body: c.body, Source: hindsight.Source{
			Name: c.source, Importer: "feed", URL: "https://example.com/outage", ID: "guid-17", SHA256: string(rune('a' + n))}}}
		if got, _, err := a.Put(e, Settings{Source: c.source, Known: func(name string) bool { return known[name] }}, false); got != c.want || err != nil {
			t.Errorf("%s, %q: got %s %v, want %s", c.source, c.body, got, err, c.want)
		}
	}
}

// TestDeepFrontMatter: what the YAML library could not bear is refused before
// it sees it: 20 KB of brackets took it 700 MB.
func TestDeepFrontMatter(t *testing.T) {
	for name, bad := range map[string]string{
		"brackets": strings.Repeat("[", 100_000), "braces": strings.Repeat("{a: ", 25_000), "hyphens": "\n  " + strings.Repeat("- ", 50_000), "keys": "x\n" + keyed(90_000),
	} {
		_, err := Parse(good, []byte(file("organisation:", "deep: "+bad+"\norganisation:")))
		if err == nil || !strings.HasPrefix(err.Error(), good+":") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %.200v", name, err)
		}
		if found := Check(good, []byte(file("organisation:", "deep: "+bad+"\norganisation:")), nil); len(found) != 1 {
			t.Errorf("%s: check names %d problems", name, len(found))
		}
	}
}

func keyed(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: 1\n", i)
	}
	return b.String()
}
