package clean

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hindsight/internal/hostile"
)

// A page is parsed in time that grows with its size, and its text stays the
// same: what parts long runs of it does not show.
func TestTree(t *testing.T) {
	var shapes []hostile.Shape
	for _, unit := range []string{
		"</x>a", "<td>a", "<tr><td>a", "<body>a", "<html a>a", "<form>a", "<frameset> <b> ", "<head>a", "<!doctype html>a",
		"<table>a<tr>", "<table><tr>a", "a<col>", "<select>a<td>", "<select>a</x>", "<p>a", "a<br>", "a ", "<table><tr><td>a</x>",
	} {
		shapes = append(shapes, hostile.Shape{Name: unit, Make: func(size int) []byte { return []byte(strings.Repeat(unit, 32*size/len(unit))) }})
	}
	hostile.Growth(t, shapes, func(_ hostile.Shape, data []byte) {
		_, _ = Tree(string(data))
	})
	for _, s := range shapes {
		page := string(s.Make(2 << 10))
		doc, err := Tree(page)
		whole, dumb := html.Parse(strings.NewReader(page))
		if (err == nil) != (dumb == nil) {
			t.Errorf("%s: %v, want %v", s.Name, err, dumb)
		} else if err == nil && textOf(doc) != textOf(whole) {
			t.Errorf("%s: the text has changed", s.Name)
		}
	}
}

// What parts a long text does not show: each row of a long table reads as the
// same row of a short one, and no blank comes between words.
func TestParted(t *testing.T) {
	for _, c := range []struct{ name, open, unit, end string }{
		{"table", "<table><tr><th>time<th>step</tr>", "<tr><td>10:31 <td>the disk was full\n", "</table>"},
		{"text", "<p>a</p>", "disk</x>", ""},
	} {
		few, err := Markdown(c.open+strings.Repeat(c.unit, 3)+c.end, "")
		page := c.open + strings.Repeat(c.unit, 9000) + c.end
		if cut, _ := parted(page); err != nil || cut == page {
			t.Fatalf("%s is not parted: %v", c.name, err)
		}
		many, _ := Markdown(page, "")
		row := few[strings.LastIndex(few, "\n")+1:]
		if c.name == "text" {
			row = "disk"
		}
		row += strings.Repeat("\n", strings.Count(c.unit, "\n"))
		want := few[:strings.Index(few, row)] + strings.TrimSpace(strings.Repeat(row, 9000))
		if many != want {
			t.Errorf("%s: %d bytes, want %d", c.name, len(many), len(want))
		}
	}
}

// What has more tags than a parser can bear is not parsed, and its text is kept.
func TestTooManyTags(t *testing.T) {
	page := "<p>The disk was full.</p>" + strings.Repeat("<b><p>", maxNodes)
	if _, err := Tree(page); !errors.Is(err, ErrTooBig) {
		t.Errorf("a tree: %v", err)
	}
	if md, err := Markdown(page, ""); err != nil || md != "The disk was full." {
		t.Errorf("%.80q, %v", md, err)
	}
	if _, err := Tree(strings.Repeat("a", maxHTML+1)); !errors.Is(err, ErrTooBig) {
		t.Errorf("a long text: %v", err)
	}
}
