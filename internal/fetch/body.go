package fetch

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/http/httpguts"
)

// header returns a field that a lock file can hold, and that can be sent back.
func header(resp *http.Response, key string) string {
	val := resp.Header.Get(key)
	if len(val) > 500 || strings.ContainsFunc(val, unprintable) || !httpguts.ValidHeaderFieldValue(val) {
		return ""
	}
	return val
}

func unprintable(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }

var errBody = errors.New("the body breaks off")

func brokenBody(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("it ends before its time")
	}
	return explain(err)
}

// decompressed is the body, for servers that say gzip in another way than the
// transport reads. What was not asked for and cannot be read is an error, not
// a feed of odd characters.
func decompressed(resp *http.Response) (io.Reader, error) {
	switch how := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))); how {
	case "", "identity", "utf-8", "none":
		return resp.Body, nil
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(resp.Body)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errBody, brokenBody(err))
		}
		return z, nil
	default:
		return nil, fmt.Errorf("the server compresses with %.20q, which it was not asked for", how)
	}
}

// body reads at most MaxBytes of what the transport has decompressed.
func (c *Client) body(resp *http.Response) ([]byte, error) {
	tooBig := fmt.Errorf("%w: more than %d MiB", ErrTooBig, c.opt.MaxBytes>>20)
	if resp.ContentLength > c.opt.MaxBytes {
		return nil, tooBig
	}
	from, err := decompressed(resp)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(from, c.opt.MaxBytes+1))
	switch {
	case int64(len(body)) > c.opt.MaxBytes:
		return nil, tooBig
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errBody, brokenBody(err))
	case strings.TrimSpace(string(body[:min(len(body), 4096)])) == "" && len(body) < 4096:
		return nil, ErrEmpty
	}
	return body, nil
}
