package dump

import (
	"regexp"
	"strings"

	"hindsight/internal/tidy"
)

var (
	rstDirective = regexp.MustCompile(`(?m)^\.\. (?:[\w-]+::|_[^:\n]+:)`)
	rstTitle     = regexp.MustCompile("(?m)^(\\S[^\n]{2,100})\n([=\\-~^\"'#*+]{4,})[ \t]*$")
	rstField     = regexp.MustCompile(`^\s+:(\w+):\s*(.*)$`)
	rstLink      = regexp.MustCompile("`([^`<>]+?)\\s*<([^<>`]+)>`__?")
	rstRole      = regexp.MustCompile(":[a-z:-]+:`([^`<>]+?)(?:\\s*<[^<>`]*>)?`")
	rstLiteral   = regexp.MustCompile("``([^`\n]+)``")
	rstNamed     = regexp.MustCompile("`([^`\n]+)`__?")
	rstTarget    = regexp.MustCompile(`^\.\. _([^:]+):\s+(\S+)$`)
)

// isRST wants a directive and an underlined heading, or a link of its kind.
func isRST(text string) bool {
	head := text[:min(len(text), 64<<10)]
	return rstTitle.MatchString(head) && (rstDirective.MatchString(head) || rstLink.MatchString(head) || rstRole.MatchString(head))
}

// readRST turns the constructs that posts use into Markdown: headings,
// directives, links, literals. The rest of the markup is the same.
func readRST(s source) draft {
	md, meta := rstToMarkdown(s.body)
	d := draft{titles: tidy.Headings(md, 1), author: meta["author"]}
	d.date = tidy.Day(meta["date"])
	d.body = tidy.Markdown(md, s.url)
	return d
}

func rstToMarkdown(text string) (string, map[string]string) {
	lines := strings.Split(text, "\n")
	meta, levels := map[string]string{}, ""
	var out []string
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		if i+1 < len(lines) && rstTitle.MatchString(line+"\n"+lines[i+1]) {
			mark := lines[i+1][:1]
			if !strings.Contains(levels, mark) {
				levels += mark
			}
			out = append(out, "", strings.Repeat("#", min(6, 1+strings.Index(levels, mark)))+" "+line, "")
			i++
			continue
		}
		if strings.HasPrefix(line, "..") && (len(line) == 2 || line[2] == ' ') {
			i = rstBlock(lines, i, meta, &out)
			continue
		}
		if over := strings.Trim(line, "=~-^\"'#*+"); over == "" && len(line) > 3 {
			continue // the line over a title
		}
		if strings.HasSuffix(line, "::") && line != "::" {
			line = strings.TrimSuffix(line, ":")
		}
		out = append(out, line)
	}
	return tidy.OutsideCode(strings.Join(out, "\n")+"\n", rstInline), meta
}

// rstBlock reads a directive, a link target or a comment that starts at line
// i, and returns its last line.
func rstBlock(lines []string, i int, meta map[string]string, out *[]string) int {
	head := strings.TrimSpace(strings.TrimPrefix(lines[i], ".."))
	end := i
	for end+1 < len(lines) && (strings.TrimSpace(lines[end+1]) == "" || lines[end+1][0] == ' ' || lines[end+1][0] == '\t') {
		end++
	}
	for end > i && strings.TrimSpace(lines[end]) == "" {
		end--
	}
	name, arg, ok := strings.Cut(head, "::")
	if m := rstTarget.FindStringSubmatch(lines[i]); m != nil {
		*out = append(*out, "["+strings.Trim(m[1], "`")+"]: "+m[2])
		return end
	}
	if !ok {
		return end
	}
	var body []string
	for _, l := range lines[i+1 : end+1] {
		if m := rstField.FindStringSubmatch(l); m != nil && len(body) == 0 {
			meta[strings.ToLower(m[1])] = m[2]
			continue
		}
		body = append(body, l)
	}
	switch name = strings.TrimSpace(name); name {
	case "post":
		meta["date"] = strings.TrimSpace(arg)
	case "code", "code-block", "sourcecode", "literalinclude":
		*out = append(*out, "", "```"+strings.TrimSpace(arg))
		*out = append(*out, dedent(body)...)
		*out = append(*out, "```", "")
	case "contents", "toctree", "meta", "tags", "raw", "image", "figure", "include":
	default: // note, warning, sidebar …: their text counts
		*out = append(*out, "", strings.TrimSpace(arg))
		*out = append(append(*out, dedent(body)...), "")
	}
	return end
}

func dedent(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	least := 80
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			least = min(least, tidy.Indent(l))
		}
	}
	var out []string
	for _, l := range lines {
		out = append(out, l[min(len(l)-len(strings.TrimLeft(l, " \t")), least):])
	}
	return out
}

func rstInline(s string) string {
	s = rstLink.ReplaceAllString(s, "[$1]($2)")
	s = rstRole.ReplaceAllString(s, "`$1`")
	s = rstLiteral.ReplaceAllString(s, "`$1`")
	return rstNamed.ReplaceAllStringFunc(s, func(m string) string {
		if strings.HasSuffix(m, "_") {
			return "[" + strings.Trim(m, "`_") + "]"
		}
		return m
	})
}
