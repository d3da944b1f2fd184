package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"code.dny.dev/ssrf"
	"github.com/hashicorp/go-retryablehttp"
)

// retrier tries again after 5xx, 429 and connections that broke, a bounded
// number of times; not after a timeout, which has cost enough already.
func (c *Client) retrier(t *trail, allowPrivate bool) *retryablehttp.Client {
	var base http.RoundTripper = c.public
	if allowPrivate {
		base = c.private
	}
	return &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport:     c.hosts.polite(base, t),
			CheckRedirect: t.follow,
		},
		RetryWaitMin: c.opt.Wait,
		RetryWaitMax: c.opt.MaxWait,
		RetryMax:     c.opt.Retries,
		CheckRetry: func(ctx context.Context, resp *http.Response, err error) (bool, error) {
			retry, reason := c.again(ctx, resp, err)
			if retry {
				*t = trail{from: t.from}
			}
			return retry, reason
		},
		Backoff:      c.backoff,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

func (c *Client) again(ctx context.Context, resp *http.Response, err error) (bool, error) {
	var dns *net.DNSError
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded),
		prohibited(err), errors.Is(err, ErrScheme), errors.Is(err, errHops), errors.Is(err, ErrBudget),
		errors.As(err, &dns) && dns.IsNotFound, errors.As(err, new(LaterError)):
		return false, err
	case err != nil:
		retry, _ := retryablehttp.DefaultRetryPolicy(ctx, resp, err)
		return retry, err
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode == http.StatusServiceUnavailable:
		wait, stated := retryAfter(resp.Header.Get("Retry-After"))
		return !stated && resp.StatusCode != http.StatusTooManyRequests || stated && wait <= c.opt.MaxWait, nil
	}
	return resp.StatusCode >= 500 && resp.StatusCode != http.StatusNotImplemented, nil
}

func (c *Client) backoff(least, most time.Duration, attempt int, resp *http.Response) time.Duration {
	if resp != nil {
		if wait, ok := retryAfter(resp.Header.Get("Retry-After")); ok {
			wait = min(wait, most)
			c.hosts.say(queueOf(resp.Request.URL), wait)
			return wait
		}
	}
	return min(least<<attempt, most)
}

// retryAfter reads seconds or a date.
func retryAfter(s string) (time.Duration, bool) {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil {
		return time.Duration(min(max(n, 0), 86400)) * time.Second, true
	}
	at, err := http.ParseTime(s)
	if err != nil {
		return 0, false
	}
	return min(max(time.Until(at), 0), 24*time.Hour), true
}

// A LaterError says that a host asked to be left alone for longer than is
// waited here.
type LaterError struct {
	Host string
	Wait time.Duration
}

func (e LaterError) Error() string {
	return fmt.Sprintf("%s asks to be left alone for %s", e.Host, e.Wait.Round(time.Second))
}

func prohibited(err error) bool {
	return errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedNetwork) || errors.Is(err, ErrPrivate)
}

// A trail follows the redirects of one try.
type trail struct {
	from  *url.URL
	moved string        // behind the permanent redirects at the beginning
	ended bool          // a temporary one has come
	spent time.Duration // on requests, not on waiting for their turn
}

// maxAddress is how long an address may be that is kept, in bytes.
const maxAddress = 2000

var errHops = errors.New("more than 10 redirects")

// follow is an http.Client's CheckRedirect. Where a redirect leads is not told
// where it came from: the address of a private feed may hold a token.
func (t *trail) follow(req *http.Request, via []*http.Request) error {
	req.Header.Del("Referer")
	if len(via) > 10 {
		return errHops
	}
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return fmt.Errorf("redirect to %s: %w", req.URL.Scheme, ErrScheme)
	}
	code := req.Response.StatusCode
	if code != http.StatusMovedPermanently && code != http.StatusPermanentRedirect {
		t.ended = true
	}
	if len(via) > 0 && via[0].URL.Scheme == "https" && req.URL.Scheme == "http" {
		t.ended = true // nobody moves out of a safe place for good
	}
	if to := req.URL.String(); !t.ended && len(to) <= maxAddress {
		t.moved = to
	}
	return nil
}
