package theme

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"hindsight/internal/archive"
	"hindsight/internal/yamltext"

	"github.com/goccy/go-yaml/ast"
)

// The texts of the templates lie in one file. An archive's own holds only those
// that it changes.
const (
	textFolder = "i18n"
	// TextFile is that file.
	TextFile = textFolder + "/en.yaml"
)

// textLimits bound an own file of texts: the built-in one has some 200 keys.
var textLimits = yamltext.Limits{Bytes: 256 << 10, Depth: 3, Keys: 2000, Items: 10}

const maxText = 2000 // bytes of one text

// placeholderRE is what Hugo fills in. It runs them as templates, so an own
// text may hold those of the built-in one and no others.
var placeholderRE = regexp.MustCompile(`\{\{.*?\}\}`)

// readTexts puts an archive's own texts over the built-in ones, one by one.
func (t *Theme) readTexts() {
	for _, name := range t.ownNames(textFolder) {
		if name != TextFile {
			t.refuse(name, "", fmt.Errorf("texts stand in %s alone", TextFile))
		}
	}
	if !t.own[TextFile] {
		return
	}
	texts, err := textsOf(t.builtin[TextFile], nil, nil)
	if err == nil {
		texts, err = textsOf(t.Files[TextFile], texts, func(line int, why string) {
			t.Problems = append(t.Problems, archive.Problem{Path: fmt.Sprintf("%s:%d", TextFile, line), Reason: why + "; it is ignored"})
		})
	}
	if err != nil {
		t.refuse(TextFile, "", err)
		return
	}
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		fmt.Fprintf(&b, "%s: %s\n", key, yamltext.Scalar(texts[key]))
	}
	t.Files[TextFile] = []byte(b.String())
}

// textsOf reads a file of texts over those that are known; nil stands for a
// file whose keys are all new. What it may not change is told.
func textsOf(data []byte, known map[string]string, tell func(line int, why string)) (map[string]string, error) {
	root, err := yamltext.Parse(data, yamltext.Place{File: TextFile}, textLimits)
	if err != nil || root == nil {
		return known, err
	}
	m, ok := root.(ast.MapNode)
	if !ok {
		return nil, fmt.Errorf("%s:1: texts are keys and values", TextFile)
	}
	out := maps.Clone(known)
	if out == nil {
		out = map[string]string{}
	}
	for it := m.MapRange(); it.Next(); {
		key, _ := stringOf(it.Key())
		text, isText := stringOf(it.Value())
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

// mayFill says that a text has only such placeholders as the built-in one.
func mayFill(text, builtin string) bool {
	may := placeholderRE.FindAllString(builtin, -1)
	for _, p := range placeholderRE.FindAllString(text, -1) {
		if !slices.Contains(may, p) {
			return false
		}
	}
	rest := placeholderRE.ReplaceAllString(text, "")
	return !strings.Contains(rest, "{{") && !strings.Contains(rest, "}}")
}
