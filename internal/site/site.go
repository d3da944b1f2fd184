// Package site renders the archive as a static site. It is the only user of
// Hugo, which runs in this process over a staged copy of what it is given.
package site

import (
	"context"
	"errors"
	"io/fs"
	"iter"

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
	return Report{}, errors.New("site: not written yet")
}
