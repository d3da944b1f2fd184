package feed

import (
	"html"
	"regexp"
	"strings"
)

// referenceRE matches characters written as numbers; the Windows-1252 ones among
// them, 128 to 159, mean what html.UnescapeString makes of them.
var referenceRE = regexp.MustCompile(`&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,9});`)

// guard escapes each "<" that begins no markup, and drops references to
// characters that XML does not have: the decoder takes either for an error of
// the whole document. CDATA sections and comments are left alone.
func guard(text string) string {
	text = referenceRE.ReplaceAllStringFunc(text, func(ref string) string {
		s := html.UnescapeString(ref)
		if len(s) == 1 && strings.ContainsAny(s, "<>&\"'\t\n\r") {
			return ref
		}
		return strings.Map(legal, s)
	})
	var b strings.Builder
	for {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:at])
		text = text[at:]
		n := markup(text)
		if n == 0 {
			b.WriteString("&lt;")
			n = 1
		} else {
			b.WriteString(text[:n])
		}
		text = text[n:]
	}
}

// markup returns how many bytes of s to copy as they are: 0 when its "<" is
// just a sign.
func markup(s string) int {
	for _, m := range []struct{ open, end string }{{"<![CDATA[", "]]>"}, {"<!--", "-->"}} {
		if strings.HasPrefix(s, m.open) {
			if end := strings.Index(s, m.end); end >= 0 {
				return end + len(m.end)
			}
			return len(s)
		}
	}
	if len(s) < 2 {
		return 0
	}
	c := s[1]
	switch {
	case c == '/' || c == '!' || c == '?':
		return 2
	case c == '_' || c >= 0x80 || 'a' <= c|0x20 && c|0x20 <= 'z':
		return 2
	}
	return 0
}
