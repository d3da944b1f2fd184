package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// A build works in a folder beside the site. While it does, it holds a lock on
// a file in there, which the system releases even when the process is killed.
const (
	workPrefix = ".hindsight-build-"
	workLock   = "lock"
)

// abandoned is the age from which a folder without a lock file counts as left
// behind: the file is there some milliseconds after the folder.
const abandoned = 24 * time.Hour

// workspace makes a folder to build in and sweeps what killed builds left
// behind. release deletes the folder.
func workspace(beside string) (dir string, release func(), err error) {
	sweep(beside)
	dir, err = os.MkdirTemp(beside, workPrefix)
	if err != nil {
		return "", nil, err
	}
	// The lock is taken before the file has its name, so that no other build
	// finds it there free.
	fresh := filepath.Join(dir, workLock+".new")
	lock := flock.New(fresh)
	release = func() {
		_ = lock.Unlock()
		_ = os.RemoveAll(dir)
	}
	ok, err := lock.TryLock()
	if err == nil && !ok {
		err = errors.New("its lock is taken")
	}
	if err = errors.Join(err, os.Rename(fresh, filepath.Join(dir, workLock))); err != nil {
		release()
		return "", nil, err
	}
	return dir, release, nil
}

// sweep deletes the folders of builds whose process is gone.
func sweep(beside string) {
	list, err := os.ReadDir(beside)
	if err != nil {
		return
	}
	for _, e := range list {
		if dir := filepath.Join(beside, e.Name()); e.IsDir() && strings.HasPrefix(e.Name(), workPrefix) && left(dir) {
			_ = os.RemoveAll(dir)
		}
	}
}

// left says that nobody works in a folder any more.
func left(dir string) bool {
	path := filepath.Join(dir, workLock)
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		info, err := os.Lstat(dir)
		return err == nil && time.Since(info.ModTime()) > abandoned
	}
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	lock := flock.New(path, flock.SetFlag(os.O_RDONLY))
	ok, err := lock.TryLock()
	_ = lock.Unlock()
	return ok && err == nil
}

// A ShrunkError says that a build would have replaced a site by one of fewer
// than half its pages. That is seldom meant: a setting, a lost folder or a file
// that cannot be read is the usual cause.
type ShrunkError struct {
	Was, Now int    // how many there are
	Of       string // what is counted: "pages" or "postmortems"
}

func (e *ShrunkError) Error() string {
	return fmt.Sprintf("the site would have %d %s, the last one has %d: it stays as it was", e.Now, e.Of, e.Was)
}

// guard compares the new site with that in out. Postmortems are counted by
// themselves as well: in a small archive the lists outnumber them.
func guard(out string, pages, postmortems int) error {
	wasPages, wasPostmortems := 0, 0
	err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".html") {
			return err
		}
		wasPages++
		if rel, _ := filepath.Rel(out, path); strings.HasPrefix(filepath.ToSlash(rel), "postmortems/") {
			wasPostmortems++
		}
		return nil
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("site: %w", err)
	case 2*postmortems < wasPostmortems:
		return &ShrunkError{wasPostmortems, postmortems, "postmortems"}
	case 2*pages < wasPages:
		return &ShrunkError{wasPages, pages, "pages"}
	}
	return nil
}
