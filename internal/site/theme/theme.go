// Package theme reads what the pages of a site are made with: the built-in
// layouts, assets, texts and settings and, in their place, an archive's own.
//
// Read takes the archive's files one by one (theme.go), its settings (settings.go,
// palette.go) and its texts (texts.go) as far as they can be trusted, and leaves
// out layouts (templates.go) and scripts (scripts.go) that reach for more than a
// page needs. What is left out is among the Problems, with its line.
package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"hindsight/internal/archive"
	"hindsight/internal/wording"
	"hindsight/internal/yamltext"
)

// Limits of an archive's own layouts and assets. The built-in ones are 60 files
// of 200 KB together; the largest that a site has use for are pictures and fonts.
const (
	maxThemeFile  = 4 << 20
	maxThemeFiles = 1000
	maxThemeBytes = 32 << 20
)

// A Theme is what the pages are made with. An archive's own files may have come
// with a pull request, so Hugo and esbuild see none of them that could bring a
// file of this machine into the site; the built-in one then stands in its place,
// and the reason is among the problems.
type Theme struct {
	Files    map[string][]byte // by name, such as layouts/home.html
	Settings Settings
	Texts    wording.Texts
	Problems []archive.Problem // files and settings that are not used

	own     map[string]bool   // which of the files are the archive's
	builtin map[string][]byte // what an own file took the place of
}

// Check names what a build would leave out of an archive's own layouts, assets
// and hugo.yaml. The paths have a line behind them: "layouts/home.html:3".
func Check(builtin, own fs.FS) []archive.Problem {
	t, err := Read(builtin, own)
	if wrong := (*yamltext.Error)(nil); errors.As(err, &wrong) {
		return append(t.Problems, archive.Problem{Path: fmt.Sprintf("%s:%d", wrong.File, wrong.Line), Reason: wrong.Message})
	} else if err != nil {
		return append(t.Problems, archive.Problem{Path: SettingsName, Reason: err.Error()})
	}
	return t.Problems
}

// Read reads the built-in theme and, over it, the archive's own files; own
// may be nil. The error is for settings that cannot be read at all: without
// them the site would be another one.
func Read(builtin, own fs.FS) (*Theme, error) {
	t := &Theme{Files: map[string][]byte{}, own: map[string]bool{}, builtin: map[string][]byte{}}
	for _, folder := range folders {
		if err := t.readBuiltin(builtin, folder); err != nil {
			return t, fmt.Errorf("site: theme: %w", err)
		}
	}
	t.Texts = wording.BuiltIn()
	t.Files[scriptOfTexts] = t.Texts.Module()
	if err := t.readSettings(builtin); err != nil || own == nil {
		return t, err
	}
	for _, folder := range folders {
		t.readOwn(own, folder)
	}
	if err := t.readSettings(own); err != nil {
		return t, err
	}
	for _, why := range t.Settings.Palette.faint() {
		t.Problems = append(t.Problems, archive.Problem{Path: SettingsName, Reason: why})
	}
	if len(t.Settings.Palette) > 0 {
		t.Files[colourFile] = []byte(t.Settings.Palette.css())
	}
	t.readTexts()
	t.checkTemplates()
	t.checkScripts()
	slices.SortStableFunc(t.Problems, func(a, b archive.Problem) int { return strings.Compare(a.Path, b.Path) })
	return t, nil
}

// Inputs are the files and folders of an archive that its own theme may consist
// of.
func Inputs() []string { return append(slices.Clone(folders), SettingsName) }

var folders = []string{"layouts", "assets", textFolder}

func (t *Theme) readBuiltin(src fs.FS, folder string) error {
	return fs.WalkDir(src, folder, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == folder {
			return fs.SkipAll
		}
		if err != nil || d.IsDir() {
			return err
		}
		t.Files[name], err = fs.ReadFile(src, name)
		return err
	})
}

// readSettings reads the hugo.yaml of a theme over what is set already.
func (t *Theme) readSettings(src fs.FS) error {
	data, err := fs.ReadFile(src, SettingsName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, archive.ErrRefused):
		t.refuse(SettingsName, "", err)
		return nil
	case err != nil:
		return fmt.Errorf("site: %s: %w", SettingsName, err)
	}
	problems, err := t.Settings.read(data)
	t.Problems = append(t.Problems, problems...)
	return err
}

// mayBe are the kinds of files that an archive's own theme may have, by folder.
// Settings of other tools (tsconfig.json, package.json) are none: esbuild
// follows what they say to anywhere.
var mayBe = map[string]string{
	"layouts":  ".html .xml .txt .json .svg .css .js",
	textFolder: ".yaml",
	"assets":   ".ts .tsx .js .jsx .mjs .css .json .txt .svg .png .jpg .jpeg .gif .webp .avif .ico .woff .woff2 .ttf .otf",
}

var otherTools = []string{"tsconfig.json", "jsconfig.json", "package.json", "package-lock.json"}

// readOwn takes an archive's own files of a folder.
func (t *Theme) readOwn(src fs.FS, folder string) {
	count, size := 0, 0
	_ = fs.WalkDir(src, folder, func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == folder:
			return fs.SkipAll
		case err != nil:
			t.refuse(name, "", err)
			return nil
		case name != folder && (strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~")):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() && !kindOf(folder, name):
			return nil
		}
		data, err := ownFile(src, folder, name)
		if err != nil {
			t.refuse(name, "", err)
			return nil
		}
		if count, size = count+1, size+len(data); count > maxThemeFiles || size > maxThemeBytes {
			t.refuse(folder, "", fmt.Errorf("more than %d files or %d bytes; %s and what comes after it is left out", maxThemeFiles, maxThemeBytes, name))
			return fs.SkipAll
		}
		if b, ok := t.Files[name]; ok {
			t.builtin[name] = b
		}
		t.Files[name], t.own[name] = data, true
		return nil
	})
}

// kindOf says that a name has the ending of a file that a folder may have.
func kindOf(folder, name string) bool {
	return slices.Contains(strings.Fields(mayBe[folder]), strings.ToLower(path.Ext(name))) && !slices.Contains(otherTools, strings.ToLower(path.Base(name)))
}

// ownFile reads a file that a folder of a theme may have.
func ownFile(src fs.FS, folder, name string) ([]byte, error) {
	info, err := fs.Stat(src, name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("a folder, not a file; put the file itself there")
	case !info.Mode().IsRegular():
		return nil, errors.New("a link or a device, not a file; put the file itself there")
	case !kindOf(folder, name):
		return nil, fmt.Errorf("not a kind of file that %s may have: %s", folder, mayBe[folder])
	case info.Size() > maxThemeFile:
		return nil, fmt.Errorf("%d bytes, more than %d", info.Size(), maxThemeFile)
	}
	return fs.ReadFile(src, name)
}

// refuse leaves an own file out and says why; line is ":3" or nothing.
func (t *Theme) refuse(name, line string, why error) {
	reason := strings.TrimPrefix(why.Error(), name+":1: ")
	instead := ""
	if t.own[name] {
		delete(t.own, name)
		delete(t.Files, name)
		if b, ok := t.builtin[name]; ok {
			t.Files[name], instead = b, "; the built-in file stands in its place"
		}
	}
	t.Problems = append(t.Problems, archive.Problem{Path: name + line, Reason: reason + instead})
}

// ownNames are the archive's own files of a folder with one of the endings, in
// order.
func (t *Theme) ownNames(folder string, endings ...string) []string {
	var names []string
	for name := range t.own {
		if strings.HasPrefix(name, folder+"/") && (len(endings) == 0 || slices.Contains(endings, strings.ToLower(path.Ext(name)))) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// OwnLayouts says that some are the archive's own, which may look at anything.
func (t *Theme) OwnLayouts() bool { return len(t.ownNames("layouts")) > 0 }

// Staged yields the files that Hugo is to see, in no order. esbuild takes the
// nearest settings above a script: with two that say nothing it does not take
// those of a folder that the site happens to be built in.
func (t *Theme) Staged() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for name, data := range t.Files {
			if !yield(name, data) {
				return
			}
		}
		for _, name := range []string{"tsconfig.json", "package.json"} {
			if !yield(name, []byte("{}\n")) {
				return
			}
		}
	}
}
