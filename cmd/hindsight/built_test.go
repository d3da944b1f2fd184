package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNothingChanged: a build of what was built already touches neither a byte
// nor a time of the site; whatever changed in what it reads, or in the site,
// makes one.
func TestNothingChanged(t *testing.T) {
	dir := newArchive(t)
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file := "content/postmortems/acme/2024-03-12-late-webhooks-0a1b2c.md"
	text := "---\ntitle: Late webhooks\ndate: 2024-03-12\nclasses: [network]\n---\n\nThe queue was full.\n"
	write(file, text)
	write("content/postmortems/acme/broken.md", "no front matter")
	write("sources.yaml", "sources: []\n")
	build := func(args ...string) (again bool) {
		t.Helper()
		status, _, said := runVerb(t, "", append([]string{"build", "--archive", dir}, args...)...)
		if status != exitPartial || !strings.Contains(said, "broken.md") || !strings.Contains(said, "pages from 1 postmortem") {
			t.Fatalf("status %d: %s", status, said)
		}
		return !strings.Contains(said, "nothing has changed")
	}
	if !build() {
		t.Fatal("the first build does nothing")
	}
	long := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	times := func() string {
		var out strings.Builder
		err := filepath.WalkDir(at(publicDir), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil {
				out.WriteString(path + info.ModTime().String() + "\n")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	before := times()
	if build() || times() != before {
		t.Fatal("nothing has changed, and it is built again")
	}
	os.Chtimes(at(file), long, long)
	if build() {
		t.Error("a file of the same text and another time is built again")
	}
	edit := func(name, text string) {
		os.WriteFile(at(name), []byte(text), 0o644)
		os.Chtimes(at(name), long, long)
	}
	page, _ := os.ReadFile(at("public/index.html"))
	for _, c := range []struct {
		what string
		do   func()
		args []string
	}{
		{what: "an edited text", do: func() { edit(file, strings.Replace(text, "full", "FULL", 1)) }},
		{what: "another file", do: func() { write("content/postmortems/acme/also-broken.md", "") }},
		{what: "a layout", do: func() { write("layouts/_partials/own.html", "") }},
		{what: "a setting", do: func() { write("hugo.yaml", "title: Other\n") }},
		{what: "a source", do: func() { write("sources.yaml", "sources: [] # none\n") }},
		{what: "an address", args: []string{"--base-url", "https://example.org/"}},
		{what: "no address", do: func() {}},
		{what: "a page that somebody edited", do: func() { edit("public/index.html", strings.ToUpper(string(page))) }},
		{what: "a page that is gone", do: func() { os.Remove(at("public/about.html")) }},
		{what: "a file that is not ours", do: func() { write("public/search/own.js", "") }},
		{what: "a site that is gone", do: func() { os.RemoveAll(at(publicDir)) }},
		{what: "a cache that is gone", do: func() { t.Setenv("XDG_CACHE_HOME", t.TempDir()) }},
	} {
		if c.do != nil {
			c.do()
		}
		if !build(c.args...) {
			t.Errorf("%s: nothing is built", c.what)
		}
		if build(c.args...) {
			t.Errorf("%s: built again when nothing has changed", c.what)
		}
	}
}
