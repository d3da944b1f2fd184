package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/content"
	"hindsight/internal/garbage"
	"hindsight/internal/intake"
	"hindsight/internal/picture"
	"hindsight/internal/receipt"
	"hindsight/internal/site"
	"hindsight/internal/site/theme"

	"github.com/spf13/cobra"
)

// publicDir is where the site of an archive is built, and searchDir where the
// index lies in a built site.
const (
	publicDir = "public"
	searchDir = "search"
)

// renderVerb starts the child process that runs Hugo; nobody types it.
const renderVerb = "render-staged"

// siteFlags are the flags of the verbs that build.
type siteFlags struct {
	out, base string
	yes, zip  bool
}

func (f *siteFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.out, "out", "", "`DIR` of the site (default: public in the archive)")
	c.Flags().StringVar(&f.base, "base-url", "", "`ADDRESS` at which the site will be read; only canonical links, feeds and the sitemap need it")
	c.Flags().BoolVar(&f.zip, "zip", false, "also pack the site into archive.zip, which its front page offers")
	c.Flags().BoolVar(&f.yes, "yes", false, "replace the site even if fewer than half of its pages are left")
}

func (a *app) buildVerb() *cobra.Command {
	var flags siteFlags
	c := &cobra.Command{
		Use:     "build",
		Short:   "Build the site and its search",
		Long:    "Build the site and its search from content/. The result works at a domain's root, below a path, and from a folder without any server.",
		Example: "  hindsight build --out public --base-url https://example.org/postmortems/",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := url.Parse(flags.base); err != nil || flags.base != "" && !intake.IsAddress(flags.base) {
				return usageError{fmt.Errorf("--base-url %s: not an address", flags.base), "addresses begin with https:// or http://"}
			}
			for _, problem := range a.checkSources() { // a misspelt "publish" must not pass for done
				a.leftOut("%v (not followed)", problem)
			}
			return a.build(c.Context(), flags)
		},
	}
	flags.add(c)
	return c
}

// build renders the archive and says where the site is.
func (a *app) build(ctx context.Context, flags siteFlags) error {
	if err := a.buildSite(ctx, flags); err != nil {
		return err
	}
	out, err := a.siteDir(flags.out)
	if err != nil {
		return err
	}
	index, err := filepath.Abs(filepath.Join(out, "index.html"))
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, (&url.URL{Scheme: "file", Path: filepath.ToSlash(index)}).String())
	return nil
}

// buildSite renders the archive. Content files that cannot be read are named and
// left out. A failed build leaves the site as it was.
func (a *app) buildSite(ctx context.Context, flags siteFlags) error {
	out, err := a.siteDir(flags.out)
	if err != nil {
		return err
	}
	before := a.standing(out, flags)
	if a.stands(before) {
		return nil
	}
	tax, _, err := a.taxonomy()
	if err != nil {
		return err
	}
	same, err := a.synonyms()
	if err != nil {
		return hinted{err, "hindsight check names each line that is wrong"}
	}
	var entries []hindsight.Entry
	tighten, named := a.tightened(), len(a.left)
	if err := a.entries(func(e hindsight.Entry) error { entries = append(entries, tighten(a.knownClasses(e, tax))); return nil }); err != nil {
		return err
	}
	own, err := archive.Open(a.archive)
	if err != nil {
		return err
	}
	defer own.Close()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	refused, err := content.ReadRefused(own)
	if err != nil {
		return hinted{err, "without the list of what was refused, what was taken down would be shown"}
	}
	if flags.base == "" {
		delivery, err := theme.ReadDelivery(hindsight.Theme, own)
		if err != nil {
			return err
		}
		flags.base = delivery.Address
	}
	var built receipt.Tree
	store := a.store(out)
	defer garbage.OfBuild.Leave()()
	report, err := site.Build(ctx, site.Options{
		Entries: slices.Values(entries), Picture: pictureReader(own), Removed: content.Removed(refused, entries),
		Taxonomy: tax, Theme: hindsight.Theme, Overrides: own, About: a.about(), Out: out, BaseURL: flags.base,
		Render: site.InChild(self, renderVerb), Guard: !flags.yes, Zip: flags.zip,
		BuiltinTags: a.builtinTags(), Sources: a.siteSources(), LeftOut: unread(a.left[named:]),
		Finish: func(ctx context.Context, dir string) (map[string][]site.Kin, error) {
			return index(ctx, dir, out, entries, same, store)
		},
		Store: store,
		Whole: func(dir string) (err error) {
			if before != nil {
				built, err = siteTree(dir)
			}
			return err
		},
	})
	for _, p := range report.Skipped {
		a.leftOut("%s: %s", p.Path, p.Reason)
	}
	if shrunk := (*site.ShrunkError)(nil); errors.As(err, &shrunk) {
		return hinted{err, "if that is meant, --yes builds it all the same; if not, hindsight check names what cannot be read"}
	}
	if err != nil {
		return err
	}
	store.Sweep()
	done := fmt.Sprintf("%s from %s", count(report.Pages, "page"), count(len(entries), "postmortem"))
	a.progress("built %s", done)
	a.keep(before, built.Content, done)
	return nil
}

// pictureReader reads the pictures of an archive's texts.
func pictureReader(own fs.FS) site.PictureReader {
	return func(e hindsight.Entry, name string) ([]byte, picture.Picture, error) {
		return content.ReadPicture(own, e, name)
	}
}

// siteDir is the folder that the site is built in: out, or public in the
// archive. A link there may have come with a pull request and would put the
// site in a folder of somebody's choice.
func (a *app) siteDir(out string) (string, error) {
	if out != "" {
		return out, nil
	}
	out = a.inArchive(publicDir)
	if info, err := os.Lstat(out); err == nil && info.Mode()&os.ModeSymlink != 0 {
		return "", hinted{fmt.Errorf("%s is a symbolic link, not a folder", out), "--out " + out + " builds the site where it leads"}
	}
	return out, nil
}

// knownClasses is e without the classes that the taxonomy does not have.
func (a *app) knownClasses(e hindsight.Entry, tax hindsight.Taxonomy) hindsight.Entry {
	var known []string
	unknown := ""
	for _, id := range e.Classes {
		if _, ok := tax.Class(id); ok {
			known = append(known, id)
		} else if unknown == "" {
			unknown = id
		}
	}
	if unknown != "" {
		a.leftOut("%s: %d classes are not in the taxonomy, the first %.60q; the site leaves them out", e.Path, len(e.Classes)-len(known), unknown)
		e.Classes = known
		e.Evidence = slices.DeleteFunc(slices.Clone(e.Evidence), func(v hindsight.Evidence) bool { return !slices.Contains(known, v.Class) })
	}
	return e
}

// aboutFile is the archive's text about itself, of so many bytes at most.
const (
	aboutFile = "content/about.md"
	maxAbout  = 1 << 20
)

// about is that text; "" stands for the built-in one.
func (a *app) about() string {
	data, err := archive.Read(a.archive, aboutFile, maxAbout)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		a.leftOut("%v (the built-in text stands in its place)", err)
	}
	return string(data)
}
