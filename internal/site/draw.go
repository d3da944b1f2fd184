package site

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	subpixel "golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// A canvas is a picture that the build draws: icons, and the cards that other
// sites show for a link. The Go fonts come with the module, so that the same
// input gives the same bytes on every machine.
type canvas struct{ *image.RGBA }

func newCanvas(w, h int, ground color.Color) canvas {
	c := canvas{image.NewRGBA(image.Rect(0, 0, w, h))}
	draw.Draw(c, c.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	return c
}

func (c canvas) png() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, c) // memory takes it all
	return b.Bytes()
}

type point struct{ x, y float32 }

// fill paints closed outlines; what they share is painted once.
func (c canvas) fill(col color.Color, outlines ...[]point) {
	box := around(outlines).Intersect(c.Bounds())
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	dx, dy := float32(box.Min.X), float32(box.Min.Y)
	for _, o := range outlines {
		r.MoveTo(o[0].x-dx, o[0].y-dy)
		for _, p := range o[1:] {
			r.LineTo(p.x-dx, p.y-dy)
		}
		r.ClosePath()
	}
	r.Draw(c, box, image.NewUniform(col), image.Point{})
}

// around is the rectangle of whole pixels that outlines touch: the rasterizer
// takes time for each pixel that it is told of, and most of a card is ground.
func around(outlines [][]point) (box image.Rectangle) {
	for _, o := range outlines {
		for _, p := range o {
			x, y := int(math.Floor(float64(p.x))), int(math.Floor(float64(p.y)))
			box = box.Union(image.Rect(x, y, x+2, y+2))
		}
	}
	return box
}

// arc is a part of a circle as a line of points, clockwise on the screen;
// angles in degrees, 0 to the right.
func arc(center point, radius float32, from, to float64) []point {
	const steps = 96
	var out []point
	for i := range steps + 1 {
		sin, cos := math.Sincos((from + (to-from)*float64(i)/steps) * math.Pi / 180)
		out = append(out, point{center.x + radius*float32(cos), center.y + radius*float32(sin)})
	}
	return out
}

func circle(center point, radius float32) []point { return arc(center, radius, 0, 360) }

// rounded is a rectangle with round corners.
func rounded(x, y, w, h, radius float32) []point {
	var out []point
	for i, p := range []point{{x + w - radius, y + h - radius}, {x + radius, y + h - radius}, {x + radius, y + radius}, {x + w - radius, y + radius}} {
		out = append(out, arc(p, radius, float64(90*i), float64(90*i+90))...)
	}
	return out
}

// stroke is a line of some width with round ends and corners, as outlines that
// all turn the same way.
func stroke(line []point, width float32) [][]point {
	var out [][]point
	for i, p := range line {
		out = append(out, circle(p, width/2))
		if i == 0 {
			continue
		}
		q := line[i-1]
		dx, dy := p.x-q.x, p.y-q.y
		n := float32(math.Hypot(float64(dx), float64(dy)))
		if n == 0 {
			continue
		}
		ox, oy := -dy/n*width/2, dx/n*width/2
		out = append(out, []point{{q.x - ox, q.y - oy}, {p.x - ox, p.y - oy}, {p.x + ox, p.y + oy}, {q.x + ox, q.y + oy}})
	}
	return out
}

// typeface is a font that is parsed once.
func typeface(ttf []byte) func(size float64) font.Face {
	parsed := sync.OnceValue(func() *opentype.Font {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic(err) // the module's own font
		}
		return f
	})
	return func(size float64) font.Face {
		face, err := opentype.NewFace(parsed(), &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			panic(err) // no option that can fail
		}
		return face
	}
}

var bold, regular = typeface(gobold.TTF), typeface(goregular.TTF)

// write sets a text in lines of at most width and so many lines, and returns
// where the next line would stand. Letters that the font has not are left out.
func (c canvas) write(s string, face font.Face, col color.Color, x, baseline, width, leading, lines int) int {
	for _, line := range wrapped(writable(s, face), face, width, lines) {
		d := font.Drawer{Dst: c, Src: image.NewUniform(col), Face: face, Dot: subpixel.P(x, baseline)}
		d.DrawString(line)
		baseline += leading
	}
	return baseline
}

func writable(s string, face font.Face) string {
	return strings.Map(func(r rune) rune {
		if _, ok := face.GlyphAdvance(r); !ok {
			return -1
		}
		return r
	}, s)
}

// wrapped breaks a text at blanks; what is beyond the last line is cut with an
// ellipsis.
func wrapped(s string, face font.Face, width, most int) []string {
	fits := func(s string) bool { return font.MeasureString(face, s).Ceil() <= width }
	var lines []string
	line := ""
	words := strings.Fields(s)
	for i, w := range words {
		next := strings.TrimSpace(line + " " + w)
		if line == "" || fits(next) {
			line = next
			continue
		}
		if len(lines)+1 == most {
			rest := []rune(line + " " + strings.Join(words[i:], " "))
			for len(rest) > 0 && !fits(string(rest)+"…") {
				rest = rest[:len(rest)-1]
			}
			return append(lines, strings.TrimRight(string(rest), " ,;:.")+"…")
		}
		lines, line = append(lines, line), w
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
