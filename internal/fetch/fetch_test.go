package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// quick has the bounds of a test: nothing waits for longer than it must.
var quick = Options{
	Timeout: 2 * time.Second, Connect: time.Second, MaxBytes: 1 << 20,
	Wait: time.Millisecond, Pause: time.Nanosecond, MaxWait: 2 * time.Second,
}

const doc = "<rss><channel><title>Acme Status</title></channel></rss>"

func serve(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s
}

// TestGet is what a server does and what comes of it. "count" is how often
// the server was asked.
func TestGet(t *testing.T) {
	var count atomic.Int32
	times := func(n int32, before, after http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if count.Load() <= n {
				before(w, r)
			} else {
				after(w, r)
			}
		}
	}
	ok := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		w.Header().Set("ETag", `"v1"`)
		fmt.Fprint(w, doc)
	}
	status := func(code int, headers ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i+1 < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.WriteHeader(code)
		}
	}
	zeros := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		block := make([]byte, 1<<16)
		for range 64 { // 4 MiB in 4 KB
			if _, err := z.Write(block); err != nil {
				return
			}
		}
		z.Close()
	}
	hang := func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	slow := func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<rss>")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}
	broken := func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	}
	for _, c := range []struct {
		name  string
		serve http.HandlerFunc
		err   string // part of the message; "" for none
		count int32
	}{
		{"all is well", ok, "", 1},
		{"nothing there", status(404), "404 Not Found", 1},
		{"forbidden", status(403), "403 Forbidden", 1},
		{"gone", status(410), "gone for good", 1},
		{"empty", status(200), "empty body", 1},
		{"blank", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, " \n\t ") }, "empty body", 1},
		// servers that fail are asked three times at most
		{"down once", times(1, status(502), ok), "", 2},
		{"down", status(500), "500 Internal", 3},
		{"not implemented", status(501), "501", 1},
		{"connection broken once", times(1, broken, ok), "", 2},
		{"connection broken", broken, "closed the connection", 3},
		// servers that ask to wait
		{"busy for no time", times(1, status(429, "Retry-After", "0"), ok), "", 2},
		{"busy for a second", times(1, status(503, "Retry-After", "1"), ok), "", 2},
		{"busy until a date gone by", times(1, status(429, "Retry-After", "Mon, 02 Jan 2006 15:04:05 GMT"), ok), "", 2},
		{"busy for long", status(429, "Retry-After", "3600"), "429 Too Many", 1},
		{"busy, who knows how long", status(429), "429 Too Many", 1},
		// servers that take too long, or send too much
		{"hanging", hang, "in time", 1},
		{"hanging in the body", slow, "in time", 1},
		{"too big", func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 1<<20+1)) }, "too big", 1},
		{"bomb", zeros, "too big", 1},
	} {
		count.Store(0)
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			count.Add(1)
			c.serve(w, r)
		})
		opt := quick
		if strings.Contains(c.name, "hanging") {
			opt.Timeout = 50 * time.Millisecond
		}
		r, err := New(opt).Get(context.Background(), s.URL, Validators{}, true)
		if got := fmt.Sprint(err); c.err == "" && err != nil || !strings.Contains(got, c.err) {
			t.Errorf("%s: error %q, want %q", c.name, got, c.err)
		}
		if err != nil && (strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), s.URL)) {
			t.Errorf("%s: %q is no one line that begins with the address", c.name, err)
		}
		if err == nil && (string(r.Input.Data) != doc || r.Input.MediaType != "application/rss+xml; charset=utf-8" || r.Validators.ETag != `"v1"`) {
			t.Errorf("%s: got %q %q %+v", c.name, r.Input.Data, r.Input.MediaType, r.Validators)
		}
		if n := count.Load(); n != c.count {
			t.Errorf("%s: asked %d times, want %d", c.name, n, c.count)
		}
		if r.Gone != errors.Is(err, ErrGone) {
			t.Errorf("%s: Gone is %v with %v", c.name, r.Gone, err)
		}
	}
}

// TestConditional: what the first answer gave is sent back, and 304 and an
// equal body both mean that there is nothing new.
func TestConditional(t *testing.T) {
	for _, c := range []struct {
		name    string
		headers map[string]string
		asks    [2]string // If-None-Match, If-Modified-Since of the second request
	}{
		{"etag", map[string]string{"ETag": `W/"7"`}, [2]string{`W/"7"`, ""}},
		{"date", map[string]string{"Last-Modified": "Sat, 01 Feb 2020 00:00:00 GMT"}, [2]string{"", "Sat, 01 Feb 2020 00:00:00 GMT"}},
		{"neither", nil, [2]string{}},
	} {
		var asked [2]string
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			asked = [2]string{r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")}
			if asked != [2]string{} {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			for k, v := range c.headers {
				w.Header().Set(k, v)
			}
			fmt.Fprint(w, doc)
		})
		client := New(quick)
		first, err := client.Get(context.Background(), s.URL, Validators{}, true)
		if err != nil || first.NotModified {
			t.Fatalf("%s: first answer %+v, %v", c.name, first, err)
		}
		second, err := client.Get(context.Background(), s.URL, first.Validators, true)
		if err != nil || !second.NotModified || second.Validators != first.Validators {
			t.Errorf("%s: second answer %+v, %v; want it not modified, validators as before", c.name, second, err)
		}
		if asked != c.asks {
			t.Errorf("%s: asked with %q, want %q", c.name, asked, c.asks)
		}
	}
}

// TestRedirects: "moved" is where permanent redirects alone lead to.
func TestRedirects(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var code int
		var rest string
		if n, _ := fmt.Sscanf(r.URL.Path, "/%d%s", &code, &rest); n == 0 || code < 300 || code > 399 {
			fmt.Fprint(w, doc)
			return
		}
		w.Header().Set("Location", rest)
		w.WriteHeader(code)
	})
	loop := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) })
	for _, c := range []struct{ path, moved, url, err string }{
		{"/feed", "", "/feed", ""},
		{"/301/feed", "/feed", "/feed", ""},
		{"/308/feed", "/feed", "/feed", ""},
		{"/302/feed", "", "/feed", ""},
		{"/307/feed", "", "/feed", ""},
		{"/301/308/feed", "/feed", "/feed", ""},
		{"/301/302/feed", "/302/feed", "/feed", ""},
		{"/302/301/feed", "", "/feed", ""},
		{"/302file:///etc/passwd", "", "", "only http and https"},
		{"/302gopher://127.0.0.1/", "", "", "only http and https"},
		{loop.URL, "", "", "10 redirects"},
	} {
		address, base := s.URL+c.path, s.URL
		if strings.HasPrefix(c.path, "http") {
			address = c.path
		}
		r, err := New(quick).Get(context.Background(), address, Validators{}, true)
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: error %v, want %q", c.path, err, c.err)
			}
			continue
		}
		if c.moved != "" {
			c.moved = base + c.moved
		}
		if err != nil || r.Moved != c.moved || r.Input.URL != base+c.url {
			t.Errorf("%s: moved %q, url %q, %v; want %q, %q", c.path, r.Moved, r.Input.URL, err, c.moved, base+c.url)
		}
	}
}

// TestPrivate: what resolves to a private address is refused, before a byte is
// sent, wherever the address comes from.
func TestPrivate(t *testing.T) {
	var count atomic.Int32
	secret := serve(t, func(w http.ResponseWriter, _ *http.Request) { count.Add(1); fmt.Fprint(w, doc) })
	other := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, secret.URL, http.StatusFound) })
	port := secret.URL[strings.LastIndexByte(secret.URL, ':'):]
	for _, c := range []struct {
		address string
		allow   bool
		err     error
	}{
		{secret.URL, false, ErrPrivate},
		{"http://localhost" + port, false, ErrPrivate},
		{"http://[::1]" + port, false, ErrPrivate},
		{"http://0.0.0.0" + port, false, ErrPrivate},
		{"http://169.254.169.254/latest/meta-data/", false, ErrPrivate},
		{"http://10.0.0.1/", false, ErrPrivate},
		{"http://[::ffff:127.0.0.1]" + port, false, ErrPrivate},
		{other.URL, true, ErrPrivate}, // allowed itself, not where it leads to
		{secret.URL, true, nil},
		{"file:///etc/passwd", true, ErrScheme},
		{"ftp://acme.example/feed", true, ErrScheme},
		{"//acme.example/feed", true, ErrScheme},
	} {
		count.Store(0)
		_, err := New(quick).Get(context.Background(), c.address, Validators{}, c.allow)
		if !errors.Is(err, c.err) {
			t.Errorf("%s, allowed %v: %v, want %v", c.address, c.allow, err, c.err)
		}
		if c.address == other.URL && !strings.Contains(err.Error(), other.URL+": it leads to "+secret.URL+": the address is private") {
			t.Errorf("%v does not say where it leads to", err)
		}
		if c.err != nil && count.Load() > 0 {
			t.Errorf("%s: the server was asked all the same", c.address)
		}
	}
}

// TestPolite: one host is never asked twice at once, two hosts are; and a host
// that asked for time is left alone by everybody.
func TestPolite(t *testing.T) {
	var now, most, both atomic.Int32
	handler := func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
		fmt.Fprint(w, doc)
	}
	one := serve(t, handler)
	client := New(quick)
	ask := func(urls ...string) {
		var wg sync.WaitGroup
		for _, u := range urls {
			wg.Go(func() {
				if _, err := client.Get(context.Background(), u, Validators{}, true); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	ask(one.URL, one.URL+"/2", one.URL+"/3", one.URL+"/4")
	if most.Load() != 1 {
		t.Errorf("one host was asked %d times at once", most.Load())
	}
	gate := make(chan bool)
	meet := func(w http.ResponseWriter, r *http.Request) {
		if both.Add(1) == 2 {
			close(gate)
		}
		select {
		case <-gate:
			fmt.Fprint(w, doc)
		case <-r.Context().Done():
		}
	}
	ask(serve(t, meet).URL, serve(t, meet).URL) // fails if they do not meet

	busy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	var later LaterError
	if _, err := client.Get(context.Background(), busy.URL, Validators{}, true); err == nil {
		t.Error("a busy host gave no error")
	}
	if _, err := client.Get(context.Background(), busy.URL+"/other", Validators{}, true); !errors.As(err, &later) {
		t.Errorf("the second request to a busy host: %v, want a LaterError", err)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	if _, err := New(quick).Get(ctx, s.URL, Validators{}, true); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestUserAgent(t *testing.T) {
	var got string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { got = r.UserAgent(); fmt.Fprint(w, doc) })
	if _, err := New(quick).Get(context.Background(), s.URL, Validators{}, true); err != nil || !strings.HasPrefix(got, "Hindsight/") {
		t.Errorf("user agent %q, %v", got, err)
	}
}
