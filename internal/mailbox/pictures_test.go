package mailbox

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"regexp"
	"strings"
	"testing"
)

// screen is a PNG of that size.
func screen(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// related is a mail of a plain text, HTML, and parts that it may show: id, bytes.
func related(plain, html string, parts ...any) []byte {
	var b strings.Builder
	b.WriteString("From: Ines <ines@parcelwise.example>\nSubject: The disk filled up\nDate: Thu, 14 Mar 2024 16:12:00 +0000\nMessage-ID: <1@parcelwise.example>\n" +
		"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=R\n\n--R\nContent-Type: multipart/alternative; boundary=A\n\n" +
		"--A\nContent-Type: text/plain\n\n" + plain + "\n--A\nContent-Type: text/html\n\n" + html + "\n--A--\n")
	for i := 0; i < len(parts); i += 2 {
		fmt.Fprintf(&b, "--R\nContent-Type: image/png; name=\"image%d.png\"\nContent-ID: <%s>\nContent-Disposition: inline\nContent-Transfer-Encoding: base64\n\n%s\n",
			i, parts[i], base64.StdEncoding.EncodeToString(parts[i+1].([]byte)))
	}
	b.WriteString("--R--\n")
	return []byte(b.String())
}

const (
	told    = "The disk of the label database was full for two hours, and no parcel could be labelled."
	toldTwo = "We deleted old labels, and labels were printed again."
)

// What a mail shows of the pictures that it brings along is in its text, at the
// address that Pictures knows.
func TestPictures(t *testing.T) {
	graph := screen(t, 640, 400)
	para := func(between string) string { return "<p>" + told + "</p>" + between + "<p>" + toldTwo + "</p>" }
	for _, c := range []struct {
		name, html string
		parts      []any
		shown      int
		left       int
	}{
		{"a graph", para(`<p><img alt="Load" src="cid:graph@x"></p>`), []any{"graph@x", graph}, 1, 0},
		{"an id that is escaped", para(`<p><IMG alt="Load" SRC='CID:graph%40x'></p>`), []any{"graph@x", graph}, 1, 0},
		{"a logo", para(`<p><img alt="Load" src="cid:logo"></p>`), []any{"logo", screen(t, 120, 40)}, 0, 1},
		{"no picture", para(`<p><img alt="Load" src="cid:x"></p>`), []any{"x", []byte("<svg onload=alert(1)>")}, 0, 1},
		{"a picture that is not there", para(`<p><img alt="Load" src="cid:y"></p>`), []any{"x", graph}, 0, 0},
		{"two, and one of them shown", para(`<p><img alt="Load" src="cid:a"></p>`), []any{"a", graph, "b", screen(t, 700, 400)}, 1, 0},
		{"an id that is a path", para(`<p><img alt="Load" src="cid:../../etc/x.png"></p>`), []any{"../../etc/x.png", graph}, 1, 0},
	} {
		data := related(told+"\n\n"+toldTwo, c.html, c.parts...)
		letters := Read(data)
		pictures := Pictures(data)
		if len(letters) != 1 || len(pictures) != c.shown || len(letters[0].Left) != c.left {
			t.Errorf("%s: %d letters, %d pictures, left out %q", c.name, len(letters), len(pictures), letters[0].Left)
			continue
		}
		at := regexp.MustCompile(`!\[Load\]\(([^()]+)\)`).FindAllStringSubmatch(letters[0].Text, -1)
		if len(at) != c.shown || !strings.Contains(letters[0].Text, told) || strings.Contains(letters[0].Text, "cid:") {
			t.Errorf("%s: the text is\n%s", c.name, letters[0].Text)
		}
		for _, m := range at {
			if !bytes.Equal(pictures[m[1]], graph) || !regexp.MustCompile(`^cid/[0-9a-f]{12}\.png$`).MatchString(m[1]) {
				t.Errorf("%s: at %q are %d bytes", c.name, m[1], len(pictures[m[1]]))
			}
		}
	}
}
