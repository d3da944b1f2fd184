package fetch

import (
	"context"
	"net"
	"net/http"
	"strings"

	"code.dny.dev/ssrf"
)

// publicTransport connects to public addresses only. The check is made on the
// address that was resolved, at the moment of connecting, so that neither DNS
// nor a redirect gets around it. No proxy is used: it would resolve for us.
func publicTransport(opt Options) *http.Transport {
	return transport(opt, guarded(opt))
}

// privateTransport also connects to private addresses, of the host that the
// context names. It keeps no connections, which another source could use.
func privateTransport(opt Options) *http.Transport {
	public, any := guarded(opt), &net.Dialer{Timeout: opt.Connect}
	t := transport(opt, nil)
	t.DisableKeepAlives = true
	t.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if own, ok := ctx.Value(allowed{}).(string); ok && strings.EqualFold(own, addr) {
			return any.DialContext(ctx, network, addr)
		}
		return public.DialContext(ctx, network, addr)
	}
	return t
}

// allowed is the key of the "host:port" that may be private.
type allowed struct{}

func guarded(opt Options) *net.Dialer {
	guard := ssrf.New(ssrf.WithAnyPort())
	return &net.Dialer{Timeout: opt.Connect, Control: guard.Safe}
}

func transport(opt Options, dialer *net.Dialer) *http.Transport {
	t := &http.Transport{
		TLSHandshakeTimeout:    opt.Connect,
		ResponseHeaderTimeout:  opt.Timeout,
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConnsPerHost:    1,
		ForceAttemptHTTP2:      true,
	}
	if dialer != nil {
		t.DialContext = dialer.DialContext
	}
	return t
}
