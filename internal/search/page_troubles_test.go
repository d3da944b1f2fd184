package search

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/browsertest"
)

// shardOf returns the file of the first shard of a family.
func shardOf(t *testing.T, site, family string) string {
	r, err := Open(os.DirFS(filepath.Join(site, "search")))
	if err != nil {
		t.Fatal(err)
	}
	for f, name := range familyNames {
		if name == family {
			return filepath.Join(site, "search", filepath.FromSlash(r.dirs[f].names[0].file()))
		}
	}
	t.Fatal(family)
	return ""
}

// edit changes the content of a file.
func edit(t *testing.T, file string, f func([]byte) []byte) {
	b, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, f(b), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestPageTroubles: what is missing or damaged is said, and the page goes on.
func TestPageTroubles(t *testing.T) {
	b := browsertest.Start(t)
	root := func(site string) string { return filepath.Join(site, "search", RootName) }
	for _, c := range []struct {
		name  string
		spoil func(site string)
		want  string
	}{
		{"shard missing", func(s string) { os.Remove(shardOf(t, s, "postings")) }, "could not be loaded"},
		{"shard cut", func(s string) { edit(t, shardOf(t, s, "postings"), func(b []byte) []byte { return b[:len(b)/2] }) }, "is damaged"},
		{"shard of something else", func(s string) { edit(t, shardOf(t, s, "titles"), func([]byte) []byte { return []byte("1") }) }, "is damaged"},
		{"shard with another byte", func(s string) {
			edit(t, shardOf(t, s, "facets"), func(b []byte) []byte { b[len(b)-12] ^= 1; return b })
		}, "is damaged"},
		{"shard with another's content", func(s string) {
			other, err := os.ReadFile(shardOf(t, s, "texts"))
			if err != nil {
				t.Fatal(err)
			}
			edit(t, shardOf(t, s, "postings"), func([]byte) []byte { return other })
		}, "is damaged"},
		{"root missing", func(s string) { os.Remove(root(s)) }, "could not be loaded"},
		{"another version", func(s string) {
			edit(t, root(s), func(b []byte) []byte { return []byte(strings.Replace(string(b), rootCall, `hindsightRoot(1,"`, 1)) })
		}, "of another version"},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := writeSite(t, reports())
			c.spoil(site)
			for place, base := range browsertest.Places(t, site) {
				b.Open(t, base+"search.html?q=lock")
				settled(t, b, c.want)
				if got := browsertest.Eval[string](t, b, `window.hindsight.search('lock').then((r) => r.hits.every((h) => h.unread) ? r.hits[0].unread : 'answered', (e) => e.message)`); !strings.Contains(got, c.want) {
					t.Errorf("%s: the answer says %q", place, got)
				}
			}
		})
	}
	t.Run("policy without connect-src", func(t *testing.T) { // somebody's own layout: shards run as scripts
		site := writeSite(t, reports())
		edit(t, filepath.Join(site, "search.html"), func(b []byte) []byte { return []byte(strings.Replace(string(b), "connect-src 'self'; ", "", 1)) })
		b.Open(t, browsertest.Places(t, site)["root"]+"search.html?q=lock")
		settled(t, b, "hits: 2")
	})
	t.Run("later script missing", func(t *testing.T) { // titles need none; what does says so, and is tried again
		site := writeSite(t, reports())
		more := filepath.Join(site, "js", "more.js")
		script, err := os.ReadFile(more)
		if err != nil {
			t.Fatal(err)
		}
		os.Remove(more)
		for place, base := range browsertest.Places(t, site) {
			b.Open(t, base+"search.html?q=lock")
			if state := settled(t, b, "note: The filters cannot be shown. A part of the search could not be loaded."); !strings.Contains(state, "hits: 2") {
				t.Errorf("%s: without more.js the page says\n%s", place, state)
			}
			browsertest.Eval[bool](t, b, helpers+"; type('certifcate'); enter(); true")
			settled(t, b, "hidden A part of the search could not be loaded.") // so the next asks again
			if err := os.WriteFile(more, script, 0o644); err != nil {
				t.Fatal(err)
			}
			browsertest.Eval[bool](t, b, "enter(); true")
			settled(t, b, "note: Showing results for certificate.")
			os.Remove(more)
		}
		os.Remove(filepath.Join(site, "js", "search.js"))
		b.Open(t, browsertest.FileURL(site)+"/postmortems/x/y.html")
		if got := browsertest.Eval[string](t, b, `window.hindsight.search('lock').then(() => 'answered', (e) => e.name + e.message)`); !strings.HasPrefix(got, "SearchErrorA part of the search could not be loaded.") {
			t.Errorf("without search.js: %s", got)
		}
	})
	t.Run("old browser", func(t *testing.T) {
		b.Open(t, browsertest.FileURL(writeSite(t, reports()))+"/search.html")
		browsertest.Eval[bool](t, b, helpers+"; delete window.DecompressionStream; type('lock'); true")
		settled(t, b, "This browser is too old")
	})
	t.Run("empty archive", func(t *testing.T) {
		base := browsertest.FileURL(writeSite(t, nil)) + "/"
		b.Open(t, base+"search.html?q=lock")
		settled(t, b, "The archive is empty")
		b.Clean(t, base)
	})
}

// TestUnreadHits: where one of the shards of texts or titles cannot be read,
// the other hits are as they were, and those of that shard keep their titles,
// or at least what the columns know.
func TestUnreadHits(t *testing.T) {
	entries := reports()
	for i := range 12 { // long enough for several shards of texts, and of titles
		e := hindsight.Entry{Path: fmt.Sprintf("%snimbus/long-%c.md", hindsight.Folder, 'a'+i), Classes: []string{"capacity"}, Publish: hindsight.PublishFull}
		e.Title, e.Organisation, e.Body = "Long tale"+strings.Repeat(" of many parts", 80), "Nimbus", "A certificate. "+strings.Repeat(fmt.Sprintf("Part %d goes on. ", i), 250)
		e.Date, _ = hindsight.ParseMoment("2022-01-01")
		entries = append(entries, e)
	}
	b := browsertest.Start(t)
	whole := certificates(t, b, browsertest.FileURL(writeSite(t, entries))+"/")
	missing := func(f string) { os.Remove(f) }
	damaged := func(f string) { edit(t, f, func(b []byte) []byte { return b[:len(b)/2] }) }
	for name, c := range map[string]struct {
		family string
		spoil  func(file string)
		want   string
	}{
		"text missing":  {"texts", missing, "could not be loaded"},
		"text damaged":  {"texts", damaged, "is damaged"},
		"title missing": {"titles", missing, "could not be loaded"},
		"title damaged": {"titles", damaged, "is damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			site := writeSite(t, entries)
			c.spoil(shardOf(t, site, c.family))
			for place, base := range browsertest.Places(t, site) {
				sameButUnread(t, place, whole, certificates(t, b, base), c.want)
				b.Open(t, base+"search.html?q=certificate")
				if state := settled(t, b, "could not be read. A part of the search index "+c.want); !strings.HasPrefix(state, "status: 14 postmortems for “certificate”.") {
					t.Errorf("%s: the page says\n%s", place, state)
				}
				browsertest.Eval[bool](t, b, `document.querySelector('.more').click(); true`)
				settled(t, b, "hits: 14\n")
			}
		})
	}
}

// certificates returns what the client answers to one query.
func certificates(t *testing.T, b *browsertest.Browser, base string) (res map[string]any) {
	b.Open(t, base+"postmortems/x/y.html")
	out := browsertest.Eval[string](t, b, `window.hindsight.search('certificate', { limit: 20 }).then(JSON.stringify)`)
	if err := json.Unmarshal([]byte(out), &res); err != nil {
		t.Fatal(err)
	}
	return res
}

// sameButUnread compares an answer with that of the whole index.
func sameButUnread(t *testing.T, place string, whole, got map[string]any, why string) {
	t.Helper()
	unread := 0
	for i, h := range got["hits"].([]any) {
		hit, want := h.(map[string]any), whole["hits"].([]any)[i].(map[string]any)
		said, is := hit["unread"].(string)
		if is {
			unread++
			year, _, _ := strings.Cut(want["when"].(string), "-")
			if want = maps.Clone(want); hit["url"] == "" {
				maps.Copy(want, map[string]any{"url": "", "title": "", "titleMarks": []any{}, "summary": "", "date": nil, "when": year})
			}
			maps.Copy(want, map[string]any{"excerpt": "", "marks": []any{}, "unread": said})
		}
		if !reflect.DeepEqual(hit, want) || is && !strings.Contains(said, why) {
			t.Errorf("%s: hit %d\n got %v\nwant %v", place, i, hit, want)
		}
	}
	if n := len(got["hits"].([]any)); unread == 0 || unread == n {
		t.Errorf("%s: %d of %d hits are unread, want some", place, unread, n)
	}
	if got["total"] != whole["total"] || !reflect.DeepEqual(got["facets"], whole["facets"]) {
		t.Errorf("%s: total %v and facets %v, want %v and %v", place, got["total"], got["facets"], whole["total"], whole["facets"])
	}
}
