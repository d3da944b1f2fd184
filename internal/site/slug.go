package site

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slug makes a name of at most limit characters from a-z, 0-9 and "-". A text
// of other letters only gets a name made from its hash; one without letters,
// fallback. "index" is the name of a list, and never of what is listed.
func slug(s string, limit int, fallback string) string {
	var b strings.Builder
	other := false
	for _, r := range norm.NFKD.String(clip(strings.ToLower(s), 1000)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’' || unicode.Is(unicode.Mn, r):
		default:
			other = other || unicode.IsLetter(r)
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
				b.WriteByte('-')
			}
		}
	}
	out := strings.Trim(clip(b.String(), limit), "-")
	switch {
	case out == "" && other:
		sum := sha256.Sum256([]byte(s))
		return "x-" + hex.EncodeToString(sum[:4])
	case out == "":
		return fallback
	case out == "index":
		return "index-"
	}
	return out
}
