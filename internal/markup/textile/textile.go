// Package textile reads Textile, and the blocks that Jira's markup has from it.
package textile

import (
	"regexp"
	"strings"

	"hindsight/internal/marked"
	"hindsight/internal/markup/write"
)

var (
	signRE = regexp.MustCompile(`(?m)"[^"\n]{1,200}":https?://\S|^(?:p|bc|pre|notextile|fn\d+)\.{1,2} |^\|_\. |^h[1-6](?:\([^()\n]+\)|\{[^{}\n]+\}` +
		`|[<>=]+)*\. .*\n\n(?s:.*)(?:^|\s)@[^@\n]+@`)
	linkRE  = regexp.MustCompile(`"([^"\n]{1,300})":(https?://[^\s|"<>]*[^\s|"<>.,;:!?)])`)
	codeRE  = regexp.MustCompile(`(?m)^(?:bc|pre)(?:\((\w+)\))?\.(\.)? +`)
	spanRE  = regexp.MustCompile(`(^|[\s(])@([^@\n]{1,200})@`)
	imageRE = regexp.MustCompile(`(^|\s)!([^!\s(]+\.(?i:png|jpe?g|gif|svg|webp))(?:\(([^()\n]*)\))?!(?::\S+)?`)
	refRE   = regexp.MustCompile(`([\pL\d.,)])\[(\d{1,3})\]`)
	attrRE  = regexp.MustCompile(`(?m)^(h[1-6]|bq)(?:\([^()\n]{1,60}\)|\{[^{}\n]{1,80}\}|[<>=]{1,2})+\.`)
)

// Is wants a heading and a sign that Jira's markup has not.
func Is(text string) bool {
	head := withoutAttributes(text[:min(len(text), 64<<10)])
	return Headings(head) > 0 && (signRE.MatchString(head) || loneRE.MatchString(head) && !strings.Contains(head, "\n#"))
}

// loneRE is a heading on a line of its own, which nothing but this markup has.
var loneRE = regexp.MustCompile(`(?m)^h[1-6]\. [^\n]{1,100}\n[ \t]*\n`)

// IsHeaded says that a text has a heading of Textile's kind, "h2. Cause", which
// in a text that is known to be written in some markup is enough of a sign.
func IsHeaded(text string) bool { return Headings(text[:min(len(text), 64<<10)]) > 0 }

// Read turns Textile into Markdown. A text says nothing about itself.
func Read(text string) (markdown string, meta map[string]string) {
	var code write.Stash
	text = withoutAttributes(stashCode(text, &code))
	text = marked.Func(text, "@", spanRE, func(m []string) string { return m[1] + code.Span(m[2]) })
	text = marked.Func(text, `":http`, linkRE, func(m []string) string { return code.Put("[" + m[1] + "](" + m[2] + ")") })
	text = marked.Func(text, "!", imageRE, func(m []string) string { return m[1] + code.Put(write.Image(m[3], m[2])) })
	text = marked.Replace(text, "[", refRE, "$1[^$2]")
	return code.Restore(Blocks(text)), nil
}

// withoutAttributes drops what stands between the name of a block and its dot:
// "h2(#cause). ".
func withoutAttributes(text string) string {
	return marked.Lines(text, ".", func(line string) string {
		if !strings.HasPrefix(line, "h") && !strings.HasPrefix(line, "bq") {
			return line
		}
		return attrRE.ReplaceAllString(line, "$1.")
	})
}

// stashCode takes code out: "bc. " up to the next blank line, "bc.. " up to
// the next block that says what it is.
func stashCode(text string, code *write.Stash) string {
	var b strings.Builder
	for {
		if !beginsLine(text, "bc") && !beginsLine(text, "pre") {
			return b.String() + text
		}
		m := codeRE.FindStringSubmatchIndex(text)
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
			if at := nextRE.FindStringIndex(rest); at != nil {
				end = at[0]
			}
		}
		if end < 0 {
			end = len(rest)
		}
		b.WriteString(code.Block(lang, rest[:end]))
		text = rest[end:]
	}
}

// beginsLine says that a line of a text begins with a word.
func beginsLine(text, word string) bool {
	return strings.HasPrefix(text, word) || strings.Contains(text, "\n"+word)
}

var nextRE = regexp.MustCompile(`\n\n(?:h[1-6]|p|bq|bc|pre)\.{1,2} `)
