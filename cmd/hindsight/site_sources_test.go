package main

import (
	"os"
	"path/filepath"
	"testing"

	"hindsight"
	"hindsight/internal/fetch"
)

// What stands in sources.yaml for the archive's own use is on no page.
func TestPublicAddress(t *testing.T) {
	for _, c := range []struct {
		source fetch.Source
		public bool
	}{
		{fetch.Source{URL: "https://acme.example/feed.xml"}, true},
		{fetch.Source{URL: "https://acme.example/feed.xml?page=2"}, true},
		{fetch.Source{URL: "https://acme.example/feed.xml", AllowPrivate: true}, false},
		{fetch.Source{URL: "https://me:word@acme.example/feed.xml"}, false},
		{fetch.Source{URL: "https://acme.example/feed.xml?Access_Token=abc"}, false},
		{fetch.Source{URL: "https://acme.example/feed.xml?sig=abc"}, false},
		{fetch.Source{Path: "dumps"}, false},
	} {
		if got := publicAddress(c.source); (got != "") != c.public {
			t.Errorf("%+v: got %q", c.source, got)
		}
	}
}

// A new archive has the settings that are built in, so that nothing is another
// site by being written down.
func TestInitWritesTheSettings(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
		t.Fatal(errs)
	}
	got, err := os.ReadFile(filepath.Join(dir, "hugo.yaml"))
	want, _ := hindsight.Theme.ReadFile("hugo.yaml")
	if err != nil || string(got) != string(want) {
		t.Errorf("%v: %s", err, got)
	}
}
