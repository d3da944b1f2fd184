package prose

import (
	"strings"
	"testing"
)

// slowLine is the other way to the same line: all of the grammar.
func slowLine(s string) string { return strings.Join(strings.Fields(Plain(s)), " ") }

var pieces = []string{
	"The disk was full.", "The **disk** was `full`\nand [so](https://a.example/b) was the _other_.", "a\n- b", "a\n\nb", "a\n===", "Root cause: x",
	"a | b\nc | d", "| a | b |", "> a\n> b", "- a", "1. a", "a <!-- b --> c", "a\nb\n", " a", "a\x00b", "[a]: https://b.example", "a\n[b]: c", "```\na\n```", "",
	"a &amp; b \\* ~~c~~ d[^1]", "a\r\nb", "a\n\tb", "Größe\nüber", "a\u00a0\nb", "a\n    b", "**Summary**", "a\n--\nb",
}

// TestLine: a piece reads the same whether it is taken for a paragraph at once
// or read with all of the grammar.
func TestLine(t *testing.T) {
	for _, s := range pieces {
		if got, want := Line(s), slowLine(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range pieces {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := Line(s), slowLine(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	})
}

// TestDocumentLine: a document gives its pieces and its whole as the functions do.
func TestDocumentLine(t *testing.T) {
	d := Parse("", "## Root cause\n\nThe *disk* was\nfull. It was old.\n\n- A test.\n")
	for _, s := range d.Sentences {
		for range 2 {
			if got, want := d.Line(s.Start, s.End), slowLine(d.Text[s.Start:s.End]); got != want || got == "" {
				t.Errorf("%q, want %q", got, want)
			}
		}
	}
	for range 2 {
		if got, want := d.Plain(), Plain(d.Text); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
