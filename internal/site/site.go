// Package site renders the archive as a static site. It is the only user of
// Hugo, which runs in this process over a staged copy of what it is given.
//
// Build works in steps: collect reads the entries and renders each body
// to safe HTML (body.go), relate and terms join them (lists.go), stage writes
// what Hugo sees (stage.go), runHugo renders it (hugo.go), publish puts the
// texts in, makes links relative and adds feed and sitemap (publish.go), and
// swap replaces the old site.
package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"hindsight"
)

// Options says what to build, and where.
type Options struct {
	Entries   iter.Seq[hindsight.Entry] // in any order; the pages are ordered by date
	Taxonomy  hindsight.Taxonomy
	Theme     fs.FS  // layouts/, assets/ and hugo.yaml; normally hindsight.Theme
	Overrides fs.FS  // an archive's own layouts/, assets/ and hugo.yaml, file by file; may be nil
	About     string // the archive's own about text in Markdown; "" for the built-in one
	Title     string // of the archive; "" for the one of hugo.yaml
	Out       string // directory; replaced as a whole when the build succeeds
	BaseURL   string // where the site will be read, for canonical, feed and sitemap; "" when nobody knows
	// Finish, when set, adds to the finished site before it takes the place
	// of the old one: the search index goes in here. Its error fails the build.
	Finish func(ctx context.Context, dir string) error
}

// A Report says what was built.
type Report struct {
	Pages   int       // HTML pages written
	Skipped []Problem // entries whose text is shown plain or left out, by path
}

// A Problem names an entry and what is wrong with it.
type Problem struct {
	Path   string // of the content file
	Reason string
}

// Build renders the site into a directory beside o.Out and then swaps the two,
// so that a failed build leaves the old site as it was.
func Build(ctx context.Context, o Options) (Report, error) {
	base, err := parseBase(o.BaseURL)
	if err != nil {
		return Report{}, err
	}
	out, err := checkOut(o.Out)
	if err != nil {
		return Report{}, err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(out), ".hindsight-build-")
	if err != nil {
		return Report{}, fmt.Errorf("site: no room to build beside %s: %w", o.Out, err)
	}
	defer os.RemoveAll(tmp)

	pages, skipped := collect(ctx, o)
	report := Report{Skipped: skipped}
	relate(pages)
	theme, err := stage(filepath.Join(tmp, "stage"), o, base, pages)
	if err != nil {
		return report, err
	}
	if err := ctx.Err(); err != nil {
		return report, err
	}
	if err := runHugo(tmp, theme); err != nil {
		return report, err
	}
	public := filepath.Join(tmp, "public")
	if report.Pages, err = publish(public, base, pages, theme); err != nil {
		return report, err
	}
	if o.Finish != nil {
		if err := o.Finish(ctx, public); err != nil {
			return report, err
		}
	}
	return report, errors.Join(ctx.Err(), swap(ctx, public, out, tmp))
}
