package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hindsight/internal/browsertest"

	"github.com/chromedp/chromedp"
)

// host serves a built site until it is gone, and can be given another one.
type host struct {
	dir  atomic.Value
	gone atomic.Bool
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.gone.Load() {
		panic(http.ErrAbortHandler)
	}
	http.FileServer(http.Dir(h.dir.Load().(string))).ServeHTTP(w, r)
}

// smallArchive imports a few documents and builds them; build makes the site of
// the archive as it is then, in a folder of its own.
func smallArchive(t *testing.T) (archive string, build func(flags ...string) string) {
	t.Helper()
	archive = filepath.Join(t.TempDir(), "archive")
	for _, args := range [][]string{{"init", archive}, {"import", "--archive", archive, "testdata/expected/status.txt", "testdata/expected/thread.txt", "testdata/expected/article.txt"}} {
		if status, _, errs := runVerb(t, "", args...); status != exitDone {
			t.Fatal(errs)
		}
	}
	return archive, func(flags ...string) string {
		t.Helper()
		out := filepath.Join(t.TempDir(), "public")
		if status, _, errs := runVerb(t, "", append([]string{"build", "--archive", archive, "--out", out}, flags...)...); status != exitDone {
			t.Fatal(errs)
		}
		return out
	}
}

// pagesOf are the postmortems of a site, from its root.
func pagesOf(t *testing.T, site string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(site, "postmortems", "*", "*.html"))
	if err != nil || len(found) < 3 {
		t.Fatalf("pages: %v, %v", found, err)
	}
	for i := range found {
		rel, _ := filepath.Rel(site, found[i])
		found[i] = filepath.ToSlash(rel)
	}
	return found
}

// change gives every postmortem of an archive another title.
func change(t *testing.T, archive string) {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(archive, "content/postmortems/*/*.md"))
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err == nil {
			err = os.WriteFile(f, bytes.Replace(b, []byte("title: "), []byte("title: Anew, "), 1), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

const (
	// workerReady resolves once the worker has taken over the page.
	workerReady = `navigator.serviceWorker.ready.then(() => new Promise(done => { const look = () => navigator.serviceWorker.controller ? done(true) : setTimeout(look, 20); look() }))`
	heading     = `document.querySelector('h1').textContent.trim()`
	// newShown resolves once the page tells of a new version.
	newShown = `new Promise(done => { const look = () => document.querySelector('[data-offline-new]').hidden ? setTimeout(look, 20) : done(true); look() })`
)

// TestOffline: with the server gone, what was visited opens and the whole
// search answers; after save every page opens. A new version of the site is told
// of, takes the place of the old one as a whole, and is saved as that was.
func TestOffline(t *testing.T) {
	archive, build := smallArchive(t)
	h := &host{}
	one := build()
	h.dir.Store(one)
	s := httptest.NewServer(http.StripPrefix("/below", h))
	defer s.Close()
	root := s.URL + "/below/"
	pages := pagesOf(t, one)
	b := browsertest.Start(t)
	open := func(path string) string {
		t.Helper()
		b.Open(t, root+path)
		return browsertest.Eval[string](t, b, heading)
	}
	title := open(pages[0])
	browsertest.Eval[bool](t, b, workerReady)
	b.Clean(t, root)

	h.gone.Store(true)
	if got := open(pages[0]); got != title {
		t.Errorf("offline, the visited page is %q, want %q", got, title)
	}
	if n := browsertest.Eval[int](t, b, `window.hindsight.search('workers').then(r => r.total)`); n == 0 {
		t.Error("offline, the search finds nothing")
	}
	if got := open("search.html?q=workers"); got != "Search" {
		t.Errorf("offline, the page of the search is %q", got)
	}
	if got := open(pages[1]); got != "This page is not saved" {
		t.Errorf("offline, a page that was never visited is %q", got)
	}

	h.gone.Store(false)
	open("data.html")
	browsertest.Eval[bool](t, b, `window.hindsight.save().then(() => true)`)
	h.gone.Store(true)
	sameAs(t, b, root, one)
	if got := open(pages[1]); got == "This page is not saved" {
		t.Error("offline, a saved page does not open")
	}

	change(t, archive)
	two := build()
	h.dir.Store(two)
	h.gone.Store(false)
	if got := open(pages[0]); got != title {
		t.Errorf("with a new version on the server the page is %q, want %q until it is asked for", got, title)
	}
	browsertest.Eval[bool](t, b, newShown)
	browsertest.Do(t, b, chromedp.Click(`[data-offline-new] button`))
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) { // the page loads anew meanwhile
		if got, err := chromedp.Run(b.Context, chromedp.Evaluate[string](heading)); err == nil && strings.Contains(got, "Anew") {
			break
		} else if time.Now().After(end) {
			t.Fatalf("after the new version was asked for, the page is %q: %v", got, err)
		}
	}
	h.gone.Store(true)
	sameAs(t, b, root, two)
}

// sameAs compares every file that the list of a site names with what the open
// page gets for it.
func sameAs(t *testing.T, b *browsertest.Browser, root, site string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join(site, "offline.json"))
	if err != nil {
		t.Fatal(err)
	}
	wrong := browsertest.Eval[[]string](t, b, `(async () => {
		const wrong = [];
		for (const [path, hash] of `+string(want)+`) {
			const r = await fetch(`+quoted(root)+` + path).catch(() => null);
			const sum = r && new Uint8Array(await crypto.subtle.digest('SHA-256', await r.arrayBuffer()));
			if (!r || btoa(String.fromCharCode(...sum.subarray(0, 16))).replace(/=+$/, '') !== hash) wrong.push(path);
		}
		return wrong;
	})()`)
	if len(wrong) > 0 {
		t.Errorf("of %s differ %v", site, wrong)
	}
}

// TestNoMixOfVersions: where the server has a newer version of a page than the
// worker, that page and all that it loads are of the newer one.
func TestNoMixOfVersions(t *testing.T) {
	archive, build := smallArchive(t)
	h := &host{}
	one := build()
	h.dir.Store(one)
	s := httptest.NewServer(h)
	defer s.Close()
	pages := pagesOf(t, one)
	b := browsertest.Start(t)
	b.Open(t, s.URL+"/"+pages[0])
	browsertest.Eval[bool](t, b, workerReady)
	change(t, archive)
	two := build()
	h.dir.Store(two)
	for page, want := range map[string]string{pages[0]: one, pages[1]: two} { // visited before, and not
		b.Open(t, s.URL+"/"+page)
		for _, name := range []string{page, "search/root.js", "search.html"} {
			if name == page && want == two {
				name = "index.html"
			}
			file, err := os.ReadFile(filepath.Join(want, name))
			if err != nil {
				t.Fatal(err)
			}
			if got := browsertest.Eval[string](t, b, `fetch(`+quoted(s.URL+"/"+name)+`).then(r => r.text())`); got != string(file) {
				t.Errorf("%s loads a %s that is not of its version", page, name)
			}
		}
		if anew := strings.Contains(browsertest.Eval[string](t, b, heading), "Anew"); anew != (want == two) {
			t.Errorf("%s is of the new version: %v", page, anew)
		}
	}
}

// TestFromDiskNothingIsSaved: from disk there is no worker, no manifest, no
// message, and save says why.
func TestFromDiskNothingIsSaved(t *testing.T) {
	_, build := smallArchive(t)
	site := build()
	b := browsertest.Start(t)
	root := browsertest.FileURL(site) + "/"
	b.Open(t, root+"data.html")
	got := browsertest.Eval[string](t, b, `window.hindsight.save().then(() => 'saved', e => e.message)`)
	shown := browsertest.Eval[bool](t, b, `!document.querySelector('[data-offline-save]').hidden || !!document.querySelector('link[rel=manifest]')`)
	if got != "this archive is on your disk already" || shown {
		t.Errorf("from disk: %q, offered %v", got, shown)
	}
	b.Clean(t, root)
}

// TestZip: the same archive gives the same file; unpacked it is the site, which
// does not offer itself; the site offers it with its size.
func TestZip(t *testing.T) {
	_, build := smallArchive(t)
	site := build("--zip")
	read := func(dir string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, "archive.zip"))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	one := read(site)
	if two := read(build("--zip")); sha256.Sum256(one) != sha256.Sum256(two) {
		t.Error("two builds pack other bytes")
	}
	for _, name := range []string{"index.html", "data.html"} {
		if b, _ := os.ReadFile(filepath.Join(site, name)); !bytes.Contains(b, []byte(`href="archive.zip"`)) || !bytes.Contains(b, []byte(" KB)")) && !bytes.Contains(b, []byte(" MB)")) || bytes.Contains(b, []byte("<!--zip")) {
			t.Errorf("%s does not offer the file with its size", name)
		}
	}
	r, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	packed := map[string]bool{}
	for _, f := range r.File {
		name, ok := strings.CutPrefix(f.Name, "hindsight/")
		packed[name] = true
		in, err := f.Open()
		if err != nil || !ok {
			t.Fatalf("%s: %v", f.Name, err)
		}
		got, _ := io.ReadAll(in)
		want, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(name)))
		offers := name == "index.html" || name == "data.html"
		if err != nil || !offers && !bytes.Equal(got, want) || bytes.Contains(got, []byte(`href="archive.zip"`)) {
			t.Errorf("%s is not as on the site, or offers the file itself: %v", name, err)
		}
	}
	for _, name := range append(pagesOf(t, site), "index.html", "search/root.js", "postmortems.jsonl") {
		if !packed[name] {
			t.Errorf("the file lacks %s", name)
		}
	}
	if packed["sw.js"] || packed["archive.zip"] {
		t.Error("the file holds what only a server has use for")
	}
	bare := build()
	if b, _ := os.ReadFile(filepath.Join(bare, "index.html")); bytes.Contains(b, []byte("archive.zip")) {
		t.Error("a site without the file offers it")
	}
}
