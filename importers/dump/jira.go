package dump

import (
	"regexp"
	"strings"
)

// Jira's and Confluence's wiki markup, and Textile, from which it comes: both
// write headings as "h2. ", quotes as "bq. ", tables with "|".
var (
	hHeading    = regexp.MustCompile(`(?m)^[ \t]*h([1-6])\.[ \t]+(\S.*?)[ \t]*$`)
	jiraMacro   = regexp.MustCompile(`(?m)\{(?:code|noformat|panel|quote|color|info|note|warning|tip|expand|status)(?::[^{}\n]{0,200})?\}`)
	jiraHead    = regexp.MustCompile(`(?m)^[ \t]*\|\|[^\n]+\|\|[ \t]*$`)
	jiraLink    = regexp.MustCompile(`\[([^\[\]|\n]{1,300})\|((?:https?|mailto|ftp|file)?:?[^\[\]|\s]{2,1000})(?:\|[^\[\]\n]{0,100})?\]`)
	jiraBare    = regexp.MustCompile(`\[(https?://[^\[\]|\s]+)\]`)
	jiraUser    = regexp.MustCompile(`\[~(?:accountid:)?([^\[\]\n]{1,80})\]|\[\^([^\[\]|\n]{1,120})\]`)
	jiraCode    = regexp.MustCompile(`(?s)\{(code|noformat)(?::([^{}\n]*))?\}(.*?)\{(?:code|noformat)\}`)
	jiraNamed   = regexp.MustCompile(`\{\{(?:code|noformat|panel|quote|color)\}\}`) // the macro's name, not the macro
	jiraMono    = regexp.MustCompile(`\{\{([^{}\n]+)\}\}`)
	jiraStatus  = regexp.MustCompile(`\{status:(?:[^{}\n]*\|)?title=([^{}|\n]*)[^{}\n]*\}`)
	jiraBox     = regexp.MustCompile(`^[ \t]*\{(panel|quote|info|note|warning|tip|expand)(?::([^{}\n]*))?\}`)
	jiraBoxEnd  = regexp.MustCompile(`\{(?:panel|quote|info|note|warning|tip|expand)\}[ \t]*$`)
	jiraTitle   = regexp.MustCompile(`(?:^|\|)title=([^|]+)`)
	jiraGone    = regexp.MustCompile(`\{(?:color|anchor|toc|section|column|div|span|jira|children|excerpt|align)(?::[^{}\n]*)?\}|\{[*_+-]\}`)
	jiraImage   = regexp.MustCompile(`(^|[\s(])!([^!\s|]+\.(?i:png|jpe?g|gif|svg|webp|bmp))(?:\|[^!\n]*)?!`)
	jiraSymbols = strings.NewReplacer("(/)", "✓", "(x)", "✗", "(!)", "⚠", "(*)", "★", `\\`, "  ")
)

// isJira wants two headings of its kind, or one with a macro, a table's head
// or a link; or macros and a table.
func isJira(text string) bool {
	head := text[:min(len(text), 64<<10)]
	n, own := len(hHeading.FindAllStringIndex(head, 3)), len(jiraMacro.FindAllStringIndex(head, 3))
	if jiraHead.MatchString(head) {
		own += 2
	}
	if jiraLink.MatchString(head) {
		own++
	}
	return n > 1 && !isTextile(text) || n == 1 && own > 0 || own > 2
}

// readJira turns wiki markup into Markdown.
func readJira(s source) draft {
	var code stash
	text := jiraNamed.ReplaceAllStringFunc(s.body, func(c string) string { return code.span(c[2 : len(c)-2]) })
	text = jiraCode.ReplaceAllStringFunc(text, func(c string) string {
		m := jiraCode.FindStringSubmatch(c)
		lang, _, _ := strings.Cut(m[2], "|")
		if title := jiraTitle.FindStringSubmatch(m[2]); title != nil {
			return "\n*" + title[1] + "*\n" + code.block(lang, m[3])
		}
		return code.block(lang, m[3])
	})
	text = jiraMono.ReplaceAllStringFunc(text, func(c string) string { return code.span(c[2 : len(c)-2]) })
	text = jiraStatus.ReplaceAllString(text, "$1")
	text = jiraGone.ReplaceAllString(text, "")
	text = jiraUser.ReplaceAllString(text, "$1$2")
	text = jiraLink.ReplaceAllStringFunc(text, func(l string) string {
		m := jiraLink.FindStringSubmatch(l)
		if !strings.Contains(m[2], "://") && !strings.HasPrefix(m[2], "mailto:") {
			return m[1]
		}
		return code.put("[" + m[1] + "](" + m[2] + ")")
	})
	text = jiraBare.ReplaceAllStringFunc(text, func(l string) string { return code.put("<" + l[1:len(l)-1] + ">") })
	text = jiraImage.ReplaceAllString(text, "$1")
	md := hBlocks(jiraBoxes(jiraSymbols.Replace(text)))
	return draft{}.finish(code.restore(md), s)
}

// jiraBoxes turns panels, quotes and notes into quotes with their title.
func jiraBoxes(text string) string {
	var out []string
	inside := false
	put := func(line string) {
		if inside {
			line = strings.TrimRight("> "+line, " ")
		}
		out = append(out, line)
	}
	for _, line := range strings.Split(text, "\n") {
		if m := jiraBox.FindStringSubmatch(line); m != nil && !inside {
			rest := line[len(m[0]):]
			title := jiraTitle.FindStringSubmatch(m[2])
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
		if at := jiraBoxEnd.FindStringIndex(line); at != nil {
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
