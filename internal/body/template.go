package body

import (
	"regexp"
	"strings"

	"hindsight/internal/markdown"
)

// templateMarks are what a site generator would have replaced: HTML comments,
// ERB, Liquid and Jinja, Hugo's shortcodes. Each goes from open to close, as
// far as max bytes.
var templateMarks = []struct {
	open, close string
	max         int
}{
	{"<!--", "-->", 20_000},
	{"<%", "%>", 2000},
	{"{%", "%}", 2000},
	{"{{<", ">}}", 2000},
	{"{{%", "%}}", 2000},
	{"{{", "}}", 500},
}

// siteVariableRE is a variable of a site generator; other text in double braces
// may be what the postmortem is about.
var siteVariableRE = regexp.MustCompile(`^\{\{-? *(?:site|page|include|partial|url_for|ref|relref|config|theme)\b`)

// dropTemplates removes comments and the marks of site generators, but not
// from code spans.
func dropTemplates(text string) string {
	var b strings.Builder
	at := 0
	for {
		i := strings.IndexAny(text[at:], "`<{")
		if i < 0 {
			return b.String() + text[at:]
		}
		b.WriteString(text[at : at+i])
		at += i
		if n := spanLen(text[at:]); n > 0 {
			b.WriteString(text[at : at+n])
			at += n
			continue
		}
		n := markLen(text[at:])
		if n == 0 {
			b.WriteByte(text[at])
			n = 1
		} else {
			b.WriteString(shownBy(text[at : at+n]))
		}
		at += n
	}
}

var (
	captionedRE = regexp.MustCompile(`^(?:\{\{[<%]|\{%)-?\s*(?:include\s+)?\S*(?:figure|image|img|picture|video)\S*\s`)
	captionRE   = regexp.MustCompile(`\b(?:caption|alt|title)\s*=\s*"([^"\n]{1,300})"`)
	linkToRE    = regexp.MustCompile(`^<%=-?\s*link_to[\s(]+(?:'([^'\n]{1,200})'|"([^"\n]{1,200})")`)
	ialLineRE   = regexp.MustCompile(`(?m)^[ \t]*\{:[^{}\n]{0,200}\}[ \t]*\n?`)
	ialSpanRE   = regexp.MustCompile(`\{:\s*[.#][^{}\n]{0,200}\}`)
	hugoCodeRE  = regexp.MustCompile(`(?s)\{\{[<%]\s*highlight\s+"?([\w+#-]{0,20})"?[^{}\n]{0,200}[>%]\}\}\n?(.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}`)
	liquidRE    = regexp.MustCompile(`(?s)\{%-?\s*highlight\s+([\w+#-]{1,20})[^%\n]{0,200}%\}\n?(.*?)\{%-?\s*endhighlight\s*-?%\}`)
)

// shownBy is what a mark shows: the caption of a picture, the text of a link.
func shownBy(mark string) string {
	if m := linkToRE.FindStringSubmatch(mark); m != nil {
		return m[1] + m[2]
	}
	if captionedRE.MatchString(mark) {
		if m := captionRE.FindStringSubmatch(mark); m != nil {
			return m[1]
		}
	}
	return ""
}

// templateCode makes fences of what site generators are told to highlight.
func templateCode(text string) string {
	if !strings.Contains(text, "highlight") {
		return text
	}
	for _, re := range []*regexp.Regexp{hugoCodeRE, liquidRE} {
		text = re.ReplaceAllStringFunc(text, func(c string) string {
			m := re.FindStringSubmatch(c)
			return "\n" + markdown.CodeBlock(m[1], m[2]) + "\n"
		})
	}
	return text
}

// dropAttributes removes the lists of attributes that Kramdown reads.
func dropAttributes(text string) string {
	if !strings.Contains(text, "{:") {
		return text
	}
	return ialSpanRE.ReplaceAllString(ialLineRE.ReplaceAllString(text, ""), "")
}

// spanLen returns the length of the code span that s starts with, on one line.
func spanLen(s string) int {
	n := 0
	for n < len(s) && s[n] == '`' {
		n++
	}
	if n == 0 {
		return 0
	}
	line, _, _ := strings.Cut(s[n:min(len(s), n+1000)], "\n")
	if end := strings.Index(line, s[:n]); end >= 0 {
		return end + 2*n
	}
	return n
}

// markLen returns the length of the mark that s starts with.
func markLen(s string) int {
	for _, m := range templateMarks {
		if !strings.HasPrefix(s, m.open) || m.open == "{{" && !siteVariableRE.MatchString(s[:min(len(s), 40)]) {
			continue
		}
		if i := strings.Index(s[:min(len(s), m.max)], m.close); i >= 0 {
			return i + len(m.close)
		}
	}
	return 0
}
