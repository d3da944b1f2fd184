package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/markdown"
	"hindsight/internal/picture"
)

// A pictureFile is a picture on its way to the disk.
type pictureFile struct {
	name string
	data []byte
}

// pictured is an entry whose text addresses the pictures that came with it where
// they are going to lie, and those pictures. Only a text that is shown in full
// shows pictures; one that a person fixed shows those that it names.
func pictured(e hindsight.Entry, brought []hindsight.Picture) (hindsight.Entry, []pictureFile) {
	if len(brought) == 0 || e.Publish != hindsight.PublishFull {
		return e, nil
	}
	var files []pictureFile
	for _, b := range brought {
		is, err := picture.Look(b.Data)
		if err != nil {
			continue
		}
		stem, name := pictureName(b, is)
		if !e.IsCurated("body") && e.Source.Importer != hindsight.ImporterHand {
			to := "](" + e.FileLink(name) + ")"
			earlier := regexp.MustCompile(regexp.QuoteMeta("]("+e.FileLink(stem)) + `-[0-9a-f]{8}\.[a-z]{3,4}\)`)
			e.Body = markdown.OutsideCode(e.Body, func(s string) string {
				return earlier.ReplaceAllLiteralString(strings.ReplaceAll(s, "]("+b.Address+")", to), to)
			})
		}
		files = append(files, pictureFile{name, b.Data})
	}
	shown := e.Shows()
	return e, slices.DeleteFunc(files, func(f pictureFile) bool { return !slices.Contains(shown, f.name) })
}

// pictureName is the name of a picture's file: its own, a hash of its bytes, and
// the ending of what it is. stem is its own.
func pictureName(b hindsight.Picture, is picture.Picture) (stem, name string) {
	sum := sha256.Sum256(b.Data)
	stem = Slug(strings.TrimSuffix(b.Address, path.Ext(b.Address)), 50, "picture")
	return stem, stem + "-" + hex.EncodeToString(sum[:4]) + is.Ending
}

// filesOf is the folder of an entry's pictures.
func filesOf(e hindsight.Entry) string { return hindsight.FilesFolder + e.ID() }

// missing are those of the files that are not on the disk as they should be.
func (a *Archive) missing(e hindsight.Entry, files []pictureFile) []pictureFile {
	var out []pictureFile
	for _, f := range files {
		is, err := a.folder.Read(filesOf(e)+"/"+f.name, picture.MaxBytes)
		if err != nil || !bytes.Equal(is, f.data) {
			out = append(out, f)
		}
	}
	return out
}

// savePictures writes the files. They are written before the text that shows
// them: a run that is killed in between leaves files that Check names.
func (a *Archive) savePictures(e hindsight.Entry, files []pictureFile) error {
	for _, f := range files {
		if err := a.write(filesOf(e)+"/"+f.name, f.data); err != nil {
			return fmt.Errorf("archive %s/%s: %w", filesOf(e), f.name, err)
		}
	}
	return nil
}

// dropPictures removes the pictures of an entry that its text does not show, or
// is not to show.
func (a *Archive) dropPictures(e hindsight.Entry) error {
	dir := filesOf(e)
	list, err := a.folder.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("archive %s: %w", dir, err)
	}
	var shown []string
	if e.Publish == hindsight.PublishFull {
		shown = e.Shows()
	}
	for _, d := range list {
		if slices.Contains(shown, d.Name()) {
			continue
		}
		if err := a.folder.Remove(dir + "/" + d.Name()); err != nil {
			return fmt.Errorf("archive %s/%s: %w", dir, d.Name(), err)
		}
	}
	if len(shown) == 0 {
		_ = a.folder.Remove(dir)
		_ = a.folder.Remove(path.Dir(dir)) // when it was the last
	}
	return nil
}

// ReadPicture reads a picture that an entry shows, and says what it is. The
// archive may have come with a pull request: it is looked at once more.
func ReadPicture(fsys fs.FS, e hindsight.Entry, name string) ([]byte, picture.Picture, error) {
	at := filesOf(e) + "/" + name
	f, err := fsys.Open(at)
	if err != nil {
		return nil, picture.Picture{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, picture.MaxBytes+1))
	if err != nil {
		return nil, picture.Picture{}, fmt.Errorf("%s: %w", at, err)
	}
	is, err := picture.Look(data)
	if err == nil && path.Ext(name) != is.Ending {
		err = fmt.Errorf("%w of that name: it is a %s", picture.ErrKind, is.Ending)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", at, err)
	}
	return data, is, err
}

// CheckPictures names pictures that a text shows and that are not there or are
// none, and files that no text shows. line finds the line of a text's address.
func CheckPictures(fsys fs.FS, entries []hindsight.Entry, line func(path, key string) int) []error {
	var problems []error
	shown := map[string]bool{}
	for _, e := range entries {
		if e.Publish != hindsight.PublishFull {
			continue
		}
		for _, name := range e.Shows() {
			shown[filesOf(e)+"/"+name] = true
			if _, _, err := ReadPicture(fsys, e, name); errors.Is(err, fs.ErrNotExist) {
				problems = append(problems, fmt.Errorf("%s:%d: it shows %s/%s, which is not there; import it again, or take the picture out",
					e.Path, line(e.Path, "title"), filesOf(e), name))
			} else if err != nil {
				problems = append(problems, fmt.Errorf("%s:%d: it shows %w; take the picture out", e.Path, line(e.Path, "title"), err))
			}
		}
	}
	_ = fs.WalkDir(fsys, strings.TrimSuffix(hindsight.FilesFolder, "/"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !shown[name] && d.Name() != ".gitkeep" {
			problems = append(problems, fmt.Errorf("%s:1: no text shows it; delete it", name))
		}
		return nil
	})
	return problems
}
