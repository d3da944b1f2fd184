package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/fetch"
)

// A Place is the folder of an archive, and whether the paths of its sources may
// lead out of it. They may when the person at the terminal says so:
// sources.yaml may have come with a pull request, and what is imported is
// published.
type Place struct {
	Dir     string
	Outside bool
}

// files lists the files that the path of a source names: one, or those of a
// folder.
func (p Place) files(s fetch.Source) (files []string, folder bool, err error) {
	if filepath.IsLocal(s.Path) && hidden(filepath.ToSlash(filepath.Clean(s.Path))) {
		return nil, false, badPath(s, "no source is read from names that begin with a dot")
	}
	find := p.inside
	if p.Outside {
		find = p.anywhere
	}
	files, folder, err = find(s)
	if err == nil && len(files) == 0 {
		err = badPath(s, "the folder holds no files")
	}
	return files, folder, err
}

// inside is files where paths stay in the archive.
func (p Place) inside(s fetch.Source) (files []string, isFolder bool, err error) {
	if !filepath.IsLocal(s.Path) {
		return nil, false, badPath(s, "it leads out of the archive; --allow-outside reads it all the same")
	}
	name := filepath.ToSlash(filepath.Clean(s.Path))
	folder, err := archive.Open(p.Dir)
	if err != nil {
		return nil, false, err
	}
	defer folder.Close()
	info, err := folder.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, badPath(s, "no such file or folder")
	case errors.Is(err, archive.ErrRefused):
		return nil, false, badPath(s, "%v; --allow-outside reads it all the same", err)
	case err != nil:
		return nil, false, err
	}
	files, err = folder.Files(name)
	return files, info.IsDir(), err
}

func badPath(s fetch.Source, format string, args ...any) error {
	return fmt.Errorf("source %s: %s:%d: path %s: %s", s.Name, SourcesFile, s.Line, s.Path, fmt.Sprintf(format, args...))
}

// hidden says that a part of a name begins with a dot, as .git does.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." {
			return true
		}
	}
	return false
}

// anywhere is files where paths may lead out of the archive.
func (p Place) anywhere(s fetch.Source) (files []string, folder bool, err error) {
	path := within(p.Dir, s.Path)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, false, badPath(s, "no such file or folder")
	case !info.IsDir():
		return []string{path}, false, nil
	}
	files, err = walk(path)
	return files, true, err
}

// shown is a file that files has listed, as a person sees it.
func (p Place) shown(name string) string {
	if p.Outside {
		return name
	}
	return within(p.Dir, name)
}

// beside is where the pictures of a file lie that files has listed.
func (p Place) beside(s fetch.Source, file string, isFolder bool) *beside {
	if p.Outside {
		dir := within(p.Dir, s.Path)
		if !isFolder {
			dir = filepath.Dir(dir)
		}
		return besideFile(dir, file)
	}
	root := filepath.ToSlash(filepath.Clean(s.Path))
	if !isFolder {
		root = path.Dir(root)
	}
	return &beside{dir: p.Dir, root: root, file: file}
}

// read reads a file that files has listed.
func (p Place) read(name string) (hindsight.Input, error) {
	if p.Outside {
		return ReadFile(name)
	}
	data, err := archive.Read(p.Dir, name, maxInput)
	return hindsight.Input{Name: p.shown(name), Data: data}, err
}

// one is the input that the path of a source names, where that is a file.
func (p Place) one(s fetch.Source) (hindsight.Input, error) {
	files, folder, err := p.files(s)
	if err == nil && folder {
		err = badPath(s, "a folder, not a file")
	}
	if err != nil {
		return hindsight.Input{}, err
	}
	return p.read(files[0])
}

// CheckPaths names the sources whose path no import follows.
func (p Place) CheckPaths(sources []fetch.Source) []error {
	var problems []error
	for _, s := range sources {
		if s.Git != "" && s.Address() == "" && !p.Outside {
			problems = append(problems, fmt.Errorf("%s:%d: source %s: git %s: %w", within(p.Dir, SourcesFile), s.Line, s.Name, s.Git, errClone))
		}
		if s.Path == "" {
			continue
		}
		if _, _, err := p.files(s); err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", within(p.Dir, SourcesFile), s.Line, err))
		}
	}
	return problems
}
