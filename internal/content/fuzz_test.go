package content

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"hindsight"
)

func FuzzRoundTrip(f *testing.F) {
	for _, s := range []string{"plain", "yes", "1.5", "null", "- a", "a: b", "# c", "'", `"`, "a\nb\n", " lead", "trail ", "\ttab", "{{< x >}}", "---", "...", "&a", "*a", "<<", "!t", "%y", "@", "`", "é\u2028x\u0085", "0x1f", "2019-02-01", "|", ">", "=", "[a, b]", "{a: b}", "a #b", "a:", ": a", "?", "? a", "\u00a0", "a\\b", "\U0001F600", "\ufeff", "~", "1e3", "0o7", "true", "12:30:45", "a\n\n b\n", "a\r", "\x00", "\x1b"} {
		f.Add(s, s, s)
	}
	f.Fuzz(func(t *testing.T, a, b, body string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || !utf8.ValidString(body) || strings.ContainsAny(body, "\r") {
			return
		}
		body = strings.Trim(body, "\n")
		if body != "" {
			body += "\n"
		}
		e := hindsight.Entry{Path: "content/postmortems/a/undated-x-abcdef.md", Publish: "full", Classes: []string{a}, Curated: []string{b},
			Evidence: []hindsight.Evidence{{Class: a, Section: b, Quote: a}},
			Postmortem: hindsight.Postmortem{Title: a, Organisation: b, Summary: b, Body: body, Review: []string{a, b},
				Timeline: []hindsight.Event{{Text: b, Kind: a}}, Source: hindsight.Source{Name: a, URL: b, Author: a, ID: b}}}
		data, err := Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Parse(e.Path, data)
		if err != nil {
			t.Fatalf("%v\n%q", err, data)
		}
		if !reflect.DeepEqual(got, e) {
			t.Fatalf("got  %#v\nwant %#v\n%s", got, e, data)
		}
	})
}

// FuzzCheck: whatever stands in a file, Check names it in single lines that
// begin with the file's path, and a list of refusals is read or refused.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{file("", ""), file("organisation", "orgnisation"), file("source:", "sorce:"), "---\n? a\n: b\n---\n", "---\n- a\n- {b: [c]}\n---\n",
		"---\ntitle: {a: b}\nevidence: x\n---\n", "- {id: x, url: y, reason: z}\n", "- id: 1\n  titel: 2\n", "a: b\n", "---\n<<: {a: b}\n---\n", "---\n\"\\x00\": y\n---\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, err := range Check(good, data, nil) {
			if s := err.Error(); !strings.HasPrefix(s, good+":") || strings.ContainsAny(s, "\n\r") {
				t.Errorf("%q", s)
			}
		}
		fsys := fstest.MapFS{RefusedName: {Data: data}}
		if list, err := ReadRefused(fsys); err != nil && (len(list) > 0 || !strings.HasPrefix(err.Error(), RefusedName+":") || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%v %v", list, err)
		}
	})
}
