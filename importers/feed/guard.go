package feed

import "strings"

// guard escapes each "<" that begins no markup, which the decoder takes for an
// error of the whole document. CDATA sections and comments are left alone; one
// that is never closed is closed at the end of its element.
func guard(text string) string {
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
