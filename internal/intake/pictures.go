package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/mailbox"
	"hindsight/internal/picture"
)

// Bounds on the pictures of one text. The postmortem with the most seen has 24.
const (
	maxPictures     = 40
	maxPictureBytes = 20 << 20
)

// A beside is the folder that pictures of an input may be taken from: that of
// the file itself, or the one that is imported as a whole. Nothing outside of it
// is read, and nothing that is no regular file.
type beside struct {
	dir  string // opened as an archive is
	root string // within dir, slash-separated: nothing above it is read
	file string // within dir

	held map[string][]byte // the files of a repository, in place of dir
}

// besideFile is the folder of a file that the user has named, or of the folder
// that it was found in.
func besideFile(dir, file string) *beside {
	name, err := filepath.Rel(dir, file)
	if err != nil {
		return nil
	}
	return &beside{dir: dir, root: ".", file: filepath.ToSlash(name)}
}

// inMail are the pictures that a mail brings along; nil for what is none, or brings
// none.
func inMail(in recognised) *beside {
	if in.kind != hindsight.DumpMail.Kind() || !bytes.Contains(bytes.ToLower(in.Data), []byte("content-id:")) {
		return nil
	}
	held := mailbox.Pictures(in.Data)
	if len(held) == 0 {
		return nil
	}
	return &beside{root: ".", held: held}
}

// siteFolders are where generators of sites keep what addresses such as
// "/images/load.png" lead to.
var siteFolders = []string{"", "static", "public", "source", "docs", "assets"}

// names are the places of a picture, likeliest first.
func (b *beside) names(address string) []string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.ContainsAny(u.Path, "\\\x00") {
		return nil
	}
	var all []string
	if !strings.HasPrefix(u.Path, "/") {
		all = append(all, path.Join(path.Dir(b.file), u.Path))
	} else {
		for _, f := range siteFolders {
			all = append(all, path.Join(b.root, f, u.Path))
		}
	}
	var within []string
	for _, name := range all {
		if fs.ValidPath(name) && !hidden(name) && (b.root == "." || strings.HasPrefix(name, b.root+"/")) {
			within = append(within, name)
		}
	}
	return within
}

// besideRE is a picture of a text whose address is that of a file.
var besideRE = regexp.MustCompile(`!\[(?:[^\[\]\n\\]|\\.)*\]\(([^\s()]{1,300})\)`)

// pictures are those that lie beside an input and that a text of it shows. What
// lies there and cannot be kept is a notice.
func (b *beside) pictures(text string) (found []hindsight.Picture, notices []error) {
	if b == nil || !strings.Contains(text, "![") {
		return nil, nil
	}
	var folder *archive.Folder
	if b.held == nil {
		var err error
		if folder, err = archive.Open(b.dir); err != nil {
			return nil, nil
		}
		defer folder.Close()
	}
	size, seen := 0, map[string]bool{}
	for _, m := range besideRE.FindAllStringSubmatch(text, -1) {
		if seen[m[1]] || !picture.Named(path.Base(m[1])) {
			continue
		}
		seen[m[1]] = true
		data, err := b.read(folder, m[1])
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			_, err = picture.Look(data)
		}
		if err == nil && (len(found) == maxPictures || size+len(data) > maxPictureBytes) {
			notices = append(notices, fmt.Errorf("of its pictures the first %d are kept", len(found)))
			break
		}
		if err != nil {
			notices = append(notices, fmt.Errorf("the picture %.100q is not kept: %w", m[1], err))
			continue
		}
		size += len(data)
		found = append(found, hindsight.Picture{Address: m[1], Data: picture.Bare(data)})
	}
	return found, notices
}

// read reads the first of a picture's places where a file is; folder is nil where
// the files are held.
func (b *beside) read(folder *archive.Folder, address string) (data []byte, err error) {
	err = fs.ErrNotExist
	for _, name := range b.names(address) {
		if data, ok := b.held[name]; ok {
			return data, nil
		}
		if folder == nil {
			continue
		}
		if data, err = folder.Read(name, picture.MaxBytes); !errors.Is(err, fs.ErrNotExist) {
			return data, err
		}
	}
	return nil, err
}
