package intake_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"hindsight"
	"hindsight/internal/intake"
)

// Originals are asked for once each, one at a time on a host; what is gone is
// dead, what is merely in trouble is not, and no private host is asked that
// sources.yaml does not open.
func TestLinks(t *testing.T) {
	asked := map[string]int{}
	busy := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path]++
		if busy++; busy > 1 {
			t.Error("asked for two at once")
		}
		defer func() { busy-- }()
		switch r.URL.Path {
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/missing":
			w.WriteHeader(http.StatusNotFound)
		case "/trouble":
			w.WriteHeader(http.StatusForbidden)
		case "/empty":
		default:
			fmt.Fprint(w, "here")
		}
	}))
	t.Cleanup(srv.Close)
	server := srv.URL
	a := newArchive(t, nil)
	source := "sources:\n  - name: acme\n    url: " + server + "/feed.xml\n    allow_private: true\n"
	if err := os.WriteFile(filepath.Join(a.dir, "sources.yaml"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	var entries []hindsight.Entry
	for _, address := range []string{server + "/here", server + "/here", server + "/gone", server + "/missing", server + "/trouble", server + "/empty", "http://127.0.0.1:9/private", ""} {
		entries = append(entries, hindsight.Entry{Postmortem: hindsight.Postmortem{Source: hindsight.Source{URL: address}}})
	}
	got := ""
	for _, l := range a.intake(intake.Given{}, false).Links(t.Context(), entries) {
		got += fmt.Sprintf("%s dead=%v answered=%v\n", l.Entry.Source.URL[len("http://127.0.0.1:"):], l.Dead, l.Err == nil)
	}
	port := server[len("http://127.0.0.1:"):]
	want := port + "/here dead=false answered=true\n" + port + "/here dead=false answered=true\n" + port + "/gone dead=true answered=false\n" +
		port + "/missing dead=true answered=false\n" + port + "/trouble dead=false answered=false\n" + port + "/empty dead=false answered=true\n" +
		"9/private dead=false answered=false\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for path, n := range asked {
		if n != 1 {
			t.Errorf("%s was asked for %d times", path, n)
		}
	}
}
