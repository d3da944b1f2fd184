package record

import (
	"encoding/csv"
	"strings"
	"testing"
)

// TestCells: no cell begins like a formula, whether commas or semicolons part
// them, and what is none stays as it is.
func TestCells(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Outage of 3 May; all is well", "Outage of 3 May; all is well"},
		{"1 + 1 = 2", "1 + 1 = 2"},
		{"a@b.example", "a@b.example"},
		{"two\nlines", "two\nlines"},
		{"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@SUM(A1)", "'@SUM(A1)"},
		{"＝1", "'＝1"}, {"＋1", "'＋1"}, {"－1", "'－1"}, {"＠x", "'＠x"},
		{"\t=1", "' =1"}, {"\r=1", "' =1"}, {"\n=1", "\n'=1"}, {" =1", "' =1"}, {"\u00a0=1", "'\u00a0=1"}, {"\u200b=1", "'\u200b=1"}, {"\ufeff=1", "'\ufeff=1"},
		{"\"=1", "'\"=1"},
		{"down;=cmd|' /C calc'!A0", "down;'=cmd|' /C calc'!A0"},
		{"down; =1;+2;ok", "down;' =1;'+2;ok"},
		{"down;\t＝1", "down;' ＝1"},
		{"down\n=1\nup", "down\n'=1\nup"},
		{"down;\"=1\"", "down;'\"=1\""},
	} {
		if got := neutral(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
		var b strings.Builder
		w := csv.NewWriter(&b)
		_ = w.Write([]string{"x", neutral(c.in), "y"})
		w.Flush()
		for _, part := range strings.FieldsFunc(b.String(), func(r rune) bool { return r == ';' || r == '\n' }) {
			if strings.HasPrefix(part, "x,") {
				continue
			}
			if first := strings.TrimLeft(part, " \t\"\u00a0\u200b\ufeff"); strings.IndexAny(first, "=+-@＝＋－＠") == 0 {
				t.Errorf("%q: with semicolons a cell begins %q", c.in, part)
			}
		}
	}
}
