package clean

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"hindsight"
)

// Text decodes data to UTF-8 and scrubs it: no control, direction or
// invisible characters, "\n" line ends, normal form C. The charset is that of
// the byte order mark, of UTF-16 and UTF-32 without one, of mediaType's
// charset parameter, of an XML or HTML declaration; else UTF-8 when valid, or
// Windows-1252. The error wraps ErrEmpty, ErrBinary,
// ErrDocument or ErrTooBig.
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

// Decoded is in with its text, so that those who look at it one after the other
// need not decode it anew. An input that is no text stays as it is.
func Decoded(in hindsight.Input) hindsight.Input {
	in.Text, _ = InputText(in)
	return in
}

// InputText is the text of an input: the one it holds, or Text of its data.
func InputText(in hindsight.Input) (string, error) {
	if in.Text != "" {
		return in.Text, nil
	}
	return Text(in.Data, in.MediaType)
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
	if d := documentOf(data); d.what != "" {
		return fmt.Errorf("%w: it looks like %s", ErrDocument, d.what)
	}
	switch {
	case strings.HasPrefix(kind, "text/"):
		return nil
	case kind == "application/postscript",
		kind != "application/octet-stream" && (bad > 0 || head[0] >= 0x80):
		return fmt.Errorf("%w: it looks like %s", ErrBinary, kind)
	case bad > 2 && bad*50 > len(head):
		return fmt.Errorf("%w: %d of its first %d bytes are control characters", ErrBinary, bad, len(head))
	}
	return nil
}

// Kinds of documents that another program can make a text of.
const (
	PDF          = "pdf"
	Word         = "docx"
	OpenDocument = "odt"
	RichText     = "rtf"
)

// Document says of which of these kinds data is, by its bytes; "" of what is none.
func Document(data []byte) string { return documentOf(data).kind }

type documentKind struct{ begins, holds, kind, what string }

// documents are the files that people take for texts, and what to do with each.
var documents = []documentKind{
	{"%PDF-", "", PDF, "a PDF; install pdftotext (poppler-utils) and import it again, or copy its text into a file"},
	{"PK\x03\x04", "word/", Word, "a Word document (.docx); install pandoc and import it again, or save it as a web page or as plain text"},
	{"PK\x03\x04", "vnd.oasis.opendocument.text", OpenDocument,
		"an OpenDocument text (.odt); install pandoc and import it again, or save it as HTML or as plain text"},
	{"PK\x03\x04", "ppt/", "", "a PowerPoint presentation (.pptx); save its outline as plain text"},
	{"PK\x03\x04", "xl/", "", "an Excel workbook (.xlsx); copy the text out of it"},
	{"PK\x03\x04", "epub", "", "an e-book (.epub); unpack it and import its pages"},
	{"PK\x03\x04", "", "", "a ZIP archive; unpack it and import the folder"},
	{"PK\x05\x06", "", "", "an empty ZIP archive; there is nothing in it to import"},
	{"\x1f\x8b", "", "", "a file packed with gzip; unpack it first"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "", "a Word 97 document or an Outlook message; save it as plain text, HTML or .eml"},
	{"{\\rtf", "", RichText, "a Rich Text document (.rtf); install pandoc and import it again, or save it as plain text or HTML"},
	{"bplist00", "", "", "a web archive of Safari; save the page as its source or as HTML"},
}

// documentOf is the row of a document that a word processor wrote; a zero one for
// others. The names of what is in an archive stand at its beginning and at its end.
func documentOf(data []byte) documentKind {
	for _, d := range documents {
		if !bytes.HasPrefix(data, []byte(d.begins)) {
			continue
		}
		head, tail := data[:min(len(data), 64<<10)], data[max(0, len(data)-64<<10):]
		if d.holds == "" || bytes.Contains(head, []byte(d.holds)) || bytes.Contains(tail, []byte(d.holds)) {
			return d
		}
	}
	return documentKind{}
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
