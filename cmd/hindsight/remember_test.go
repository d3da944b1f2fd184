package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hindsight/internal/fetch"
	"hindsight/internal/intake"
)

// A nights is an archive whose sources are on a server of the test's own.
type nights struct {
	*testing.T
	dir, url string
	mu       sync.Mutex
	pages    map[string]http.HandlerFunc // by path
	asked    []string                    // paths, with the validator that was sent
	night    int                         // days since the first one
	options  fetch.Options               // of the client
}

func newNights(t *testing.T) *nights {
	n := &nights{T: t, dir: filepath.Join(t.TempDir(), "archive"), pages: map[string]http.HandlerFunc{}, options: fetch.Options{Pause: time.Nanosecond, Wait: time.Millisecond}}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		n.mu.Lock()
		n.asked = append(n.asked, strings.TrimSpace(req.URL.Path+" "+req.Header.Get("If-None-Match")))
		page := n.pages[req.URL.Path]
		n.mu.Unlock()
		if page == nil {
			page = http.NotFound
		}
		page(w, req)
	}))
	t.Cleanup(srv.Close)
	n.url = srv.URL
	if status, _, errs := runVerb(t, "", "init", n.dir); status != exitDone {
		t.Fatal(errs)
	}
	return n
}

// sources writes sources.yaml; URL in it is the server's address.
func (n *nights) sources(text string) {
	n.Helper()
	if err := os.WriteFile(filepath.Join(n.dir, intake.SourcesFile), []byte(strings.ReplaceAll(text, "URL", n.url)), 0o644); err != nil {
		n.Fatal(err)
	}
}

func (n *nights) serve(path, mediaType, body string) {
	n.pages[path] = func(w http.ResponseWriter, req *http.Request) {
		etag := fmt.Sprintf(`"%s-%d"`, strings.Trim(path, "/"), len(body))
		w.Header().Set("ETag", etag)
		w.Header().Set("Content-Type", mediaType)
		if req.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, strings.ReplaceAll(body, "URL", n.url))
	}
}

// run imports and returns what was said, results and problems, and what the
// server was asked.
func (n *nights) run(wantStatus int, args ...string) (said, asked string) {
	n.Helper()
	n.mu.Lock()
	n.asked = nil
	n.mu.Unlock()
	var out bytes.Buffer
	status := n.app(&out).run(context.Background(), append(append([]string{"import"}, args...), "--archive", n.dir))
	if wantStatus >= 0 && status != wantStatus {
		n.Fatalf("import %q: exit status %d, want %d\n%s", args, status, wantStatus, out.String())
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return out.String(), strings.Join(n.asked, ", ")
}

// app is in no hurry to be polite to the test's own server.
func (n *nights) app(out io.Writer) *app {
	return &app{in: strings.NewReader(""), out: out, err: out, now: time.Date(2026, 1, 2+n.night, 3, 4, 5, 0, time.UTC),
		fetching: n.options}
}

func (n *nights) lockText() string {
	data, _ := os.ReadFile(filepath.Join(n.dir, intake.LockFile))
	return string(data)
}

func (n *nights) want(what, text string, parts ...string) {
	n.Helper()
	for _, p := range parts {
		if not, ok := strings.CutPrefix(p, "!"); ok == strings.Contains(text, not) {
			n.Errorf("%s: want %q in\n%s", what, p, text)
		}
	}
}

// still runs once more and fails when that changes a file.
func (n *nights) still(wantStatus int) {
	n.Helper()
	before := snapshot(n.T, n.dir)
	n.run(wantStatus)
	if after := snapshot(n.T, n.dir); after != before {
		n.Errorf("a run without news changed files:\n%s\n%s", before, after)
	}
}

const (
	rss   = "application/rss+xml"
	login = `<html><head><title>Sign in</title></head><body><h1>Sign in</h1><p>Your name and your password, please. Forgotten it? Ask for another one.</p></body></html>`
)

func brightmap(t *testing.T, from, to string) string {
	data, err := os.ReadFile("testdata/expected/feed.xml")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), from, to)
}

// TestEditedSource: what the lock says is about the entry as it was; an edited
// one is asked anew, and what an earlier address left behind is void.
func TestEditedSource(t *testing.T) {
	n := newNights(t)
	n.serve("/a.xml", rss, brightmap(t, "", ""))
	n.serve("/b.xml", rss, brightmap(t, "brightmap", "dimmap"))
	n.sources("- {name: a, url: URL/a.xml, allow_private: true}\n- {name: other, url: URL/b.xml, allow_private: true}\n")
	n.run(exitDone)
	n.still(exitDone)

	n.sources("- {name: a, url: URL/a.xml, allow_private: true, match: nothing like it}\n- {name: other, url: URL/b.xml, allow_private: true}\n")
	said, asked := n.run(exitDone)
	n.want("asked after match was added", asked, "/a.xml", "!a.xml-", `/b.xml "b.xml-`)
	n.want("said", said, "left out by match")
	n.still(exitDone)

	n.pages["/a.xml"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }
	n.run(exitDone, "other")
	n.want("an import of another source", n.lockText(), "\na:")
	n.sources("- {name: a, url: URL/a.xml, allow_private: true}\n")
	said, _ = n.run(exitPartial)
	n.want("gone", said, "gone for good (410)")
	n.want("lock without the source that was taken out", n.lockText(), "gone: true", "!other")
	if said, asked = n.run(exitPartial); asked != "" {
		t.Errorf("a source that is gone was asked: %s", asked)
	}
	n.want("gone", said, "sources.yaml:1", "or give its new url there")
	n.sources("- {name: a, url: URL/b.xml, allow_private: true}\n")
	_, asked = n.run(exitDone)
	n.want("asked at its new address", asked, "/b.xml", "!b.xml-")
	n.want("lock", n.lockText(), "!gone", "etag")
	n.still(exitDone)

	n.sources("- {name: a, url: URL/b.xml, allow_private: true\n")
	n.run(exitFailed)
	n.want("lock after a mistake in sources.yaml", n.lockText(), "etag")
	n.sources("# none\n")
}

// TestMovedSource: an address moves only to where a feed could be read.
func TestMovedSource(t *testing.T) {
	n := newNights(t)
	moved := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, req *http.Request) {
			http.Redirect(w, req, to, http.StatusMovedPermanently)
		}
	}
	n.serve("/new.xml", rss, brightmap(t, "", ""))
	n.serve("/login", "text/html", login)
	for _, entry := range []string{"- {name: a, url: URL/a.xml, allow_private: true, kind: feed}\n", "- {name: a, url: URL/a.xml, allow_private: true}\n"} {
		n.sources(entry)
		n.serve("/a.xml", rss, brightmap(t, "", ""))
		n.run(exitDone)
		n.pages["/a.xml"] = moved("/login")
		said, _ := n.run(exitPartial)
		n.want("moved to a login", said, "/a.xml")
		n.want("lock", n.lockText(), "!url:", "etag", "failing-since: 2026-01-")

		n.pages["/a.xml"] = moved("/new.xml")
		said, _ = n.run(exitDone)
		n.want("moved", said, "source a is read at "+n.url+"/new.xml")
		n.want("lock", n.lockText(), "url: "+n.url+"/new.xml", "!failing-since")
		_, asked := n.run(exitDone)
		if want := `/new.xml "new.xml-`; !strings.HasPrefix(asked, want) {
			t.Errorf("asked %q, want %q", asked, want)
		}
		n.still(exitDone)

		n.pages["/new.xml"] = nil
		for range 8 {
			n.run(exitPartial)
			n.night++
		}
		n.serve("/a.xml", rss, brightmap(t, "", ""))
		n.run(exitDone)
		n.want("lock after the new address went away", n.lockText(), "!url:", "!failing-since")
		n.serve("/new.xml", rss, brightmap(t, "", ""))
	}
	n.sources("- {name: a, url: URL/gate, allow_private: true}\n")
	n.serve("/parked", "text/html", "<html><head><title>Buy this name</title></head><body><p>The name that you asked for is for sale. Make an offer, or look at our other names.</p></body></html>")
	n.pages["/gate"] = moved("/parked")
	n.run(exitDone) // a page from the first day on
	n.want("lock", n.lockText(), "!url:", "!kind:")
}

// TestPrivateReach: allow_private opens the source's own host, not what a
// list of feeds or a feed found there leads to.
func TestPrivateReach(t *testing.T) {
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { t.Errorf("asked for %s", req.URL) }))
	defer secret.Close()
	n := newNights(t)
	n.serve("/a.xml", rss, brightmap(t, "", ""))
	n.serve("/list", "text/x-opml", `<opml version="2.0"><body><outline text="one" xmlUrl="URL/a.xml"/><outline text="two" xmlUrl="`+secret.URL+`/b.xml"/></body></opml>`)
	n.sources("- {name: many, kind: opml, url: URL/list}\n")
	said, asked := n.run(exitPartial)
	n.want("not allowed", said, "source many: "+n.url+"/list: the address is private")
	if asked != "" {
		t.Errorf("asked %s", asked)
	}
	n.sources("- {name: many, kind: opml, url: URL/list, allow_private: true}\n")
	said, _ = n.run(exitPartial)
	n.want("allowed", said, "1 new", "source many-two: "+secret.URL+"/b.xml: the address is private")
	n.want("lock", n.lockText(), "many-one:", "many-two:")
	n.serve("/list", "text/x-opml", `<opml version="2.0"><body><outline text="one" xmlUrl="URL/a.xml"/></body></opml>`)
	n.run(exitDone)
	n.want("lock after a feed left the list", n.lockText(), "many-one:", "!many-two:")
	n.pages["/list"] = nil
	n.run(exitPartial)
	n.want("lock when the list is away", n.lockText(), "many-one:")

	n.serve("/page", "text/html", `<html><head><link rel="alternate" type="application/rss+xml" href="`+secret.URL+`/b.xml"></head><body><p>Hello</p></body></html>`)
	n.serve("/full.xml", rss, "<rss><channel><title>Acme</title><item><title>Postmortem of an outage</title><link>"+secret.URL+"/x</link><description>Down. Read more</description></item></channel></rss>")
	n.sources("- {name: p, kind: feed, url: URL/page, allow_private: true}\n- {name: f, url: URL/full.xml, allow_private: true, fetch: full, only: everything}\n")
	said, _ = n.run(exitPartial)
	n.want("behind a page and a summary", said, "the feed that it names cannot be read: "+secret.URL+"/b.xml: the address is private", "only the summary of "+secret.URL+"/x is there: "+secret.URL+"/x: the address is private")
}

// TestFeedBehindPage: a page given as a feed leads to the feed it names.
func TestFeedBehindPage(t *testing.T) {
	n := newNights(t)
	n.serve("/a.xml", rss, brightmap(t, "", ""))
	const page = `<!DOCTYPE html><html><head><title>Our blog</title><link rel="stylesheet" href="/x.css"><link rel="alternate" type="application/rss+xml" title="Feed" href="a.xml"></head><body><p>News of our cats.</p></body></html>`
	n.serve("/blog", "text/html", page)
	n.serve("/odd", "text/html", strings.Replace(page, "a.xml", "blog", 1))
	n.serve("/none", "text/html", login)
	n.sources("- {name: a, url: URL/blog, kind: feed, allow_private: true}\n")
	said, asked := n.run(exitDone)
	n.want("said", said, "a is a page; the feed that it names is read: "+n.url+"/a.xml", "1 new", "source a is read at "+n.url+"/a.xml from now on")
	if asked != "/blog, /a.xml" {
		t.Errorf("asked %s", asked)
	}
	_, asked = n.run(exitDone)
	n.want("asked again", asked, `/a.xml "a.xml-`, "!/blog")
	n.still(exitDone)

	n.sources("- {name: a, url: URL/blog, allow_private: true}\n") // no kind: a page is a page
	said, _ = n.run(exitDone)
	n.want("said", said, "hint: the page names a feed: "+n.url+"/a.xml; give that address, or kind: feed")
	for path, want := range map[string]string{"odd": "no RSS, Atom or JSON feed", "none": "no RSS, Atom or JSON feed"} {
		n.sources("- {name: b, url: URL/" + path + ", kind: feed, allow_private: true}\n")
		said, _ = n.run(exitPartial)
		n.want(path, said, want)
		n.want("lock", n.lockText(), "!url:", "failing-since: 2026-01-02")
	}
}

// TestNameAndFile: a source's name goes before a file of that name, and that
// is said.
func TestNameAndFile(t *testing.T) {
	n := newNights(t)
	n.serve("/a.xml", rss, brightmap(t, "", ""))
	n.sources("- {name: brightmap, url: URL/a.xml, allow_private: true}\n")
	t.Chdir(t.TempDir())
	if err := os.Mkdir("brightmap", 0o755); err != nil {
		t.Fatal(err)
	}
	said, _ := n.run(exitDone, "brightmap")
	n.want("said", said, "brightmap is a source of sources.yaml and a file here: the source is imported; ./brightmap means the file", "1 new")
	n.run(exitUsage, "./brightmap") // an empty folder
	n.sources("- {name: brightmap, url: URL/a.xml, allow_private: true, fech: full}\n")
	said, _ = n.run(exitFailed)
	n.want("a misspelt key", said, `sources.yaml:1: "fech" is unknown: did you mean "fetch"?`, "no source in it can be read")
	n.sources("- name: brightmap\n  url: URL/a.xml\n  publsh: link\n")
	var out bytes.Buffer
	if status := n.app(&out).run(context.Background(), []string{"build", "--archive", n.dir}); status != exitPartial {
		t.Errorf("build with a misspelt key: exit status %d: %s", status, out.String())
	}
	n.want("build", out.String(), `sources.yaml:3: "publsh" is unknown: did you mean "publish"?`)
}

// TestSlowServer: one that keeps its answer does not hold up the others.
func TestSlowServer(t *testing.T) {
	n := newNights(t)
	feed := brightmap(t, "", "")
	const others = 16 // more than are read at a time
	var asked sync.WaitGroup
	asked.Add(others)
	list := ""
	for i := range others + 1 {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if i == 0 { // the first in sources.yaml
				asked.Wait()
			} else {
				asked.Done()
			}
			fmt.Fprint(w, feed)
		}))
		defer srv.Close()
		list += fmt.Sprintf("- {name: s%d, url: %q, allow_private: true}\n", i, srv.URL)
	}
	n.sources(list)
	said, _ := n.run(exitDone)
	n.want("said", said, "0 failed")
}

// TestWaiting: a host that asks for time is waited for, which is said; who
// has no time can leave, and finds everything whole.
func TestWaiting(t *testing.T) {
	n := newNights(t)
	n.serve("/a.xml", rss, brightmap(t, "", ""))
	n.sources("- {name: a, url: URL/a.xml, allow_private: true}\n")
	n.run(exitDone)
	ctx, cancel := context.WithCancel(context.Background())
	first := n.pages["/a.xml"]
	n.pages["/a.xml"] = func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Retry-After", "9")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	before := snapshot(t, n.dir)
	said := &alarm{want: "asks to be left alone for 9s", seen: cancel}
	if status := n.app(said).run(ctx, []string{"import", "--archive", n.dir}); status != exitFailed {
		t.Errorf("exit status %d, want %d", status, exitFailed)
	}
	n.want("said", said.String(), "waiting   "+strings.TrimPrefix(n.url, "http://")+" asks to be left alone for 9s")
	if after := snapshot(t, n.dir); after != before {
		t.Errorf("the files are others:\n%s\n%s", before, after)
	}
	n.pages["/a.xml"] = func(w http.ResponseWriter, req *http.Request) {
		n.mu.Lock()
		n.pages["/a.xml"] = first
		n.mu.Unlock()
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	text, asked := n.run(exitDone)
	n.want("waited", text, "asks to be left alone for 1s", "0 failed")
	n.want("asked", asked, ", /a.xml")
}

// An alarm calls seen when want has been written.
type alarm struct {
	bytes.Buffer
	want string
	seen func()
}

func (w *alarm) Write(p []byte) (int, error) {
	n, err := w.Buffer.Write(p)
	if strings.Contains(w.String(), w.want) {
		w.seen()
	}
	return n, err
}

// TestUnreadableLock: a sources.lock that cannot be read is set aside, which is
// said, and every source is read; check names it with its line.
func TestUnreadableLock(t *testing.T) {
	n := newNights(t)
	n.serve("/a.xml", rss, brightmap(t, "", ""))
	n.sources("- {name: a, url: URL/a.xml, allow_private: true}\n")
	n.run(exitDone)
	good := n.lockText()
	for i, bad := range []string{
		strings.Replace(good, "  kind:", "<<<<<<< ours\n  kind:", 1), "a: [", good + strings.TrimPrefix(good, "#"), "a:\n  etag: " + strings.Repeat("[", 100_000), "\x00\xff", strings.Repeat("a", 9<<20),
	} {
		path := filepath.Join(n.dir, intake.LockFile)
		if err := os.WriteFile(path, []byte(bad), 0o644); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if status := n.app(&out).run(context.Background(), []string{"check", "--archive", n.dir}); status != exitFailed {
			t.Errorf("%.40q: check: exit status %d", bad, status)
		}
		n.want("check", out.String(), intake.LockFile+":")
		said, asked := n.run(exitDone)
		n.want("said", said, intake.LockFile+":", "are asked for everything once; it is now sources.lock.broken", "1 unchanged")
		n.want("asked", asked, "/a.xml", "!a.xml-")
		if n.lockText() != good {
			t.Errorf("%.40q: the lock is now\n%s", bad, n.lockText())
		}
		kept, err := filepath.Glob(path + ".broken*")
		if err != nil || len(kept) != i+1 {
			t.Errorf("%.40q: kept %q", bad, kept)
		}
	}
	for _, fine := range []string{"\uFEFF" + good, strings.ReplaceAll(good, "\n", "\r\n")} {
		if err := os.WriteFile(filepath.Join(n.dir, intake.LockFile), []byte(fine), 0o644); err != nil {
			t.Fatal(err)
		}
		said, asked := n.run(exitDone)
		n.want("said", said, "!broken")
		n.want("asked", asked, "a.xml-")
	}
}

// TestForgedLock: a change of sources.lock alone neither leads to another
// server nor silences a source; check shows it.
func TestForgedLock(t *testing.T) {
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { t.Errorf("asked for %s", req.URL) }))
	defer evil.Close()
	n := newNights(t)
	n.serve("/a.xml", rss, brightmap(t, "", ""))
	n.sources("- {name: a, url: URL/a.xml, allow_private: true}\n")
	n.run(exitDone)
	good := n.lockText()
	for forged, want := range map[string]string{
		"  url: " + evil.URL + "/a.xml\n": "source a was moved to another host, " + evil.URL,
		"  gone: true\n":                  "source a is said to be gone for good (410)",
		"  url: file:///etc/passwd\n":     "is no http or https address",
	} {
		if err := os.WriteFile(filepath.Join(n.dir, intake.LockFile), []byte(good+forged), 0o644); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		n.app(&out).run(context.Background(), []string{"check", "--archive", n.dir})
		n.want("check", out.String(), intake.LockFile+":", want)
		said, asked := n.run(exitDone)
		n.want("asked", asked, "/a.xml")
		n.want("said", said, "0 failed")
		if got := n.lockText(); got != good {
			t.Errorf("%q: the lock is now\n%s", forged, got)
		}
	}
}
