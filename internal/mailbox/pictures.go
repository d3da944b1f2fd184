package mailbox

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/mail"
	"net/url"
	"regexp"
	"strings"

	"hindsight/internal/picture"
)

// Pictures that a mail brings along for its text to show have a Content-ID, and stand
// in its HTML as "cid:…" (RFC 2392). The text of a Letter addresses each as if it
// were a file beside the mail: Pictures says which.

// Smaller pictures are the logos and the portraits of signatures: in pixels.
const (
	leastWidth  = 320
	leastHeight = 160
)

// cidRE is where HTML shows such a picture.
var cidRE = regexp.MustCompile(`(?i)(\ssrc\s*=\s*["']?)cid:([^"'\s<>]{1,300})`)

// keep reads a part that is a picture with an id; false for any other part.
func (o *opened) keep(head mail.Header, kind string, body io.Reader) bool {
	id := strings.Trim(strings.TrimSpace(head.Get("Content-Id")), "<>")
	if id == "" || !strings.HasPrefix(kind, "image/") {
		return false
	}
	data, _ := io.ReadAll(io.LimitReader(body, picture.MaxBytes+1))
	is, err := picture.Look(data)
	if err != nil || is.Width < leastWidth || is.Height < leastHeight {
		return false
	}
	if o.pictures == nil {
		o.pictures = map[string]shown{}
	}
	sum := sha256.Sum256([]byte(id))
	o.pictures[id] = shown{"cid/" + hex.EncodeToString(sum[:6]) + is.Ending, data}
	return true
}

// shown is a picture that a mail brings along, and its name beside the mail.
type shown struct {
	name string
	data []byte
}

// show addresses in the HTML the pictures that the mail has, and says which it
// shows.
func (o *opened) show() map[string][]byte {
	if len(o.pictures) == 0 {
		return nil
	}
	all := map[string][]byte{}
	o.html = cidRE.ReplaceAllStringFunc(o.html, func(s string) string {
		m := cidRE.FindStringSubmatch(s)
		id, err := url.PathUnescape(m[2])
		p, there := o.pictures[id]
		if err != nil || !there {
			return s
		}
		all[p.name] = p.data
		return m[1] + p.name
	})
	return all
}

// Pictures are those that the texts of a file's mails show, by the addresses that
// they have there.
func Pictures(data []byte) map[string][]byte {
	all := map[string][]byte{}
	for _, l := range Read(data) {
		for name, p := range l.pictures {
			all[name] = p
		}
	}
	return all
}
