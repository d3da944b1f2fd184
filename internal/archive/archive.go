// Package archive opens the folder that an archive lies in. What is in it may
// have come with a pull request, so nothing in it is taken for what it seems:
//
//   - A name is read only if it is a regular file, and every part of the way to
//     it a folder. Symbolic links are refused wherever they lead, for a link
//     within the archive can name .git/config as well; so are named pipes,
//     devices and sockets, which can block a read or never end.
//   - What is opened is looked at once more, so that a file which was swapped
//     for something else in between is refused, too.
//   - A read has a limit in bytes.
//   - A write makes a new file and renames it; it never writes through a link.
//
// A Folder is an fs.FS that shows folders and regular files alone. Refusals
// are errors that name the place: "name:1: a symbolic link, not a file; …".
package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// maxFile bounds what fs.ReadFile returns of one file, in bytes. The largest
// that an archive holds are shards of the search index and models: 1 MB.
const maxFile = 64 << 20

// ErrRefused is wrapped by the error for whatever is no regular file or no
// folder where one is wanted, and for what is larger than may be read.
var ErrRefused = errors.New("refused")

// refusal is an ErrRefused that says what lies at a name.
type refusal struct{ name, what string }

func (r refusal) Error() string        { return r.name + ":1: " + r.what }
func (r refusal) Is(target error) bool { return target == ErrRefused }

// A Folder is an archive's folder. Its methods take names as fs.FS does: with
// slashes, relative to the folder, without "..".
type Folder struct {
	dir  string
	root *os.Root
}

// Open opens the folder at dir. dir itself is a person's argument and may be a
// link. The error is an fs.ErrNotExist when nothing is there.
func Open(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{dir: dir, root: root}, nil
}

// Read reads one file of the archive at dir, of at most so many bytes.
func Read(dir, name string, most int64) ([]byte, error) {
	f, err := Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Read(name, most)
}

// Close ends the use of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// kind says in words what lies at a name.
func kind(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return "a file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// look is what lies at a name, once it is sure that the way there leads through
// folders alone.
func (f *Folder) look(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	for i := 0; ; i++ {
		part := name
		if n := strings.IndexByte(name[i:], '/'); n >= 0 {
			i += n
			part = name[:i]
		}
		info, err := f.root.Lstat(part)
		switch {
		case err != nil:
			return nil, &fs.PathError{Op: "open", Path: name, Err: cause(err)}
		case part == name:
			return info, nil
		case !info.IsDir():
			return nil, refusal{part, kind(info.Mode()) + ", not a folder; put a folder there"}
		}
	}
}

// cause is what went wrong, without the name of the system's call and the path.
func cause(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Stat tells of a folder or a regular file; all else is refused.
func (f *Folder) Stat(name string) (fs.FileInfo, error) {
	info, err := f.look(name)
	if err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return nil, refusal{name, kind(info.Mode()) + ", not a file; put the file itself there"}
	}
	return info, err
}

// Open opens a folder or a regular file for reading.
func (f *Folder) Open(name string) (fs.File, error) {
	before, err := f.Stat(name)
	if err != nil {
		return nil, err
	}
	file, err := f.root.OpenFile(name, os.O_RDONLY|openWithoutWaiting, 0)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: cause(err)}
	}
	now, err := file.Stat()
	if err == nil && !os.SameFile(before, now) {
		err = refusal{name, "another file than a moment ago; build again"}
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

// ReadFile reads a regular file of at most 64 MB.
func (f *Folder) ReadFile(name string) ([]byte, error) { return f.Read(name, maxFile) }

// Read reads a regular file of at most so many bytes; a larger one is refused.
func (f *Folder) Read(name string, most int64) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, refusal{name, "a folder, not a file; put the file itself there"}
	}
	// A size may be wrong: what lies in /proc has none, and a log grows.
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && (int64(len(data)) > most || info.Size() > most) {
		return nil, refusal{name, fmt.Sprintf("%d bytes or more, and at most %d are read; shorten it", max(info.Size(), most), most)}
	}
	return data, err
}

// ReadDir lists a folder in the order of the names. Its entries show links and
// the like as what they are; opening them is refused.
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	dir, ok := file.(fs.ReadDirFile)
	if !ok {
		return nil, refusal{name, "a file, not a folder; put a folder there"}
	}
	list, err := dir.ReadDir(-1)
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, err
}

// Files lists the regular files at and below a name in the order of their
// names; hidden ones and what is no regular file are left out. It is for
// folders that a person filled, where an odd file is no reason to stop.
func (f *Folder) Files(name string) ([]string, error) {
	var files []string
	err := fs.WalkDir(f, name, func(at string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case at != name && strings.HasPrefix(d.Name(), ".") && d.IsDir():
			return fs.SkipDir
		case d.Type().IsRegular() && (at == name || !strings.HasPrefix(d.Name(), ".")):
			files = append(files, at)
		}
		return nil
	})
	return files, err
}

// MkdirAll makes a folder and those above it.
func (f *Folder) MkdirAll(name string) error {
	if _, err := f.Stat(name); err == nil || name == "." {
		return err
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := f.MkdirAll(path.Dir(name)); err != nil {
		return err
	}
	if err := f.root.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := f.Stat(name)
	if err == nil && !info.IsDir() {
		err = refusal{name, "a file, not a folder; put a folder there"}
	}
	return err
}

// Create makes a new file for writing, in a folder that is there. Whatever else
// has its name is taken away: it is never written through.
func (f *Folder) Create(name string) (*os.File, error) {
	if err := f.folderOf(name); err != nil {
		return nil, err
	}
	if err := f.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}

// Rename gives a file of the folder another name there; what had that name is
// replaced, a link itself and not what it leads to.
func (f *Folder) Rename(old, name string) error {
	if err := errors.Join(f.folderOf(old), f.folderOf(name)); err != nil {
		return err
	}
	return f.root.Rename(old, name)
}

// Remove deletes a file, a link itself and not what it leads to.
func (f *Folder) Remove(name string) error {
	if err := f.folderOf(name); err != nil {
		return err
	}
	return f.root.Remove(name)
}

// folderOf makes sure that the way to a name leads through folders alone.
func (f *Folder) folderOf(name string) error {
	dir := path.Dir(name)
	info, err := f.Stat(dir)
	if err == nil && !info.IsDir() {
		err = refusal{dir, "a file, not a folder; put a folder there"}
	}
	return err
}
