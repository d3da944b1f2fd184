package body

import (
	"regexp"
	"strings"

	"hindsight/internal/clean"
)

// Tags whose content is converted as HTML; of other block tags, which often
// hold Markdown, only the tag itself goes.
var (
	islandOpenRE = regexp.MustCompile(`(?im)^[ \t]{0,3}<(table|dl|ul|ol|pre|figure|script|style|iframe|svg|video|h[1-6]|p|blockquote)\b[^<>]*>`)
	wrapperRE    = regexp.MustCompile(`(?im)^[ \t]*</?(?:details|div|center|section|article|span|main|header|footer|aside|picture|source|font)\b[^<>]*>[ \t]*$`)
	summaryTagRE = regexp.MustCompile(`(?is)<summary\b[^<>]*>(.*?)</summary>`)
)

// Bounds on the HTML in one text: the work is at most their product.
const (
	maxIslands = 400
	maxIsland  = 256 << 10
)

// convertHTML turns the HTML islands of a Markdown text into Markdown.
func convertHTML(text, base string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	text = summaryTagRE.ReplaceAllString(text, "\n**$1**\n\n")
	text = wrapperRE.ReplaceAllString(text, "")
	low := lowerASCII(text)
	var b strings.Builder
	at := 0
	for range maxIslands {
		m := islandOpenRE.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		b.WriteString(text[at : at+m[0]])
		at += m[0]
		end := at + islandEnd(low[at:min(len(low), at+maxIsland)], low[at+m[2]-m[0]:at+m[3]-m[0]])
		b.WriteString("\n\n" + island(text[at:end], base) + "\n\n")
		at = end
	}
	return b.String() + text[at:]
}

// lowerASCII keeps the offsets of a text, as strings.ToLower does not.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// islandEnd finds the end of the element that text starts with: its closing
// tag, or the next blank line when nobody closed it.
func islandEnd(text, name string) int {
	depth := 0
	for at := 0; at < len(text); {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			break
		}
		at += i
		end := strings.IndexByte(text[at:], '>')
		if end < 0 {
			break
		}
		switch tag := text[at : at+end+1]; {
		case strings.HasPrefix(tag, "</"+name+">"):
			if depth--; depth <= 0 {
				return at + end + 1
			}
		case strings.HasPrefix(tag, "<"+name) && !strings.HasSuffix(tag, "/>"):
			depth++
		}
		at += end + 1
	}
	if i := strings.Index(text, "\n\n"); i > 0 {
		return i
	}
	return len(text)
}

func island(text, base string) string {
	md, err := clean.Markdown(text, base)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(md)
}
