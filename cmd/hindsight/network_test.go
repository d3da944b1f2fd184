package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/intake"
)

// deaf are sources on addresses where nobody listens.
func deaf(n int) string {
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	out := ""
	for i := range n {
		out += fmt.Sprintf("  - name: deaf-%d\n    url: %s/%d\n    allow_private: true\n", i, srv.URL, i)
	}
	return out
}

// Without a network one line says so; as soon as one server answers, if only
// with an error and whichever comes first, the others are named.
func TestNoNetwork(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		lines               int // of errors
		one                 bool
	}{
		{"no server at all", "", "", 1, true},
		{"one answers before", "  - name: here\n    url: URL/feed.xml\n    allow_private: true\n", "", 40, false},
		{"one answers after", "", "  - name: here\n    url: URL/feed.xml\n    allow_private: true\n", 40, false},
		{"one says no", "", "  - name: here\n    url: URL/none\n    allow_private: true\n", 41, false},
	} {
		n := newNights(t)
		n.serve("/feed.xml", rss, brightmap(t, "x", "x"))
		n.sources("sources:\n" + c.before + deaf(40) + c.after)
		said, _ := n.run(exitPartial)
		if got := strings.Count(said, "hindsight: error: "); got != c.lines || strings.Contains(said, "is there a network?") != c.one {
			t.Errorf("%s: %d lines of errors, want %d:\n%s", c.name, got, c.lines, said)
		}
	}
}

// The repository's own sources: enough for a first library, none of whose texts
// is shown in full, and each asked for once.
func TestFirstLibrary(t *testing.T) {
	sources, err := intake.Sources("../..")
	if err != nil || len(sources) < 40 {
		t.Fatalf("%d sources, %v", len(sources), err)
	}
	seen := map[string]string{}
	for _, s := range sources {
		if s.Publish != hindsight.PublishExcerpt && s.Publish != hindsight.PublishLink || s.URL == "" || s.Licence != "" {
			t.Errorf("%s: publish %q, url %q, licence %q", s.Name, s.Publish, s.URL, s.Licence)
		}
		if other := seen[s.URL]; other != "" {
			t.Errorf("%s and %s have one address", s.Name, other)
		}
		seen[s.URL] = s.Name
	}
}
