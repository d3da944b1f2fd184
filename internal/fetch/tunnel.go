package fetch

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// A Tunnel is a proxy on this machine through which another program, git say,
// reaches servers as Get would: no private address but that of its source's own
// host, no more bytes than are allowed, and not while somebody else asks the same
// host. It tunnels TLS alone, and only for who knows its password.
type Tunnel struct {
	// Proxy is the proxy's address with name and password.
	Proxy string

	client  *Client
	server  *http.Server
	dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	auth    string
	release func()

	mu      sync.Mutex
	left    int64 // bytes that may still come
	reached bool  // a connection came about
	err     error // why one did not, or ended
	open    map[net.Conn]bool
	closed  bool
}

// OpenTunnel opens a tunnel for what lies at an https address, in that host's
// turn. allowPrivate lets the address's own host be in a private network; at most
// so many bytes may come. Close it.
func (c *Client) OpenTunnel(ctx context.Context, address string, allowPrivate bool, most int64) (*Tunnel, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%.100q: %w", address, ErrScheme)
	}
	name := queueOf(u)
	host := c.hosts.get(name)
	if err := c.hosts.acquire(ctx, host, name); err != nil {
		return nil, err
	}
	start := time.Now()
	over := fmt.Errorf("%s has had its %s of this run: %w", name, c.opt.HostTime, ErrBudget)
	if host.spent >= c.opt.HostTime {
		host.turn <- struct{}{}
		return nil, over
	}
	t := &Tunnel{client: c, left: most, open: map[net.Conn]bool{}, dial: guarded(c.opt).DialContext}
	timer := time.AfterFunc(c.opt.HostTime-host.spent, func() { t.end(over) })
	t.release = func() {
		timer.Stop()
		host.spent += time.Since(start)
		c.hosts.release(host, 0)
	}
	if allowPrivate {
		own := net.JoinHostPort(hostOf(u), portOf(u))
		t.dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
			return c.private.DialContext(context.WithValue(ctx, allowed{}, own), network, addr)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.release()
		return nil, err
	}
	secret := rand.Text()
	t.auth = "Basic " + base64.StdEncoding.EncodeToString([]byte("hindsight:"+secret))
	t.Proxy = "http://hindsight:" + secret + "@" + l.Addr().String()
	t.server = &http.Server{Handler: http.HandlerFunc(t.serve), ReadHeaderTimeout: c.opt.Timeout, ErrorLog: log.New(io.Discard, "", 0)}
	go func() { _ = t.server.Serve(l) }() // ends with Close
	return t, nil
}

// serve connects one client to the server that it names.
func (t *Tunnel) serve(w http.ResponseWriter, r *http.Request) {
	if subtle.ConstantTimeCompare([]byte(r.Header.Get("Proxy-Authorization")), []byte(t.auth)) != 1 {
		w.Header().Set("Proxy-Authenticate", `Basic realm="hindsight"`)
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	if r.Method != http.MethodConnect {
		t.note(ErrScheme)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), t.client.opt.Connect)
	defer cancel()
	to, err := t.dial(ctx, "tcp", r.Host)
	if err != nil {
		t.note(explain(err))
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusOK)
	from, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		to.Close()
		return
	}
	if !t.keep(to, from) {
		return
	}
	go func() {
		_, _ = io.Copy(to, buffered)
		_ = to.(*net.TCPConn).CloseWrite()
	}()
	_, _ = io.Copy(from, counted{to, t})
	from.Close()
	to.Close()
}

// keep remembers connections for the end.
func (t *Tunnel) keep(conns ...net.Conn) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reached = true
	for _, c := range conns {
		if t.closed {
			c.Close()
		}
		t.open[c] = true
	}
	return !t.closed
}

func (t *Tunnel) note(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err = err
	}
}

// end breaks all connections off.
func (t *Tunnel) end(err error) {
	t.note(err)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	for c := range t.open {
		c.Close()
	}
}

// counted is what comes from a server, as far as it may.
type counted struct {
	net.Conn
	t *Tunnel
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.t.mu.Lock()
	c.t.left -= int64(n)
	over := c.t.left < 0
	c.t.mu.Unlock()
	if over {
		c.t.end(ErrTooBig)
		return 0, ErrTooBig
	}
	return n, err
}

// Close ends the tunnel and gives the host's turn back.
func (t *Tunnel) Close() {
	t.end(nil)
	_ = t.server.Close()
	t.release()
}

// Explain is the error of a program that used the tunnel: what the tunnel knows of
// why it could not go on, else what the program says itself. That is a server's
// answer (AnswerError) where one was there.
func (t *Tunnel) Explain(err error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.err != nil:
		return t.err
	case t.reached && !errors.Is(err, context.Canceled):
		return AnswerError{err}
	}
	return err
}

// An AnswerError is what a program makes of a server's answer that it cannot use.
type AnswerError struct{ error }

// Unwrap returns what the program said.
func (e AnswerError) Unwrap() error { return e.error }
