package hindsight

import (
	"crypto/sha256"
	"encoding/hex"
)

// HashID begins the id of a postmortem that has none but the hash of its text.
const HashID = "sha256:"

// A HashForm says over which form of a text its hash is taken. A text is known
// again by its hash, so that none of the forms can change: every archive would
// take its texts for others.
type HashForm int

// The forms in use.
const (
	HashRaw        HashForm = iota // the text as it came, with all that stands around a body: pasted texts and files
	HashLines                      // title, line break, body: entries of lists, status pages in JSON, and what brings no hash along
	HashParagraphs                 // title, empty line, body: pages and items of feeds
)

// TextHash is the SHA-256 of a text in hexadecimal, as Source.SHA256 holds it.
// HashRaw takes no title.
func TextHash(form HashForm, title, body string) string {
	switch form {
	case HashLines:
		body = title + "\n" + body
	case HashParagraphs:
		body = title + "\n\n" + body
	}
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}
