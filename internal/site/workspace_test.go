package site

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hindsight"

	"github.com/gofrs/flock"
)

// What killed builds left is swept, what others work in is not.
func TestSweep(t *testing.T) {
	beside := t.TempDir()
	mkdir := func(name string, locked, old bool) (dir string) {
		dir = filepath.Join(beside, name)
		if err := os.MkdirAll(filepath.Join(dir, "stage"), 0o755); err != nil {
			t.Fatal(err)
		}
		if locked {
			if err := os.WriteFile(filepath.Join(dir, workLock), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if past := time.Now().Add(-2 * abandoned); old {
			if err := os.Chtimes(dir, past, past); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	mkdir(workPrefix+"killed", true, false)
	mkdir(workPrefix+"of-an-older-version", false, true)
	mkdir(workPrefix+"just-begun", false, false)
	mkdir("another-folder", true, true)
	running := flock.New(filepath.Join(mkdir(workPrefix+"running", true, true), workLock))
	if ok, err := running.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer func() { _ = running.Unlock() }()
	elsewhere := t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(beside, workPrefix+"a-link")); err != nil {
		t.Fatal(err)
	}

	dir, release, err := workspace(beside)
	if err != nil {
		t.Fatal(err)
	}
	sweep(beside) // another build begins: this one is not touched
	if _, err := os.Stat(dir); err != nil {
		t.Error(err)
	}
	release()
	var left []string
	list, err := os.ReadDir(beside)
	for _, e := range list {
		left = append(left, e.Name())
	}
	want := []string{workPrefix + "a-link", workPrefix + "just-begun", workPrefix + "running", "another-folder"}
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("left %v, %v\nwant %v", left, err, want)
	}
	if _, err := os.Stat(elsewhere); err != nil {
		t.Errorf("the folder that a link leads to: %v", err)
	}
}

// A build of fewer than half the pages, or postmortems, of the last one does
// not replace it unless that is meant.
func TestGuard(t *testing.T) {
	for _, c := range []struct {
		was, now int
		shrunk   bool
	}{
		{40, 40, false}, {40, 20, false}, {40, 19, true}, {40, 0, true}, {1, 1, false}, {1, 0, true}, {0, 5, false}, {3, 2, false}, {3, 1, true},
	} {
		dir, _ := build(t, Options{Guard: true}, generated(c.was, 100))
		before := tree(t, dir)
		o := Options{Out: dir, Theme: hindsight.Theme, Taxonomy: taxonomy, Guard: true, Entries: slices.Values(generated(max(c.now, 1), 100)[:c.now])}
		_, err := Build(t.Context(), o)
		var shrunk *ShrunkError
		if errors.As(err, &shrunk) != c.shrunk || !c.shrunk && err != nil {
			t.Errorf("%d postmortems, then %d: %v", c.was, c.now, err)
		}
		if c.shrunk && (len(tree(t, dir)) != len(before) || shrunk.Was <= 2*shrunk.Now) {
			t.Errorf("%d postmortems, then %d: the site was replaced, or the error is wrong: %v", c.was, c.now, err)
		}
		o.Guard = false
		if _, err := Build(t.Context(), o); err != nil {
			t.Errorf("%d postmortems, then %d, and that is meant: %v", c.was, c.now, err)
		}
	}
}
