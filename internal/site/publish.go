package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"hindsight/internal/archive"
	"hindsight/internal/site/theme"
)

// marker is what .nojekyll says. It keeps GitHub Pages from leaving files out,
// and tells a built site from a directory that nobody meant to lose.
const marker = "Built by hindsight. This directory is replaced by every build.\n"

// checkOut returns the directory to replace, links followed, once it is sure
// that nothing but a built site is lost by it.
func checkOut(out string) (string, error) {
	if out == "" {
		return "", errors.New("site: no output directory given")
	}
	out, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return "", fmt.Errorf("site: %w", err)
	}
	if real, err := filepath.EvalSymlinks(out); err == nil {
		out = real
	}
	entries, err := os.ReadDir(out)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return "", fmt.Errorf("site: %w", err)
	}
	if b, err := archive.Read(out, ".nojekyll", int64(len(marker))); err == nil && string(b) == marker {
		return out, nil
	}
	for _, e := range entries {
		if e.Name() != ".gitignore" {
			return "", fmt.Errorf("site: %s holds files that are no site built here (%s, for one): empty it, or name another directory", out, e.Name())
		}
	}
	return out, nil
}

// publish adds what is made beside the pages.
func publish(out *output, base *url.URL, pages []*page, d *dataset, o Options, t *theme.Theme) error {
	s := t.Settings
	err := errors.Join(writeFeeds(out, base, pages, o.Taxonomy, s.Title), writeRobots(out, base, s.NoIndex),
		d.publish(out), writeLists(out, pages), writeShown(out, pages, o.Picture), writeWebManifest(out, s),
		writeOPML(out, s.Title, o.Sources), writePictures(out, t, o),
		out.put(".nojekyll", []byte(marker)))
	if err != nil {
		err = fmt.Errorf("site: %w", err)
	}
	return err
}

// finishPage puts the texts into a page that Hugo wrote, mends the words that
// were broken for it, and makes its links relative.
func finishPage(name string, b []byte, base *url.URL, fill marked) []byte {
	if !strings.HasSuffix(name, ".html") {
		return b
	}
	if bytes.Contains(b, []byte(broken)) {
		b = []byte(mendWords.Replace(string(b)))
	}
	return fill.in(relative(b, rootFrom(name, base)))
}

// marked says what stands in the place of the marks that templates leave, by
// their word: "<!--text 7-->" is the text of page 7. Such a comment cannot come
// from an archive: templates write its "<" as "&lt;".
type marked map[string]func(n int) (string, bool)

func marks(pages []*page, d *dataset, title string) marked {
	of := func(f func(*page) string) func(int) (string, bool) {
		return func(n int) (string, bool) {
			if n < 1 || n > len(pages) {
				return "", false
			}
			return f(pages[n-1]), true
		}
	}
	return marked{
		"text":    of(func(p *page) string { return p.html() }),
		"figure":  of(func(p *page) string { return p.figure }),
		"linked":  of(func(p *page) string { return p.article(title, d.base) }),
		"dataset": func(int) (string, bool) { return d.linked(), true },
	}
}

var markRE = regexp.MustCompile(`^<!--([a-z]+) (\d{1,9})-->`)

func (fill marked) in(b []byte) []byte {
	out := bytes.NewBuffer(make([]byte, 0, 2*len(b)))
	for {
		i := bytes.Index(b, []byte("<!--"))
		if i < 0 {
			out.Write(b)
			return out.Bytes()
		}
		out.Write(b[:i])
		b = b[i:]
		if m := markRE.FindSubmatch(b); m != nil {
			n, _ := strconv.Atoi(string(m[2]))
			if f, ok := fill[string(m[1])]; ok {
				if s, ok := f(n); ok {
					out.WriteString(s)
					b = b[len(m[0]):]
					continue
				}
			}
		}
		out.WriteString("<!--")
		b = b[len("<!--"):]
	}
}

// rootFrom is the way from a page to the root of the site. 404.html is served
// for any address, so it names the root by the path that the base URL has.
func rootFrom(name string, base *url.URL) string {
	if name == "404.html" && base != nil {
		return base.Path
	}
	return strings.Repeat("../", strings.Count(name, "/"))
}

// relative makes addresses that start at the root relative to the page, within
// tags only: templates and renderer write quotes in text as &#34; and &#39;, so
// that ="/ cannot stand in text.
func relative(b []byte, root string) []byte {
	out := bytes.NewBuffer(make([]byte, 0, len(b)+len(b)/8))
	for {
		i := bytes.IndexByte(b, '=')
		if i < 0 || i+3 >= len(b) {
			out.Write(b)
			return out.Bytes()
		}
		quote := b[i+1]
		if (quote != '"' && quote != '\'') || b[i+2] != '/' || b[i+3] == '/' || !isAddress(b[:i]) {
			out.Write(b[:i+1])
			b = b[i+1:]
			continue
		}
		end := bytes.IndexByte(b[i+2:], quote)
		if end < 0 {
			out.Write(b)
			return out.Bytes()
		}
		out.Write(b[:i+2])
		out.WriteString(address(string(b[i+2:i+2+end]), root, bytes.HasSuffix(b[:i], []byte("data-root"))))
		b = b[i+2+end:]
	}
}

// leading are the attributes that hold one: those of data are a script's.
var leading = []string{" href", " src", " action", " data-root", " data-worker",
	" data-search", " data-more", " data-suggest", " data-seen", " data-offline"}

func isAddress(before []byte) bool {
	for _, name := range leading {
		if bytes.HasSuffix(before, []byte(name)) {
			return true
		}
	}
	return false
}

// address is the way to a file: from disk, a directory would open as a listing.
func address(path, root string, isRoot bool) string {
	path = strings.TrimPrefix(path, "/")
	if isRoot {
		if root == "" {
			return "./"
		}
		return root
	}
	end := strings.IndexAny(path, "?#")
	if end < 0 {
		end = len(path)
	}
	if end == 0 || path[end-1] == '/' {
		path = path[:end] + "index.html" + path[end:]
	}
	return root + path
}

// keepIgnored gives the new site the .gitignore of the old one.
func keepIgnored(out *output) error {
	b, err := archive.Read(out.old, ".gitignore", 64<<10)
	if err != nil {
		return nil // none that can be kept
	}
	return out.put(".gitignore", b)
}

// swap puts the new site in the place of the old one: in one step where the
// system can exchange two folders, so that there is a site at each moment.
func swap(ctx context.Context, public, out, tmp string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if exchange(public, out) == nil {
		return os.Chmod(out, 0o755)
	}
	old := filepath.Join(tmp, "old")
	err := os.Rename(out, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("site: cannot replace %s: %w", out, err)
	}
	if err := os.Rename(public, out); err != nil {
		return fmt.Errorf("site: cannot replace %s: %w", out, errors.Join(err, os.Rename(old, out)))
	}
	return os.Chmod(out, 0o755)
}
