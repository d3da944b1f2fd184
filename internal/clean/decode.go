package clean

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode turns data into valid UTF-8 without byte order mark, and changes
// nothing else. Invalid bytes become U+FFFD. See Text for the charset.
func Decode(data []byte, mediaType string) (string, error) {
	enc := wide(data)
	if enc == nil {
		if err := checkBinary(data); err != nil {
			return "", err
		}
		enc = narrow(data, mediaType)
	}
	if enc == nil {
		text := strings.ToValidUTF8(string(data), "\uFFFD")
		return strings.TrimPrefix(text, "\uFEFF"), nil
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", err
	}
	text := strings.ToValidUTF8(string(out), "\uFFFD")
	return strings.TrimPrefix(text, "\uFEFF"), nil
}

// wide recognises UTF-32 and UTF-16: by their marks, else by where the zero
// bytes of the first four ASCII characters stand.
func wide(data []byte) encoding.Encoding {
	be16, le16 := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be32, le32 := utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	for _, m := range []struct {
		mark string
		enc  encoding.Encoding
	}{
		{"\x00\x00\xfe\xff", be32}, {"\xff\xfe\x00\x00", le32}, {"\xfe\xff", be16}, {"\xff\xfe", le16},
	} {
		if bytes.HasPrefix(data, []byte(m.mark)) {
			return m.enc
		}
	}
	if bytes.HasPrefix(data, []byte("\x4c\x6f\xa7\x94\x93")) { // "<?xml" on a mainframe
		return charmap.CodePage037
	}
	if len(data) < 8 {
		return nil
	}
	switch zeros(data[:8]) {
	case "000x000x":
		return be32
	case "x000x000":
		return le32
	case "0x0x0x0x":
		return be16
	case "x0x0x0x0":
		return le16
	}
	return nil
}

func zeros(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		s.WriteByte("0x"[min(1, int(c))])
	}
	return s.String()
}

// narrow chooses among the charsets that hold ASCII as it is; nil is UTF-8.
// A valid UTF-8 text that is labelled Latin 1 is UTF-8: servers add the label
// by default, and Latin 1 looks so by chance once in thousands.
func narrow(data []byte, mediaType string) encoding.Encoding {
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		return nil
	}
	enc, name := charset.Lookup(label(data, mediaType))
	unknown := enc == nil || strings.HasPrefix(name, "utf-") || name == "replacement"
	switch {
	case unknown && (utf8.Valid(data) || mostlyUTF8(data)),
		name == "windows-1252" && utf8.Valid(data):
		return nil
	case unknown:
		return charmap.Windows1252
	}
	return enc
}

// mostlyUTF8 says that data has more valid multi-byte sequences than invalid
// bytes: a UTF-8 text with a few bytes damaged.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	return good > bad
}

var (
	xmlEncodingRE = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)`)
	metaCharsetRE = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)`)
	anyCharsetRE  = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)`)
)

// label returns the charset's name as stated: by HTTP, by XML, by HTML.
func label(data []byte, mediaType string) string {
	if _, params, err := mime.ParseMediaType(mediaType); err == nil && params["charset"] != "" {
		return strings.Trim(params["charset"], `'" `)
	}
	if m := anyCharsetRE.FindStringSubmatch(mediaType); m != nil {
		return m[1]
	}
	head := data[:min(len(data), 2048)]
	for _, re := range []*regexp.Regexp{xmlEncodingRE, metaCharsetRE} {
		if m := re.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}
