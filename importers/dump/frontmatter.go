package dump

import (
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

// frontMatter cuts YAML between "---" lines or TOML between "+++" lines off a
// text. Values become strings, nested keys are joined by dots ("seo.title"),
// lists by commas; meta is nil when there is none. What the parser refuses is
// read line by line, so that one bad value does not lose the title.
func frontMatter(text string) (meta map[string]string, body string) {
	text = strings.TrimLeft(text, "\n\t ")
	if fm, ok := markdown.CutFrontMatter(text); ok {
		values := map[string]any{}
		var err error
		if fm.Border == "+++" {
			err = toml.Unmarshal([]byte(fm.Block), &values)
		} else {
			err = yamltext.Unmarshal([]byte(fm.Block), yamltext.Place{}, yamltext.Foreign, &values)
		}
		meta = map[string]string{}
		flatten(meta, "", values, 0)
		if err != nil {
			meta = fm.Fields()
		}
		if len(meta) > 0 {
			return meta, fm.Body
		}
	}
	if m := mdxMeta.FindStringSubmatch(text); m != nil { // the body drops all script
		meta = map[string]string{}
		for _, f := range mdxField.FindAllStringSubmatch(m[1], 50) {
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
	mdxMeta  = regexp.MustCompile(`(?s)^(?:import [^\n]*\n|\s)*export const (?:frontmatter|meta|metadata)\b[^={\n]*=\s*\{(.{0,1000}?)\n\}`)
	mdxField = regexp.MustCompile(`(?m)^\s*["']?(\w{1,40})["']?:\s*(?:"([^"\n]*)"|'([^'\n]*)'|\x60([^\x60\n]*)\x60)`)
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
