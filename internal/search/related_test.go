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
	related := map[string][]Kin{}
	err = r.Related(t.Context(), stats, 25, func(url string, kin []Kin) { related[url] = kin })
	if err != nil || len(related) != len(entries) {
		t.Fatalf("%d of %d, %v", len(related), len(entries), err)
	}
	for _, e := range entries {
		text := textOf(e)
		all, err := r.Like(text[inTitle]+"\n"+text[inBody], 25)
		if err != nil {
			t.Fatal(err)
		}
		var want []Kin
		for _, a := range all.Hits {
			want = append(want, Kin{a.URL, a.Score, a.Words})
		}
		if got := related[e.URL()]; !reflect.DeepEqual(got, want) || !slices.ContainsFunc(got, func(k Kin) bool { return k.URL == e.URL() }) {
			t.Errorf("%s: %v, want %v", e.URL(), got, want)
		}
	}
	damaged := r
	damaged.fsys = os.DirFS(t.TempDir())
	damaged.cache.Clear()
	if err := damaged.Related(t.Context(), stats, 25, func(string, []Kin) {}); err == nil {
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
		if err := r.Related(b.Context(), stats, 5, func(string, []Kin) {}); err != nil {
			b.Fatal(err)
		}
	}
}
