package site

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"hindsight"

	"github.com/gofrs/flock"
)

// What killed builds left is swept, what others work in is not.
func TestSweep(t *testing.T) {
	beside := t.TempDir()
	mkdir := func(name string, locked bool) (dir string) {
		dir = filepath.Join(beside, name)
		if err := os.MkdirAll(filepath.Join(dir, "stage"), 0o755); err != nil {
			t.Fatal(err)
		}
		if locked {
			if err := os.WriteFile(dir+workLock, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	mkdir(workPrefix+"killed", true)
	mkdir(workPrefix+"killed-while-it-swept-up", false)
	mkdir("another-folder", true)
	running := flock.New(mkdir(workPrefix+"running", true) + workLock)
	if ok, err := running.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer func() { _ = running.Unlock() }()
	begun := flock.New(filepath.Join(beside, workPrefix+"begun"+workLock))
	if ok, err := begun.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer func() { _ = begun.Unlock() }()
	if err := os.WriteFile(filepath.Join(beside, workPrefix+"killed-before-its-folder"+workLock), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	elsewhere := t.TempDir()
	for _, name := range []string{workPrefix + "a-link", workPrefix + "a-link-too" + workLock} {
		if err := os.Symlink(elsewhere, filepath.Join(beside, name)); err != nil {
			t.Fatal(err)
		}
	}

	dir, release, err := workspace(beside)
	if err != nil {
		t.Fatal(err)
	}
	sweep(beside) // another build begins: this one is not touched
	if _, err := os.Stat(dir); err != nil {
		t.Error(err)
	}
	mkdir(workPrefix+"written-by-a-child-that-lived-on", false)
	release()
	var left []string
	list, err := os.ReadDir(beside)
	for _, e := range list {
		left = append(left, e.Name())
	}
	want := []string{
		workPrefix + "a-link", workPrefix + "a-link-too" + workLock, workPrefix + "begun" + workLock,
		workPrefix + "running", workPrefix + "running" + workLock, "another-folder", "another-folder" + workLock,
	}
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("left %v, %v\nwant %v", left, err, want)
	}
	if _, err := os.Stat(elsewhere); err != nil {
		t.Errorf("the folder that a link leads to: %v", err)
	}
}

// Builds that begin and end at once never sweep up each other's folders.
func TestWorkspacesAtOnce(t *testing.T) {
	beside := t.TempDir()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				dir, release, err := workspace(beside)
				if err != nil {
					t.Error(err)
					return
				}
				if err := os.WriteFile(filepath.Join(dir, "page"), nil, 0o644); err != nil {
					t.Error(err)
				}
				release()
			}
		})
	}
	all.Wait()
	if list, err := os.ReadDir(beside); err != nil || len(list) > 0 {
		t.Errorf("left %v, %v", list, err)
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
