package tidy

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight/internal/clean"
)

var (
	codeSpan = regexp.MustCompile("``[^\n]+?``|`[^`\n]+`")
	mdLink   = regexp.MustCompile(`(!?)\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+["'(][^"'\n]*["')])?\s*\)(?:\{[^{}\n]*\})?`)
	linkRef  = regexp.MustCompile(`^( {0,3}\[[^\]^]+\]:\s*)<?(\S+?)>?(\s+["'(].*)?$`)
	htmlTag  = regexp.MustCompile(`</?([A-Za-z][A-Za-z0-9-]*)(\s[^<>]*|/)?>`)
	href     = regexp.MustCompile(`(?i)\b(?:href|src)\s*=\s*["']?([^"'\s>]+)`)
	anchor   = regexp.MustCompile(`(?is)<a\b([^<>]*)>(.*?)</a>`)
	attrs    = regexp.MustCompile(`\]\{[.#][^{}\n]*\}`)
	looseLt  = regexp.MustCompile(`<([A-Za-z/!?][^\s<>]*)`)
)

// inlineMarkup makes the links of a line absolute, turns images into links
// and tags into Markdown. Code spans stay as they are.
func inlineMarkup(text, base string) string {
	var b strings.Builder
	at := 0
	for _, m := range codeSpan.FindAllStringIndex(text, -1) {
		b.WriteString(inlineText(text[at:m[0]], base))
		b.WriteString(text[m[0]:m[1]])
		at = m[1]
	}
	if at == 0 {
		return inlineText(text, base)
	}
	// A link whose text is a code span is cut by the spans: read it whole.
	if strings.Contains(text, "`](") || strings.Contains(text, "](") && strings.Contains(text, "[`") {
		return inlineText(text, base)
	}
	b.WriteString(inlineText(text[at:], base))
	return b.String()
}

func inlineText(s, base string) string {
	if m := linkRef.FindStringSubmatch(s); m != nil {
		if to := resolve(base, m[2]); to != "" {
			return m[1] + to + m[3]
		}
		return s
	}
	if strings.Contains(s, "](") {
		s = mdLink.ReplaceAllStringFunc(s, func(l string) string { return link(mdLink.FindStringSubmatch(l), base) })
		s = mdLink.ReplaceAllStringFunc(s, func(l string) string { return link(mdLink.FindStringSubmatch(l), base) })
	}
	s = attrs.ReplaceAllString(s, "]")
	if !strings.Contains(s, "<") {
		return s
	}
	s = anchor.ReplaceAllStringFunc(s, func(a string) string {
		m := anchor.FindStringSubmatch(a)
		if h := href.FindStringSubmatch(m[1]); h != nil {
			if to := resolve(base, html.UnescapeString(h[1])); to != "" {
				return "[" + m[2] + "](" + to + ")"
			}
		}
		return m[2]
	})
	return escapeLoose(htmlTag.ReplaceAllStringFunc(s, inlineTag))
}

// inlineTag replaces one tag by its Markdown. Names that are no HTML stand
// for something in the text ("<user>") and stay.
func inlineTag(tag string) string {
	m := htmlTag.FindStringSubmatch(tag)
	switch a := atom.Lookup([]byte(strings.ToLower(m[1]))); a {
	case 0:
		return tag
	case atom.Br:
		return " "
	case atom.B, atom.Strong:
		return "**"
	case atom.I, atom.Em:
		return "*"
	case atom.Code, atom.Kbd, atom.Tt, atom.Samp:
		return "`"
	case atom.P, atom.Div:
		return " "
	}
	return ""
}

var autolink = regexp.MustCompile(`^<(?:[A-Za-z][A-Za-z0-9+.-]{1,30}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>`)

// escapeLoose writes "\<" where a "<" would start a tag.
func escapeLoose(s string) string {
	var b strings.Builder
	for at := 0; ; {
		m := looseLt.FindStringIndex(s[at:])
		if m == nil {
			return b.String() + s[at:]
		}
		i := at + m[0]
		b.WriteString(s[at:i])
		if auto := autolink.FindString(s[i:]); auto != "" {
			b.WriteString(auto)
			at = i + len(auto)
			continue
		}
		if i == 0 || s[i-1] != '\\' {
			b.WriteByte('\\')
		}
		b.WriteByte('<')
		at = i + 1
	}
}

// link writes a Markdown link with an absolute address. Where there is none,
// the text alone is kept; of an image whose text is a file name, nothing.
func link(m []string, base string) string {
	text := strings.TrimSpace(m[2])
	to := resolve(base, m[3])
	if m[1] == "!" {
		if text == "" || fileName.MatchString(text) {
			text = "image"
			if to == "" {
				return ""
			}
		}
		text = strings.NewReplacer("[", `\[`, "]", `\]`).Replace(text)
	}
	switch {
	case to == "" || strings.HasPrefix(text, "[") && strings.Contains(text, "]("):
		return text
	case text == "":
		return "<" + to + ">"
	}
	return "[" + text + "](" + to + ")"
}

var fileName = regexp.MustCompile(`(?i)^[\w .-]*\.(?:png|jpe?g|gif|svg|webp)$|^(?:image|img|screenshot|alt text)[\s\d]*$`)

// resolve returns the absolute http, https or mailto address of a link, or "".
func resolve(base, to string) string {
	if strings.HasPrefix(to, "#") {
		return ""
	}
	if strings.HasPrefix(to, "//") {
		to = "https:" + to
	}
	u, err := url.Parse(to)
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && b.IsAbs() && !u.IsAbs() {
		u = b.ResolveReference(u)
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto":
	default:
		return ""
	}
	return strings.NewReplacer("(", "%28", ")", "%29", " ", "%20").Replace(u.String())
}

// Tags whose content is converted as HTML; of other block tags, which often
// hold Markdown, only the tag itself goes.
var (
	islandOpen = regexp.MustCompile(`(?im)^[ \t]{0,3}<(table|dl|ul|ol|pre|figure|script|style|iframe|svg|video|h[1-6]|p|blockquote)\b[^<>]*>`)
	wrapper    = regexp.MustCompile(`(?im)^[ \t]*</?(?:details|div|center|section|article|span|main|header|footer|aside|picture|source|font)\b[^<>]*>[ \t]*$`)
	summaryTag = regexp.MustCompile(`(?is)<summary\b[^<>]*>(.*?)</summary>`)
)

// convertHTML turns the HTML islands of a Markdown text into Markdown.
func convertHTML(text, base string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	text = summaryTag.ReplaceAllString(text, "\n**$1**\n\n")
	text = wrapper.ReplaceAllString(text, "")
	low := lowerASCII(text)
	var b strings.Builder
	at := 0
	for range maxIslands {
		m := islandOpen.FindStringSubmatchIndex(text[at:])
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

// Bounds on the HTML in one text: the work is at most their product.
const (
	maxIslands = 400
	maxIsland  = 256 << 10
)

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
