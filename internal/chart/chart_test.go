package chart

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hindsight/internal/wording"
)

var columns = []Column{{Name: "1997", N: 1, Title: "1997: 1", Link: "/y/1997.html"}, {Gap: true}, {Name: "2018", N: 40, Title: `"<2018>"`, Link: "/y?a=1&b=2"}, {Name: "2019"}}

func lengths(n int) []time.Duration {
	var out []time.Duration
	for i := range n {
		out = append(out, time.Duration(i*i)*time.Minute)
	}
	return out
}

func dots(n int) []Dot {
	out := make([]Dot, n)
	for i := range out {
		out[i] = Dot{time.Date(2019, 1, 1+i, 0, 0, 0, 0, time.UTC), time.Duration(i*i%700-1) * time.Hour, "a <b>", "/p.html?a&b"}
	}
	return out
}

func strips(n int) []Strip {
	return []Strip{
		{Name: "All", Title: "All: 30, median 2 h", Sorted: lengths(n), Middle: true, Low: time.Hour, Median: 2 * time.Hour, High: 26 * time.Hour, Value: "2 h"},
		{Name: `R&D <b>`, Title: `R&D <b>: 3`, Link: "/c.html", Sorted: lengths(3)},
	}
}

// drawings are one of each kind, wide and narrow.
func drawings() map[string]string {
	cell := func(i, j int) Cell {
		return Cell{N: i * j * 3, Title: fmt.Sprintf("%d & %d", i, j), Link: "/x"}
	}
	return map[string]string{
		"columns-wide": Columns(columns, Wide, 150, "A & B"), "columns-narrow": Columns(columns, Narrow, 130, "A"), "columns-none": Columns(nil, Wide, 150, "A"),
		"dots-wide": Dots(dots(9), Wide, 140), "dots-narrow": Dots(dots(9), Narrow, 120), "dots-many": Dots(dots(4000), Wide, 140), "dots-none": Dots(nil, Wide, 140),
		"spark": Spark(columns), "strips-wide": Strips(strips(30), Wide, "L", wording.BuiltIn()), "strips-narrow": Strips(strips(30), Narrow, "L", wording.BuiltIn()),
		"strips-many": Strips(strips(2000), Wide, "L", wording.BuiltIn()), "strips-none": Strips(nil, Wide, "L", wording.BuiltIn()),
		"matrix": Matrix([]string{"one", "two & <b>", "three", "four"}, "M", cell),
	}
}

func TestGolden(t *testing.T) {
	all := drawings()
	for name, svg := range all {
		file := filepath.Join("testdata", name+".svg")
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(file, []byte(svg), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || string(want) != svg {
			t.Errorf("%s: %v\ngot\n%s", file, err, svg)
		}
	}
	if files, _ := filepath.Glob("testdata/*.svg"); len(files) != len(all) {
		t.Errorf("%d golden files for %d drawings", len(files), len(all))
	}
}

// Every drawing is XML, of elements and attributes that a policy without inline
// style and script allows, whatever names it is given.
func TestDrawingsAreInert(t *testing.T) {
	for name, svg := range drawings() {
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			s, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if !strings.Contains(" svg a title rect path text tspan circle ", " "+s.Name.Local+" ") {
				t.Errorf("%s: <%s>", name, s.Name.Local)
			}
			for _, a := range s.Attr {
				if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("%s: %s", name, a.Name.Local)
				}
			}
		}
	}
}

// The axis keeps the order, and stays between its ends.
func TestAxis(t *testing.T) {
	for _, c := range []struct {
		most time.Duration
		end  time.Duration
	}{{0, day}, {time.Hour, day}, {25 * time.Hour, 7 * day}, {8 * day, 30 * day}, {31 * day, 365 * day}, {4000 * day, 365 * day}} {
		a := LengthAxis(100, 900, []time.Duration{c.most})
		if a.End != c.end || a.X(0) != 100 || a.X(time.Minute) != 100 || num(a.X(c.end)) != "900" || num(a.X(5000*day)) != "900" {
			t.Errorf("%v: ends at %v, %v to %v", c.most, a.End, a.X(0), a.X(5000*day))
		}
		before := 0.0
		for d := time.Minute; d < c.end; d += d / 3 {
			if a.X(d) <= before {
				t.Errorf("%v: %v stands at %v, what is shorter at %v", c.most, d, a.X(d), before)
			}
			before = a.X(d)
		}
	}
	one := append(lengths(0), time.Hour)
	for range 200 {
		one = append(one, time.Hour)
	}
	if a := LengthAxis(0, 1, append(one, 300*day)); a.End != day {
		t.Errorf("one long incident moves the end to %v", a.End)
	}
}

// No drawing of an archive of 10,000 is larger than 60 KB: numbers.html holds
// two of sixteen rows.
func TestDrawingsStaySmall(t *testing.T) {
	var rows []Strip
	for range 17 {
		rows = append(rows, strips(10_000)[0])
	}
	if n := len(Strips(rows, Wide, "L", wording.BuiltIn())); n > 60_000 {
		t.Errorf("%d bytes of strips", n)
	}
	if n := len(Dots(dots(10_000), Wide, 140)); n > 30_000 {
		t.Errorf("%d bytes of cells", n)
	}
	if n := len(Dots(dots(maxLinks), Wide, 140)); n > 250_000 {
		t.Errorf("%d bytes of dots", n)
	}
}
