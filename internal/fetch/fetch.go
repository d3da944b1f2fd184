// Package fetch gets feeds and pages politely and safely (Client), and keeps
// what the next run needs to know: which sources there are (sources.yaml,
// LoadSources) and what each server said last (sources.lock, Lock).
package fetch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"hindsight"
)

// Options set a client's bounds; a zero field takes the default. With the
// defaults one address takes 80 s at most: three tries of 20 s, and two waits
// of 10 s between them.
type Options struct {
	UserAgent string        // "Hindsight (…)": says who asks and what for
	Timeout   time.Duration // of one try, redirects and body included: 20 s
	Connect   time.Duration // 10 s
	MaxBytes  int64         // of a body after decompression: 15 MiB
	Retries   int           // after 5xx, 429 and broken connections: 2; negative for none
	Wait      time.Duration // before the first retry, doubled before each further one: 1 s
	Pause     time.Duration // between two requests to one host: 500 ms
	MaxWait   time.Duration // longest Retry-After that is waited for: 10 s

	// HostTime is how long a client listens to one host, all requests taken
	// together: 5 min. Feeds and their pages have been seen to take 1 to 40 s;
	// what is slower is not to hold up an hour of other people's servers.
	HostTime time.Duration

	// Waiting is told when a host is left alone for a second or longer because
	// it asked for that. It is called from several goroutines.
	Waiting func(host string, wait time.Duration)
}

func (o Options) withDefaults() Options {
	o.UserAgent = cmp.Or(o.UserAgent, "Hindsight/1 (incident postmortem archive; feed and page reader)")
	o.Timeout = cmp.Or(o.Timeout, 20*time.Second)
	o.Connect = cmp.Or(o.Connect, 10*time.Second)
	o.MaxBytes = cmp.Or(o.MaxBytes, 15<<20)
	o.Retries = max(0, cmp.Or(o.Retries, 2))
	o.Wait = cmp.Or(o.Wait, time.Second)
	o.Pause = cmp.Or(o.Pause, 500*time.Millisecond)
	o.MaxWait = cmp.Or(o.MaxWait, 10*time.Second)
	o.HostTime = cmp.Or(o.HostTime, 5*time.Minute)
	if o.Waiting == nil {
		o.Waiting = func(string, time.Duration) {}
	}
	return o
}

// Validators are what a server gave to ask "changed since?" next time.
type Validators struct {
	ETag         string
	LastModified string
	SHA256       string // of the body, for servers that give neither
	Commit       string // of a git repository, in place of the others
}

// A Result is a fetched document, or the news that there is none.
type Result struct {
	Input       hindsight.Input // URL is the address after redirects
	NotModified bool            // the server said so, or the body is the one of Validators.SHA256
	Moved       string          // the address after permanent redirects: to be kept once it has been read
	Gone        bool            // 410, comes with an error: do not ask again
	Validators  Validators      // to be stored once the items are saved

	Files   []File  // of a repository, in place of Input
	LeftOut []error // what of a repository's files was not read, and why
}

// A File is one of a repository.
type File struct {
	hindsight.Input
	Path string // within the repository
}

// Errors that callers branch on; what Get returns wraps them with the detail.
var (
	ErrGone    = errors.New("the server says that it is gone for good (410): take the source out")
	ErrEmpty   = errors.New("the server sent an empty body")
	ErrNothing = errors.New("the server says that nothing has changed (304), though it was asked for the first time")
	ErrTooBig  = errors.New("the body is too big")
	ErrPrivate = errors.New("the address is private: if that is meant, make it the url of a source in sources.yaml, with allow_private: true")
	ErrScheme  = errors.New("only http and https are fetched")

	// ErrBudget ends what takes longer than its share of a run. It is no
	// failure of the source: the next run goes on with it.
	ErrBudget = errors.New("the rest is left for the next run")
)

// An UnreachedError says that no server was there to answer. Where that is so
// of every host, it is this machine that has no network.
type UnreachedError struct {
	NoHost  bool // the domain name system says that there is no such host
	message string
}

func (e UnreachedError) Error() string { return e.message }

// ErrNoAnswer is told by who has given up asking.
var ErrNoAnswer = UnreachedError{message: "no server has answered"}

// A StatusError is an answer other than 200, 304 and 410.
type StatusError struct{ Code int }

func (e StatusError) Error() string {
	return fmt.Sprintf("the server answers %d %s", e.Code, http.StatusText(e.Code))
}

// A Client is safe for concurrent use: hosts are asked in parallel, one host
// once at a time.
type Client struct {
	opt     Options
	public  *http.Transport
	private *http.Transport
	hosts   *hosts
}

// New returns a client.
func New(opt Options) *Client {
	opt = opt.withDefaults()
	return &Client{opt, publicTransport(opt), privateTransport(opt), newHosts(opt)}
}

// Get fetches one address. When ctx ends with a cause that is ErrBudget, so
// does the error. v is what an earlier Result gave, or zero;
// allowPrivate lets the address's own host, and no other, be in a private or
// loopback network.
func (c *Client) Get(ctx context.Context, address string, v Validators, allowPrivate bool) (Result, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Result{}, fmt.Errorf("%.100q: %w", address, ErrScheme)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return Result{}, fmt.Errorf("%s: %w", u.Redacted(), ErrScheme)
	}
	shown := u.Redacted()
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", shown, err)
	}
	req.Header.Set("User-Agent", c.opt.UserAgent)
	req.Header.Set("Accept", "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5")
	if v.ETag != "" {
		req.Header.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		req.Header.Set("If-Modified-Since", v.LastModified)
	}
	trail := &trail{from: u}
	resp, err := c.retrier(trail, allowPrivate).Do(req)
	if cause := context.Cause(ctx); err != nil && errors.Is(cause, ErrBudget) {
		return Result{}, fmt.Errorf("%s: %w", shown, cause)
	}
	if err != nil {
		return Result{}, fmt.Errorf("%s: %s%w", shown, elsewhere(err, u), explain(err))
	}
	defer resp.Body.Close()
	r, err := c.result(resp, trail, v)
	r.Input.Name = shown
	if err != nil {
		err = fmt.Errorf("%s: %w", shown, err)
	}
	return r, err
}

func (c *Client) result(resp *http.Response, t *trail, v Validators) (Result, error) {
	r := Result{Moved: t.moved, Validators: v}
	switch {
	case resp.StatusCode == http.StatusNotModified && v == (Validators{}):
		return r, ErrNothing
	case resp.StatusCode == http.StatusNotModified:
		r.NotModified = true
		return r, nil
	case resp.StatusCode == http.StatusGone:
		r.Gone = true
		return r, ErrGone
	case resp.StatusCode != http.StatusOK:
		return r, StatusError{resp.StatusCode}
	}
	body, err := c.body(resp)
	if err != nil {
		return r, err
	}
	sum := sha256.Sum256(body)
	r.Validators = Validators{
		ETag: header(resp, "ETag"), LastModified: header(resp, "Last-Modified"), SHA256: hex.EncodeToString(sum[:]),
	}
	r.NotModified = v.SHA256 == r.Validators.SHA256
	at := *resp.Request.URL
	at.User = nil // links in it are resolved against this, and published
	r.Input = hindsight.Input{URL: at.String(), MediaType: header(resp, "Content-Type"), Data: body}
	return r, nil
}
