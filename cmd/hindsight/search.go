package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"hindsight/internal/archive"
	"hindsight/internal/search"

	"github.com/spf13/cobra"
)

// openIndex reads the search index of the site in out; "" stands for that of
// the archive. It is to be closed after the last search.
func (a *app) openIndex(out string) (*search.Reader, *archive.Folder, error) {
	dir, name, site := out, searchDir, out
	if out == "" {
		dir, name, site = a.archive, publicDir+"/"+searchDir, a.inArchive(publicDir)
	}
	var r *search.Reader
	folder, err := archive.Open(dir)
	if err == nil {
		var index fs.FS
		if index, err = fs.Sub(folder, name); err == nil {
			r, err = search.Open(index)
		}
		if err != nil {
			err = errors.Join(err, folder.Close())
		}
	}
	if err != nil {
		return nil, nil, hinted{fmt.Errorf("no search index in %s: %w", site, err), "hindsight build makes it"}
	}
	return r, folder, nil
}

func (a *app) searchVerb() *cobra.Command {
	var n int
	var asJSON bool
	var out, sort string
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Search the built site from the terminal",
		Long: `Search the built site: the same index files, hits and order as the page.

All words are required. class:locking, org:cloudflare and year:2019 filter, and so do
source: and front matter such as severity:sev1; year:2017..2019, year:2019.., lasted:>1d,
lasted:1h..6h, noticed:>1h and mitigated:<30m are ranges (m, h, d, w). Several values of
one filter mean any of them; "a phrase" and -word narrow further, OR
between two words asks for either. Words that mean the same (k8s, kubernetes) are
searched too, unless they stand in quotes: synonyms.yaml holds them. Put -- a query that begins with a minus sign. Below a few hits stand some that have
most of the words; --json leaves them out.`,
		Example: "  hindsight search 'certificate expired class:certificates' -n 5",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{fmt.Errorf("search needs a query"), "hindsight search --help shows an example"}
			}
			if n < 0 || !slices.Contains(search.Orders, sort) {
				return usageError{fmt.Errorf("-n %d --sort %s: not possible", n, sort),
					"-n is 0 or more; --sort is relevance, newest, oldest, longest or slowest"}
			}
			r, folder, err := a.openIndex(out)
			if err != nil {
				return err
			}
			defer folder.Close()
			res, err := r.Search(strings.Join(args, " "), search.Query{Limit: n, Sort: sort})
			if err != nil {
				return err
			}
			if asJSON {
				return lineEncoder(a.out).Encode(res)
			}
			a.showHits(res)
			if n <= res.Total || !search.FewHits(res) {
				return nil
			}
			more, err := r.Search(strings.Join(args, " "), search.Query{Limit: n - res.Total, Sort: sort, Almost: true})
			if err != nil || len(more.Hits) == 0 {
				return err
			}
			a.progress("With most of the words:")
			a.list(more.Hits)
			return nil
		},
	}
	c.Flags().IntVarP(&n, "n", "n", 10, "how many hits to show")
	c.Flags().BoolVar(&asJSON, "json", false, "write one JSON value")
	c.Flags().StringVar(&sort, "sort", "relevance", "relevance, newest, oldest, longest or slowest (to be noticed)")
	c.Flags().StringVar(&out, "out", "", "`DIR` of the built site (default: public in the archive)")
	return c
}
