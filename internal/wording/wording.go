// Package wording holds what the pages say. Each text stands under a key in
// i18n/en.yaml, whoever says it: a template, the Go that prepares what a template
// shows, or the script in the reader's browser. An archive's own file of that
// name changes the texts that it names.
package wording

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"hindsight"
	"hindsight/internal/yamltext"

	"github.com/goccy/go-yaml/ast"
)

// File is where the texts stand, within a theme and an archive.
const File = "i18n/en.yaml"

// Texts are what the pages say, by key. What stands in {{ }} is filled in.
type Texts map[string]string

// limits bound a file of texts: the built-in one has some 600 keys.
var limits = yamltext.Limits{Bytes: 256 << 10, Depth: 3, Keys: 2000, Items: 10}

const maxText = 2000 // bytes of one text

// placeRE is what is filled in. Hugo runs it as a template, so an own text may
// hold what the built-in one does and nothing else.
var placeRE = regexp.MustCompile(`\{\{.*?\}\}`)

// BuiltIn are the texts that come with the program.
var BuiltIn = sync.OnceValue(func() Texts {
	data, err := hindsight.Theme.ReadFile(File)
	if err != nil {
		panic(err)
	}
	texts, err := Read(data, nil, nil)
	if err != nil {
		panic(err)
	}
	return texts
})

// Read puts the texts of a file over those that are known; nil stands for a file
// whose keys are all new. What it may not change is told, with its line.
func Read(data []byte, known Texts, tell func(line int, why string)) (Texts, error) {
	root, err := yamltext.Parse(data, yamltext.Place{File: File}, limits)
	if err != nil || root == nil {
		return known, err
	}
	m, ok := root.(ast.MapNode)
	if !ok {
		return nil, fmt.Errorf("%s:1: texts are keys and values", File)
	}
	out := maps.Clone(known)
	if out == nil {
		out = Texts{}
	}
	for it := m.MapRange(); it.Next(); {
		key, _ := yamltext.String(it.Key())
		text, isText := yamltext.String(it.Value())
		before, isKnown := known[key]
		why := ""
		switch {
		case known != nil && !isKnown:
			why = fmt.Sprintf("%.60q is no text of the pages", key)
		case !isText || len(text) > maxText:
			why = fmt.Sprintf("%.60s wants a text of at most %d bytes", key, maxText)
		case known != nil && !mayFill(text, before):
			why = fmt.Sprintf("%.60s holds in {{ }} what the built-in text does not", key)
		}
		if why == "" {
			out[key] = text
		} else if tell != nil {
			tell(it.Key().GetToken().Position.Line, why)
		}
	}
	return out, nil
}

// mayFill says that a text has only such places as the built-in one.
func mayFill(text, builtin string) bool {
	may := placeRE.FindAllString(builtin, -1)
	for _, p := range placeRE.FindAllString(text, -1) {
		if !slices.Contains(may, p) {
			return false
		}
	}
	rest := placeRE.ReplaceAllString(text, "")
	return !strings.Contains(rest, "{{") && !strings.Contains(rest, "}}")
}

// YAML is the texts as a file.
func (t Texts) YAML() []byte {
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(t)) {
		fmt.Fprintf(&b, "%s: %s\n", key, yamltext.Scalar(t[key]))
	}
	return []byte(b.String())
}

// Say gives a text with its places filled: Say("until", "Time", "12:00"). A key
// that is not there stands for itself.
func (t Texts) Say(key string, values ...string) string {
	text, ok := t[key]
	if !ok {
		return key
	}
	if len(values) == 0 {
		return text
	}
	pairs := make([]string, len(values))
	for i, v := range values {
		if pairs[i] = v; i%2 == 0 {
			pairs[i] = "{{ ." + v + " }}"
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Count gives a text about n things, key+"-one" where it is one.
func (t Texts) Count(key string, n int) string {
	if n == 1 {
		key += "-one"
	}
	return t.Say(key, "N", fmt.Sprint(n))
}

// Known gives the text of a key where there is one, else another.
func (t Texts) Known(key, other string) string {
	if text, ok := t[key]; ok {
		return text
	}
	return other
}
