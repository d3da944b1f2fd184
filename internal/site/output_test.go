package site

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight"
)

// TestOnlyWhatDiffersIsWritten: a file that a second build makes the same keeps
// its time; one that differs, or that somebody has changed, is new; and the site
// is that of a build from nothing.
func TestOnlyWhatDiffersIsWritten(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	entries := fixtures()
	again := func(dir string) {
		t.Helper()
		if _, err := Build(t.Context(), Options{Entries: slices.Values(entries), Taxonomy: taxonomy, Theme: hindsight.Theme, Out: dir, Zip: true}); err != nil {
			t.Fatal(err)
		}
	}
	again(out)
	long := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			err = os.Chtimes(path, long, long)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	first := tree(t, out)
	about := filepath.Join(out, "about.html") // the same size, the same time, other bytes
	if err := os.WriteFile(about, bytes.ToUpper([]byte(first["about.html"])), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(about, long, long); err != nil {
		t.Fatal(err)
	}
	entries[0].Body += "\nOne more line.\n"
	again(out)
	fresh := filepath.Join(t.TempDir(), "public")
	again(fresh)
	second, kept, written := tree(t, out), 0, 0
	if !maps.Equal(second, tree(t, fresh)) {
		t.Error("a site of two builds is another than that of one")
	}
	for name, text := range second {
		info, err := os.Stat(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		same := info.ModTime().Equal(long)
		if same {
			kept++
		} else {
			written++
		}
		if want := first[name] == text && name != "about.html"; same != want {
			t.Errorf("%s keeps its time: %v, want %v", name, same, want)
		}
	}
	if kept < 20 || written < 5 {
		t.Errorf("%d kept, %d written", kept, written)
	}
}

// TestPack: what goes in comes out, and whatever is cut off is an error.
func TestPack(t *testing.T) {
	var b bytes.Buffer
	p := newPacker(&b)
	want := map[string]string{"a.html": "text", "b/c": "", "d": strings.Repeat("long ", 1<<20)}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if err := p.add(name, []byte(want[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.end(); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	take := func(name string, b []byte) error {
		got[name] = string(b)
		return nil
	}
	if err := unpack(bytes.NewReader(b.Bytes()), take); err != nil || !maps.Equal(got, want) {
		t.Fatalf("%d files: %v", len(got), err)
	}
	for n := 0; n < b.Len(); n += 1 + n/7 {
		if unpack(bytes.NewReader(b.Bytes()[:n]), take) == nil {
			t.Errorf("cut after %d bytes, and no error", n)
		}
	}
}
