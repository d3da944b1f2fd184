// No twin: pages are made with it.

package search

import (
	"context"
	"runtime"
	"sync"
)

// Related finds for each document of an index that was just built those that
// most resemble it, at most limit, by its address: what Like finds for its title
// and text, itself among them, as a measure of how much the others do.
func (r *Reader) Related(ctx context.Context, built Stats, limit int) (map[string][]Alike, error) {
	work, related := make(chan int), map[string][]Alike{}
	var mu sync.Mutex
	var first error
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			l, err := r.newLiker()
			for i := range work {
				var found Likeness
				if err == nil {
					found, err = l.like(built.told[i], limit)
				}
				mu.Lock()
				if related[built.urls[i]] = found.Hits; first == nil {
					first = err
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
	if first == nil {
		first = ctx.Err()
	}
	return related, first
}
