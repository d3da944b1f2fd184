package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// through is a client that asks by way of a tunnel.
func through(t *testing.T, proxy string, srv *httptest.Server) *http.Client {
	t.Helper()
	u, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport := srv.Client().Transport.(*http.Transport).Clone()
	transport.Proxy = http.ProxyURL(u)
	transport.DisableKeepAlives = true
	return &http.Client{Transport: transport}
}

func TestTunnel(t *testing.T) {
	var asked atomic.Int32
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path == "/long" {
			_, _ = w.Write(make([]byte, 1<<20))
		}
		fmt.Fprint(w, doc)
	})
	own, other := httptest.NewTLSServer(handler), httptest.NewTLSServer(handler)
	t.Cleanup(own.Close)
	t.Cleanup(other.Close)
	for _, c := range []struct {
		name  string
		allow bool
		ask   string
		proxy func(string) string
		err   error // that the tunnel knows of
		asked int32
	}{
		{"a private host that is meant", true, own.URL, nil, nil, 1},
		{"a private host", false, own.URL, nil, ErrPrivate, 0},
		{"another private host", true, other.URL, nil, ErrPrivate, 0},
		{"its name for another", true, strings.Replace(other.URL, "127.0.0.1", "localhost", 1), nil, ErrPrivate, 0},
		{"cloud metadata", true, "https://169.254.169.254/", nil, ErrPrivate, 0},
		{"more than may come", true, own.URL + "/long", nil, ErrTooBig, 1},
		{"no TLS", true, strings.Replace(own.URL, "https:", "http:", 1), nil, ErrScheme, 0},
		{"without the password", true, own.URL, func(p string) string { return strings.Replace(p, "hindsight:", "hindsight:x", 1) }, nil, 0},
		{"without any", true, own.URL, func(p string) string { u, _ := url.Parse(p); u.User = nil; return u.String() }, nil, 0},
	} {
		asked.Store(0)
		tunnel, err := New(quick).OpenTunnel(context.Background(), own.URL, c.allow, 1<<16)
		if err != nil {
			t.Fatal(err)
		}
		proxy := tunnel.Proxy
		if c.proxy != nil {
			proxy = c.proxy(proxy)
		}
		var body []byte
		resp, err := through(t, proxy, own).Get(c.ask)
		if err == nil {
			body, err = io.ReadAll(resp.Body)
			resp.Body.Close()
		}
		got := err == nil && resp.StatusCode == http.StatusOK && string(body) == doc
		if want := c.asked == 1 && c.err == nil; got != want {
			t.Errorf("%s: %v %.100q, want it to come through: %v", c.name, err, body, want)
		}
		if asked.Load() != c.asked {
			t.Errorf("%s: the server was asked %d times, want %d", c.name, asked.Load(), c.asked)
		}
		said := errors.New("git says so")
		why := tunnel.Explain(said)
		if answer := (AnswerError{}); c.err != nil && !errors.Is(why, c.err) || c.err == nil && c.asked == 1 != errors.As(why, &answer) || c.err == nil && !errors.Is(why, said) {
			t.Errorf("%s: explained as %v", c.name, why)
		}
		tunnel.Close()
		if _, err := through(t, proxy, own).Get(own.URL); err == nil {
			t.Errorf("%s: the tunnel is open after it was closed", c.name)
		}
	}
	for _, address := range []string{"http://a.example/", "ext::sh", "https:///x", "/tmp"} {
		if _, err := New(quick).OpenTunnel(context.Background(), address, true, 1); !errors.Is(err, ErrScheme) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// A tunnel has its host's turn, and its host's time.
func TestTunnelIsPolite(t *testing.T) {
	opt := quick
	opt.HostTime = 300 * time.Millisecond
	client := New(opt)
	first, err := client.OpenTunnel(context.Background(), "https://a.example/x.git", false, 1)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := client.OpenTunnel(ctx, "https://A.example./y.git", false, 1); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a second tunnel at once: %v", err)
	}
	for end := time.Now().Add(time.Minute); !errors.Is(first.Explain(errors.New("x")), ErrBudget); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a tunnel has no end")
		}
	}
	first.Close()
	if _, err := client.OpenTunnel(context.Background(), "https://a.example/x.git", false, 1); !errors.Is(err, ErrBudget) {
		t.Errorf("a host that has had its time: %v", err)
	}
}
