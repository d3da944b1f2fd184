package search

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// files returns name and content of every file below dir.
func files(tb testing.TB, dir string) map[string]string {
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		m[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// TestSameInputSameBytes: neither a second build nor the order in which the
// entries come changes a byte.
func TestSameInputSameBytes(t *testing.T) {
	entries := generated(300)
	shuffled := slices.Clone(entries)
	rand.New(rand.NewPCG(5, 6)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	first, _ := built(t, entries)
	want := files(t, first)
	for _, list := range [][]hindsight.Entry{entries, shuffled} {
		dir, _ := built(t, list)
		got := files(t, dir)
		if len(got) != len(want) {
			t.Errorf("%d files, want %d", len(got), len(want))
		}
		for name, content := range want {
			if got[name] != content {
				t.Errorf("%s differs", name)
			}
		}
	}
}

// TestShardsAreNamedByContent reads every file as the format says.
func TestShardsAreNamedByContent(t *testing.T) {
	dir, r := built(t, generated(300))
	for name := range files(t, dir) {
		if name == RootName {
			continue
		}
		id := strings.TrimSuffix(strings.ReplaceAll(name, "/", ""), ".js")
		raw, err := r.script(name, shardCall+id+`","`)
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(raw); shardName(sum[:nameLength]).String() != id {
			t.Errorf("%s is not the name of its content", name)
		}
	}
}

func TestBuildReplacesAtOnce(t *testing.T) {
	entries := generated(40)
	dir, _ := built(t, entries)
	before := files(t, dir)

	// an error leaves what was there, and nothing else
	ctx, cancel := context.WithCancel(t.Context())
	stopped := func(yield func(hindsight.Entry) bool) {
		for i, e := range entries {
			if i == 20 {
				cancel()
				return
			}
			if !yield(e) {
				return
			}
		}
	}
	if _, err := Build(ctx, dir, iter.Seq[hindsight.Entry](stopped), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build gave %v", err)
	}
	if got := files(t, filepath.Dir(dir)); len(got) != len(before) {
		t.Errorf("%d files after a failed build, %d before", len(got), len(before))
	}

	// a build removes the shards of the one before
	if _, err := Build(t.Context(), dir, slices.Values(entries[:3]), Options{Synonyms: same}); err != nil {
		t.Fatal(err)
	}
	fresh, _ := built(t, entries[:3])
	if got, want := files(t, filepath.Dir(dir)), files(t, filepath.Dir(fresh)); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%d files after the second build, want %d", len(got), len(want))
	}
}

// What a build must take, and a query that must then be answered.
func TestBuildTakesAnything(t *testing.T) {
	entry := func(i int, title, body string) hindsight.Entry {
		e := hindsight.Entry{Path: fmt.Sprintf("%sx/%07d.md", hindsight.Folder, i), Publish: hindsight.PublishFull}
		e.Title, e.Body = title, body
		return e
	}
	tiny := make([]hindsight.Entry, 100_000)
	if testing.Short() {
		tiny = tiny[:5000]
	}
	for i := range tiny {
		tiny[i] = entry(i, "", fmt.Sprintf("tiny number %d", i))
	}
	for _, c := range []struct {
		name    string
		entries []hindsight.Entry
		query   string
		total   int
	}{
		{"empty", nil, "word", 0},
		{"nothing to read", []hindsight.Entry{entry(1, "", "")}, "word", 0},
		{"no title", []hindsight.Entry{entry(1, "", "a lonely sentence")}, "lonely", 1},
		{"5 MB", []hindsight.Entry{entry(1, "Long", strings.Repeat("The service was slow again today. ", 150_000)+"needle")}, `"today needle"`, 1},
		{"one long word", []hindsight.Entry{entry(1, "Blob", strings.Repeat("x", 1<<20)+" beyond")}, "beyond", 1},
		{"bytes that are no text", []hindsight.Entry{entry(1, "\xff\xfe", "before \xf0\x28\x8c\x28 behind\x00\x1b")}, "behind", 1},
		{"equal texts", []hindsight.Entry{entry(1, "Twin", "twin text"), entry(2, "Twin", "twin text")}, "twin", 2},
		{"many tiny ones", tiny, "tiny", len(tiny)},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, r := built(t, c.entries)
			res, err := r.Search(c.query, Query{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			if res.Total != c.total || len(res.Hits) != min(10, c.total) {
				t.Errorf("%q: total %d with %d hits, want %d", c.query, res.Total, len(res.Hits), c.total)
			}
		})
	}
}

// TestPublish: only what may be shown is searched, and quoted in an excerpt.
func TestPublish(t *testing.T) {
	var entries []hindsight.Entry
	for i, publish := range []string{hindsight.PublishFull, hindsight.PublishExcerpt, hindsight.PublishLink} {
		e := hindsight.Entry{Path: fmt.Sprintf("%sx/%s.md", hindsight.Folder, publish), Publish: publish}
		e.Title, e.Summary, e.Body = fmt.Sprintf("Report %d", i), "A short summary.", strings.Repeat("The opening says little. ", 20)+"The secret stands at the end."
		entries = append(entries, e)
	}
	_, r := built(t, entries)
	for query, want := range map[string]int{"report": 3, "summary": 2, "opening": 2, "secret": 1, "secr": 1} {
		if res, err := r.Search(query, Query{AsIs: true}); err != nil || res.Total != want {
			t.Errorf("%s: total %d, error %v, want %d", query, res.Total, err, want)
		}
	}
	res, err := r.Search("summary", Query{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range res.Hits {
		if !strings.HasPrefix(h.Excerpt, "A short summary.") {
			t.Errorf("%s: excerpt %q", h.URL, h.Excerpt)
		}
	}
}

// TestOpenRefuses: what is no index, or one of another version, is an error
// that says so.
func TestOpenRefuses(t *testing.T) {
	dir, _ := built(t, generated(5))
	root := filepath.Join(dir, RootName)
	good, err := os.ReadFile(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"version": bytes.Replace(good, []byte(rootCall), []byte(`hindsightRoot(1,"`), 1), "empty": nil, "cut": good[:len(good)/2],
		"no base64": []byte(rootCall + "????\")\n"), "html": []byte("<!doctype html>"),
	} {
		if err := os.WriteFile(root, content, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Open(os.DirFS(dir))
		if err == nil || !strings.Contains(err.Error(), "build the site again") {
			t.Errorf("%s: %v", name, err)
		}
		if name == "version" && !errors.Is(err, ErrVersion) {
			t.Errorf("version: %v is not ErrVersion", err)
		}
	}
}

// TestParting: the key parts the term from the one before, and no shorter one does.
func TestParting(t *testing.T) {
	for _, c := range []struct{ before, key, want string }{
		{"", "acm", "a"}, {"certain", "certif", "certi"}, {"cat", "dog", "d"}, {"a", "ab", "ab"}, {"データ", "デート", "デート"}, {"è", "éa", "é"}, {"zz", "é", "é"},
	} {
		got := parting(c.before, c.key)
		if got != c.want || got <= c.before || !strings.HasPrefix(c.key, got) {
			t.Errorf("%q after %q: %q, want %q", c.key, c.before, got, c.want)
		}
	}
}

// Each hit names the others of its incident; hits and total are what they are
// without.
func TestSame(t *testing.T) {
	entry := func(id, body string, same ...string) hindsight.Entry {
		return hindsight.Entry{Path: hindsight.Folder + id + ".md", SameAs: same, Postmortem: hindsight.Postmortem{Title: "Report " + id, Body: body}}
	}
	_, r := built(t, []hindsight.Entry{entry("acme/a", "The lease was lost."), entry("acme/b", "A lease was lost.", "acme/a"), entry("acme/c", "No lease at all.")})
	res, err := r.Search("lease", Query{Limit: 10})
	if err != nil || res.Total != 3 || len(res.Hits) != 3 {
		t.Fatalf("%+v, %v", res, err)
	}
	want := map[string]string{"postmortems/acme/a.html": "[postmortems/acme/b.html]", "postmortems/acme/b.html": "[postmortems/acme/a.html]", "postmortems/acme/c.html": "[]"}
	for _, h := range res.Hits {
		if got := fmt.Sprint(h.Same); got != want[h.URL] {
			t.Errorf("%s: %s, want %s", h.URL, got, want[h.URL])
		}
	}
}

// A shelf is a Store in memory.
type shelf struct {
	kept map[string][]byte
	put  int // how often
}

func (s *shelf) Get(name string) []byte    { return s.kept[name] }
func (s *shelf) Put(name string, b []byte) { s.kept[name] = b; s.put++ }

// TestBuildAgain: whatever has changed since the last Build, and whatever became
// of what that kept, an index is byte for byte that of a Build without it; and
// of what has not changed nothing is made again.
func TestBuildAgain(t *testing.T) {
	entries, store := generated(700), &shelf{kept: map[string][]byte{}}
	dir := filepath.Join(t.TempDir(), "search")
	for _, c := range []struct {
		what   string
		change func()
		made   int // pieces
	}{
		{"the first", func() {}, 4},
		{"a text", func() { entries[300].Body += "\n\nThe zanzibar queue was empty.\n" }, 1},
		{"one goes, one comes, one has other classes", func() {
			added := entries[0]
			added.Path, added.Title = "content/postmortems/acme/2024-05-06-one-more-0a0b0c.md", "One more"
			entries = slices.Insert(slices.Clone(entries[1:]), 40, added)
			entries[41].Classes = []string{"dns"}
		}, 1},
		{"a file of the last index", func() {
			for name := range files(t, dir) {
				if err := os.WriteFile(filepath.Join(dir, name), []byte("damaged"), 0o644); err != nil {
					t.Fatal(err)
				}
				break
			}
		}, 0},
		{"what was kept", func() {
			for name, b := range store.kept {
				store.kept[name] = b[:len(b)/2]
			}
		}, 4},
	} {
		c.change()
		store.put = 0
		opt := Options{Synonyms: same, Store: store, Old: dir}
		next := filepath.Join(t.TempDir(), "search")
		if _, err := Build(t.Context(), next, slices.Values(entries), opt); err != nil {
			t.Fatal(err)
		}
		if made := store.put - 1; made != c.made { // the list of shards is put each time
			t.Errorf("%s: %d pieces made, want %d", c.what, made, c.made)
		}
		fresh, _ := built(t, entries)
		if got, want := files(t, next), files(t, fresh); !maps.Equal(got, want) {
			t.Errorf("%s: another index, of %d files instead of %d", c.what, len(got), len(want))
		}
		dir = next
	}
}
