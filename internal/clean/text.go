package clean

import (
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"
)

// Text decodes data to UTF-8 and scrubs it: no control, direction or
// invisible characters, "\n" line ends, normal form C. The charset is that of
// the byte order mark, of UTF-16 and UTF-32 without one, of mediaType's
// charset parameter, of an XML or HTML declaration; else UTF-8 when valid, or
// Windows-1252. The error wraps ErrEmpty, ErrBinary or ErrTooBig.
func Text(data []byte, mediaType string) (string, error) {
	if len(data) > MaxText {
		return "", fmt.Errorf("%w: %d MB, and %d MB is the limit", ErrTooBig, len(data)>>20, MaxText>>20)
	}
	text, err := Decode(data, mediaType)
	if err != nil {
		return "", err
	}
	text = scrub(text)
	if strings.TrimSpace(text) == "" {
		return "", ErrEmpty
	}
	return text, nil
}

// checkBinary says what kind of file data is when it is no text. Some kinds
// begin with letters ("BM" is an image's beginning, and BMW's): they are known
// by the control characters after them. A text may hold stray ones: two, or 1
// in 50 bytes.
func checkBinary(data []byte) error {
	head := data[:min(len(data), 4096)]
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	bad := 0
	for _, b := range head {
		if b < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", rune(b)) {
			bad++
		}
	}
	switch {
	case strings.HasPrefix(kind, "text/"):
		return nil
	case kind == "application/pdf", kind == "application/postscript",
		kind != "application/octet-stream" && (bad > 0 || head[0] >= 0x80):
		return fmt.Errorf("%w: it looks like %s", ErrBinary, kind)
	case bad > 2 && bad*50 > len(head):
		return fmt.Errorf("%w: %d of its first %d bytes are control characters", ErrBinary, bad, len(head))
	}
	return nil
}

// oneLine joins the words of s with single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut shortens s to at most n bytes at a rune's start.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
