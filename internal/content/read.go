package content

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"runtime"
	"strings"

	"hindsight"
	"hindsight/internal/archive"
)

// readAhead is how many files may have been read before the one whose turn it is;
// one may have 8 MB.
const readAhead = 8

// Read yields the entries of an archive in order of their paths, and reads some
// ahead, side by side. A file that cannot be read is an error that names it, with an
// entry of nothing but its path; the files after it still come.
// An archive without content folder has no entries.
func Read(fsys fs.FS) iter.Seq2[hindsight.Entry, error] {
	type result struct {
		entry hindsight.Entry
		err   error
	}
	return func(yield func(hindsight.Entry, error) bool) {
		turns, end := make(chan chan result, readAhead), make(chan struct{})
		defer close(end)
		slots := make(chan struct{}, runtime.GOMAXPROCS(0))
		go func() {
			defer close(turns)
			for path, err := range files(fsys) {
				turn := make(chan result, 1)
				select {
				case turns <- turn:
				case <-end:
					return
				}
				if err != nil {
					turn <- result{hindsight.Entry{Path: path}, err}
					continue
				}
				slots <- struct{}{}
				go func() {
					e, err := readFile(fsys, path)
					<-slots
					if err != nil {
						e = hindsight.Entry{Path: path}
					}
					turn <- result{e, err}
				}()
			}
		}()
		for turn := range turns {
			if r := <-turn; !yield(r.entry, r.err) {
				return
			}
		}
	}
}

// files yields the paths of content files, and what stands in the place of one
// with the error that says so.
func files(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		root := strings.TrimSuffix(hindsight.Folder, "/")
		_ = fs.WalkDir(fsys, root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && path == root:
				return fs.SkipAll
			case errors.Is(err, archive.ErrRefused): // it names the place
			case err != nil:
				err = fmt.Errorf("%s: %w", path, err)
			case d.IsDir() && strings.HasSuffix(path, ".md"):
				err = fmt.Errorf("%s:1: a folder, not a file; put the text itself there", path)
			case d.IsDir(), strings.HasPrefix(d.Name(), tmpPrefix), d.Name() == ".gitkeep":
				return nil
			case !d.Type().IsRegular():
				err = fmt.Errorf("%s:1: a link or device, not a file; put the text itself there", path)
			}
			if !yield(path, err) {
				return fs.SkipAll
			}
			return nil
		})
	}
}

func readFile(fsys fs.FS, path string) (hindsight.Entry, error) {
	if err := CheckPath(path); err != nil {
		return hindsight.Entry{}, err
	}
	if i, err := fs.Stat(fsys, path); err == nil && i.Size() > maxFile {
		return hindsight.Entry{}, fmt.Errorf("%s:1: file has %d bytes, more than %d; shorten it", path, i.Size(), maxFile)
	}
	data, err := fs.ReadFile(fsys, path)
	if err != nil {
		return hindsight.Entry{}, err
	}
	return Parse(path, data)
}
