package wording

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"time"

	"hindsight"
)

func TestSay(t *testing.T) {
	texts := Texts{"plain": "Years", "two": "{{ .A }} of {{ .B }}, {{ .A }}", "n": "{{ .N }} pages", "n-one": "a page"}
	for _, c := range []struct{ got, want string }{
		{texts.Say("plain"), "Years"},
		{texts.Say("two", "A", "1", "B", "{{ .A }}"), "1 of {{ .A }}, 1"}, // what is filled in is not filled again
		{texts.Say("none"), "none"},
		{texts.Count("n", 1), "a page"},
		{texts.Count("n", 0), "0 pages"},
		{texts.Known("plain", "x"), "Years"},
		{texts.Known("none", "x"), "x"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestLength(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"45s", "45 s"}, {"1m", "1 min"}, {"1m30s", "1 min 30 s"}, {"2h14m", "2 h 14 min"}, {"2h0m20s", "2 h"},
		{"24h", "1 day"}, {"52h", "2 days 4 h"}, {"48h5m", "2 days"},
	} {
		d, err := time.ParseDuration(c.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := BuiltIn().Length(d); got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
}

// A date is written as its text shows, in whatever language.
func TestDate(t *testing.T) {
	at := time.Date(2024, 3, 9, 8, 5, 0, 0, time.UTC)
	german := "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
	for _, c := range []struct{ layout, months, want string }{
		{"2 January 2006", BuiltIn()["months"], "9 March 2024"},
		{"2. January 2006, 15:04 Uhr", german, "9. März 2024, 08:05 Uhr"},
		{"2006-01-02", "", "2024-03-09"},
		{"2 January", "too few", "9 March"},
	} {
		texts := Texts{"date": c.layout, "months": c.months}
		if got := texts.Date("date", at); got != c.want {
			t.Errorf("%s: got %q, want %q", c.layout, got, c.want)
		}
	}
	for month := time.January; month <= time.December; month++ { // the built-in names are Go's own
		at := time.Date(2024, month, 9, 8, 5, 0, 0, time.UTC)
		for key, text := range BuiltIn() {
			if strings.HasPrefix(key, "date-") || strings.HasPrefix(key, "axis-") {
				if got, want := BuiltIn().Date(key, at), at.Format(text); got != want {
					t.Errorf("%s: got %q, want %q", key, got, want)
				}
			}
		}
	}
}

// The module holds what scripts say, however a text is written.
func TestModule(t *testing.T) {
	got := string(Texts{
		"say-no-word": `A "word"</script> of ‘old’`, "say-more": "Show {{ .N }} more of {{ .Total }}", "say-first": "{{ .N }} places", "say-sum": "{{ .A }}{{ .B }}", "say-one": "{{ .A }}",
		"put-also": "Also {{ .Words }}.", "nav-data": "Data", "owners-count": "{{ if .One }}one{{ end }}",
	}.Module())
	want := `// Made from i18n/en.yaml.
export const navData = "Data";
export const also = <T>(v: Record<string, T | (T | string)[]>): (T | string)[] => ["Also ", v.words, "."].flat();
export const first = (v: Record<string, string | number>): string => v.n + " places";
export const more = (v: Record<string, string | number>): string => "Show " + v.n + " more of " + v.total;
export const noWord = "A \"word\"\u003c/script\u003e of ‘old’";
export const one = (v: Record<string, string | number>): string => v.a + "";
export const sum = (v: Record<string, string | number>): string => v.a + "" + v.b;
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// An own text that leaves out what the built-in one fills in is a function all the same.
func TestModuleOfFewerPlaces(t *testing.T) {
	if got := string(Texts{"say-places": "many"}.Module()); !strings.Contains(got, `export const places = (v: Record<string, string | number>): string => "many";`) {
		t.Error(got)
	}
}

// saysRE is a text that a script asks for: alone, called, or the second of a choice that is called.
var saysRE = regexp.MustCompile(`(?:say\.(\w+) : )?say\.(\w+)(\)?\()?`)

// Scripts call the texts with places, and no others.
func TestScriptsSay(t *testing.T) {
	called := map[string]bool{}
	for line := range strings.Lines(string(BuiltIn().Module())) {
		if name, rest, ok := strings.Cut(strings.TrimPrefix(line, "export const "), " = "); ok {
			called[name] = !strings.HasPrefix(rest, `"`)
		}
	}
	seen := 0
	err := fs.WalkDir(hindsight.Theme, "assets/ts", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(hindsight.Theme, name)
		for _, m := range saysRE.FindAllStringSubmatch(string(text), -1) {
			if m[1] != "" && m[3] == ")(" && !called[m[1]] {
				t.Errorf("%s calls %s, which has no places", name, m[1])
			}
			if is, ok := called[m[2]]; ok && m[3] != "" && !is {
				t.Errorf("%s calls %s, which has no places", name, m[2])
			} else if ok {
				seen++
			}
		}
		return err
	})
	if err != nil || seen < 80 {
		t.Errorf("%d texts: %v", seen, err)
	}
}

// No two built-in texts have one name in scripts.
func TestNames(t *testing.T) {
	names := map[string]string{}
	for key := range BuiltIn() {
		name := camel(strings.TrimPrefix(strings.TrimPrefix(key, "put-"), "say-"))
		if other, ok := names[name]; ok {
			t.Errorf("%s and %s are both %s", key, other, name)
		}
		names[name] = key
	}
}
