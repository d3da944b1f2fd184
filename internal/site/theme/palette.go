package theme

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Palette holds the colours that an archive has set, by scheme and name
// ("light.accent"): "#8a3b12".
type Palette map[string]string

// colours are those that an archive can set, each with the custom property of
// assets/css/main.css and what that sets it to.
var colours = []struct{ name, property, light, dark string }{
	{"background", "--bg", "#fbfaf6", "#161514"},
	{"surface", "--surface", "#ffffff", "#1f1e1c"},
	{"text", "--fg", "#22201d", "#e8e4dc"},
	{"muted", "--muted", "#625d55", "#aaa49a"},
	{"accent", "--accent", "#8a3b12", "#eea47c"},
}

var colourRE = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// Get returns a colour, the built-in one where none is set; scheme is "light" or
// "dark". It panics for a name that no colour has.
func (p Palette) Get(scheme, name string) string {
	if set := p[scheme+"."+name]; set != "" {
		return set
	}
	for _, c := range colours {
		switch {
		case c.name == name && scheme == "dark":
			return c.dark
		case c.name == name:
			return c.light
		}
	}
	panic("theme: no colour " + name)
}

// colourFile is the style sheet of the colours that are set.
const colourFile = "assets/css/colours.css"

// css is that style sheet; light is what stands without a preference, and the
// selectors are as specific as those of main.css. Paper
// stays black on white.
func (p Palette) css() string {
	var light, dark strings.Builder
	for _, c := range colours {
		if v := p["light."+c.name]; v != "" {
			fmt.Fprintf(&light, "  %s: %s;\n", c.property, v)
		}
		if v := p["dark."+c.name]; v != "" {
			fmt.Fprintf(&dark, "  %s: %s;\n", c.property, v)
		}
		if c.name == "accent" && p["light.accent"] != "" {
			fmt.Fprintf(&light, "  --accent-fg: %s;\n", readable(rgb(p["light.accent"])))
		}
		if c.name == "accent" && p["dark.accent"] != "" {
			fmt.Fprintf(&dark, "  --accent-fg: %s;\n", readable(rgb(p["dark.accent"])))
		}
	}
	return "@media screen {\n:root {\n" + light.String() + "}\n:root.dark {\n" + dark.String() + "}\n}\n" +
		"@media screen and (prefers-color-scheme: dark) {\n:root:not(.light) {\n" + dark.String() + "}\n}\n"
}

// readable is black or white, whichever can be read on a ground.
func readable(ground color.RGBA) string {
	if contrast(ground, color.RGBA{255, 255, 255, 255}) >= contrast(ground, color.RGBA{0, 0, 0, 255}) {
		return "#ffffff"
	}
	return "#000000"
}

// leastContrast is what WCAG AA asks for of text.
const leastContrast = 4.5

// faint lists what could hardly be read in the colours that are set.
func (p Palette) faint() []string {
	var out []string
	for _, scheme := range []string{"light", "dark"} {
		for _, name := range []string{"text", "muted", "accent"} {
			for _, ground := range []string{"background", "surface"} {
				if p[scheme+"."+name] == "" && p[scheme+"."+ground] == "" {
					continue
				}
				if k := contrast(rgb(p.Get(scheme, name)), rgb(p.Get(scheme, ground))); k < leastContrast {
					out = append(out, fmt.Sprintf("params.colours.%s: %s on %s has a contrast of %.1f to 1; below %.1f many cannot read it",
						scheme, name, ground, math.Floor(10*k)/10, leastContrast))
				}
			}
		}
	}
	return slices.Compact(out)
}

// Colour is one of the palette, for a picture.
func (s Settings) Colour(scheme, name string) color.RGBA { return rgb(s.Palette.Get(scheme, name)) }

// contrast is that of WCAG 2: from 1 to 21.
func contrast(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		if s := float64(v) / 255; s > .04045 {
			return math.Pow((s+.055)/1.055, 2.4)
		}
		return float64(v) / 255 / 12.92
	}
	return .2126*linear(c.R) + .7152*linear(c.G) + .0722*linear(c.B)
}

// rgb reads "#rrggbb"; the settings take nothing else.
func rgb(hex string) color.RGBA {
	n, _ := strconv.ParseUint(hex[1:], 16, 32)
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}
