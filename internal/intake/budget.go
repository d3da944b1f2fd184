package intake

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"hindsight/internal/fetch"
)

// Limits bound the time of a run; a zero field takes the default. They are
// about servers alone: files on this machine are read to their end.
type Limits struct {
	// Source is how long the servers of one source are asked, the pages behind
	// its summaries included: 5 min. A hundred pages at half a second between
	// two take one.
	Source time.Duration
	// Run is after which time no server is asked any more: 45 min of a nightly
	// hour, which leaves 15 to file what there is, to build and to publish.
	Run time.Duration
}

func (l Limits) withDefaults() Limits {
	return Limits{cmp.Or(l.Source, 5*time.Minute), cmp.Or(l.Run, 45*time.Minute)}
}

// A budget is the time that the servers of one input may take.
type budget struct {
	start, end time.Time // zero: no server is asked, and there is no end
	over       error     // what the end is told by; a fetch.ErrBudget
}

// budget begins when an input's turn to be read comes.
func (g *gatherer) budget(j Job) budget {
	if !j.asks && !IsAddress(j.name) {
		return budget{}
	}
	b := budget{start: time.Now()}
	limits := g.Limits.withDefaults()
	b.end, b.over = b.start.Add(limits.Source), fmt.Errorf("%s has had its %s of this run: %w", redacted(j.name), limits.Source, fetch.ErrBudget)
	if g.end.Before(b.end) {
		b.end, b.over = g.end, fmt.Errorf("the run has had its %s: %w", limits.Run, fetch.ErrBudget)
	}
	return b
}

// ask asks a server as long as there is time.
func (b budget) ask(ctx context.Context, get func(context.Context) (fetch.Result, error)) (fetch.Result, error) {
	if b.end.IsZero() {
		return get(ctx)
	}
	ctx, cancel := context.WithDeadlineCause(ctx, b.end, b.over)
	defer cancel()
	if ctx.Err() != nil {
		return fetch.Result{}, context.Cause(ctx)
	}
	return get(ctx)
}

// halfSpent says that the second half of the time has begun.
func (b budget) halfSpent() bool {
	return !b.end.IsZero() && time.Now().After(b.start.Add(b.end.Sub(b.start)/2))
}
