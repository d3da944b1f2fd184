package mailbox

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"

	"hindsight/internal/clean"
)

// Bounds on one mail. Real ones nest four deep and have a dozen parts.
const (
	maxParts  = 100
	maxWithin = 8
	maxText   = 4 << 20 // bytes of one part; the longest text seen has 60 KB
)

// An opened is what is in a mail, part by part.
type opened struct {
	plain, html string
	left        []string        // names of the attachments
	inner       []*mail.Message // mails that were forwarded whole
	parts       int
	pictures    map[string]shown // by their Content-ID
}

// open reads the body of a mail, or of a part of one, whose fields are head.
// What is damaged is read as far as it goes.
func (o *opened) open(head mail.Header, body io.Reader, depth int) {
	kind, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	body = decoded(head.Get("Content-Transfer-Encoding"), body)
	switch o.parts++; {
	case o.parts > maxParts || depth > maxWithin:
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "":
		o.multi(kind, multipart.NewReader(body, params["boundary"]), depth)
	case kind == "message/rfc822":
		if data, _ := io.ReadAll(body); len(o.inner) < maxWithin {
			if m := message(data); m != nil {
				o.inner = append(o.inner, m)
			}
		}
	default:
		if o.keep(head, kind, body) {
			return
		}
		if name := attached(head, kind, params); name != "" {
			o.left = append(o.left, name)
			return
		}
		data, _ := io.ReadAll(io.LimitReader(body, maxText))
		text, err := clean.Text(data, head.Get("Content-Type"))
		if err == nil && kind == "text/html" {
			o.html += text
		} else if err == nil {
			o.plain += strings.TrimRight(unflow(text, params), "\n") + "\n\n"
		}
	}
}

// multi reads the parts. Of one that is given twice, the versions are kept
// apart, as o.plain and o.html; the rest of a "multipart/related" or signed
// mail are pictures and signatures.
func (o *opened) multi(kind string, r *multipart.Reader, depth int) {
	for {
		p, err := r.NextRawPart()
		if err != nil { // the end, or what is left of a mail that was cut
			return
		}
		o.open(mail.Header(p.Header), p, depth+1)
		if o.parts > maxParts {
			return
		}
	}
}

// attached names a part that is no text of the mail; "" for one that is.
func attached(head mail.Header, kind string, params map[string]string) string {
	how, more, _ := mime.ParseMediaType(head.Get("Content-Disposition"))
	name := word(more["filename"])
	if name == "" {
		name = word(params["name"])
	}
	text := kind == "text/plain" || kind == "text/html" || kind == ""
	switch {
	case text && how != "attachment" && name == "":
		return ""
	case text && how == "inline" && !strings.Contains(name, "."):
		return ""
	case kind == "application/pgp-signature" || kind == "application/pkcs7-signature":
		return ""
	case name == "" && how != "attachment" && (strings.HasPrefix(kind, "image/") || kind == "text/calendar" || kind == "message/delivery-status"):
		return kind
	case name == "":
		return kind
	}
	return clean.Title(name)
}

// decoded undoes the transfer encoding. Errors end the text, not the mail.
func decoded(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	}
	return r
}

// words decodes the encoded words of a field: "=?iso-8859-1?Q?St=F6rung?=".
var words = mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	text, err := clean.Decode(data, "text/plain; charset="+charset)
	return strings.NewReader(text), err
}}

func word(s string) string {
	if text, err := words.DecodeHeader(s); err == nil {
		s = text
	}
	s, err := clean.Text([]byte(s), "")
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(s), " ")
}

// unflow joins the lines that a mailer broke and marked with a blank at their
// end (RFC 3676).
func unflow(text string, params map[string]string) string {
	if !strings.EqualFold(params["format"], "flowed") {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		soft := strings.HasSuffix(line, " ") && line != "-- " && !strings.HasPrefix(line, ">")
		if soft && strings.EqualFold(params["delsp"], "yes") {
			line = strings.TrimSuffix(line, " ")
		}
		b.WriteString(line)
		if !soft {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

var headerLineRE = regexp.MustCompile(`^[!-9;-~]{1,80}:`)

// message reads a mail. Lines among the fields that are none are left out,
// where the library would refuse the mail.
func message(data []byte) *mail.Message {
	data = bytes.TrimLeft(data, "\r\n ")
	var head bytes.Buffer
	fields := 0
	for len(data) > 0 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		bare := bytes.TrimRight(line, "\r")
		data = rest
		if len(bytes.TrimSpace(bare)) == 0 {
			break
		}
		isField := headerLineRE.Match(bare)
		if isField || fields > 0 && (bare[0] == ' ' || bare[0] == '\t') {
			head.WriteString(fieldText(bare) + "\r\n")
		}
		if isField {
			fields++
		}
	}
	head.WriteString("\r\n")
	m, err := mail.ReadMessage(io.MultiReader(&head, bytes.NewReader(data)))
	if err != nil || fields == 0 {
		return nil
	}
	return m
}

// fieldText decodes what mailers put into fields as it is, and drops the
// control characters, which have no place there.
func fieldText(line []byte) string {
	text, err := clean.Decode(line, "")
	if err != nil {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, text)
}
