package yamltext

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	other "go.yaml.in/yaml/v3"
)

// hostile are strings that a YAML library has been seen to write so that it
// could not read them again, or read as something else.
var hostile = []string{"", " ", "plain", "Two words", "? a", "a?<<", "https://a.example/?<<", "<<", "<<: x", "yes", "No", "null", "~", "1.5", "0x1f", "0o7", "1e3", "1_000", ".inf", ".nan", "12:30:45", "2019-02-01",
	"- a", "a: b", "a:", ": a", "# c", "a #b", "'", `"`, `\`, "a\\b", "a\nb\n", "\n", "a\r", "\ttab", "a\tb", " lead", "trail ", "{{< x >}}", "[a, b]", "{a: b}", "]", "}", ",", "---", "...", "--- a", "&a", "*a", "!t", "%y", "@", "`", "|", ">", "=", "?", "-",
	"é\u2028x\u0085", "\u00a0", "\u00ad", "\U0001F600", "\U000e0001", "\ufeff", "\ufffe", "\x00", "\x07\x1b\x7f", "<<<<<<< ours", strings.Repeat("[", 100), `W/"5f2a"`, "it's", "“quoted”", "ab%", "a!", "http://a.example/x?y=z", "http://127.0.0.1:8080/x", "http://a:80", "https://a.example:443/x?y", "http://a:80:90"}

// FuzzScalar: a string that was written is read as it was, by the library and by
// another one, as a value, a key, an item of a list and one in brackets.
func FuzzScalar(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, want := Scalar(s), strings.ToValidUTF8(s, "\uFFFD")
		if strings.ContainsAny(w, "\n\r") {
			t.Fatalf("%q is written over several lines: %q", s, w)
		}
		for name, doc := range map[string]string{
			"value": "a: " + w + "\nb: c\n", "key": w + ": c\n", "item": "a:\n  - " + w + "\n  - c\n", "in brackets": "a: [" + w + ", " + w + "]\n",
		} {
			if name == "key" && len(w) > 1000 {
				continue // YAML allows 1,024 characters; the other library holds to that
			}
			var mine, his map[string]any
			if err := Unmarshal([]byte(doc), Place{File: "f"}, State, &mine); err != nil {
				t.Fatalf("%s: %q: %v", name, doc, err)
			}
			if name == "in brackets" && plainRE.MatchString(s) {
				his = mine // it reads YAML 1.1, which allows no ? there outside quotes
			} else if err := other.Unmarshal([]byte(doc), &his); err != nil {
				t.Fatalf("%s: %q: the other library: %v", name, doc, err)
			}
			for whose, v := range map[string]map[string]any{"read": mine, "the other library read": his} {
				var got any
				switch name {
				case "value":
					got = v["a"]
				case "key":
					for k := range v {
						got = k
					}
				default:
					got = v["a"].([]any)[0]
				}
				if got != want {
					t.Errorf("%s: %q: %s %#v, want %q", name, doc, whose, got, want)
				}
			}
		}
		if b, err := yaml.Marshal(Text(s)); err != nil || string(b) != w+"\n" {
			t.Errorf("the library writes %q of %q: %v", b, w, err)
		}
	})
}
