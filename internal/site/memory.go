package site

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gohugoio/hugo/hugofs"
	"github.com/spf13/afero"
	"github.com/spf13/afero/mem"
)

// staged is what Hugo reads: the theme lies on the disk, since esbuild reads
// scripts there, and the pages in memory.
type staged struct {
	afero.Fs
	pages afero.Fs
	under string // the folder of the pages
}

func (s staged) of(name string) afero.Fs {
	if rest, ok := strings.CutPrefix(filepath.Clean(name), s.under); ok && (rest == "" || rest[0] == filepath.Separator) {
		return s.pages
	}
	return s.Fs
}

func (s staged) Open(name string) (afero.File, error)  { return s.of(name).Open(name) }
func (s staged) Stat(name string) (os.FileInfo, error) { return s.of(name).Stat(name) }
func (s staged) UnwrapFilesystem() afero.Fs            { return s.Fs }
func (s staged) OpenFile(name string, flag int, perm os.FileMode) (afero.File, error) {
	return s.of(name).OpenFile(name, flag, perm)
}

func (s staged) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	if l, ok := s.of(name).(afero.Lstater); ok {
		return l.LstatIfPossible(name)
	}
	info, err := s.Stat(name)
	return info, false, err
}

// stageIn reads the pages that were packed for Hugo.
func stageIn(pack, under string) (staged, error) {
	s := staged{hugofs.Os, afero.NewMemMapFs(), under}
	f, err := os.Open(pack)
	if err != nil {
		return s, err
	}
	defer f.Close()
	return s, unpack(f, func(name string, b []byte) error {
		return afero.WriteFile(s.pages, filepath.Join(under, filepath.FromSlash(name)), b, 0o644)
	})
}

// A press is where Hugo writes: each file goes on as soon as it is whole. Hugo
// comes back only to what templates.Defer and resources.PostProcess leave, which
// no layout may use (theme/templates.go).
type press struct {
	afero.Fs // of folders alone, in memory
	put      func(name string, b []byte) error
}

func (p press) Create(name string) (afero.File, error) {
	return &sheet{File: mem.NewFileHandle(mem.CreateFile(name)), press: p, name: name}, nil
}

func (p press) OpenFile(name string, flag int, perm os.FileMode) (afero.File, error) {
	if flag&(os.O_WRONLY|os.O_RDWR) != 0 {
		return p.Create(name)
	}
	return p.Fs.OpenFile(name, flag, perm)
}

// A sheet is a file that Hugo is writing.
type sheet struct {
	afero.File
	press press
	name  string
	text  bytes.Buffer
	once  sync.Once
}

func (s *sheet) Write(b []byte) (int, error)       { return s.text.Write(b) }
func (s *sheet) WriteString(t string) (int, error) { return s.text.WriteString(t) }

func (s *sheet) Close() (err error) {
	s.once.Do(func() {
		name := strings.TrimPrefix(filepath.ToSlash(filepath.Clean(s.name)), "/")
		err = s.press.put(name, s.text.Bytes())
	})
	return err
}
