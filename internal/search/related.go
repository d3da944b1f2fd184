// No twin: pages are made with it.

package search

import (
	"context"
	"runtime"
	"sync"
)

// A Kin is a document that resembles another one.
type Kin struct {
	URL   string // relative to the site's root
	Score float64
	Words []Shared // what counts most for it, the weightiest first
}

// Related finds for each document of an index that was just built those that
// most resemble it, at most limit: what Like finds for its title and text, itself
// among them, as a measure of how much the others do. It tells them one document
// after the other, in any order, by its address.
func (r *Reader) Related(ctx context.Context, built Stats, limit int, tell func(url string, kin []Kin)) error {
	k, err := r.newLookups()
	if err != nil {
		return err
	}
	work := make(chan int)
	var mu sync.Mutex
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			l := k.newLiker()
			for i := range work {
				list, failed := l.like(built.told[i], limit)
				kin := make([]Kin, len(list))
				for j, f := range list {
					kin[j] = Kin{built.urls[f.doc], f.score, f.words}
				}
				mu.Lock()
				if failed == nil {
					tell(built.urls[i], kin)
				} else if err == nil {
					err = failed
				}
				mu.Unlock()
			}
		})
	}
	for i := range built.told {
		if ctx.Err() != nil {
			break
		}
		work <- i
	}
	close(work)
	workers.Wait()
	if err == nil {
		err = ctx.Err()
	}
	return err
}
