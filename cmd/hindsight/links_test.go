package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hindsight/internal/fetch"
)

// check --links names dead originals with their lines and copies, and says
// nothing of each when no server answers.
func TestCheckLinks(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/gone") {
			http.NotFound(w, r)
		}
	}))
	defer srv.Close()
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page := func(id, url string) {
		write("content/postmortems/acme/2024-01-01-"+id+"-0a1b2c.md", "---\ntitle: "+id+"\nclasses: []\nsource:\n  url: "+url+"\n---\n\nDown.\n")
	}
	write("sources.yaml", "sources:\n  - name: acme\n    url: "+srv.URL+"/feed\n    allow_private: true\n")
	page("here", srv.URL+"/here")
	page("gone", srv.URL+"/gone")
	page("kept", srv.URL+"/kept/gone\n  archive_url: https://web.archive.org/x")
	run := func(wantStatus int) string {
		t.Helper()
		var out bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, err: &out, now: time.Unix(0, 0), fetching: fetch.Options{Pause: time.Nanosecond, Wait: time.Millisecond, Retries: -1}}
		if got := a.run(context.Background(), []string{"check", "--links", "--archive", dir}); got != wantStatus {
			t.Errorf("exit status %d, want %d\n%s", got, wantStatus, out.String())
		}
		return out.String()
	}
	said := run(exitPartial)
	for _, want := range []string{"2024-01-01-gone-0a1b2c.md:5: ", "404 Not Found; no copy of it is known", "2024-01-01-kept-0a1b2c.md:5: ", "its copy: https://web.archive.org/x", "asked for 3 originals: 2 dead, 0 unknown"} {
		if !strings.Contains(said, want) {
			t.Errorf("want %q in\n%s", want, said)
		}
	}
	if strings.Contains(said, "-here-") {
		t.Errorf("a page that answers is named:\n%s", said)
	}
	srv.Close()
	if said = run(exitPartial); !strings.Contains(said, "no server answered: nothing is known of 3 originals") || strings.Contains(said, ".md:") {
		t.Errorf("without a network:\n%s", said)
	}
}
