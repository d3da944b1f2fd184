package search

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// TestRelated: what is related is what Like finds for the text, the text itself among it.
func TestRelated(t *testing.T) {
	entries := generated(120)
	dir := filepath.Join(t.TempDir(), "search")
	stats, err := Build(t.Context(), dir, slices.Values(entries), Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	related, err := r.Related(t.Context(), stats, 25)
	if err != nil || len(related) != len(entries) {
		t.Fatalf("%d of %d, %v", len(related), len(entries), err)
	}
	for _, e := range entries {
		text := textOf(e)
		all, err := r.Like(text[inTitle]+"\n"+text[inBody], 25)
		if err != nil {
			t.Fatal(err)
		}
		if got := related[e.URL()]; !reflect.DeepEqual(got, all.Hits) || !slices.ContainsFunc(got, func(a Alike) bool { return a.URL == e.URL() }) {
			t.Errorf("%s: %v, want %v", e.URL(), got, all.Hits)
		}
	}
	damaged := r
	damaged.fsys = os.DirFS(t.TempDir())
	damaged.cache.Clear()
	if _, err := damaged.Related(t.Context(), stats, 25); err == nil {
		t.Error("no error without the files")
	}
}

func BenchmarkRelated(b *testing.B) {
	entries := generated(1000)
	dir := filepath.Join(b.TempDir(), "search")
	stats, err := Build(b.Context(), dir, slices.Values(entries), Options{})
	if err != nil {
		b.Fatal(err)
	}
	r, err := Open(os.DirFS(dir))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := r.Related(b.Context(), stats, 5); err != nil {
			b.Fatal(err)
		}
	}
}
