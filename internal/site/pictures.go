package site

import (
	"fmt"
	"image/color"

	"hindsight/internal/site/theme"
)

// The folders of the site that hold the pictures of the build.
const (
	cardFolder = "cards" // what other sites show for a link: index.png, and <class>.png
	iconFolder = "icons"
)

// The size of a card: that of Open Graph.
const cardWidth, cardHeight = 1200, 630

// icons are the sizes of the icon, by name. "maskable" has a margin, since
// systems cut it to a circle; "apple-touch-icon" is what iOS asks for.
var icons = []struct {
	name     string
	size     int
	maskable bool
}{
	{"icon-32.png", 32, false}, {"icon-192.png", 192, false}, {"icon-512.png", 512, false},
	{"maskable-512.png", 512, true}, {"apple-touch-icon.png", 180, true},
}

// writePictures draws icons and cards. An icon that the archive has of its own,
// assets/img/icon-192.png, stands in the place of the drawn one.
func writePictures(out *output, t *theme.Theme, o Options) error {
	s := t.Settings
	colours := fmt.Sprint(s.Colour("light", "accent"), s.Colour("light", "text"), s.Colour("light", "muted"), s.Colour("light", "background"))
	card := func(over, title, sentence string) []byte {
		return o.drawn(fmt.Sprintf("card %s %q %q %q", colours, over, title, sentence), func() []byte { return drawCard(s, over, title, sentence) })
	}
	for _, i := range icons {
		picture, own := t.Files["assets/img/"+i.name]
		if !own {
			picture = o.drawn(fmt.Sprintf("icon %s %d %t", colours, i.size, i.maskable), func() []byte {
				return drawIcon(i.size, i.maskable, s.Colour("light", "accent"))
			})
		}
		if err := out.put(iconFolder+"/"+i.name, picture); err != nil {
			return err
		}
	}
	cards := map[string][]byte{"index": card("", s.Title, s.Description)}
	for _, c := range o.Taxonomy {
		if slug(c.ID, 80, "") == c.ID {
			cards[c.ID] = card(s.Title, c.Title, c.Definition)
		}
	}
	for name, picture := range cards {
		if err := out.put(cardFolder+"/"+name+".png", picture); err != nil {
			return err
		}
	}
	return nil
}

// drawn is a picture that the last build has drawn, or draw draws. what says all
// that it shows.
func (o Options) drawn(what string, draw func() []byte) []byte {
	if o.Store == nil {
		return draw()
	}
	picture := o.Store.Get(what)
	if picture == nil {
		picture = draw()
		o.Store.Put(what, picture)
	}
	return picture
}

// drawIcon draws what assets/img/icon.svg shows: a clock that runs back.
func drawIcon(size int, maskable bool, accent color.Color) []byte {
	c := newCanvas(size, size, color.Transparent)
	unit := float32(size) / 32
	if maskable {
		c = newCanvas(size, size, accent)
		c.clock(float32(size)*.12, float32(size)*.12, unit*.76, accent)
	} else {
		c.clock(0, 0, unit, accent)
	}
	return c.png()
}

// clock draws the icon of 32 units a side at a place.
func (c canvas) clock(x, y, unit float32, accent color.Color) {
	at := func(px, py float32) point { return point{x + px*unit, y + py*unit} }
	c.fill(accent, rounded(x, y, 32*unit, 32*unit, 8*unit))
	// The hands go round from ten o'clock, where the arrow is, to nine.
	ring := arc(at(16, 17), 9*unit, 222, 539)
	c.fill(color.White, stroke(ring, 2.6*unit)...)
	c.fill(color.White, stroke([]point{at(9.8, 6), at(9.8, 12), at(15.8, 12)}, 2.6*unit)...)
	c.fill(color.White, circle(at(16, 17), 2.6*unit))
}

// drawCard draws what other sites show for a link: a small line, a title, a
// sentence.
func drawCard(s theme.Settings, over, title, sentence string) []byte {
	const margin, left = 80, 80
	accent, fg, muted := s.Colour("light", "accent"), s.Colour("light", "text"), s.Colour("light", "muted")
	c := newCanvas(cardWidth, cardHeight, s.Colour("light", "background"))
	c.fill(accent, []point{{0, 0}, {cardWidth, 0}, {cardWidth, 14}, {0, 14}})
	c.clock(left, margin, 3, accent)
	if over != "" {
		c.write(over, regular(40), muted, left+128, margin+62, cardWidth-2*margin-128, 0, 1)
	}
	size := 92.0
	if len(title) > 24 {
		size = 72
	}
	y := c.write(title, bold(size), fg, left, 340, cardWidth-2*margin, int(size*1.15), 2)
	c.write(sentence, regular(38), muted, left, y-int(size*1.15)+86, cardWidth-2*margin, 52, 3)
	return c.png()
}
