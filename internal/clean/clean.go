// Package clean turns bytes and HTML that anybody may have written into text
// and Markdown that the rest of the program can trust: decoded, free of
// control and direction characters, bounded in size and nesting, without raw
// HTML.
//
// It is a library that importers and stages share; of this module it imports
// only the root package, internal/markdown and internal/phrase.
//
// Three parts stand side by side here, in the order in which a page meets them:
// bytes to text (decode.go, text.go, title.go, tree.go), which part of a page is
// the article (article.go, lead.go, chrome.go, names.go, describe.go,
// owner.go, office*.go), and HTML to Markdown (markdown.go, mend*.go, flatten.go, quote.go).
// It is one room because they share their helpers on the tree; a package for
// those comes first if they are to be parted.
package clean

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// MaxText is the largest input, in bytes, that is read at all. The longest
// real postmortem seen has 120 KB; feeds reach a few MB.
const MaxText = 16 << 20

// Errors that callers branch on. What Text returns wraps them with the detail.
var (
	ErrEmpty  = errors.New("nothing but blanks")
	ErrBinary = errors.New("not a text")
	// ErrDocument is the ErrBinary of files that people take for texts. Its
	// message says what to do with the file.
	ErrDocument = fmt.Errorf("%w", ErrBinary)
	ErrTooBig   = errors.New("too big")
)

// scrub drops what has no place in a text and can harm a page: control
// characters, direction overrides, invisible characters, characters that
// Unicode says are none. Line ends become "\n", every kind of blank a space,
// the result is in normal form C.
func scrub(s string) string {
	return norm.NFC.String(strings.Map(scrubRune, lineEnds.Replace(s)))
}

var lineEnds = strings.NewReplacer(
	"\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n",
	"ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st",
)

func scrubRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r < ' ' || 0x7f <= r && r < 0xa0:
		return -1
	case r == 0xa0 || 0x2000 <= r && r <= 0x200a || r == 0x202f || r == 0x205f || r == 0x3000:
		return ' '
	case r == 0xad || r == 0x61c || r == 0x180e || r == 0x200b || r == 0x200e || r == 0x200f,
		0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f, r == 0xfeff,
		0xe000 <= r && r <= 0xf8ff, // private use: icon fonts
		0xfff9 <= r && r <= 0xfffb, 0xe0000 <= r && r <= 0xe007f:
		return -1
	case 0xfdd0 <= r && r <= 0xfdef, r&0xfffe == 0xfffe:
		return -1
	}
	return r
}
