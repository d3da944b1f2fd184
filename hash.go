package hindsight

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
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
// HashRaw takes no title. Of the pictures of pages whose addresses are files,
// HashParagraphs takes the words alone, as bodies had them once.
func TextHash(form HashForm, title, body string) string {
	switch form {
	case HashLines:
		body = title + "\n" + body
	case HashParagraphs:
		body = title + "\n\n" + withoutFiles(body)
	}
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

var (
	besideRE      = regexp.MustCompile(`(?i)!\[((?:[^\[\]\n\\]|\\.)*)\]\([^\s():]+\.[a-z]{3,6}\)`)
	besideAloneRE = regexp.MustCompile(`(?im)(?:^|[ \t])!\[\]\([^\s():]+\.[a-z]{3,6}\)$\n{0,2}`)
)

// withoutFiles is a text with the words of its pictures that are files in their
// place.
func withoutFiles(body string) string {
	if !strings.Contains(body, "![") {
		return body
	}
	return besideRE.ReplaceAllString(besideAloneRE.ReplaceAllString(body, ""), "$1")
}
