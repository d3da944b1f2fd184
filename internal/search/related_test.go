package search

import (
	"os"
	"reflect"
	"slices"
	"testing"
)

// TestRelated: what is related is what Like finds for the text, the text itself among it.
func TestRelated(t *testing.T) {
	entries := generated(120)
	_, r := built(t, entries)
	related, err := r.Related(t.Context(), slices.Values(entries), 25)
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
	if _, err := damaged.Related(t.Context(), slices.Values(entries), 25); err == nil {
		t.Error("no error without the files")
	}
}

func BenchmarkRelated(b *testing.B) {
	entries := generated(1000)
	_, r := built(b, entries)
	for b.Loop() {
		if _, err := r.Related(b.Context(), slices.Values(entries), 5); err != nil {
			b.Fatal(err)
		}
	}
}
