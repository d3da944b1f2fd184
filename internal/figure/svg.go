package figure

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
)

// tag writes the begin of an element, attributes in pairs.
func tag(b *strings.Builder, name string, attributes ...string) {
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		fmt.Fprintf(b, ` %s="%s"`, attributes[i], html.EscapeString(attributes[i+1]))
	}
	b.WriteString(">")
}

// empty writes an element without content.
func empty(b *strings.Builder, name string, attributes ...string) {
	tag(b, name, attributes...)
	b.WriteString("</" + name + ">")
}

// text writes an element of text.
func text(b *strings.Builder, s, name string, attributes ...string) {
	tag(b, name, attributes...)
	b.WriteString(html.EscapeString(strings.Map(inXML, s)) + "</" + name + ">")
}

// inXML leaves out the characters that no XML may hold.
func inXML(r rune) rune {
	if r < ' ' || r == 0xfffe || r == 0xffff {
		return -1
	}
	return r
}

// number writes a coordinate to a tenth of a unit.
func number(x float64) string {
	return strconv.FormatFloat(math.Round(10*x)/10+0, 'f', -1, 64)
}

func box(width, height float64) string { return "0 0 " + number(width) + " " + number(height) }
