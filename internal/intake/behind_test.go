package intake_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight/internal/content"
	"hindsight/internal/intake"
)

const (
	lockPage = "<html><head><title>What the lock did | Acme</title></head><body><nav><a href='/'>Home</a></nav><article><h1>What the lock did</h1>" +
		"<p>By Ana Finch, 14 March 2024</p><h2>What happened</h2><p>On 12 March 2024 from 10:00 to 11:10 UTC checkout was down, because the worker never gave back its lock on the ledger.</p>" +
		"<h2>Root cause</h2><p>A deploy had taken the workers' locks in another order than before, so that two of them waited for each other. We rolled the deploy back and the checkout recovered.</p>" +
		"<p>Since then every worker takes its locks in the order of their names, and a watchdog ends a transaction that holds one for longer than a minute.</p></article></body></html>"
	loginPage = "<html><head><title>Sign in</title></head><body><h1>Sign in</h1>" + "<p>Your name and your password, please. Forgotten it? Ask for another one, or write to us and we will see what we can do about that.</p>"
)

// With fetch: full the pages behind a list become the texts, and the list's words
// their summaries. Pages that give none keep what the list says, are named,
// remembered and tried again; nothing that was read is lost by it.
func TestBehindLinks(t *testing.T) {
	down := true
	asked := map[string]int{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path]++
		page := map[string]string{
			"/lock": lockPage, "/bare": strings.ReplaceAll(lockPage, "What the lock did", "The quiet queue"), "/login": loginPage + strings.Repeat("<p>Cookies are used on this page to remember who signed in, and for nothing else whatsoever.</p>", 9),
			"/list.md": "# Postmortems\n\n* [Acme](http://HOST/lock). A worker kept a lock on the ledger and checkout was down.\n* [Globex](http://HOST/down). The disk of the session database was full and nobody could log in.\n" +
				"* [Initech](http://HOST/login). A certificate of the printer pool expired.\n* [The quiet queue](http://HOST/bare)\n",
		}[r.URL.Path]
		switch {
		case page == "" && (down || r.URL.Path != "/down"):
			http.NotFound(w, r)
		case r.URL.Path == "/down":
			fmt.Fprint(w, strings.NewReplacer("worker never gave back its lock on the ledger", "disk of the session database was full", "What the lock did", "A full disk").Replace(lockPage))
		default:
			fmt.Fprint(w, strings.ReplaceAll(page, "HOST", r.Host))
		}
	}))
	t.Cleanup(srv.Close)
	a := newArchive(t, nil)
	a.write("sources.yaml", "sources:\n  - name: list\n    url: "+srv.URL+"/list.md\n    kind: list\n    fetch: full\n    allow_private: true\n")
	r, err := a.run(intake.Given{})
	if err != nil || len(r.Documents) != 4 || len(r.Failures) != 2 {
		t.Fatalf("%d documents, failures %v, %v", len(r.Documents), r.Failures, err)
	}
	entries := map[string]string{}
	view, err := content.View(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range view.Entries() {
		entries[e.Source.URL[len(srv.URL):]] = fmt.Sprintf("%s | %s | %s | whole=%v", e.Title, e.Date, e.Summary, strings.Contains(e.Body, "## Root cause"))
	}
	view.Close()
	want := map[string]string{
		"/lock":  "What the lock did | 2024-03-14 | A worker kept a lock on the ledger and checkout was down. | whole=true",
		"/down":  "The disk of the session database was full and nobody could log in |  | The disk of the session database was full and nobody could log in. | whole=false",
		"/login": "A certificate of the printer pool expired |  | A certificate of the printer pool expired. | whole=false",
		"/bare":  "The quiet queue | 2024-03-14 |  | whole=true",
	}
	for path, got := range entries {
		w := want[path]
		if path == "/down" || path == "/login" { // where the title comes from is the list importer's business
			got, w = got[strings.Index(got, "|"):], w[strings.Index(w, "|"):]
		}
		if path == "/bare" { // so is what the text says of who it is about
			got, w = got[:15], w[:15]
		}
		if got != w {
			t.Errorf("%s: %q, want %q", path, got, w)
		}
	}
	lock, err := os.ReadFile(filepath.Join(a.dir, intake.LockFile))
	if missing := strings.Count(string(lock), srv.URL+"/down: 1") + strings.Count(string(lock), srv.URL+"/login: 1"); err != nil || missing != 2 {
		t.Errorf("sources.lock, %v:\n%s", err, lock)
	}
	down = false
	before := asked["/down"]
	if r, err = a.run(intake.Given{}); err != nil || r.Count.Updated != 1 || asked["/down"] != before+1 {
		t.Errorf("the page that is there again: %+v, asked %d times, %v", r.Count, asked["/down"]-before, err)
	}
	down = true
	if r, err = a.run(intake.Given{}); err != nil || r.Count.Updated+r.Count.New > 0 {
		t.Errorf("the page that is gone again: %+v, %v", r.Count, err)
	}
}
