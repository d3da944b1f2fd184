package site

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hindsight"
)

const (
	workerName      = "sw.js"        // the service worker, from assets/ts/worker.ts
	offlineName     = "offline.json" // what it may keep, see offlineList
	webManifestName = "manifest.webmanifest"
	zipName         = "archive.zip"

	// versionWord stands in the worker for the hash of offline.json.
	versionWord = "HINDSIGHT-VERSION"
)

// takeAlong finishes what readers take along: the list of what a service worker
// may keep, and the site in one file. It comes last, since both are of all files.
func takeAlong(dir string, o Options, title string, day hindsight.Moment) error {
	if o.Zip {
		if err := writeZip(dir, title, day, o.stubs()); err != nil {
			return err
		}
	}
	return writeOffline(dir)
}

// kept are the endings of what pages consist of. Data, feeds and the pictures
// for other sites are not read in a browser.
var kept = []string{".html", ".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff2", ".woff", ".webmanifest"}

func isKept(name string) bool {
	return slices.Contains(kept, path.Ext(name)) && name != workerName && name != "404.html" && !strings.HasPrefix(name, cardFolder+"/")
}

// writeOffline lists the files that a service worker may keep, each as ["path",
// "hash", bytes] in order; the hash is 16 bytes of SHA-256 in base64. The hash of
// the list is the version of the site, which the worker holds: a browser sees a
// new worker exactly when something has changed.
func writeOffline(dir string) error {
	worker, err := os.ReadFile(filepath.Join(dir, workerName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // layouts of an archive's own have none
	}
	if err != nil {
		return err
	}
	rows := [][3]any{}
	err = eachFile(dir, func(name string, b []byte) error {
		if isKept(name) {
			rows = append(rows, [3]any{name, shortHash(b), len(b)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	var list bytes.Buffer
	list.WriteByte('[')
	for i, row := range rows {
		b, err := json.Marshal(row)
		if err != nil {
			return err
		}
		if i > 0 {
			list.WriteByte(',')
		}
		list.WriteByte('\n')
		list.Write(b)
	}
	list.WriteString("\n]\n")
	worker = bytes.ReplaceAll(worker, []byte(versionWord), []byte(shortHash(list.Bytes())))
	return errors.Join(writeFile(filepath.Join(dir, offlineName), list.Bytes()), writeFile(filepath.Join(dir, workerName), worker))
}

func shortHash(b []byte) string {
	sum := sha256.Sum256(b)
	return base64.RawStdEncoding.EncodeToString(sum[:16])
}

// eachFile calls f with every file of a folder, in the order of their paths.
func eachFile(dir string, f func(name string, b []byte) error) error {
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return f(filepath.ToSlash(name), b)
	})
}

// onServers are the files that only a server has use for.
var onServers = []string{workerName, offlineName, webManifestName, "robots.txt", ".nojekyll", ".gitignore"}

// writeZip packs the site, in a folder of its name, and says on the pages that
// offer it how large it is; stubs of what was removed are for old links, not for it. Each file is of the same day: no clock is asked.
func writeZip(dir, title string, day hindsight.Moment, stubs map[string]bool) error {
	out, err := os.Create(filepath.Join(dir, zipName+".new"))
	if err != nil {
		return err
	}
	at := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first that the format knows
	if !day.IsZero() && day.Time().After(at) {
		at = day.Time()
	}
	w := zip.NewWriter(out)
	folder := slug(title, 60, "archive") + "/"
	err = eachFile(dir, func(name string, b []byte) error {
		if stubs[name] || slices.Contains(onServers, name) || name == zipName+".new" || strings.HasPrefix(name, "sitemap") {
			return nil
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: folder + name, Method: zip.Deflate, Modified: at})
		if err != nil {
			return err
		}
		_, err = f.Write(withoutOffer(name, b))
		return err
	})
	if err := errors.Join(err, w.Close(), out.Close()); err != nil {
		return err
	}
	info, err := os.Stat(filepath.Join(dir, zipName+".new"))
	if err != nil {
		return err
	}
	err = eachOffer(dir, func(b []byte) []byte {
		b = bytes.ReplaceAll(b, zipMark(2), []byte(megabytes(int(info.Size()))))
		return bytes.ReplaceAll(bytes.ReplaceAll(b, zipMark(1), nil), zipMark(3), nil)
	})
	return errors.Join(err, os.Rename(filepath.Join(dir, zipName+".new"), filepath.Join(dir, zipName)))
}

// zipMark is where a template begins to offer the file, tells its size, and
// ends.
func zipMark(n int) []byte { return fmt.Appendf(nil, "<!--zip %d-->", n) }

// withoutOffer is a page as it is packed: it does not offer itself.
func withoutOffer(name string, b []byte) []byte {
	if path.Ext(name) != ".html" {
		return b
	}
	before, rest, ok := bytes.Cut(b, zipMark(1))
	_, after, ends := bytes.Cut(rest, zipMark(3))
	if !ok || !ends {
		return b
	}
	return slices.Concat(before, after)
}

// eachOffer changes the pages that offer the file.
func eachOffer(dir string, change func([]byte) []byte) error {
	return eachFile(dir, func(name string, b []byte) error {
		if path.Ext(name) != ".html" || !bytes.Contains(b, zipMark(1)) {
			return nil
		}
		return os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), change(b), 0o644)
	})
}

// writeWebManifest lets a browser install the site (w3.org/TR/appmanifest).
func writeWebManifest(dir string, s siteSettings) error {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose,omitempty"`
	}
	m := struct {
		Name        string `json:"name"`
		ShortName   string `json:"short_name"`
		Description string `json:"description,omitempty"`
		ID          string `json:"id"`
		Start       string `json:"start_url"`
		Scope       string `json:"scope"`
		Display     string `json:"display"`
		Background  string `json:"background_color"`
		Theme       string `json:"theme_color"`
		Icons       []icon `json:"icons"`
	}{s.Title, oneLine(s.Title, 24), s.Description, "./", "./", "./", "standalone", s.Palette.get("light", "background"), s.Palette.get("light", "accent"), nil}
	for _, i := range icons {
		size := fmt.Sprintf("%dx%d", i.size, i.size)
		switch {
		case strings.HasPrefix(i.name, "maskable"):
			m.Icons = append(m.Icons, icon{iconFolder + "/" + i.name, size, "image/png", "maskable"})
		case strings.HasPrefix(i.name, "icon"):
			m.Icons = append(m.Icons, icon{iconFolder + "/" + i.name, size, "image/png", ""})
		}
	}
	return writeJSON(filepath.Join(dir, webManifestName), m)
}
