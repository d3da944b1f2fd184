package content

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"hindsight"
	"hindsight/internal/archive"
)

// Save writes the entry's file whole or not at all.
func (a *Archive) Save(e hindsight.Entry) error {
	if err := CheckPath(e.Path); err != nil {
		return err
	}
	data, err := Marshal(e)
	if err != nil {
		return err
	}
	if err := a.write(e.Path, data); err != nil {
		return fmt.Errorf("archive %s: %w", e.Path, err)
	}
	a.remember(e)
	return a.dropPictures(e)
}

// A handle is a file that is being written.
type handle interface {
	io.Writer
	Sync() error
	Close() error
}

// createIn opens new files of a folder; tests put others in its place.
func createIn(folder *archive.Folder) func(name string) (handle, error) {
	return func(name string) (handle, error) { return folder.Create(name) }
}

const tmpPrefix = ".hindsight-"

// WriteFile replaces a file of the archive's root whole or not at all.
func (a *Archive) WriteFile(name string, data []byte) error { return a.write(name, data) }

// SetAside gives a file of the archive's root another name, and says which:
// that of a file that nobody could read, and that may still be worth something.
func (a *Archive) SetAside(name string) (aside string, err error) {
	for n := 1; n < 100; n++ {
		if aside = name + ".broken"; n > 1 {
			aside = fmt.Sprintf("%s.broken-%d", name, n)
		}
		if _, err := a.folder.Stat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, a.folder.Rename(name, aside)
		}
	}
	return "", fmt.Errorf("%s: cannot be read, and there are a hundred such files beside it; delete them", name)
}

// write replaces a file in one step: a reader, or a run after a crash, finds
// the old bytes or the new ones.
func (a *Archive) write(name string, data []byte) (err error) {
	dir := path.Dir(name)
	if err := a.folder.MkdirAll(dir); err != nil {
		return err
	}
	tmp := path.Join(dir, tmpPrefix+path.Base(name))
	f, err := a.create(tmp)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = a.folder.Rename(tmp, name)
	}
	if err != nil {
		_ = a.folder.Remove(tmp)
	}
	return err
}

// sweep removes what a killed run left half-written.
func (a *Archive) sweep() {
	for _, folder := range []string{hindsight.Folder, hindsight.FilesFolder} {
		_ = fs.WalkDir(a.folder, strings.TrimSuffix(folder, "/"), func(name string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasPrefix(d.Name(), tmpPrefix) {
				_ = a.folder.Remove(name)
			}
			return nil
		})
	}
}
