package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight/internal/fetch"
)

// zeros are so many bytes, compressed: a bomb of a thousandth of its size.
func zeros(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for range n >> 20 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// brotliZeros says "a mebibyte of zeros", sixty-four times, and ends: it is enough
// that a reader which knows brotli would grow.
var brotliZeros = append(bytes.Repeat([]byte{0x5b, 0xff, 0xff, 0x0f, 0x00, 0x24, 0x00, 0x00}, 64), 0x03)

// TestEverySourceFault: in one run on one machine each fault that a source can
// have, three nights in a row. What was imported stays, each fault is named, and
// the third night changes nothing.
func TestEverySourceFault(t *testing.T) {
	n := newNights(t)
	feed := func(name string, items int, text string) string {
		all := brightmap(t, "brightmap", name)
		from, to := strings.Index(all, "<item>"), strings.LastIndex(all, "</item>")+len("</item>")
		item, out := all[from:to], ""
		for i := range items {
			one := strings.ReplaceAll(item, "no names for an hour", fmt.Sprintf("no names for hour %d of %s", i, name))
			one = strings.ReplaceAll(one, "-17<", fmt.Sprintf("-17-%d<", i))
			one = strings.ReplaceAll(one, ".example/", fmt.Sprintf(".example/%d/", i))
			out += strings.ReplaceAll(one, "looks at the wrong zone", "looks at the wrong zone "+text)
		}
		return all[:from] + out + all[to:]
	}
	bomb := zeros(t, 64<<20)
	status := func(code int, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(code)
		}
	}
	body := func(mediaType, encoding string, data []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", mediaType)
			if encoding != "" {
				w.Header().Set("Content-Encoding", encoding)
			}
			_, _ = w.Write(data)
		}
	}
	faults := map[string]struct {
		page http.HandlerFunc // nil: as the first night
		says string           // "": it is no failure
	}{
		"steady": {},
		"e500":   {status(500), "answers 500"},
		"hangs":  {func(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }, "hangs"},
		"moved":  {status(301, "Location", "/elsewhere.xml"), ""},
		"gone":   {status(410), "410"},
		"later":  {status(429, "Retry-After", "86400"), "later"},
		"noise":  {body("application/octet-stream", "", append([]byte("GIF89a\x01\x00\xff\xfe"), bomb[:3000]...)), "noise"},
		"login":  {body("text/html", "", []byte(login)), "login"},
		"empty":  {body(rss, "", nil), "empty body"},
		"broken": {body(rss, "", []byte("<rss><channel><item><title>Half an item, and then the")), ""},
		"gzip":   {body(rss, "gzip", bomb), "too big"},
		"lies":   {body(rss, "gzip", []byte("no gzip")), "lies"},
		"brotli": {body(rss, "br", brotliZeros), "brotli"},
		"inside": {status(302, "Location", "http://10.0.0.1/secret.xml"), "the address is private"},
		"loop":   {status(302, "Location", "/loop-after.xml"), "loop"},
	}
	entries := "- {name: unknown, url: 'http://nowhere.invalid/feed.xml'}\n"
	names := append(slices.Sorted(maps.Keys(faults)), "grown", "edited", "shrunk")
	for _, name := range names {
		host := "URL"
		if name == "later" { // who asks for time asks for all that is on the host
			host = strings.Replace(n.url, "127.0.0.1", "localhost", 1)
		}
		entries += fmt.Sprintf("- {name: %[1]s-after, url: %[2]s/%[1]s-after.xml, allow_private: true, kind: feed}\n", name, host)
		items := 1
		if name == "shrunk" {
			items = 2
		}
		n.serve("/"+name+"-after.xml", rss, feed(name, items, ""))
		if f := faults[name]; f.page != nil { // and it has this fault from the first night on
			entries += fmt.Sprintf("- {name: %[1]s-first, url: %[2]s/%[1]s-first.xml, allow_private: true, kind: feed}\n", name, host)
			n.pages["/"+name+"-first.xml"] = f.page
		}
	}
	n.serve("/elsewhere.xml", rss, feed("moved", 1, ""))
	n.sources(entries)
	n.options = fetch.Options{Pause: time.Nanosecond, Wait: time.Millisecond, Timeout: time.Second, Retries: -1}

	files := func() map[string]string {
		out := map[string]string{}
		all, _ := filepath.Glob(filepath.Join(n.dir, "content", "postmortems", "*", "*.md"))
		for _, name := range all {
			data, _ := os.ReadFile(name)
			out[name] = string(data)
		}
		return out
	}
	told, _ := n.run(exitPartial)
	first := files()
	if len(first) != len(names)+1 {
		t.Fatalf("%d files the first night, want %d: %s", len(first), len(names)+1, told)
	}

	for _, name := range names {
		if f := faults[name]; f.page != nil {
			n.pages["/"+name+"-after.xml"] = f.page
		}
	}
	n.serve("/grown-after.xml", rss, feed("grown", 2, ""))
	n.serve("/edited-after.xml", rss, feed("edited", 1, "for ten minutes"))
	n.serve("/shrunk-after.xml", rss, feed("shrunk", 1, ""))
	n.night++
	said, _ := n.run(exitPartial)
	n.want("the second night", said, "1 new, 1 updated", "nowhere.invalid")
	for name, f := range faults {
		if f.says == "" {
			continue
		}
		for _, source := range []string{name + "-after", name + "-first"} {
			line := lineWith(said, source)
			n.want(source, line, "error: ", f.says)
		}
	}
	second := files()
	if len(second) != len(first)+1 {
		t.Errorf("%d files the second night, %d the first", len(second), len(first))
	}
	changed := 0
	for name, text := range first {
		if second[name] != text {
			changed++
			if !strings.Contains(name, "edited") {
				t.Errorf("%s has changed or is lost", name)
			}
		}
	}
	if changed != 1 {
		t.Errorf("%d files have changed, want the edited one", changed)
	}
	for range 3 {
		n.night++
		n.still(exitPartial)
	}

	// All servers are well again: nothing is left of it.
	for _, name := range names {
		n.serve("/"+name+"-after.xml", rss, feed(name, 1, ""))
		n.serve("/"+name+"-first.xml", rss, feed(name, 1, ""))
	}
	n.sources(strings.Replace(entries, "- {name: unknown, url: 'http://nowhere.invalid/feed.xml'}\n", "", 1))
	n.night += 30 // who is gone is asked once in four weeks
	for range 28 {
		n.night++
		n.run(-1)
	}
	n.want("the lock when all is well", n.lockText(), "!failing-since", "!gone: true")
	n.still(exitDone)
}

// lineWith is the line of an error that names a source.
func lineWith(text, source string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, "error: ") && (strings.Contains(line, source+":") || strings.Contains(line, source+" ") || strings.Contains(line, source+".xml")) {
			return line
		}
	}
	return ""
}
