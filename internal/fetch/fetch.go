// Package fetch gets feeds and pages politely and safely, and keeps what the
// next run needs to know about each source.
package fetch

import (
	"context"
	"time"

	"hindsight"
)

// Options set a client's bounds; a zero field takes the default.
type Options struct {
	UserAgent string        // "Hindsight (+https://…)"
	Timeout   time.Duration // in all, redirects and body included; 20 s
	Connect   time.Duration // 10 s
	MaxBytes  int64         // of a body after decompression; 15 MiB
	Retries   int           // after 5xx and broken connections; 2
	Wait      time.Duration // before the first retry and between requests to one host; 1 s
	MaxWait   time.Duration // longest Retry-After that is waited for; 10 s
}

// Validators are what a server gave to ask "changed since?" next time.
type Validators struct {
	ETag         string
	LastModified string
	SHA256       string // of the body, for servers that give neither
}

// A Result is a fetched document, or the news that there is none.
type Result struct {
	Input       hindsight.Input
	NotModified bool       // the server said so, or the body is the one of Validators.SHA256
	Moved       string     // the new address after nothing but permanent redirects
	Gone        bool       // 410: do not ask again
	Validators  Validators // to be stored once the items are saved
}

// A Client is safe for concurrent use.
type Client struct{ opt Options }

// New returns a client.
func New(opt Options) *Client { return &Client{opt} }

// Get fetches one address.
func (c *Client) Get(ctx context.Context, url string, v Validators, allowPrivate bool) (Result, error) {
	return Result{}, nil
}
