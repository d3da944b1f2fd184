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
func (a *Archive) Save(e hindsight.Entry) error { return a.begin(e)() }

// begin begins to write an entry's file. It is there when finish has returned, which
// is to be called once, in the order in which the files are to appear.
func (a *Archive) begin(e hindsight.Entry) (finish func() error) {
	place, err := a.prepare(e.Path, func() ([]byte, error) { return Marshal(e) })
	return func() error {
		if err == nil {
			err = place()
		}
		if err != nil {
			return err
		}
		a.remember(e)
		return a.dropPictures(e)
	}
}

// prepare has an entry's file written beside its place, whole and on the disk, while
// its caller goes on: a disk takes milliseconds to say that a file is safe, and many
// in hardly more. place waits for that and puts it there.
func (a *Archive) prepare(name string, marshal func() ([]byte, error)) (place func() error, err error) {
	if err := CheckPath(name); err != nil {
		return nil, err
	}
	tmp := tmpOf(name)
	for a.pending[tmp] { // an earlier text of the same file
		tmp += "-"
	}
	a.pending[tmp] = true
	done := make(chan error, 1)
	a.writers.Add(1)
	go func() {
		defer a.writers.Done()
		data, err := marshal()
		if err == nil {
			if err = a.writeAside(name, tmp, data); err != nil {
				err = fmt.Errorf("archive %s: %w", name, err)
			}
		}
		done <- err
	}()
	return func() error {
		err := <-done
		delete(a.pending, tmp)
		if err == nil {
			if err = a.rename(tmp, name); err != nil {
				err = fmt.Errorf("archive %s: %w", name, err)
			}
		}
		return err
	}, nil
}

// abandon takes away what was begun and is not to be finished.
func (a *Archive) abandon() {
	a.writers.Wait()
	for tmp := range a.pending {
		_ = a.folder.Remove(tmp)
	}
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

// tmpOf is where a file is written before it is put in its place.
func tmpOf(name string) string { return path.Join(path.Dir(name), tmpPrefix+path.Base(name)) }

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
func (a *Archive) write(name string, data []byte) error {
	tmp := tmpOf(name)
	if err := a.writeAside(name, tmp, data); err != nil {
		return err
	}
	return a.rename(tmp, name)
}

// writeAside writes a file beside its place, so that it is on the disk.
func (a *Archive) writeAside(name, tmp string, data []byte) error {
	if err := a.folder.MkdirAll(path.Dir(name)); err != nil {
		return err
	}
	f, err := a.create(tmp)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = a.folder.Remove(tmp)
	}
	return err
}

func (a *Archive) rename(tmp, name string) error {
	err := a.folder.Rename(tmp, name)
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
