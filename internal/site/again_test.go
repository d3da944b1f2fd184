package site

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"hindsight"
)

// A shelf is a Store in memory.
type shelf map[string][]byte

func (s shelf) Get(name string) []byte    { return s[name] }
func (s shelf) Put(name string, b []byte) { s[name] = b }

// TestBuildAgain: whatever has changed since the last build, and whatever became
// of what that left, a site is byte for byte that of a build into an empty
// folder; and pages of which nothing has changed are not rendered again.
func TestBuildAgain(t *testing.T) {
	entries, store := fixtures(), shelf{}
	o := Options{Taxonomy: taxonomy, Theme: hindsight.Theme, Store: store, Finish: func(context.Context, string) (map[string][]Kin, error) {
		kin := map[string][]Kin{}
		for i, e := range entries { // each resembles the next one
			kin[e.URL()] = []Kin{{entries[(i+1)%len(entries)].URL(), .9, []string{"renewal"}}}
		}
		return kin, nil
	}}
	out := filepath.Join(t.TempDir(), "public")
	page := func(i int) string { return filepath.Join(out, filepath.FromSlash(entries[i].URL())) }
	for _, c := range []struct {
		what     string
		change   func()
		rendered int // pages of postmortems
	}{
		{"the first build", func() {}, 7},
		{"a text", func() { entries[1].Body += "\n\nOne more line.\n" }, 1},
		// Also the page that names the changed ones: its neighbour's, or that which resembles them.
		{"one comes, one goes, one has other classes", func() {
			entries = append(entries[:2:2], entries[3:]...)
			entries = append(entries, entry("tram-9/2021-06-signals-161718", "Signals stayed red", "Tram 9", "2021-06", "The zone was empty again.", "dns"))
			entries[2].Classes = []string{"locking"}
		}, 4},
		{"a page of the site, and nothing else", func() {
			if err := os.WriteFile(page(0), []byte("damaged"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, 1},
		{"what was kept", func() { store[madeName] = store[madeName][1:] }, 7},
		{"a layout of the archive's own, which looks at other pages", func() {
			o.Overrides = fstest.MapFS{"layouts/_partials/footer.html": {Data: []byte(`<p>{{ (index site.RegularPages 0).Title }}</p>`)}}
		}, 7},
		{"the newest title, which all pages show by that layout", func() { entries[3].Title, entries[3].Date = "Newest of all", at("2024") }, 7},
	} {
		c.change()
		var mu sync.Mutex
		rendered := 0
		o.Render = func(ctx context.Context, dir string, pages int, put func(string, []byte) error) error {
			return Render(ctx, dir, pages, func(name string, b []byte) error {
				mu.Lock()
				if strings.HasPrefix(name, "postmortems/") {
					rendered++
				}
				mu.Unlock()
				return put(name, b)
			})
		}
		o.Out = out
		build(t, o, entries)
		if rendered != c.rendered {
			t.Errorf("%s: %d pages rendered, want %d", c.what, rendered, c.rendered)
		}
		fresh := o
		fresh.Store, fresh.Render, fresh.Out = nil, nil, filepath.Join(t.TempDir(), "public")
		build(t, fresh, entries)
		got, want := tree(t, out), tree(t, fresh.Out)
		if !maps.Equal(got, want) {
			var differ []string
			for name := range want {
				if got[name] != want[name] {
					differ = append(differ, name)
				}
			}
			slices.Sort(differ)
			t.Errorf("%s: %d and %d files, these differ: %v", c.what, len(got), len(want), differ)
		}
	}
}
