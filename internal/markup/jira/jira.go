// Package jira reads the wiki markup of Jira and Confluence, which comes from
// Textile: both write headings as "h2. ", quotes as "bq. ", tables with "|".
package jira

import (
	"regexp"
	"strings"

	"hindsight/internal/marked"
	"hindsight/internal/markup/textile"
	"hindsight/internal/markup/write"
)

var (
	macroRE  = regexp.MustCompile(`(?m)\{(?:code|noformat|panel|quote|color|info|note|warning|tip|expand|status)(?::[^{}\n]{0,200})?\}`)
	headRE   = regexp.MustCompile(`(?m)^[ \t]*\|\|[^\n]+\|\|[ \t]*$`)
	linkRE   = regexp.MustCompile(`\[([^\[\]|\n]{1,300})\|((?:https?|mailto|ftp|file)?:?[^\[\]|\s]{2,1000})(?:\|[^\[\]\n]{0,100})?\]`)
	bareRE   = regexp.MustCompile(`\[(https?://[^\[\]|\s]+)\]`)
	userRE   = regexp.MustCompile(`\[~(?:accountid:)?([^\[\]\n]{1,80})\]|\[\^([^\[\]|\n]{1,120})\]`)
	codeRE   = regexp.MustCompile(`(?s)\{(code|noformat)(?::([^{}\n]*))?\}(.*?)\{(?:code|noformat)\}`)
	namedRE  = regexp.MustCompile(`\{\{(?:code|noformat|panel|quote|color)\}\}`) // the macro's name, not the macro
	monoRE   = regexp.MustCompile(`\{\{([^{}\n]+)\}\}`)
	statusRE = regexp.MustCompile(`\{status:(?:[^{}\n]*\|)?title=([^{}|\n]*)[^{}\n]*\}`)
	boxRE    = regexp.MustCompile(`^[ \t]*\{(panel|quote|info|note|warning|tip|expand)(?::([^{}\n]*))?\}`)
	boxEndRE = regexp.MustCompile(`\{(?:panel|quote|info|note|warning|tip|expand)\}[ \t]*$`)
	titleRE  = regexp.MustCompile(`(?:^|\|)title=([^|]+)`)
	goneRE   = regexp.MustCompile(`\{(?:color|anchor|toc|section|column|div|span|jira|children|excerpt|align)(?::[^{}\n]*)?\}|\{[*_+-]\}`)
	imageRE  = regexp.MustCompile(`(^|[\s(])!([^!\s|]+\.(?i:png|jpe?g|gif|svg|webp|bmp))(?:\|[^!\n]*)?!`)
	symbols  = strings.NewReplacer("(/)", "✓", "(x)", "✗", "(!)", "⚠", "(*)", "★", `\\`, "  ")
)

// Is wants two headings of its kind, or one with a macro, a table's head or a
// link; or macros and a table. Without a macro, the signs of Textile count.
func Is(text string) bool {
	head := text[:min(len(text), 64<<10)]
	headings, macros := textile.Headings(head), 0
	if strings.Contains(head, "{") {
		macros = len(macroRE.FindAllStringIndex(head, 3))
	}
	own := macros
	if marked.Any(head, "||", headRE) {
		own += 2
	}
	if marked.Any(head, "|", linkRE) {
		own++
	}
	return headings > 1 && (macros > 0 || !textile.Is(text)) || headings == 1 && own > 0 || own > 2
}

// Read turns wiki markup into Markdown. A text says nothing about itself.
func Read(text string) (markdown string, meta map[string]string) {
	var code write.Stash
	text = marked.Func(text, "{{", namedRE, func(m []string) string { return code.Span(m[0][2 : len(m[0])-2]) })
	text = codeRE.ReplaceAllStringFunc(text, func(c string) string {
		m := codeRE.FindStringSubmatch(c)
		lang, _, _ := strings.Cut(m[2], "|")
		if title := titleRE.FindStringSubmatch(m[2]); title != nil {
			return "\n*" + title[1] + "*\n" + code.Block(lang, m[3])
		}
		return code.Block(lang, m[3])
	})
	text = marked.Func(text, "{{", monoRE, func(m []string) string { return code.Span(m[1]) })
	text = marked.Replace(text, "{status:", statusRE, "$1")
	text = marked.Replace(text, "{", goneRE, "")
	text = marked.Replace(text, "[", userRE, "$1$2")
	text = marked.Func(text, "|", linkRE, func(m []string) string {
		if !strings.Contains(m[2], "://") && !strings.HasPrefix(m[2], "mailto:") {
			return m[1]
		}
		return code.Put("[" + m[1] + "](" + m[2] + ")")
	})
	text = marked.Func(text, "[http", bareRE, func(m []string) string { return code.Put("<" + m[1] + ">") })
	text = marked.Func(text, "!", imageRE, func(m []string) string { return m[1] + code.Put(write.Image("", m[2])) })
	return code.Restore(textile.Blocks(boxes(symbols.Replace(text)))), nil
}

// boxes turns panels, quotes and notes into quotes with their title.
func boxes(text string) string {
	var out []string
	inside := false
	put := func(line string) {
		if inside {
			line = strings.TrimRight("> "+line, " ")
		}
		out = append(out, line)
	}
	for _, line := range strings.Split(text, "\n") {
		if !strings.Contains(line, "{") {
			put(line)
			continue
		}
		if m := boxRE.FindStringSubmatch(line); m != nil && !inside {
			rest := line[len(m[0]):]
			title := titleRE.FindStringSubmatch(m[2])
			if m[1] == "expand" { // is text, only folded
				if m[2] != "" {
					out = append(out, "", "*"+strings.TrimPrefix(m[2], "title=")+"*", "")
				}
				line = rest
			} else {
				out = append(out, "")
				if inside = true; title != nil {
					put("*" + title[1] + "*")
					put("")
				}
				if line = rest; strings.TrimSpace(rest) == "" {
					continue
				}
			}
		}
		if at := boxEndRE.FindStringIndex(line); at != nil {
			if rest := line[:at[0]]; strings.TrimSpace(rest) != "" {
				put(rest)
			}
			inside = false
			out = append(out, "")
			continue
		}
		put(line)
	}
	return strings.Join(out, "\n")
}
