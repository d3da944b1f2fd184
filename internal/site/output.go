package site

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// An output is the site that is being written, beside the one that readers see.
// A file that is the same there becomes a second name of that one: it is not
// written, and keeps its time. So a whole folder takes the place of the old one
// in one step, and only what differs is new in it.
type output struct {
	dir, old string // of the new site, and of the one that is there

	mu    sync.Mutex
	files map[string]content
	held  map[string][]byte // what waits for the rest: see waits
	made  map[string]bool   // folders
}

// A content is what a file of the site holds.
type content struct {
	size int
	sum  [sha256.Size]byte
}

func newOutput(dir, old string) *output {
	return &output{dir: dir, old: old, files: map[string]content{}, held: map[string][]byte{}, made: map[string]bool{}}
}

// waits says that a file can only be finished when all others are there: the
// worker says which, and some pages how large they are together.
func waits(name string, b []byte) bool {
	return name == workerName || strings.HasSuffix(name, ".html") && bytes.Contains(b, zipMark(1))
}

// put adds a file, by its name in the site. It may be called side by side.
func (o *output) put(name string, b []byte) error {
	if waits(name, b) {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.held[name] = b
		return nil
	}
	return o.write(name, b)
}

// write is put for what need not wait, or no longer.
func (o *output) write(name string, b []byte) error {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return fmt.Errorf("a file %q is not within the site", name)
	}
	at := filepath.Join(o.dir, filepath.FromSlash(name))
	if err := o.folder(filepath.Dir(at)); err != nil {
		return err
	}
	o.mu.Lock()
	_, again := o.files[name]
	o.files[name] = content{len(b), sha256.Sum256(b)}
	o.mu.Unlock()
	if again { // it may be a name of the old site's file, which is not to be written into
		if err := os.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if o.is(name, b) && os.Link(filepath.Join(o.old, filepath.FromSlash(name)), at) == nil {
		return nil
	}
	return os.WriteFile(at, b, 0o644)
}

// isLinked says that a file is one of the old site already.
func (o *output) isLinked(name string, d fs.DirEntry) bool {
	info, err := d.Info()
	if err != nil {
		return false
	}
	was, err := os.Lstat(filepath.Join(o.old, filepath.FromSlash(name)))
	return err == nil && os.SameFile(info, was)
}

// keep takes over a file of the old site if it holds what it should.
func (o *output) keep(name string, is [sha256.Size]byte) bool {
	was := filepath.Join(o.old, filepath.FromSlash(name))
	if info, err := os.Lstat(was); err != nil || !info.Mode().IsRegular() {
		return false
	}
	b, err := os.ReadFile(was)
	if err != nil || sha256.Sum256(b) != is || waits(name, b) {
		return false
	}
	at := filepath.Join(o.dir, filepath.FromSlash(name))
	if o.folder(filepath.Dir(at)) != nil || os.Link(was, at) != nil {
		return false
	}
	o.mu.Lock()
	o.files[name] = content{len(b), is}
	o.mu.Unlock()
	return true
}

// is says that the old site has this file.
func (o *output) is(name string, b []byte) bool {
	at := filepath.Join(o.old, filepath.FromSlash(name))
	info, err := os.Lstat(at)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(b)) {
		return false
	}
	was, err := os.ReadFile(at)
	return err == nil && bytes.Equal(was, b)
}

func (o *output) folder(dir string) error {
	o.mu.Lock()
	made := o.made[dir]
	o.mu.Unlock()
	if made {
		return nil
	}
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		o.mu.Lock()
		o.made[dir] = true
		o.mu.Unlock()
	}
	return err
}

// stream adds a file that is too large to be held in memory, and returns its
// size.
func (o *output) stream(name string, write func(io.Writer) error) (int, error) {
	at := filepath.Join(o.dir, filepath.FromSlash(name))
	f, err := os.Create(at)
	if err != nil {
		return 0, err
	}
	sum, size := sha256.New(), counter(0)
	buffer := bufio.NewWriterSize(io.MultiWriter(f, sum, &size), 1<<20)
	if err := errors.Join(write(buffer), buffer.Flush(), f.Close()); err != nil {
		return 0, err
	}
	o.files[name] = content{int(size), [sha256.Size]byte(sum.Sum(nil))}
	return int(size), nil
}

// adopt takes in what somebody else has written into the new site.
func (o *output) adopt() error {
	return filepath.WalkDir(o.dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(o.dir, at)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if _, ok := o.files[name]; ok {
			return nil
		}
		b, err := os.ReadFile(at)
		if err != nil {
			return err
		}
		o.files[name] = content{len(b), sha256.Sum256(b)}
		if o.isLinked(name, d) || !o.is(name, b) {
			return nil
		}
		if err := os.Remove(at); err != nil {
			return err
		}
		if os.Link(filepath.Join(o.old, rel), at) != nil {
			return os.WriteFile(at, b, 0o644)
		}
		return nil
	})
}

// names are those of all files, in order.
func (o *output) names() []string {
	var list []string
	for name := range o.files {
		list = append(list, name)
	}
	for name := range o.held {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// read is what a file holds.
func (o *output) read(name string) ([]byte, error) {
	if b, ok := o.held[name]; ok {
		return b, nil
	}
	return os.ReadFile(filepath.Join(o.dir, filepath.FromSlash(name)))
}

// pages are the names of the HTML files.
func (o *output) pages() []string {
	return slices.DeleteFunc(o.names(), func(name string) bool { return path.Ext(name) != ".html" })
}

// move adds a file that was written elsewhere on the same disk.
func (o *output) move(from, name string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return errors.Join(o.put(name, b), os.Remove(from))
}
