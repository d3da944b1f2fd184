package fetch

import (
	"cmp"
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/idna"
)

// hosts sees to it that no host is asked twice at once, nor again before its
// pause is over or the time that it asked for has passed.
type hosts struct {
	opt Options
	mu  sync.Mutex
	m   map[string]*host
}

type host struct {
	turn  chan struct{} // holds one token while the host is free
	after time.Time     // when it may be asked again; guarded by turn
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
		host := h.get(req.URL.Host)
		if err := h.acquire(req.Context(), host, req.URL.Host); err != nil {
			return nil, err
		}
		start := time.Now()
		ctx, cancel := context.WithTimeout(req.Context(), max(0, h.opt.Timeout-t.spent))
		end := func(wait time.Duration) {
			cancel()
			t.spent += time.Since(start)
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

// withPort is the address that the transport will dial for req.
func withPort(req *http.Request) string {
	host := req.URL.Hostname()
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	return net.JoinHostPort(host, port(req.URL))
}

func port(u *url.URL) string {
	if u.Port() == "" && u.Scheme == "https" {
		return "443"
	}
	return cmp.Or(u.Port(), "80")
}

// sameHost says that two addresses are at one host and port, or that the
// second is where the first is served with TLS.
func sameHost(a, b *url.URL) bool {
	return a.Hostname() != "" && strings.EqualFold(a.Hostname(), b.Hostname()) &&
		(port(a) == port(b) || port(a) == "80" && port(b) == "443" && b.Scheme == "https")
}
