package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"hindsight"
	"hindsight/internal/intake"
	"hindsight/internal/search"
	"hindsight/internal/site"

	"github.com/spf13/cobra"
)

// searchDir is where the index lies in a built site.
const searchDir = "search"

func (a *app) buildVerb() *cobra.Command {
	var out, base string
	c := &cobra.Command{
		Use:     "build",
		Short:   "Build the site and its search",
		Long:    "Build the site and its search from content/. The result works at a domain's root, below a path, and from a folder without any server.",
		Example: "  hindsight build --out public --base-url https://example.org/postmortems/",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := url.Parse(base); err != nil || base != "" && !intake.IsAddress(base) {
				return usageError{fmt.Errorf("--base-url %s: not an address", base), "addresses begin with https:// or http://"}
			}
			for _, problem := range a.checkSources() { // a misspelt "publish" must not pass for done
				a.leftOut("%v (not followed)", problem)
			}
			return a.build(c.Context(), out, base)
		},
	}
	buildFlags(c, &out, &base)
	return c
}

func buildFlags(c *cobra.Command, out, base *string) {
	c.Flags().StringVar(out, "out", "", "`DIR` of the site (default: public in the archive)")
	c.Flags().StringVar(base, "base-url", "", "`ADDRESS` at which the site will be read; only canonical links, feeds and the sitemap need it")
}

// build renders the archive and says where the site is.
func (a *app) build(ctx context.Context, out, base string) error {
	if err := a.buildSite(ctx, out, base); err != nil {
		return err
	}
	index, err := filepath.Abs(filepath.Join(a.siteDir(out), "index.html"))
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, (&url.URL{Scheme: "file", Path: filepath.ToSlash(index)}).String())
	return nil
}

// siteDir is where the site goes, out if it is given.
func (a *app) siteDir(out string) string { return cmp.Or(out, a.inArchive("public")) }

// buildSite renders the archive. Content files that cannot be read are named and
// left out.
func (a *app) buildSite(ctx context.Context, out, base string) error {
	out = a.siteDir(out)
	tax, _, err := a.taxonomy()
	if err != nil {
		return err
	}
	var entries []hindsight.Entry
	tighten := a.tightened()
	if err := a.entries(func(e hindsight.Entry) error { entries = append(entries, tighten(a.knownClasses(e, tax))); return nil }); err != nil {
		return err
	}
	about, err := a.about()
	if err != nil {
		return err
	}
	report, err := site.Build(ctx, site.Options{
		Entries: slices.Values(entries), Taxonomy: tax, Theme: hindsight.Theme, Overrides: overrides(a.archive), About: about, Out: out, BaseURL: base,
		Finish: func(ctx context.Context, dir string) error {
			_, err := search.Build(ctx, filepath.Join(dir, searchDir), slices.Values(entries), search.Options{})
			return err
		},
	})
	if err != nil {
		return err
	}
	for _, p := range report.Skipped {
		a.leftOut("%s: %s", p.Path, p.Reason)
	}
	a.progress("built %s from %s", count(report.Pages, "page"), count(len(entries), "postmortem"))
	return nil
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

// overrides are the archive's own layouts, assets and settings.
func overrides(archive string) fs.FS { return os.DirFS(archive) }

// about is the archive's own text about itself, content/about.md.
func (a *app) about() (string, error) {
	data, err := os.ReadFile(a.inArchive("content/about.md"))
	if os.IsNotExist(err) {
		return "", nil
	}
	return string(data), err
}
