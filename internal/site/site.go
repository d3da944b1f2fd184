// Package site renders the archive as a static site. It is the only user of
// Hugo, which runs over a staged copy of what it is given.
//
// Build works in steps: theme.Read takes layouts, assets and settings as far as
// they can be trusted, collect reads the entries and renders each body
// to safe HTML (body.go), relate and terms join them (lists.go), stage writes
// what Hugo sees (stage.go), Render renders it (hugo.go), in a child process if
// need be (child.go, pack.go), publish adds what is made beside the pages
// (publish.go) to the output, which finishes each page as it comes and takes the
// old site's place in one step (output.go, exchange_*.go).
//
// It is one room because all of it makes one value, the page of entry.go: the
// text and its pictures (body.go, markdown.go, caps.go, dom.go, mark.go, slug.go,
// gallery.go), what stands beside it (facts.go, label.go, timeline.go, origin.go,
// related.go, view.go), what all of them say together (lists.go, orders.go,
// indexes.go, home.go, numbers.go, portrait.go, said.go, remedies.go), and what
// becomes of it (stage.go, hugo.go, words.go, feed*.go, data.go, linked.go,
// offline.go, sitemap.go). What an archive may say in that is the room beside it,
// package theme; where Hugo runs stands here (child*.go, confine_*.go,
// workspace.go, memory.go), and so does what a build takes from the
// last one (again.go).
package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"hindsight/internal/archive"
	"hindsight/internal/site/theme"
	"hindsight/internal/spill"

	"hindsight"

	"golang.org/x/sync/errgroup"
)

// Options says what to build, and where.
type Options struct {
	Entries   iter.Seq[hindsight.Entry] // in any order; the pages are ordered by date
	Taxonomy  hindsight.Taxonomy
	Theme     fs.FS         // layouts/, assets/ and hugo.yaml; normally hindsight.Theme
	Overrides fs.FS         // an archive's own layouts/, assets/ and hugo.yaml, file by file; may be nil. Normally an archive.Folder
	Picture   PictureReader // of the texts; nil for none
	Removed   []string      // ids of postmortems that are not to be shown any more: their addresses say so, and nothing else of them is there
	About     string        // the archive's own about text in Markdown; "" for the built-in one
	Title     string        // of the archive; "" for the one of hugo.yaml
	Out       string        // directory; replaced as a whole when the build succeeds
	BaseURL   string        // where the site will be read, for canonical, feed and sitemap; "" when nobody knows
	// Render runs Hugo over what is staged in a folder; nil stands for Render in
	// this process, which nothing can stop.
	Render Renderer
	// Guard refuses to replace a site by one of fewer than half its pages: see
	// ShrunkError.
	Guard bool
	// BuiltinTags says that taxonomy and model are those of which figures.yaml
	// tells how good they are: the page about the archive shows it then.
	BuiltinTags bool
	Sources     []Source          // in the order of sources.yaml
	LeftOut     []archive.Problem // content files that could not be read
	Zip         bool              // also packs the finished site into one file, for those who want to take it along
	// Finish, when set, adds to the site while the texts are rendered: the search
	// index goes in here. It may say which postmortems resemble which, by address.
	// Its error fails the build.
	Finish func(ctx context.Context, dir string) (map[string][]Kin, error)
	// Store, when set, keeps what the next build of the same site need not make again.
	Store Store
	// Whole, when set, is called with the folder of the whole site before it
	// takes the place of the old one. Its error fails the build.
	Whole func(dir string) error
}

// A Report says what was built.
type Report struct {
	Pages   int               // HTML pages written
	Skipped []archive.Problem // entries whose text is shown plain or left out, and own files of the theme that were not used
}

// A Renderer is a way to run Hugo over what is staged in dir, about so many
// pages: Render, or InChild. It hands out each file as soon as that is whole,
// maybe several side by side, by its name in the site.
type Renderer func(ctx context.Context, dir string, pages int, put func(name string, b []byte) error) error

// Build renders the site into a directory beside o.Out and then swaps the two,
// so that a failed build leaves the old site as it was.
func Build(ctx context.Context, o Options) (Report, error) {
	base, err := theme.Base(o.BaseURL)
	if err != nil {
		return Report{}, err
	}
	out, err := checkOut(o.Out)
	if err != nil {
		return Report{}, err
	}
	t, err := theme.Read(o.Theme, o.Overrides)
	if err != nil {
		return Report{Skipped: t.Problems}, err
	}
	if o.Title != "" {
		t.Settings.Title = o.Title
	}
	tmp, release, err := workspace(filepath.Dir(out))
	if err != nil {
		return Report{}, fmt.Errorf("site: no room to build beside %s: %w", o.Out, err)
	}
	defer release()

	public := filepath.Join(tmp, "public")
	if err := os.MkdirAll(public, 0o755); err != nil {
		return Report{}, fmt.Errorf("site: %w", err)
	}
	texts, err := spill.Create(filepath.Join(tmp, "texts"))
	if err != nil {
		return Report{}, fmt.Errorf("site: %w", err)
	}
	defer texts.Close()
	var kin map[string][]Kin
	group, during := errgroup.WithContext(ctx)
	if o.Finish != nil {
		group.Go(func() (err error) {
			kin, err = o.Finish(during, public)
			return err
		})
	}
	pages, skipped := collect(ctx, o, t.Texts, texts)
	if err := group.Wait(); err != nil {
		return Report{Skipped: append(t.Problems, skipped...)}, err
	}
	report := Report{Skipped: append(t.Problems, skipped...)}
	surround(pages)
	recount(pages)
	relate(pages, kin, o.Taxonomy, t.Texts)
	describe(pages, t.Settings.Title, base)
	data, err := newDataset(filepath.Join(tmp, "data"), pages, t, base)
	if err != nil {
		return report, fmt.Errorf("site: the data set: %w", err)
	}
	charts := plots(pages, o.Taxonomy, t.Texts)
	site := newOutput(public, out)
	if err := findSame(o, t, base, pages, site); err != nil {
		return report, fmt.Errorf("site: %w", err)
	}
	if err := errors.Join(stage(tmp, o, t, pages, data, charts, skipped), writeConfig(tmp, t, base, o), ctx.Err()); err != nil {
		return report, err
	}
	group, during = errgroup.WithContext(ctx)
	group.Go(func() error {
		return o.render(during, tmp, len(pages), site, base, marks(pages, data, t.Settings.Title))
	})
	group.Go(func() error { return errors.Join(publish(site, base, pages, data, o, t), writePlots(site, charts)) })
	if err := group.Wait(); err != nil {
		return report, err
	}
	names := site.pages()
	report.Pages = len(names)
	if base != nil && !t.Settings.NoIndex {
		if err := writeSitemap(site, base, o.withoutStubs(names), pages); err != nil {
			return report, fmt.Errorf("site: %w", err)
		}
	}
	if o.Guard {
		if err := guard(out, report.Pages, len(pages)); err != nil {
			return report, err
		}
	}
	if err := errors.Join(site.adopt(), keepIgnored(site), takeAlong(site, o, t.Settings.Title, data.set.Released), texts.Err(), ctx.Err()); err != nil {
		return report, fmt.Errorf("site: %w", err)
	}
	if o.Whole != nil {
		if err := o.Whole(public); err != nil {
			return report, err
		}
	}
	if err := swap(ctx, public, out, tmp); err != nil {
		return report, err
	}
	return report, errors.Join(keepMade(o, pages, site), keepReadings(o, pages))
}

// render has Hugo write the pages, and finishes each as it comes.
func (o Options) render(ctx context.Context, dir string, pages int, site *output, base *url.URL, fill marked) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	run := o.Render
	if run == nil {
		run = Render
	}
	err := run(ctx, dir, pages, func(name string, b []byte) error {
		group.Go(func() error { return site.put(name, finishPage(name, b, base, fill)) })
		return nil
	})
	return errors.Join(err, group.Wait())
}
