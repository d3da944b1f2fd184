// Package frontmatter reads what a text says about itself in front: as YAML,
// TOML or JSON between borders, in lines of keys alone, or in MDX's script.
package frontmatter

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pelletier/go-toml/v2"

	"hindsight"
	"hindsight/internal/markdown"
	"hindsight/internal/yamltext"
)

// Meta is front matter as strings: keys in lower case, nested ones joined by
// dots ("seo.title"), lists by commas.
type Meta map[string]string

// First is the value of the first key that has one.
func (m Meta) First(keys ...string) string {
	for _, k := range keys {
		if m[k] != "" {
			return m[k]
		}
	}
	return ""
}

// Read cuts off front matter. meta is nil when there is none; extra is what it
// holds besides what Hindsight and publishing programs read. What the parser
// refuses is read line by line, so that one bad value does not lose the title.
func Read(text string) (meta Meta, extra hindsight.Extra, body string) {
	text = strings.TrimLeft(text, "\n\t ")
	if fm, ok := markdown.CutFrontMatter(text); ok {
		fields, err := Fields(fm)
		if err != nil {
			fields = lines(fm)
		}
		if meta = metaOf(fields); len(meta) > 0 {
			return meta, Extra(fields), fm.Body
		}
	}
	if m := mdxMetaRE.FindStringSubmatch(text); m != nil { // the body drops all script
		var fields []hindsight.Field
		for _, f := range mdxFieldRE.FindAllStringSubmatch(m[1], 50) {
			fields = append(fields, hindsight.Field{Key: f[1], Values: []string{strings.TrimSpace(f[2] + f[3] + f[4])}})
		}
		if meta = metaOf(fields); len(meta) > 0 {
			return meta, Extra(fields), text
		}
	}
	return nil, nil, text
}

// MDX may state its front matter in script.
var (
	mdxMetaRE  = regexp.MustCompile(`(?s)^(?:import [^\n]*\n|\s)*export const (?:frontmatter|meta|metadata)\b[^={\n]*=\s*\{(.{0,1000}?)\n\}`)
	mdxFieldRE = regexp.MustCompile(`(?m)^\s*["']?(\w{1,40})["']?:\s*(?:"([^"\n]*)"|'([^'\n]*)'|\x60([^\x60\n]*)\x60)`)
)

// Fields are the keys of front matter with their values, as they are written.
func Fields(fm markdown.FrontMatter) ([]hindsight.Field, error) {
	values := map[string]any{}
	switch fm.Format {
	case "toml":
		if err := toml.Unmarshal([]byte(fm.Block), &values); err != nil {
			return nil, err
		}
	case "json":
		in := json.NewDecoder(strings.NewReader(fm.Block))
		in.UseNumber()
		if err := in.Decode(&values); err != nil {
			return nil, err
		}
	default:
		n, err := yamltext.Parse([]byte(fm.Block), yamltext.Place{}, yamltext.Foreign)
		if err != nil || n == nil {
			return nil, err
		}
		fields, _ := yamltext.Fields(n)
		return fields, nil
	}
	var fields []hindsight.Field
	flatten(&fields, "", values, 0)
	return fields, nil
}

// lines are the fields of front matter that no parser takes.
func lines(fm markdown.FrontMatter) (fields []hindsight.Field) {
	values := fm.Fields()
	for _, key := range slices.Sorted(maps.Keys(values)) {
		fields = append(fields, hindsight.Field{Key: key, Values: []string{values[key]}})
	}
	return fields
}

const (
	maxDepth  = 5   // of tables within each other
	maxFields = 500 // of one head
)

func flatten(out *[]hindsight.Field, key string, v any, depth int) {
	if depth > maxDepth || len(*out) > maxFields {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			flatten(out, strings.TrimPrefix(key+"."+k, "."), v[k], depth+1)
		}
	case []any:
		f := hindsight.Field{Key: key}
		for _, x := range v {
			if m, ok := x.(map[string]any); ok {
				x = m["name"]
			}
			if s := scalar(x); s != "" {
				f.Values = append(f.Values, s)
			}
		}
		*out = append(*out, f)
	default:
		if s := scalar(v); s != "" {
			*out = append(*out, hindsight.Field{Key: key, Values: []string{s}})
		}
	}
}

func scalar(v any) string {
	switch v := v.(type) {
	case nil, map[string]any, []any:
		return ""
	case time.Time:
		return v.Format(time.RFC3339)
	default:
		return strings.TrimSpace(fmt.Sprint(v))
	}
}

func metaOf(fields []hindsight.Field) Meta {
	meta := Meta{}
	for _, f := range fields {
		if key := strings.ToLower(f.Key); len(meta) <= maxFields {
			meta[key] = strings.Join(f.Values, ", ")
		}
	}
	for key, value := range meta { // AsciiDoc's ":title:", which YAML takes for a key ":title", and Jekyll's ":page-title:"
		if bare := strings.TrimPrefix(strings.Trim(key, ":"), "page-"); bare != key && meta[bare] == "" {
			meta[bare] = value
		}
	}
	for _, key := range slices.Sorted(maps.Keys(meta)) { // Zola's and Hugo's own tables, and other languages
		value := meta[key]
		bare := strings.TrimPrefix(strings.TrimPrefix(key, "extra."), "params.")
		if bare = markdown.EnglishKey(bare); bare != key && meta[bare] == "" {
			meta[bare] = value
		}
	}
	return meta
}

// Extra is what of front matter is kept for its own sake: all but the keys of
// keys.txt, within the bounds of hindsight.NewExtra. What is beyond them is
// left out. An archive's own file keeps it under `extra:` already.
func Extra(fields []hindsight.Field) hindsight.Extra {
	var kept []hindsight.Field
	for _, f := range fields {
		if f.Key = strings.TrimPrefix(f.Key, "extra."); !isKnown(f.Key) {
			kept = append(kept, f)
		}
	}
	x, _ := hindsight.NewExtra(kept)
	return x
}

//go:embed keys.txt
var keyList string

// known are the keys of keys.txt; one that ends in "*" stands for all that
// begin so.
var known = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(keyList) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			all[line] = true
		}
	}
	return all
})

var wordBreaks = strings.NewReplacer("-", "", "_", "", " ", "", ":", "")

// isKnown looks a key up without its case, hyphens and underscores; below a
// key that is known, all are.
func isKnown(key string) bool {
	key = wordBreaks.Replace(strings.ToLower(key))
	top, _, _ := strings.Cut(key, ".")
	return known()[key] || known()[top+".*"]
}
