package spill

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Texts that were added side by side come back whole.
func TestFile(t *testing.T) {
	f, err := Create(filepath.Join(t.TempDir(), "texts"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"", "a", "zwölf", strings.Repeat("long ", 100_000), ""}
	got := make([]Text, len(want))
	var group sync.WaitGroup
	size := int64(0)
	for i, text := range want {
		size += int64(len(text))
		group.Go(func() { got[i] = f.Add(text) })
	}
	group.Wait()
	for i, text := range got {
		if text.String() != want[i] {
			t.Errorf("text %d: %.40q, want %.40q", i, text, want[i])
		}
	}
	if f.Size() != size || f.Err() != nil {
		t.Errorf("%d bytes, %v; want %d", f.Size(), f.Err(), size)
	}
}

// What cannot be read or kept is said, and is no text.
func TestErr(t *testing.T) {
	f, err := Create(filepath.Join(t.TempDir(), "texts"))
	if err != nil {
		t.Fatal(err)
	}
	kept := f.Add("kept")
	f.Close()
	if got := kept.String(); got != "" || f.Err() == nil {
		t.Errorf("%q, %v", got, f.Err())
	}
	g, err := Create(filepath.Join(t.TempDir(), "texts"))
	if err != nil {
		t.Fatal(err)
	}
	g.Close()
	if lost := g.Add("lost"); g.Err() == nil || lost.String() != "" {
		t.Errorf("%q, %v", lost, g.Err())
	}
	if _, err := Create(filepath.Join(t.TempDir(), "none", "texts")); err == nil {
		t.Error("no error without a folder")
	}
}
