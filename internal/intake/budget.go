package intake

import (
	"cmp"
	"context"
	"fmt"
	"sync/atomic"
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
	// Silence is after which time a run of many sources takes it that this machine
	// has no network, when no server has answered: 20 s. Else each of them would be
	// tried three times.
	Silence time.Duration
}

func (l Limits) withDefaults() Limits {
	return Limits{cmp.Or(l.Source, 5*time.Minute), cmp.Or(l.Run, 45*time.Minute), cmp.Or(l.Silence, 20*time.Second)}
}

// A budget is the time that the servers of one input may take.
type budget struct {
	start, end time.Time // zero: no server is asked, and there is no end
	over       error     // what the end is told by; a fetch.ErrBudget
	network    *network
}

// manySources is from how many sources on their common silence says something.
const manySources = 5

// A network is what a run knows of whether there is one.
type network struct {
	ctx   context.Context // ends when there is none
	heard atomic.Bool     // a server has answered
}

// newNetwork begins to listen. It is nil in a run of few sources.
func newNetwork(ctx context.Context, jobs []Job, silence time.Duration) *network {
	asking := 0
	for _, j := range jobs {
		if j.asks {
			asking++
		}
	}
	if asking < manySources {
		return nil
	}
	ctx, end := context.WithCancel(ctx)
	n := &network{ctx: ctx}
	timer := time.AfterFunc(silence, func() {
		if !n.heard.Load() {
			end()
		}
	})
	context.AfterFunc(ctx, func() { timer.Stop() })
	return n
}

// ask asks a server as long as there may be a network.
func (n *network) ask(ctx context.Context, get func(context.Context) (fetch.Result, error)) (fetch.Result, error) {
	if n == nil {
		return get(ctx)
	}
	asking, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(n.ctx, cancel)()
	got, err := get(asking)
	if err == nil || isStatus(err) {
		n.heard.Store(true)
	} else if n.ctx.Err() != nil && ctx.Err() == nil {
		return fetch.Result{}, fetch.ErrNoAnswer
	}
	return got, err
}

// budget begins when an input's turn to be read comes.
func (g *gatherer) budget(j Job) budget {
	if !j.asks && !IsAddress(j.name) {
		return budget{}
	}
	b := budget{start: time.Now(), network: g.network}
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
	return b.network.ask(ctx, get)
}

// halfSpent says that the second half of the time has begun.
func (b budget) halfSpent() bool {
	return !b.end.IsZero() && time.Now().After(b.start.Add(b.end.Sub(b.start)/2))
}
