package fetch

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

// raw is a server that reads a request's head and answers as it likes.
func raw(t *testing.T, answer func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				for r := bufio.NewReader(conn); ; {
					if line, err := r.ReadString('\n'); err != nil || line == "\r\n" {
						break
					}
				}
				answer(conn)
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// endless writes s until nobody listens.
func endless(s string, pause time.Duration) func(net.Conn) {
	return func(c net.Conn) {
		for {
			if _, err := io.WriteString(c, s); err != nil {
				return
			}
			time.Sleep(pause)
		}
	}
}

// says writes each piece.
func says(pieces ...string) func(net.Conn) {
	return func(c net.Conn) {
		for _, p := range pieces {
			_, _ = io.WriteString(c, p)
		}
	}
}

// then goes on where says ends.
func then(first string, rest func(net.Conn)) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, first)
		rest(c)
	}
}

// noiseRE is what must not be in an error, which sources.lock keeps: ports that
// differ every time, and the time.
var noiseRE = regexp.MustCompile(`:\d{4,5}->|current time|\d\dT\d\d:|\n`)

// TestHostileServers: what a server may do instead of answering. Each comes to
// an end, and to one line that is the same every time.
func TestHostileServers(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	var zipped strings.Builder
	z := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(z, doc)
	z.Close()
	for _, c := range []struct {
		name   string
		answer func(net.Conn)
		err    string // "" for none
	}{
		{"nothing, and closes", says(), "the server closed the connection without an answer"},
		{"no HTTP", says("SSH-2.0-OpenSSH_9.2\r\n"), "malformed HTTP"},
		{"half a status line", says("HTTP/1.1 2"), "malformed HTTP status code"},
		{"a head in drops", then(ok, endless("X", 5*time.Millisecond)), "in time"},
		{"headers without end", then(ok, endless("X-Y: "+strings.Repeat("z", 1000)+"\r\n", 0)), "exceeded"},
		{"one header without end", then(ok+"X-Y: ", endless(strings.Repeat("z", 1000), 0)), "exceeded"},
		{"a cookie of 200 KB", says(ok + "Set-Cookie: a=" + strings.Repeat("b", 200<<10) + "\r\n\r\n" + doc), "exceeded"},
		{"many cookies", says(ok + strings.Repeat("Set-Cookie: a=b\r\n", 1000) + "\r\n" + doc), ""},
		{"a flood of 1xx", endless("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 0), "exceeded"},
		{"some 1xx", says("HTTP/1.1 103 Early Hints\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n", ok+"Content-Length: 56\r\n\r\n"+doc), ""},
		{"HTTP/1.0 that ends by closing", says("HTTP/1.0 200 OK\r\n\r\n" + doc), ""},
		{"more than it said", says(ok + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(doc)) + doc + "and more"), ""},
		{"less than it said", says(ok + "Content-Length: 500\r\n\r\n" + doc), "the body breaks off"},
		{"two lengths", says(ok + "Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + doc), "Content-Length"},
		{"a length below zero", says(ok + "Content-Length: -5\r\n\r\n" + doc), "Content-Length"},
		{"a length beyond all bounds", says(ok + "Content-Length: 9000000000000000000\r\n\r\n" + doc), "too big"},
		{"chunks that stop", says(ok+"Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n", "40\r\n<chan"), "the body breaks off"},
		{"chunks that are none", says(ok + "Transfer-Encoding: chunked\r\n\r\nzzz\r\n" + doc), "the body breaks off"},
		{"a chunk of all sizes", says(ok + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + doc), "the body breaks off"},
		{"a body in drops", then(ok+"Content-Type: text/xml\r\n\r\n", endless("<", 5*time.Millisecond)), "in time"},
		{"a body without end", then(ok+"\r\n", endless(strings.Repeat("x", 64<<10), 0)), "too big"},
		{"gzip that is none", says(ok + "Content-Encoding: gzip\r\n\r\n" + doc), "the body breaks off"},
		{"gzip that stops", says(ok + "Content-Encoding: gzip\r\n\r\n" + zipped.String()[:30]), "the body breaks off"},
		{"gzip", says(ok + "Content-Encoding: gzip\r\n\r\n" + zipped.String()), ""},
		{"gzip by another name", says(ok + "Content-Encoding: x-gzip\r\n\r\n" + zipped.String()), ""},
		{"brotli, unasked", says(ok + "Content-Encoding: br\r\n\r\n\x1b\x37\x00\x00"), `compresses with "br"`},
		{"304 the first time", says("HTTP/1.1 304 Not Modified\r\n\r\n"), "asked for the first time"},
		{"206", says("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-3/60\r\nContent-Length: 4\r\n\r\n<rss"), "206 Partial"},
		{"204", says("HTTP/1.1 204 No Content\r\n\r\n"), "204 No Content"},
		{"a status of its own", says("HTTP/1.1 799 \x1b[31mRed\r\n\r\n"), "answers 799"},
		{"a redirect to nowhere", says("HTTP/1.1 302 Found\r\n\r\n"), "302"},
		{"a redirect to nothing", says("HTTP/1.1 302 Found\r\nLocation: \r\n\r\n"), "302"},
		{"a redirect to no address", says("HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n"), "Location"},
		{"a redirect to itself", says("HTTP/1.1 301 Moved Permanently\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"), "10 redirects"},
		{"a redirect with a body that hangs", func(c net.Conn) {
			says("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\nx")(c)
			time.Sleep(time.Second)
		}, "in time"},
	} {
		opt := quick
		if strings.Contains(c.err, "in time") {
			opt.Timeout = 100 * time.Millisecond
		}
		opt.Retries = -1
		address := raw(t, c.answer)
		var first string
		for range 2 {
			r, err := New(opt).Get(context.Background(), address, Validators{}, true)
			got := fmt.Sprint(err)
			if c.err == "" && (err != nil || string(r.Input.Data) != doc) || !strings.Contains(got, c.err) {
				t.Errorf("%s: %q %q, want %q", c.name, got, r.Input.Data, c.err)
			}
			if err != nil && (noiseRE.MatchString(got) || !strings.HasPrefix(got, address) || strings.ContainsRune(got, 0x1b)) {
				t.Errorf("%s: not one line that is the same every time: %q", c.name, got)
			}
			if first != "" && got != first {
				t.Errorf("%s: %q, then %q", c.name, first, got)
			}
			first = got
		}
	}
}

// TestTLS: whom to trust is not for the server to say.
func TestTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, doc) }))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	plain := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, doc) })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			conn.Close()
		}
	}()
	for name, c := range map[string]struct{ address, err string }{
		"unknown authority": {s.URL, "its certificate is signed by nobody known"},
		"plain HTTP":        {"https" + strings.TrimPrefix(plain.URL, "http"), "no TLS"},
		"hangs up":          {"https://" + l.Addr().String(), ""},
	} {
		opt := quick
		opt.Retries = -1
		_, err := New(opt).Get(context.Background(), c.address, Validators{}, true)
		if err == nil || !strings.Contains(err.Error(), c.err) || noiseRE.MatchString(err.Error()) {
			t.Errorf("%s: %v, want %q", name, err, c.err)
		}
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{x509.CertificateInvalidError{Reason: x509.Expired, Detail: "current time 2026-01-01T00:00:00Z is after 2020-01-01T00:00:00Z"}, "its certificate is not valid at this time"},
		{&tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: s.Certificate(), Host: "acme.test"}}, "its certificate is for another host than acme.test"},
		{&net.DNSError{Err: "server misbehaving", Name: "acme.test", Server: "10.0.0.1:53"}, "the name server has no answer for acme.test"},
		{&net.OpError{Op: "read", Net: "tcp", Source: &net.TCPAddr{Port: 54321}, Err: errors.New("connection reset by peer")}, "read: connection reset by peer"},
	} {
		if got := explain(fmt.Errorf("Get: %w", c.err)).Error(); got != c.want {
			t.Errorf("%v\n\tgot  %q\n\twant %q", c.err, got, c.want)
		}
	}
}

// TestPrivateRanges: every way to write an address that is not on the public
// Internet. None is connected to: the answer comes from the guard.
func TestPrivateRanges(t *testing.T) {
	for _, host := range []string{
		"127.0.0.1", "127.1.2.3", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
		"100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
		"[::]", "[::1]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]",
		"[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a00:1]", "[64:ff9b:1::a00:1]",
		"[2002:7f00:1::]", "[2001::1]", "localhost", "LOCALHOST",
	} {
		if _, err := New(quick).Get(context.Background(), "http://"+host+":9/", Validators{}, false); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", host, err)
		}
	}
	// not addresses to this program, whatever a C library may read in them
	for _, host := range []string{"2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0"} {
		opt := quick
		opt.Retries = -1
		if _, err := New(opt).Get(context.Background(), "http://"+host+":9/", Validators{}, false); err == nil {
			t.Errorf("%s: answered", host)
		}
	}
}

// TestRebinding: a name that resolves to a public address for one who asks
// first and to a private one for who connects gets nowhere, for the address is
// checked at the moment of connecting.
func TestRebinding(t *testing.T) {
	d := guarded(quick)
	if err := d.Control("tcp4", "93.184.215.14:80", nil); err != nil {
		t.Errorf("a public address: %v", err)
	}
	for network, addr := range map[string]string{"tcp4": "127.0.0.1:80", "tcp6": "[::1]:80"} {
		if err := d.Control(network, addr, nil); !prohibited(err) {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// TestDialled: how a host is written does not matter for what is allowed.
func TestDialled(t *testing.T) {
	for address, want := range map[string]string{
		"http://wiki.corp/x":            "wiki.corp:80",
		"https://wiki.corp/x":           "wiki.corp:443",
		"http://WIKI.corp:8080/x":       "wiki.corp:8080",
		"http://b\u00fccher.corp/x":     "xn--bcher-kva.corp:80",
		"http://[::1]:8080/x":           "[::1]:8080",
		"http://[::1]/x":                "[::1]:80",
		"http://build_server:8080/feed": "build_server:8080",
	} {
		req, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := withPort(req); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

// TestMovedForGood: only what is as safe, and short enough to be kept, is a
// new address.
func TestMovedForGood(t *testing.T) {
	for _, c := range []struct {
		from, to string
		kept     bool
	}{
		{"http://a.example/", "https://a.example/", true},
		{"https://a.example/", "https://b.example/feed", true},
		{"http://a.example/", "http://b.example/", true},
		{"https://a.example/", "http://a.example/", false},
		{"https://a.example/", "https://a.example/" + strings.Repeat("x", 3000), false},
	} {
		old, _ := http.NewRequest(http.MethodGet, c.from, nil)
		req, _ := http.NewRequest(http.MethodGet, c.to, nil)
		req.Response = &http.Response{StatusCode: http.StatusMovedPermanently}
		tr := &trail{from: old.URL}
		if err := tr.follow(req, []*http.Request{old}); err != nil || (tr.moved == c.to) != c.kept {
			t.Errorf("%s to %.40s: moved %q, %v", c.from, c.to, tr.moved, err)
		}
	}
}

// TestCookies: none is kept, none is sent; nor does a request say where it
// comes from with a password in it.
func TestCookies(t *testing.T) {
	var seen []string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Get("Cookie"), r.Header.Get("Referer"))
		http.SetCookie(w, &http.Cookie{Name: "who", Value: "you"})
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/feed", http.StatusFound)
			return
		}
		fmt.Fprint(w, doc)
	})
	client := New(quick)
	for range 2 {
		r, err := client.Get(context.Background(), strings.Replace(s.URL, "http://", "http://u:secret@", 1), Validators{}, true)
		if err != nil || strings.Contains(r.Input.URL+r.Input.Name, "secret") {
			t.Errorf("%+v %v", r.Input, err)
		}
	}
	if _, err := client.Get(context.Background(), "ftp://u:secret@a.example/", Validators{}, true); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("an error with a password: %v", err)
	}
	own := Source{URL: "https://u:secret@a.example/feed"}
	for address, want := range map[string]string{
		"https://a.example/x": "https://u:secret@a.example/x", "https://b.example/x": "https://b.example/x", "http://a.example/x": "http://a.example/x",
	} {
		if got := own.Signed(address); got != want {
			t.Errorf("%s: %s", address, got)
		}
	}
	if got := strings.Join(seen, ""); strings.Contains(got, "who") || strings.Contains(got, "secret") {
		t.Errorf("sent %q", seen)
	}
}

// TestOddValidators: what a server gives to be asked with next time must not
// break the next time.
func TestOddValidators(t *testing.T) {
	for _, etag := range []string{`"caf` + "\xe9" + `"`, `"grün"`, "\"a\tb\"", strings.Repeat("x", 5000), `"- # ' : { ["`, "null", "~", "1e3", "0x1f", "'", `"\"`} {
		address := raw(t, says("HTTP/1.1 200 OK\r\nETag: "+etag+"\r\nLast-Modified: yesterday\r\nContent-Length: 5\r\n\r\n<rss>"))
		client := New(quick)
		r, err := client.Get(context.Background(), address, Validators{}, true)
		if err != nil {
			t.Errorf("%.50q: %v", etag, err)
			continue
		}
		s := Source{Name: "a", URL: address}
		l := Lock{}
		l.Saved(s, r, Reading{})
		data := l.Marshal()
		if l, err = LoadLock("sources.lock", data); err != nil || l.Validators(s) != r.Validators {
			t.Errorf("%.50q: %v, read back %+v from\n%s", etag, err, l.Validators(s), data)
		}
		if r, err = client.Get(context.Background(), address, l.Validators(s), true); err != nil || !r.NotModified {
			t.Errorf("%.50q: the next time: %v", etag, err)
		}
	}
}
