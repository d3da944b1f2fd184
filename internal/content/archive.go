package content

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"hindsight"
	"hindsight/internal/archive"
)

// An Archive is a content folder open for writing. One process at a time has
// it open: Open takes a lock, Close gives it back.
type Archive struct {
	folder  *archive.Folder
	lock    *archive.Lock
	create  func(name string) (handle, error)
	entries map[string]hindsight.Entry // by path
	byKey   map[account]string         // → path
	owners  map[string][]string        // key → who has accounts of it, in order of their paths
	put     map[string]string          // path → identity of what this run put there
	refused map[string]Refusal         // by identity
	broken  []error
	pending map[string]bool // files beside their places that are being written
	writers sync.WaitGroup
}

// LockName is the lock file in the archive's root.
const LockName = ".hindsight.lock"

// Open reads the archive at dir. Files that cannot be read are in Broken and
// stay as they are: an import never overwrites what it does not understand.
func Open(dir string) (*Archive, error) {
	folder, err := archive.Open(dir)
	if err != nil {
		return nil, err
	}
	lock, err := folder.Lock(LockName)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open archive %s: %w", dir, err), folder.Close())
	}
	a := &Archive{folder: folder, lock: lock, create: createIn(folder)}
	a.sweep()
	if err := a.load(); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// View opens an archive for reading: it takes no lock and writes nothing.
func View(dir string) (*Archive, error) {
	folder, err := archive.Open(dir)
	if err != nil {
		return nil, err
	}
	a := &Archive{folder: folder, create: createIn(folder)}
	if err := a.load(); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// load reads everything. Without a list of refusals that can be read nothing
// may be imported: what was refused would come back.
func (a *Archive) load() error {
	a.pending = map[string]bool{}
	a.entries, a.byKey, a.owners, a.put, a.broken = map[string]hindsight.Entry{}, map[account]string{}, map[string][]string{}, map[string]string{}, nil
	for e, err := range Read(a.folder) {
		if err != nil {
			a.broken = append(a.broken, err)
			continue
		}
		a.remember(e)
	}
	refused, err := ReadRefused(a.folder)
	a.refused = map[string]Refusal{}
	for _, r := range refused {
		for _, k := range r.keys() {
			a.refused[k] = r
		}
	}
	return err
}

// Close gives the lock back. What Begin has begun and nobody has finished is not filed.
func (a *Archive) Close() error {
	a.abandon()
	if a.lock == nil {
		return a.folder.Close()
	}
	return errors.Join(a.lock.Release(), a.folder.Close())
}

// Broken lists the files that could not be read.
func (a *Archive) Broken() []error { return a.broken }

// Entries returns all entries in order of their paths.
func (a *Archive) Entries() []hindsight.Entry {
	paths := make([]string, 0, len(a.entries))
	for p := range a.entries {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	out := make([]hindsight.Entry, len(paths))
	for i, p := range paths {
		out[i] = a.entries[p]
	}
	return out
}
