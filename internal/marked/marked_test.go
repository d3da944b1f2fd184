package marked

import (
	"regexp"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	up := func(line string) string { return "<" + strings.ToUpper(line) + ">" }
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"a\nb", "a\nb"},
		{"*", "<*>"},
		{"a*\n", "<A*>\n"},
		{"\n*a*\n\nb\n*", "\n<*A*>\n\nb\n<*>"},
		{"b\nb\nx*x*x\nb", "b\nb\n<X*X*X>\nb"},
		{"*\n*", "<*>\n<*>"},
	} {
		if got := Lines(c.in, "*", up); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestBehind(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"abc", "abc"}, {"x link:y", "x LINK:Y"}, {"x http link:y", "x HTTP LINK:Y"}, {"http", "HTTP"},
	} {
		if got := Behind(c.in, []string{"link:", "http"}, strings.ToUpper); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

var pairRE = regexp.MustCompile(`(?m)(^|[\s(])\*([^*\n]+)\*(x)?($|[\s)])`)

// The dumber way: every line is asked.
func FuzzLines(f *testing.F) {
	f.Add("a *b* c\n*d*\n(*e*x)\n* *\n\n*f*g*h*")
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			lines[i] = pairRE.ReplaceAllString(line, "$1<$2$3>$4")
		}
		want := strings.Join(lines, "\n")
		got := Func(text, "*", pairRE, func(m []string) string { return m[1] + "<" + m[2] + m[3] + ">" + m[4] })
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if got := Replace(text, "*", pairRE, "$1<$2$3>$4"); got != want {
			t.Errorf("Replace: %q: got %q, want %q", text, got, want)
		}
	})
}

var addressRE = regexp.MustCompile(`^\[(https?://[^\s\[\]]+)(?:\s+([^\[\]\n]+))?\]`)

// At is an expression without its "^" over the whole text.
func FuzzAt(f *testing.F) {
	whole := regexp.MustCompile(strings.TrimPrefix(addressRE.String(), "^"))
	f.Add("[http [https://a.example b] [[http://a\n b]] [http://")
	f.Fuzz(func(t *testing.T, text string) {
		want := whole.ReplaceAllString(text, "<$1 $2>")
		if got := At(text, "[http", addressRE, func(m []string) string { return "<" + m[1] + " " + m[2] + ">" }); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	})
}

// Any is (?m) over the whole text.
func FuzzAny(f *testing.F) {
	whole, line := regexp.MustCompile(`(?m)^ {0,3}#{1,6} +\S`), regexp.MustCompile(`^ {0,3}#{1,6} +\S`)
	f.Add("a\n # b")
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := Any(text, "#", line), whole.MatchString(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	})
}
