package search

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"
	"unicode/utf8"
)

// FuzzSearch: every query is answered, and answered twice the same.
func FuzzSearch(f *testing.F) {
	for _, q := range queries(generated(30))[:100:100] {
		f.Add(q.Text)
	}
	for _, q := range []string{"-\"a -class:\"", "tls1.3 fail-over us-east-7", "databse cofnig databse", "class:lock year:-1 org:é", "C++ c# a1b2c3d4e5 1,000", "k8s OR oom OR -x OR class:y out of memory", "load balancer v12.4.1 fail-over OR"} {
		f.Add(q)
	}
	_, r := built(f, generated(60))
	f.Fuzz(func(t *testing.T, text string) {
		for _, opt := range []Query{{Limit: 5}, {Limit: 5, Typing: true, Sort: Newest}, {Limit: 5, Almost: true}} {
			a, err := r.Search(text, opt)
			if err != nil {
				t.Fatal(err)
			}
			if a.Total < len(a.Hits) || len(a.Hits) > 5 || a.Partial && a.Total == 0 {
				t.Errorf("%+v", a)
			}
			for _, h := range a.Hits {
				checkMarks(t, h.Excerpt, h.Marks)
			}
		}
	})
}

func checkMarks(t *testing.T, text string, marks [][2]int) {
	if !utf8.ValidString(text) || strings.Contains(text, "  ") {
		t.Errorf("excerpt %q", text)
	}
	last, n := 0, len(utf16.Encode([]rune(text)))
	for _, m := range marks {
		if m[0] < last || m[1] <= m[0] || m[1] > n {
			t.Errorf("marks %v of %q", marks, text)
		}
		last = m[1]
	}
}

// FuzzWords: words lie in the text, in order, and folding twice is folding once.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"a b", "O’Reilly's can't '", "データベース障害x", "e\u0301", "ﬁ½ ΟΔΟΣ İ", "C++# c#x é\u0301 ά\u0345 й", "\xff\xfe", "ー", "a-b v1.2v3.4b tlsv1.2 5.x", "1.2\u0301 ½.5 ２.３v"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		start, pos := 0, 0
		words(s, func(w word) {
			if !w.kind.inText() && 0 <= w.start && w.start < w.end && w.end <= len(s) && w.pos <= pos {
				return // stands beside what came before
			}
			if w.start < start || w.end <= w.start || w.end > len(s) || w.pos <= pos {
				t.Errorf("%+v of %q", w, s)
			}
			start, pos = w.start, w.pos
			stemOf(w.term)
		})
		excerpt(s, map[string]bool{"a": true})
	})
}

// FuzzDamaged: a Reader survives any bytes in its files.
func FuzzDamaged(f *testing.F) {
	dir, good := built(f, generated(40))
	whole := files(f, dir)
	names := make([]string, 0, len(whole))
	for name := range whole {
		names = append(names, name)
	}
	slices.Sort(names)
	for i := range names {
		f.Add(i, 3, []byte{0xff, 0x00})
	}
	f.Add(0, 0, []byte(nil))
	f.Fuzz(func(t *testing.T, which, at int, change []byte) {
		name := names[uint(which)%uint(len(names))]
		call := rootCall
		if name != RootName {
			call = shardCall + strings.TrimSuffix(strings.ReplaceAll(name, "/", ""), ".js") + `","`
		}
		raw, err := good.script(name, call)
		if err != nil {
			t.Fatal(err)
		}
		raw = slices.Clone(raw)
		if len(raw) > 0 {
			copy(raw[uint(at)%uint(len(raw)):], change)
		}
		w := newShardWriter(t.TempDir())
		if _, err := w.script("x.js", call, raw); err != nil {
			t.Fatal(err)
		}
		packed, err := os.ReadFile(w.dir + "/x.js")
		if err != nil {
			t.Fatal(err)
		}
		broken := overlay{os.DirFS(dir), fstest.MapFS{name: {Data: packed}}}
		r, err := Open(broken)
		if err != nil {
			return
		}
		for _, q := range []string{"outage", `"packet loss" lock`, "outge -lock class:locking", "データ"} {
			_, _ = r.Search(q, Query{Limit: 20, Typing: true})
			_, _ = r.Search(q, Query{Limit: 20})
		}
	})
}

// overlay looks into the second file system first.
type overlay [2]fs.FS

func (o overlay) Open(name string) (fs.File, error) {
	if f, err := o[1].Open(name); err == nil && name != "." {
		return f, nil
	}
	return o[0].Open(name)
}
