package search

import (
	"bytes"
	"compress/gzip"
	"path"
	"slices"
	"testing"
)

// weights are what the client may weigh, in bytes of gzip, as servers send it.
var weights = []struct {
	what    string
	scripts []string
	most    int
}{
	{"a page without results", []string{"hindsight"}, 1_500},
	{"a page with results, to the titles", []string{"search"}, 20_000},
	{"what it loads after the titles: excerpts, counts, corrections", []string{"more"}, 8_000},
	{"suggestions, once a box of another page has the focus", []string{"suggest"}, 2_000},
	{"likeness, for seen.html and whoever calls like", []string{"seen"}, 4_000},
}

func TestClientWeight(t *testing.T) {
	size, home := map[string]int{}, map[string]string{}
	for _, name := range clientScripts {
		script, files := scriptOf(t, name)
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err == nil {
			_, err = w.Write(script)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		size[name] = b.Len()
		for _, file := range files { // nothing is loaded twice
			if slices.Contains([]string{"use.ts", "texts:say.ts", "api.ts", "shortcut.ts"}, path.Base(file)) { // of say.ts what it says; the last two are all of hindsight.ts
				continue
			}
			if other, ok := home[file]; ok {
				t.Errorf("%s is in %s.ts and in %s.ts: the later one takes it from use.ts", file, other, name)
			}
			home[file] = name
		}
	}
	for _, w := range weights {
		n := 0
		for _, name := range w.scripts {
			n += size[name]
		}
		t.Logf("%6d of %6d bytes: %s", n, w.most, w.what)
		if n > w.most {
			t.Errorf("%s: %d bytes, more than %d", w.what, n, w.most)
		}
	}
}
