package site

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"hindsight/internal/site/theme"

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
func takeAlong(out *output, o Options, title string, day hindsight.Moment) error {
	if o.Zip {
		if err := writeZip(out, title, day, o.stubs()); err != nil {
			return err
		}
	}
	return writeOffline(out)
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
func writeOffline(out *output) error {
	worker, ok := out.held[workerName]
	if !ok {
		return nil // layouts of an archive's own have none
	}
	rows := [][3]any{}
	for _, name := range out.names() {
		if f := out.files[name]; isKept(name) {
			rows = append(rows, [3]any{name, short(f.sum), f.size})
		}
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
	worker = bytes.ReplaceAll(worker, []byte(versionWord), []byte(short(sha256.Sum256(list.Bytes()))))
	return errors.Join(out.write(offlineName, list.Bytes()), out.write(workerName, worker))
}

func short(sum [sha256.Size]byte) string { return base64.RawStdEncoding.EncodeToString(sum[:16]) }

// onServers are the files that only a server has use for.
var onServers = []string{workerName, offlineName, webManifestName, "robots.txt", ".nojekyll", ".gitignore"}

// writeZip packs the site, in a folder of its name, and says on the pages that
// offer it how large it is; stubs of what was removed are for old links, not for it. Each file is of the same day: no clock is asked.
func writeZip(out *output, title string, day hindsight.Moment, stubs map[string]bool) error {
	at := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first that the format knows
	if !day.IsZero() && day.Time().After(at) {
		at = day.Time()
	}
	folder := slug(title, 60, "archive") + "/"
	size, err := out.stream(zipName, func(to io.Writer) error {
		w := zip.NewWriter(to)
		for _, name := range out.names() {
			if stubs[name] || slices.Contains(onServers, name) || strings.HasPrefix(name, "sitemap") {
				continue
			}
			b, err := out.read(name)
			if err != nil {
				return err
			}
			f, err := w.CreateHeader(&zip.FileHeader{Name: folder + name, Method: zip.Deflate, Modified: at})
			if err != nil {
				return err
			}
			if _, err = f.Write(withoutOffer(name, b)); err != nil {
				return err
			}
		}
		return w.Close()
	})
	for name, b := range out.held {
		if err == nil && name != workerName {
			b = bytes.ReplaceAll(b, zipMark(2), []byte(megabytes(size)))
			err = out.write(name, bytes.ReplaceAll(bytes.ReplaceAll(b, zipMark(1), nil), zipMark(3), nil))
		}
	}
	return err
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

// writeWebManifest lets a browser install the site (w3.org/TR/appmanifest).
func writeWebManifest(out *output, s theme.Settings) error {
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
	}{s.Title, oneLine(s.Title, 24), s.Description, "./", "./", "./", "standalone", s.Palette.Get("light", "background"), s.Palette.Get("light", "accent"), nil}
	for _, i := range icons {
		size := fmt.Sprintf("%dx%d", i.size, i.size)
		switch {
		case strings.HasPrefix(i.name, "maskable"):
			m.Icons = append(m.Icons, icon{iconFolder + "/" + i.name, size, "image/png", "maskable"})
		case strings.HasPrefix(i.name, "icon"):
			m.Icons = append(m.Icons, icon{iconFolder + "/" + i.name, size, "image/png", ""})
		}
	}
	return writeJSON(out, webManifestName, m)
}
