package content

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"strings"

	"hindsight"
	"hindsight/internal/archive"
)

// Read yields the entries of an archive in order of their paths. A file that
// cannot be read is an error that names it, with an entry of nothing but its
// path; the files after it still come.
// An archive without content folder has no entries.
func Read(fsys fs.FS) iter.Seq2[hindsight.Entry, error] {
	return func(yield func(hindsight.Entry, error) bool) {
		root := strings.TrimSuffix(hindsight.Folder, "/")
		_ = fs.WalkDir(fsys, root, func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) && path == root {
				return fs.SkipAll
			}
			var e hindsight.Entry
			switch {
			case errors.Is(err, archive.ErrRefused): // it names the place
			case err != nil:
				err = fmt.Errorf("%s: %w", path, err)
			case d.IsDir() && strings.HasSuffix(path, ".md"):
				err = fmt.Errorf("%s:1: a folder, not a file; put the text itself there", path)
			case d.IsDir(), strings.HasPrefix(d.Name(), tmpPrefix), d.Name() == ".gitkeep":
				return nil
			case !d.Type().IsRegular():
				err = fmt.Errorf("%s:1: a link or device, not a file; put the text itself there", path)
			default:
				if e, err = readFile(fsys, path); err != nil {
					e = hindsight.Entry{Path: path}
				}
			}
			if !yield(e, err) {
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
