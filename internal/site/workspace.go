package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// A build works in a folder beside the site. While it does, it holds a lock on
// the file of the folder's name and workLock beside it, which the system
// releases even when the process is killed. The file is there before the folder
// and after it, so a folder whose file is gone or free is nobody's.
const (
	workPrefix = ".hindsight-build-"
	workLock   = ".lock"
)

// workspace makes a folder to build in and sweeps what killed builds left
// behind. release deletes the folder, and sweeps once more: Hugo's process lives
// on for some milliseconds when its parent is killed, and writes.
func workspace(beside string) (dir string, release func(), err error) {
	sweep(beside)
	lock, err := workName(beside)
	if err != nil {
		return "", nil, err
	}
	dir = strings.TrimSuffix(lock.Path(), workLock)
	release = func() {
		_ = os.RemoveAll(dir)
		drop(lock)
		sweep(beside)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		release()
		return "", nil, err
	}
	return dir, release, nil
}

// workName makes the file of a new folder and locks it. Another build may sweep
// it up before it is locked; then the next name is tried.
func workName(beside string) (*flock.Flock, error) {
	for {
		f, err := os.CreateTemp(beside, workPrefix+"*"+workLock)
		if err != nil {
			return nil, err
		}
		lock := flock.New(f.Name(), flock.SetFlag(os.O_RDWR))
		ok, err := lock.TryLock()
		made, statErr := f.Stat()
		now, _ := os.Lstat(f.Name())
		f.Close()
		if ok && statErr == nil && now != nil && os.SameFile(made, now) {
			return lock, nil
		}
		_ = lock.Unlock()
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			_ = os.Remove(f.Name())
			return nil, err
		}
	}
}

// sweep deletes the folders of builds whose process is gone, and their files.
func sweep(beside string) {
	list, err := os.ReadDir(beside)
	if err != nil {
		return
	}
	for _, e := range list {
		name, isFile := strings.CutSuffix(e.Name(), workLock)
		if !strings.HasPrefix(name, workPrefix) || isFile != e.Type().IsRegular() || !isFile && !e.IsDir() {
			continue
		}
		dir := filepath.Join(beside, name)
		lock, free := unused(dir + workLock)
		if !free {
			continue
		}
		// What is a link, or was made otherwise, is not a build's.
		if info, err := os.Lstat(dir); err == nil && info.IsDir() {
			_ = os.RemoveAll(dir)
		}
		if lock != nil {
			drop(lock)
		}
	}
}

// drop deletes the file of a lock and lets go of it. Windows deletes no file that
// is open, so it is tried again.
func drop(lock *flock.Flock) {
	_ = os.Remove(lock.Path())
	_ = lock.Unlock()
	_ = os.Remove(lock.Path())
}

// unused says that no build holds the lock on a file, and takes it when the file
// is there.
func unused(file string) (*flock.Flock, bool) {
	info, err := os.Lstat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, true
	}
	if err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	lock := flock.New(file, flock.SetFlag(os.O_RDWR))
	ok, err := lock.TryLock()
	if !ok || err != nil {
		return nil, false
	}
	return lock, true
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
