package page

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"hindsight"
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
	return nil
}

// A handle is a file that is being written.
type handle interface {
	io.Writer
	Sync() error
	Close() error
}

// createIn opens new files below root; tests put others in its place.
func createIn(root *os.Root) func(name string) (handle, error) {
	return func(name string) (handle, error) {
		return root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	}
}

const tmpPrefix = ".hindsight-"

// WriteFile replaces a file of the archive's root whole or not at all.
func (a *Archive) WriteFile(name string, data []byte) error { return a.write(name, data) }

// write replaces a file in one step: a reader, or a run after a crash, finds
// the old bytes or the new ones. The archive may come from a pull request, so
// the root refuses folders that are links to somewhere else.
func (a *Archive) write(name string, data []byte) (err error) {
	dir := path.Dir(name)
	if err := a.root.MkdirAll(dir, 0o755); err != nil {
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
		err = a.root.Rename(tmp, name)
	}
	if err != nil {
		_ = a.root.Remove(tmp)
	}
	return err
}

// sweep removes what a killed run left half-written.
func (a *Archive) sweep() {
	_ = fs.WalkDir(a.root.FS(), strings.TrimSuffix(hindsight.Folder, "/"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(d.Name(), tmpPrefix) {
			_ = a.root.Remove(name)
		}
		return nil
	})
}
