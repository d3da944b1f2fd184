package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNightlyRun imports two feeds and a page behind one of them from servers
// on this machine, night after night: one server fails, one has news, one
// moves. What the servers said is remembered only once the documents are on
// disk, and a run that changes nothing leaves every file byte for byte.
func TestNightlyRun(t *testing.T) {
	feedXML, err := os.ReadFile("testdata/expected/feed.xml")
	if err != nil {
		t.Fatal(err)
	}
	var down bool
	var asked []string
	mux := http.NewServeMux()
	mux.HandleFunc("/brightmap.xml", func(w http.ResponseWriter, req *http.Request) {
		etag := fmt.Sprintf(`"%d"`, len(feedXML))
		asked = append(asked, req.Header.Get("If-None-Match"))
		if w.Header().Set("ETag", etag); req.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write(feedXML)
	})
	mux.HandleFunc("/down.xml", func(w http.ResponseWriter, _ *http.Request) {
		if down {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		_, _ = w.Write(bytes.ReplaceAll(feedXML, []byte("brightmap"), []byte("otherwise")))
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()

	dir := filepath.Join(t.TempDir(), "archive")
	verb := func(wantStatus int, args ...string) (string, string) {
		t.Helper()
		status, out, errs := runVerb(t, "", append(args, "--archive", dir)...)
		if status != wantStatus {
			t.Fatalf("%q: exit status %d, want %d: %s%s", args, status, wantStatus, out, errs)
		}
		return out, errs
	}
	if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
		t.Fatal(errs)
	}
	sources := fmt.Sprintf("sources:\n  - {name: brightmap, url: %[1]q, allow_private: true, publish: excerpt, licence: CC-BY-4.0}\n  - {name: down, url: %[2]q, allow_private: true}\n",
		srv.URL+"/brightmap.xml", srv.URL+"/down.xml")
	if err := os.WriteFile(filepath.Join(dir, "sources.yaml"), []byte(sources), 0o644); err != nil {
		t.Fatal(err)
	}

	down = true
	out, errs := verb(exitPartial, "update")
	if !strings.HasPrefix(out, "content: 1 new, 0 updated\n") || !strings.Contains(out, "failing since 2026-01-02: source down: "+srv.URL+"/down.xml: the server answers 403") {
		t.Errorf("first night:\n%s%s", out, errs)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "content", "postmortems", "*", "*.md"))
	if len(files) != 1 {
		t.Fatalf("files %q", files)
	}
	for _, want := range []string{"publish: excerpt", "licence: CC-BY-4.0", "name: brightmap"} {
		if data, _ := os.ReadFile(files[0]); !strings.Contains(string(data), want) {
			t.Errorf("the content file lacks %q", want)
		}
	}

	down = false
	verb(exitDone, "import")
	before := snapshot(t, dir)
	verb(exitDone, "import")
	if after := snapshot(t, dir); after != before {
		t.Errorf("a run without news changed files:\n%s\n%s", before, after)
	}
	if last := asked[len(asked)-1]; last == "" {
		t.Errorf("the validators were not sent back: %q", asked)
	}
	if !strings.Contains(before, "etag") {
		t.Errorf("sources.lock holds no validator:\n%s", before)
	}

	feedXML = bytes.Replace(feedXML, []byte("looks at the wrong zone"), []byte("looks at the wrong zone for ten minutes"), 1)
	if out, _ := verb(exitDone, "import", "brightmap", "--json"); !strings.Contains(out, `"status":"updated"`) {
		t.Errorf("changed upstream: %s", out)
	}

	srv.Close()
	before = snapshot(t, dir)
	if _, errs := verb(exitPartial, "import"); !strings.Contains(errs, "nothing was read of 2 sources") || !strings.Contains(errs, "source brightmap") {
		t.Errorf("no network: %s", errs)
	}
	if after := snapshot(t, dir); after != before {
		t.Error("a machine without a network changed files")
	}
}

// snapshot is everything in the archive but the built site.
func snapshot(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && d.Name() == "public" {
				return filepath.SkipDir
			}
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&b, "== %s\n%s\n", path, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
