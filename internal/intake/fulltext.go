package intake

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"hindsight"
	"hindsight/importers/feed"
	"hindsight/internal/fetch"
)

// fullTexts gets the pages behind the summaries of one feed (fetch: full), and
// keeps account of those that gave no text. Such an item keeps its summary, is
// named, and is tried again by the next runs: see fetch.MaxTries.
type fullTexts struct {
	*reading
	without []string         // pages that gave no text, given up ones included
	short   map[string]bool  // the same
	asked   int              // requests
	broken  int              // requests that failed, in a row
	untried int              // pages not asked for because of that
	said    int              // how many were reported as errors
	dead    map[string]error // pages that are gone, until it is known whether their item is a postmortem at all
}

// maxBroken is after how many failed requests in a row the other pages of a
// feed are left for the next run: the site is down, or lets nobody in.
const maxBroken = 5

// maxPages is how many pages behind one feed a run asks for: four minutes at
// half a second between two. Feeds of summaries have been seen with 100 items.
const maxPages = 500

var (
	errNotTried = errors.New("not asked for")
	errBroken   = fmt.Errorf("%w, because %d pages in a row could not be had", errNotTried, maxBroken)
	errEnough   = fmt.Errorf("%w, because %d pages of one feed are enough for a run", errNotTried, maxPages)
)

func newFullTexts(d *reading) *fullTexts {
	return &fullTexts{reading: d, short: map[string]bool{}, dead: map[string]error{}}
}

// options let the importer of feeds ask for full texts, where the source wants
// them.
func (f *fullTexts) options() feed.Options {
	if s := f.job.source; s == nil || !s.FetchFull {
		return feed.Options{}
	}
	return feed.Options{Fetch: f.get, Missed: f.missed}
}

// get is feed.Options.Fetch.
func (f *fullTexts) get(ctx context.Context, url string) (hindsight.Input, error) {
	if f.job.before.Missing[url] >= fetch.MaxTries {
		f.note(url)
		return hindsight.Input{}, feed.ErrSkip
	}
	if f.broken >= maxBroken {
		return hindsight.Input{}, errBroken
	}
	if f.asked++; f.asked > maxPages {
		return hindsight.Input{}, errEnough
	}
	got, err := f.Client.Get(ctx, f.job.source.Signed(url), fetch.Validators{}, f.job.source.Private(url))
	if f.broken++; err == nil {
		f.broken = 0
	}
	return got.Input, err
}

// missed is feed.Options.Missed.
func (f *fullTexts) missed(url string, err error) {
	f.note(url)
	if errors.Is(err, errNotTried) {
		if f.untried++; f.untried > 1 {
			return // they are all for the same reason
		}
		err = fmt.Errorf("%w, and neither are the items after it", err)
	}
	if f.job.before.Missing[url]+1 >= fetch.MaxTries && f.job.source.Line > 0 {
		err = fmt.Errorf("%w; it is left alone from now on, until its line in %s is deleted", err, LockFile)
	}
	err = fmt.Errorf("source %s: only the summary of %s is there: %w", f.job.name, url, err)
	if code := (fetch.StatusError{}); errors.Is(err, fetch.ErrGone) || errors.As(err, &code) && code.Code == http.StatusNotFound {
		f.dead[url] = err
		return
	}
	f.report(err)
}

func (f *fullTexts) report(err error) {
	f.said++
	f.fail(f.job.name, err)
}

// judged hears that the item of a page was archived or turned away. A dead
// link is a failure in the first case alone: nobody misses the rest of a job
// advert. Anything else that kept a page away has been reported already, for
// a summary alone may have been turned away wrongly.
func (f *fullTexts) judged(url string, archived bool) {
	if err := f.dead[url]; err != nil && archived {
		f.report(err)
	}
	delete(f.dead, url)
}

func (f *fullTexts) note(url string) {
	if !f.short[url] {
		f.short[url] = true
		f.without = append(f.without, url)
	}
}

// keeps says that an archived entry stays as it is: what came is the summary
// of a page that could not be had, and the archive holds its text from before.
func (f *fullTexts) keeps(old, e hindsight.Entry) bool {
	return f.short[e.Source.URL] && len(old.Body) >= len(e.Body)
}
