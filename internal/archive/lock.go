package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrLocked says that another process holds the lock.
var ErrLocked = errors.New("another hindsight is writing to this archive; wait until it has finished")

// A Lock keeps other processes out until it is released.
type Lock struct{ held *flock.Flock }

// Lock takes the lock whose file has this name, or says ErrLocked at once. The
// file is made where it is missing, exclusively, and is never written to: a
// link in its place, which could make a file elsewhere, is refused.
func (f *Folder) Lock(name string) (*Lock, error) {
	if made, err := f.root.OpenFile(name, os.O_RDONLY|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
		_ = made.Close()
	} else if !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	info, err := f.Stat(name)
	if err == nil && info.IsDir() {
		err = refusal{name, "a folder, not a file; delete it"}
	}
	if err != nil {
		return nil, err
	}
	l := flock.New(filepath.Join(f.dir, filepath.FromSlash(name)), flock.SetFlag(os.O_RDONLY|openWithoutWaiting))
	switch ok, err := l.TryLock(); {
	case err != nil:
		return nil, err
	case !ok:
		return nil, ErrLocked
	}
	return &Lock{l}, nil
}

// Release gives the lock back; the file stays.
func (l *Lock) Release() error { return l.held.Unlock() }
