package search

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/evanw/esbuild/pkg/api"

	"hindsight"
	"hindsight/internal/browsertest"
	"hindsight/internal/bundle"
)

// analysed is what both languages must agree on, printable.
func analysed(text string) string {
	var b strings.Builder
	for _, s := range analyse(text) {
		fmt.Fprintf(&b, "%s>%s@%d ", s.term, s.stem, s.pos)
	}
	return b.String()
}

// TestAnalyserIsClients: the client finds the same words and stems in every
// word of the corpus, in its texts, and in every character of Unicode.
func TestAnalyserIsClients(t *testing.T) {
	var texts []string
	seen := map[string]bool{}
	for _, e := range append(generated(300), shared(t)...) {
		x := textOf(e)
		texts = append(texts, x[inBody], x[inTitle])
		for _, f := range strings.Fields(x[inBody] + " " + x[inTitle]) {
			if !seen[f] {
				seen[f] = true
				texts = append(texts, f)
			}
		}
	}
	texts = append(texts, ruled...)
	for _, w := range strings.Fields(porterWords) {
		texts = append(texts, w, strings.ToUpper(w))
	}
	for r := rune(1); r <= unicode.MaxRune; r += 64 {
		if r >= 0xD800 && r < 0xE000 {
			continue
		}
		var b strings.Builder
		for c := r; c < r+64; c++ {
			if !unicode.In(c, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf) {
				continue // browsers know newer versions of Unicode than Go 1.26's 15.0
			}
			b.WriteRune(c) // among its neighbours …
			b.WriteString(" x" + string(c) + "y' ")
		}
		texts = append(texts, b.String())
	}
	texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
	got := inClient(t, "analyse(text).map((s) => s.term + '>' + s.stem + '@' + s.pos + ' ').join('') + "+
		"words(text).filter((w) => w.kind > 1).map((w) => '+' + w.term + '@' + w.pos + ' ').join('')", "stem words", texts)
	bad := 0
	for i, text := range texts {
		if want := analysed(text) + spellings(text); got[i] != want && bad < 10 {
			bad++
			t.Errorf("%.80q\nclient %.300q\n    Go %.300q", text, got[i], want)
		}
	}
	t.Logf("%d texts, %d of them different words of the corpora", len(texts), len(seen))
}

// porterWords take every branch of the stemmer.
const porterWords = `caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping
	tanned falling hissing fizzed failing filing happy sky relational conditional rational valenci hesitanci digitizer conformabli
	radicalli differentli vileli analogousli vietnamization predication operator feudalism decisiveness hopefulness callousness
	formaliti sensitiviti sensibiliti apology triplicate formative formalize electriciti electrical hopeful goodness revival
	allowance inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent adoption homologou
	communism activate angulariti homologous effective bowdlerize probate rate cease controll roll yyy syzygy oed ing eed ies ss sses`

// inClient evaluates an expression of the client's code for each text.
func inClient(t *testing.T, expression, modules string, texts []string) []string {
	contents := ""
	for i, m := range strings.Fields(modules) {
		contents += fmt.Sprintf("import * as m%d from './search/%s'; Object.assign(window, m%[1]d);", i, m)
	}
	b := browsertest.Start(t)
	b.Open(t, "about:blank")
	for _, contents := range []string{"import * as kit from './kit'; window.hindsight = { offered: { kit } };", contents} {
		res := api.Build(api.BuildOptions{
			Stdin:  &api.StdinOptions{Contents: contents, ResolveDir: filepath.Join(repoRoot(t), "assets", "ts"), Loader: api.LoaderTS},
			Bundle: true, Format: api.FormatIIFE, Target: api.ES2020, Charset: api.CharsetUTF8, Plugins: []api.Plugin{bundle.Texts},
		})
		if len(res.Errors) > 0 {
			t.Fatal(res.Errors)
		}
		browsertest.Eval[bool](t, b, string(res.OutputFiles[0].Contents)+"; true")
	}
	var out []string
	for part := range slices.Chunk(texts, 5000) {
		list, err := json.Marshal(part)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, browsertest.Eval[[]string](t, b, string(list)+`.map((text) => `+expression+`)`)...)
	}
	return out
}

// TestLongText: a text of any length is searched to its end, unless it has more
// different words than any real one.
func TestLongText(t *testing.T) {
	var different strings.Builder
	for i := range maxDifferent + 1000 {
		fmt.Fprintf(&different, "w%x word ", i)
	}
	for _, c := range []struct {
		name, body string
		whole      bool
	}{
		{"one word", strings.Repeat("word ", 1<<20), true},
		{"no spaces", strings.Repeat("é", 1<<20), true},
		{"pairs", strings.Repeat("障", 1<<20), true},
		{"different words", different.String(), false},
	} {
		body := textOf(hindsight.Entry{Publish: hindsight.PublishFull, Postmortem: hindsight.Postmortem{Body: c.body}})[inBody]
		seen := map[string]bool{}
		words(body, func(w word) { seen[w.term] = true })
		if len(seen) > maxDifferent || (len(body) >= len(c.body)-1) != c.whole {
			t.Errorf("%s: %d of %d bytes with %d words are searched", c.name, len(body), len(c.body), len(seen))
		}
	}
}
