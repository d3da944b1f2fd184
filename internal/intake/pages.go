package intake

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"hindsight"
	"hindsight/importers/feed"
	"hindsight/internal/fetch"
	"hindsight/internal/weburl"
)

// pages gets the pages behind the summaries of one feed (fetch: full), and
// keeps account of those that gave no text. Such an item keeps its summary, is
// named, and is tried again by the next runs: see fetch.MaxTries.
type pages struct {
	*gatherer
	job     Job
	budget  budget
	found   func(find)      // told of pages that gave no text
	without []string        // pages that gave no text, given up ones included
	short   map[string]bool // pages whose items came as summaries, for whatever reason
	asked   int             // requests
	broken  int             // requests that failed, in a row
	untried int             // pages not asked for because of that
	left    int             // pages left for the next run, because there was no more time
	over    error           // why
}

// maxBroken is after how many failed requests in a row the other pages of a
// feed are left for the next run: the site is down, or lets nobody in.
const maxBroken = 5

// maxPages is how many pages behind one feed a run asks for: four minutes at
// half a second between two. Feeds of summaries have been seen with 100 items.
const maxPages = 500

// wholeText is from where on an archived text is taken for more than a summary,
// in bytes: importers/feed takes the same for the text of an item.
const wholeText = 900

var (
	errNotTried = errors.New("not asked for")
	errBroken   = fmt.Errorf("%w, because %d pages in a row could not be had", errNotTried, maxBroken)
	errEnough   = fmt.Errorf("%w, because %d pages of one feed are enough for a run", errNotTried, maxPages)
)

// options let the importer of feeds ask for full texts, where the source wants
// them.
func (p *pages) options() feed.Options {
	if s := p.job.source; s == nil || !s.FetchFull {
		return feed.Options{}
	}
	return feed.Options{Fetch: p.get, Missed: p.missed}
}

// get is feed.Options.Fetch. In the second half of its time a source is asked
// for pages alone that the archive does not have yet, so that the last page of
// a slow one is reached some night.
func (p *pages) get(ctx context.Context, url string) (hindsight.Input, error) {
	shown := weburl.Open(url)
	if p.job.before.Missing[shown] >= fetch.MaxTries {
		p.note(shown)
		return hindsight.Input{}, feed.ErrSkip
	}
	if p.budget.halfSpent() && p.hasText(url) {
		p.short[shown] = true
		return hindsight.Input{}, feed.ErrSkip
	}
	if p.broken >= maxBroken {
		return hindsight.Input{}, errBroken
	}
	if p.asked++; p.asked > maxPages {
		return hindsight.Input{}, errEnough
	}
	var got fetch.Result
	var err error
	p.outside(func() {
		got, err = p.budget.ask(ctx, func(ctx context.Context) (fetch.Result, error) {
			return p.Client.Get(ctx, p.job.source.Signed(url), fetch.Validators{}, p.job.source.Private(url))
		})
	})
	if p.broken++; err == nil || errors.Is(err, fetch.ErrBudget) {
		p.broken = 0
	}
	return got.Input, err
}

// missed is feed.Options.Missed.
func (p *pages) missed(address string, err error) {
	url := weburl.Open(address)
	if errors.Is(err, fetch.ErrBudget) {
		p.short[url] = true
		p.left++
		p.over = err
		return
	}
	p.note(url)
	if errors.Is(err, errNotTried) {
		if p.untried++; p.untried > 1 {
			return // they are all for the same reason
		}
		err = fmt.Errorf("%w, and neither are the items after it", err)
	}
	if p.job.before.Missing[url]+1 >= fetch.MaxTries && p.job.source.Line > 0 {
		err = fmt.Errorf("%w; it is left alone from now on, until its line in %s is deleted", err, LockFile)
	}
	p.found(find{page: url, err: fmt.Errorf("source %s: only the summary of %s is there: %w", p.job.name, url, err)})
}

func (p *pages) note(url string) {
	if !p.short[url] {
		p.short[url] = true
		p.without = append(p.without, url)
	}
}

// keeps says that an archived entry stays as it is: what came is the summary
// of a page that could not be had, and the archive holds its text from before.
func (p *pages) keeps(old, e hindsight.Entry) bool {
	return p.short[e.Source.URL] && len(old.Body) >= len(e.Body)
}

// isGone says that a page is not there any more.
func isGone(err error) bool {
	code := fetch.StatusError{}
	return errors.Is(err, fetch.ErrGone) || errors.As(err, &code) && code.Code == http.StatusNotFound
}
