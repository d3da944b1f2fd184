package markdown

import (
	"regexp"
	"strings"
)

// asideRE is a line that no reader sees: the definition of a link that leads
// nowhere, "[//]: # (remark)", how an editor is to show the text,
// "-*- mode: markdown -*-", a comment.
var asideRE = regexp.MustCompile(`^ {0,3}(?:\[[^\[\]]{1,100}\]:[ \t]*(?:#|<>)[ \t]+(?:\(.*\)|".*"|'.*')|(?:# )?-\*- .*[ ;]-\*-|<!--.*-->)[ \t\r\n]*$`)

// maxAside is the longest line that is looked at, in bytes.
const maxAside = 500

// Aside says that a line is for a program or for the writers.
func Aside(line string) bool {
	start := strings.TrimLeft(line, " ")
	if len(line) > maxAside || start == "" || strings.IndexByte("[-<#", start[0]) < 0 || !asideRE.MatchString(line) {
		return false
	}
	return start[0] != '<' || strings.Count(line, "<!--") == 1 && strings.Count(line, "-->") == 1
}

// BelowAsides is a text without such lines, and blank ones, at its beginning.
func BelowAsides(text string) string {
	below := strings.TrimPrefix(text, "\ufeff")
	for below != "" {
		line, rest, _ := strings.Cut(below, "\n")
		if strings.TrimSpace(line) != "" && !Aside(line) {
			break
		}
		below = rest
	}
	return below
}

// DropAsides removes such lines from a text without code, but for comments, of
// which the rest of a line may be text.
func DropAsides(text string) string {
	if !strings.Contains(text, "]:") && !strings.Contains(text, "-*-") {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "<") || !Aside(line) {
			b.WriteString(line)
		}
	}
	return b.String()
}
