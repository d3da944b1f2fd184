package dump

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"hindsight/internal/yamltext"

	"github.com/pelletier/go-toml/v2"
)

// maxFrontMatter bounds what is given to the YAML and TOML parsers. Real
// front matter stays below 4 KB.
const maxFrontMatter = 32 << 10

// frontMatter cuts YAML between "---" lines or TOML between "+++" lines off a
// text. Values become strings, nested keys are joined by dots ("seo.title"),
// lists by commas; meta is nil when there is none. What the parser refuses is
// read line by line, so that one bad value does not lose the title.
func frontMatter(text string) (meta map[string]string, body string) {
	text = strings.TrimLeft(text, "\n\t ")
	for _, fence := range []string{"---", "+++"} {
		block, rest, ok := fenced(text, fence)
		if !ok {
			continue
		}
		values := map[string]any{}
		var err error
		if fence == "+++" {
			err = toml.Unmarshal([]byte(block), &values)
		} else {
			err = yamltext.Unmarshal([]byte(block), yamltext.Place{}, yamltext.Foreign, &values)
		}
		meta = map[string]string{}
		flatten(meta, "", values, 0)
		if err != nil {
			meta = readLines(block)
		}
		if len(meta) > 0 {
			return meta, rest
		}
	}
	if m := mdxMeta.FindStringSubmatch(text); m != nil { // the body keeps it; tidy drops all script
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

var metaLine = regexp.MustCompile(`^([A-Za-z][\w-]{0,40})\s*[:=]\s*(.*)$`)

// fenced returns what stands between the text's first line and the next equal
// one, when that looks like keys and values.
func fenced(text, fence string) (block, rest string, ok bool) {
	first, after, ok := strings.Cut(text, "\n")
	if !ok || strings.TrimRight(first, " \t") != fence {
		return "", "", false
	}
	size := 0
	for line := range strings.Lines(after) {
		end := strings.TrimRight(line, " \t\n")
		if end == fence || fence == "---" && end == "..." {
			block, rest = after[:size], after[size+len(line):]
			for l := range strings.Lines(block) {
				if metaLine.MatchString(strings.TrimSpace(l)) {
					return block, rest, true
				}
			}
			return "", "", false
		}
		if size += len(line); size > maxFrontMatter {
			break
		}
	}
	return "", "", false
}

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

func readLines(block string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(block) {
		if m := metaLine.FindStringSubmatch(strings.TrimRight(line, " \n")); m != nil {
			out[strings.ToLower(m[1])] = strings.Trim(m[2], `"' `)
		}
	}
	return out
}
