package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
)

// explain replaces what the net packages say by what a curator can use. The
// words are the same every time: ports, name servers and the time of day would
// change sources.lock every night.
func explain(err error) error {
	var dns *net.DNSError
	var op *net.OpError
	var timeout interface{ Timeout() bool }
	var wrapped *url.Error
	switch {
	case prohibited(err):
		return ErrPrivate
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &dns) && dns.IsNotFound:
		return UnreachedError{true, "there is no host " + dns.Name}
	case errors.As(err, &timeout) && timeout.Timeout():
		return UnreachedError{false, "the server did not answer in time"}
	case errors.As(err, &dns):
		return UnreachedError{false, "the name server has no answer for " + dns.Name}
	}
	if why := certificate(err); why != nil {
		return why
	}
	if errors.As(err, &op) && op.Op == "dial" {
		return UnreachedError{false, fmt.Sprintf("%s: %v", op.Op, op.Err)}
	}
	if errors.As(err, &op) {
		return fmt.Errorf("%s: %w", op.Op, op.Err)
	}
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, errBody) {
		return errors.New("the server closed the connection without an answer")
	}
	return plain{err}
}

// elsewhere names the host that redirects led to from u, when the error comes
// from another one: no more than the host, for what follows may be another
// every time.
func elsewhere(err error, u *url.URL) string {
	var at *url.Error
	if !errors.As(err, &at) {
		return ""
	}
	to, perr := url.Parse(at.URL)
	if perr != nil || to.Host == "" || to.Scheme == u.Scheme && to.Host == u.Host {
		return ""
	}
	return fmt.Sprintf("it leads to %s://%s: ", to.Scheme, to.Host)
}

// certificate says what is wrong with a server's proof of who it is.
func certificate(err error) error {
	var invalid x509.CertificateInvalidError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var noTLS tls.RecordHeaderError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return errors.New("its certificate is not valid at this time")
	case errors.As(err, &unknown):
		return errors.New("its certificate is signed by nobody known")
	case errors.As(err, &host):
		return fmt.Errorf("its certificate is for another host than %s", host.Host)
	case errors.As(err, &noTLS), err != nil && strings.Contains(err.Error(), "HTTP response to HTTPS client"):
		return errors.New("the server speaks no TLS there: does its address begin with http://?")
	}
	return nil
}

// plain is an error without the name of the library.
type plain struct{ error }

func (p plain) Error() string {
	s := p.error.Error()
	for _, name := range []string{"net/http: HTTP/1.x transport connection broken: ", "net/http: ", "http: "} {
		s = strings.TrimPrefix(s, name)
	}
	return s
}

func (p plain) Unwrap() error { return p.error }
