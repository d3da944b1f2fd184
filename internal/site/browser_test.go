package site

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hindsight/internal/browsertest"
)

// visit opens an address and waits for what its page may do of itself. It
// returns what was asked for and what went wrong.
func visit(t testing.TB, b *browsertest.Browser, address string) (requests, trouble []string) {
	t.Helper()
	b.Open(t, address)
	time.Sleep(100 * time.Millisecond)
	return b.Requests(), b.Trouble()
}

// serve serves a directory under a path, and tells the address of its root.
func serve(t testing.TB, dir, under string) string {
	t.Helper()
	files := http.StripPrefix(strings.TrimSuffix(under, "/"), http.FileServer(http.Dir(dir)))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/favicon.ico" { // which a browser looks for beside whatever is no page
			w.WriteHeader(http.StatusNoContent)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL + under
}
