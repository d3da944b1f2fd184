package fetch

import (
	"cmp"
	"net"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// hostOf is the one name of the server that an address names, however it is
// written: in lower case, in IDNA's ASCII form, without the dot of the root.
// HOST, host. and host are one server; so are bücher.example and
// xn--bcher-kva.example.
func hostOf(u *url.URL) string {
	host := strings.TrimSuffix(u.Hostname(), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	return strings.ToLower(host)
}

// portOf is the port of an address, that of its scheme where it names none.
func portOf(u *url.URL) string {
	if u.Port() == "" && u.Scheme == "https" {
		return "443"
	}
	return cmp.Or(u.Port(), "80")
}

// queueOf names the queue that requests to a server stand in. HTTP and HTTPS
// at their own ports are one server and one queue.
func queueOf(u *url.URL) string {
	if port := portOf(u); port != "80" && port != "443" {
		return net.JoinHostPort(hostOf(u), port)
	}
	return hostOf(u)
}

// sameHost says that two addresses are at one host and port, or that the
// second is where the first is served with TLS.
func sameHost(a, b *url.URL) bool {
	return hostOf(a) != "" && hostOf(a) == hostOf(b) &&
		(portOf(a) == portOf(b) || portOf(a) == "80" && portOf(b) == "443" && b.Scheme == "https")
}

// withPort is the address that the transport will dial for req.
func withPort(req *http.Request) string {
	host := req.URL.Hostname()
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	return net.JoinHostPort(host, portOf(req.URL))
}
