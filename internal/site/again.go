package site

import (
	"crypto/sha256"
	"encoding/json"
	"maps"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"hindsight/internal/receipt"
	"hindsight/internal/site/theme"

	"golang.org/x/sync/errgroup"
)

// The page of a postmortem is made of its front matter, its text and drawing,
// and of what is the same for all pages: theme, settings, address. The
// built-in layouts look at nothing else. So where all that is as it was, the
// page is not rendered again: the file in the old site becomes one of the new,
// if it holds what the last build left there, and Hugo gets no more of the page
// than lists show (TestBuildAgain). Layouts of an archive's own may look at
// anything, and each page is rendered then.

// A Store keeps something by a name until the next build, which may find it
// there or not: nil. What it gives is what was put, by the same program.
type Store interface {
	Get(name string) []byte
	Put(name string, b []byte)
}

type sum = receipt.Sum

// madeOf says of a page what it was made of, and what came of it.
type madeOf struct {
	From sum `json:"from"`
	Is   sum `json:"is"`
}

// madeName is what the pages of the last build are kept under.
const madeName = "pages"

// findSame finds the pages that need not be rendered, and takes their files from
// the old site.
func findSame(o Options, t *theme.Theme, base *url.URL, pages []*page, site *output) error {
	was := map[string]madeOf{}
	if o.Store != nil && !t.OwnLayouts() {
		_ = json.Unmarshal(o.Store.Get(madeName), &was) // nil, or what keepMade wrote
	}
	common := commonSum(o, t, base)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range pages {
		group.Go(func() error {
			var err error
			if p.front, err = frontMatter(p); err != nil {
				return err
			}
			p.madeBy = p.madeFrom(common, t.Settings.Title, base)
			m, ok := was[p.name()]
			p.same = ok && m.From == p.madeBy && site.keep(p.name(), m.Is)
			return nil
		})
	}
	return group.Wait()
}

// keepMade keeps what the next build needs for findSame.
func keepMade(o Options, pages []*page, site *output) error {
	if o.Store == nil {
		return nil
	}
	made := map[string]madeOf{}
	for _, p := range pages {
		if f, ok := site.files[p.name()]; ok {
			made[p.name()] = madeOf{p.madeBy, f.sum}
		}
	}
	b, err := json.Marshal(made)
	if err == nil {
		o.Store.Put(madeName, b)
	}
	return err
}

// name is the page's file in the site.
func (p *page) name() string { return strings.TrimPrefix(p.URL, "/") }

// madeFrom is a hash of all that the page is made of; not of its place among the
// others, which only says where its text is.
func (p *page) madeFrom(common sum, title string, base *url.URL) sum {
	h := sums{sha256.New()}
	h.add(string(common[:]), string(p.front), string(p.reading.From[:]), p.figure, p.article(title, base))
	for _, links := range [][]link{p.Params.Related, p.Params.More} {
		h.add(strconv.Itoa(len(links)))
		for _, l := range links {
			h.add(l.URL, l.Title, l.Lang, l.Organisation, l.When.ISO, l.When.Day, l.Lasted, l.Bar, l.Reason)
		}
	}
	return h.sum()
}

// commonSum is a hash of what all pages are made of.
func commonSum(o Options, t *theme.Theme, base *url.URL) sum {
	h := sums{sha256.New()}
	for _, name := range slices.Sorted(maps.Keys(t.Files)) {
		h.add(name, string(t.Files[name]))
	}
	own, _ := json.Marshal(ownSettings(t.Settings, base, o)) // strings, numbers and lists of them
	h.add(string(own))
	return h.sum()
}

// A listed page is what lists show of one that is not rendered.
type listed struct {
	Title         string            `json:"title"`
	URL           string            `json:"url"`
	Date          string            `json:"date,omitempty"`
	Classes       []string          `json:"classes"`
	Organisations []string          `json:"organisations,omitempty"`
	Years         []string          `json:"years"`
	Build         map[string]string `json:"build"`
	Params        listedParams      `json:"params"`
}

type listedParams struct {
	Heading      string        `json:"heading"`
	When         moment        `json:"when"`
	Organisation string        `json:"organisation"`
	Summary      string        `json:"summary"`
	Lang         string        `json:"lang"`
	Lasted       string        `json:"lasted"`
	Bar          string        `json:"bar"`
	Noticed      string        `json:"noticed"`
	Labels       []listedLabel `json:"labels"`
}

type listedLabel struct {
	Title string `json:"title"`
	Short string `json:"short"`
}

// onlyAddress has Hugo give a page an address, and not render it.
var onlyAddress = map[string]string{"render": "link"}

// listed is what is staged of a page that stays as it is.
func (p *page) listed() listed {
	q := p.Params
	labels := make([]listedLabel, len(q.Labels))
	for i, l := range q.Labels {
		labels[i] = listedLabel{l.Title, l.Short}
	}
	return listed{p.Title, p.URL, p.Date, p.Classes, p.Organisations, p.Years, onlyAddress,
		listedParams{q.Heading, q.When, q.Organisation, q.Summary, q.Lang, q.Lasted, q.Bar, q.Noticed, labels}}
}
