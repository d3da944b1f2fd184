package dump

import (
	"regexp"
	"strings"
)

var (
	textileSign  = regexp.MustCompile(`(?m)"[^"\n]{1,200}":https?://\S|^(?:p|bc|pre|notextile|fn\d+)\.{1,2} |^\|_\. |^h[1-6](?:\([^()\n]+\)|\{[^{}\n]+\}|[<>=]+)*\. .*\n\n(?s:.*)(?:^|\s)@[^@\n]+@`)
	textileLink  = regexp.MustCompile(`"([^"\n]{1,300})":(https?://[^\s|"<>]*[^\s|"<>.,;:!?)])`)
	textileCode  = regexp.MustCompile(`(?m)^(?:bc|pre)(?:\((\w+)\))?\.(\.)? +`)
	textileSpan  = regexp.MustCompile(`(^|[\s(])@([^@\n]{1,200})@`)
	textileImage = regexp.MustCompile(`(^|\s)!([^!\s(]+\.(?i:png|jpe?g|gif|svg|webp))(?:\(([^()\n]*)\))?!(?::\S+)?`)
	textileRef   = regexp.MustCompile(`([\pL\d.,)])\[(\d{1,3})\]`)
	textileAttr  = regexp.MustCompile(`(?m)^(h[1-6]|bq)(?:\([^()\n]{1,60}\)|\{[^{}\n]{1,80}\}|[<>=]{1,2})+\.`)
)

// isTextile wants two headings of its kind, or one, and a sign that Jira's
// markup has not.
func isTextile(text string) bool {
	head := textileAttr.ReplaceAllString(text[:min(len(text), 64<<10)], "$1.")
	return hHeading.MatchString(head) && textileSign.MatchString(head) && !jiraMacro.MatchString(head)
}

// readTextile turns Textile into Markdown.
func readTextile(s source) draft {
	var code stash
	text := textileAttr.ReplaceAllString(textileBlocks(s.body, &code), "$1.")
	text = textileSpan.ReplaceAllStringFunc(text, func(c string) string {
		m := textileSpan.FindStringSubmatch(c)
		return m[1] + code.span(m[2])
	})
	text = textileLink.ReplaceAllStringFunc(text, func(l string) string {
		m := textileLink.FindStringSubmatch(l)
		return code.put("[" + m[1] + "](" + m[2] + ")")
	})
	text = textileImage.ReplaceAllString(text, "$1$3")
	text = textileRef.ReplaceAllString(text, "$1[^$2]")
	return draft{}.finish(code.restore(hBlocks(text)), s)
}

// textileBlocks takes code out: "bc. " up to the next blank line, "bc.. " up to
// the next block that says what it is.
func textileBlocks(text string, code *stash) string {
	var b strings.Builder
	for {
		m := textileCode.FindStringSubmatchIndex(text)
		if m == nil {
			return b.String() + text
		}
		b.WriteString(text[:m[0]])
		lang := ""
		if m[2] >= 0 {
			lang = text[m[2]:m[3]]
		}
		rest := text[m[1]:]
		end := strings.Index(rest, "\n\n")
		if m[4] >= 0 {
			end = -1
			if at := textileNext.FindStringIndex(rest); at != nil {
				end = at[0]
			}
		}
		if end < 0 {
			end = len(rest)
		}
		b.WriteString(code.block(lang, rest[:end]))
		text = rest[end:]
	}
}

var textileNext = regexp.MustCompile(`\n\n(?:h[1-6]|p|bq|bc|pre)\.{1,2} `)
