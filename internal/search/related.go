// No twin: pages are made with it.

package search

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"hindsight"
)

// Related finds for each entry the documents that most resemble it, at most
// limit, by its address: what Like finds for its title and text, itself among
// them, as a measure of how much the others do. Half of what it costs is to read
// the words of the texts.
func (r *Reader) Related(ctx context.Context, entries iter.Seq[hindsight.Entry], limit int) (map[string][]Alike, error) {
	work, related := make(chan hindsight.Entry), map[string][]Alike{}
	var mu sync.Mutex
	var first error
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			l, err := r.newLiker()
			for e := range work {
				var alike []Alike
				if err == nil {
					alike, err = l.related(e, limit)
				}
				mu.Lock()
				if related[e.URL()] = alike; first == nil {
					first = err
				}
				mu.Unlock()
			}
		})
	}
	for e := range entries {
		if ctx.Err() != nil {
			break
		}
		work <- e
	}
	close(work)
	workers.Wait()
	if first == nil {
		first = ctx.Err()
	}
	return related, first
}

func (l *liker) related(e hindsight.Entry, limit int) ([]Alike, error) {
	text := textOf(e)
	found, err := l.like(text[inTitle]+"\n"+text[inBody], limit)
	return found.Hits, err
}
