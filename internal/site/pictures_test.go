package site

import (
	"bytes"
	"image/png"
	"testing"

	"hindsight/internal/site/theme"
)

// Pictures have their size, are drawn on, and are the same bytes each time.
func TestPictures(t *testing.T) {
	s := theme.Settings{Title: "Hindsight", Description: "An archive of incident postmortems, filed by what failed."}
	for _, c := range []struct {
		name          string
		draw          func() []byte
		width, height int
	}{
		{"icon", func() []byte { return drawIcon(192, false, s.Colour("light", "accent")) }, 192, 192},
		{"maskable icon", func() []byte { return drawIcon(512, true, s.Colour("light", "accent")) }, 512, 512},
		{"card", func() []byte { return drawCard(s, "", s.Title, s.Description) }, cardWidth, cardHeight},
		{"card of a long class", func() []byte {
			return drawCard(s, s.Title, "A class with a very long title that goes on", "A. "+s.Description)
		}, cardWidth, cardHeight},
		{"card without a letter that the font has", func() []byte { return drawCard(s, "障害", "障害報告", "障害") }, cardWidth, cardHeight},
	} {
		one, two := c.draw(), c.draw()
		if !bytes.Equal(one, two) {
			t.Errorf("%s: two drawings differ", c.name)
		}
		p, err := png.Decode(bytes.NewReader(one))
		if err != nil {
			t.Fatal(c.name, err)
		}
		if b := p.Bounds(); b.Dx() != c.width || b.Dy() != c.height {
			t.Errorf("%s: %v", c.name, b)
		}
		colours := map[any]bool{}
		for x := range c.width {
			colours[p.At(x, c.height/2)] = true
			colours[p.At(x, c.height/4)] = true
		}
		if len(colours) < 3 || len(one) > 60_000 {
			t.Errorf("%s: %d colours, %d bytes", c.name, len(colours), len(one))
		}
	}
}
