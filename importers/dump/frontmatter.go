package dump

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"hindsight/internal/markdown"
	"hindsight/internal/yamltext"
)

// frontMatter cuts off what a text says about itself in front, as YAML, TOML
// or JSON, or in lines of keys alone (see markdown.CutFrontMatter). Values become strings, nested keys are joined by dots ("seo.title"),
// lists by commas; meta is nil when there is none. What the parser refuses is
// read line by line, so that one bad value does not lose the title.
func frontMatter(text string) (meta map[string]string, body string) {
	text = strings.TrimLeft(text, "\n\t ")
	if fm, ok := markdown.CutFrontMatter(text); ok {
		values := map[string]any{}
		var err error
		switch fm.Format {
		case "toml":
			err = toml.Unmarshal([]byte(fm.Block), &values)
		case "json":
			err = json.Unmarshal([]byte(fm.Block), &values)
		default:
			err = yamltext.Unmarshal([]byte(fm.Block), yamltext.Place{}, yamltext.Foreign, &values)
		}
		meta = map[string]string{}
		flatten(meta, "", values, 0)
		for key, value := range meta { // AsciiDoc's ":title:", which YAML takes for a key ":title"
			if bare := strings.Trim(key, ":"); bare != key && meta[bare] == "" {
				meta[bare] = value
			}
		}
		if err != nil {
			meta = fm.Fields()
		}
		if len(meta) > 0 {
			return meta, fm.Body
		}
	}
	if m := mdxMetaRE.FindStringSubmatch(text); m != nil { // the body drops all script
		meta = map[string]string{}
		for _, f := range mdxFieldRE.FindAllStringSubmatch(m[1], 50) {
			meta[strings.ToLower(f[1])] = strings.TrimSpace(f[2] + f[3] + f[4])
		}
		if len(meta) > 0 {
			return meta, text
		}
	}
	return nil, text
}

// MDX may state its front matter in script.
var (
	mdxMetaRE  = regexp.MustCompile(`(?s)^(?:import [^\n]*\n|\s)*export const (?:frontmatter|meta|metadata)\b[^={\n]*=\s*\{(.{0,1000}?)\n\}`)
	mdxFieldRE = regexp.MustCompile(`(?m)^\s*["']?(\w{1,40})["']?:\s*(?:"([^"\n]*)"|'([^'\n]*)'|\x60([^\x60\n]*)\x60)`)
)

func flatten(out map[string]string, prefix string, v any, depth int) {
	if depth > 5 || len(out) > 500 {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			flatten(out, strings.ToLower(strings.TrimPrefix(prefix+"."+k, ".")), v[k], depth+1)
		}
	case []any:
		var parts []string
		for _, x := range v {
			if m, ok := x.(map[string]any); ok {
				x = m["name"]
			}
			if x != nil {
				parts = append(parts, fmt.Sprint(x))
			}
		}
		out[prefix] = strings.Join(parts, ", ")
	case nil:
	case time.Time:
		out[prefix] = v.Format(time.RFC3339)
	default:
		out[prefix] = strings.TrimSpace(fmt.Sprint(v))
	}
}
