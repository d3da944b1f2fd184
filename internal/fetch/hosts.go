package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// hosts sees to it that no host is asked twice at once, nor again before its
// pause is over or the time that it asked for has passed, nor for longer than
// its share of a run.
type hosts struct {
	opt Options
	mu  sync.Mutex
	m   map[string]*host
}

type host struct {
	turn  chan struct{} // holds one token while the host is free
	after time.Time     // when it may be asked again; guarded by turn, as spent is
	spent time.Duration // on answers of this host in this run
}

func newHosts(opt Options) *hosts { return &hosts{opt: opt, m: map[string]*host{}} }

func (h *hosts) get(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.m[name] == nil {
		h.m[name] = &host{turn: make(chan struct{}, 1)}
		h.m[name].turn <- struct{}{}
	}
	return h.m[name]
}

// polite wraps base for the requests of one try. The time that a request
// waits for its turn is not counted against the try's.
func (h *hosts) polite(base http.RoundTripper, t *trail) http.RoundTripper {
	return roundTripper(func(req *http.Request) (*http.Response, error) {
		name := queueOf(req.URL)
		host := h.get(name)
		if err := h.acquire(req.Context(), host, name); err != nil {
			return nil, err
		}
		over := fmt.Errorf("%s has had its %s of this run: %w", name, h.opt.HostTime, ErrBudget)
		left := h.opt.HostTime - host.spent
		if left <= 0 {
			host.turn <- struct{}{}
			return nil, over
		}
		start := time.Now()
		ctx, cancel := h.bounded(req.Context(), h.opt.Timeout-t.spent, left, over)
		end := func(wait time.Duration) {
			cancel()
			took := time.Since(start)
			t.spent += took
			host.spent += took
			h.release(host, wait)
		}
		if sameHost(t.from, req.URL) {
			ctx = context.WithValue(ctx, allowed{}, withPort(req))
		}
		resp, err := base.RoundTrip(req.WithContext(ctx))
		if err != nil {
			end(0)
			return nil, err
		}
		wait := time.Duration(0)
		if resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable {
			wait, _ = retryAfter(resp.Header.Get("Retry-After"))
		}
		resp.Body = &body{ReadCloser: resp.Body, close: func() { end(wait) }}
		return resp, nil
	})
}

// bounded ends after the rest of a try, or with over after the rest of what a
// host may take.
func (h *hosts) bounded(ctx context.Context, try, host time.Duration, over error) (context.Context, context.CancelFunc) {
	if host < try {
		return context.WithTimeoutCause(ctx, host, over)
	}
	return context.WithTimeout(ctx, max(0, try))
}

// acquire waits for the host's turn and for its pause.
func (h *hosts) acquire(ctx context.Context, host *host, name string) error {
	select {
	case <-host.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	wait := time.Until(host.after)
	if wait > h.opt.MaxWait {
		host.turn <- struct{}{}
		return LaterError{name, wait}
	}
	h.say(name, wait)
	timer := time.NewTimer(max(0, wait))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		host.turn <- struct{}{}
		return ctx.Err()
	}
}

// say tells of a wait that a person would notice.
func (h *hosts) say(host string, wait time.Duration) {
	if wait >= time.Second {
		h.opt.Waiting(host, wait)
	}
}

func (h *hosts) release(host *host, wait time.Duration) {
	host.after = time.Now().Add(max(wait, h.opt.Pause))
	host.turn <- struct{}{}
}

// body gives the turn back when it is closed.
type body struct {
	io.ReadCloser
	once  sync.Once
	close func()
}

func (b *body) Close() error {
	err := b.ReadCloser.Close()
	b.once.Do(b.close)
	return err
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
