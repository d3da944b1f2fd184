package wording

import (
	"strings"
	"testing"
	"time"
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
