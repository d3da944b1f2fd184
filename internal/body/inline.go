package body

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight/internal/clean"
	"hindsight/internal/markdown"
	"hindsight/internal/marked"
)

var (
	codeSpanRE = regexp.MustCompile("``[^\n]+?``|`[^`\n]+`")
	mdLinkRE   = regexp.MustCompile(`(!?)\[((?:[^\[\]\n]|` +
		`\[[^\[\]\n]*\])*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+["'(][^"'\n]*["')])?\s*\)(?:\{[^{}\n]*\})?`)
	linkRefRE = regexp.MustCompile(`^( {0,3}\[[^\]^]+\]:\s*)<?(\S+?)>?(\s+["'(].*)?$`)
	htmlTagRE = regexp.MustCompile(`</?([A-Za-z][A-Za-z0-9-]*)(\s[^<>]*|/)?>`)
	hrefRE    = regexp.MustCompile(`(?i)\b(?:href|src)\s*=\s*["']?([^"'\s>]+)`)
	anchorRE  = regexp.MustCompile(`(?is)<a\b([^<>]*)>(.*?)</a>`)
	imgRE     = regexp.MustCompile(`(?i)<img\b[^<>]*>`)
	srcRE     = regexp.MustCompile(`(?i)\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))`)
	altRE     = regexp.MustCompile(`(?i)\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))`)
	tinyRE    = regexp.MustCompile(`(?i)\s(?:width|height)\s*=\s*["']?[01](?:px)?["'\s/>]`)
	attrsRE   = regexp.MustCompile(`\]\{[.#][^{}\n]*\}`)
	looseLtRE = regexp.MustCompile(`<([A-Za-z/!?][^\s<>]*)`)
)

// inlineMarkup makes the links of a line absolute, turns images into links
// and tags into Markdown. Code spans stay as they are.
func inlineMarkup(text, base string) string {
	if !strings.Contains(text, "`") {
		return inlineText(text, base)
	}
	var b strings.Builder
	at := 0
	for _, m := range codeSpanRE.FindAllStringIndex(text, -1) {
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

var (
	struckRE   = regexp.MustCompile(`(?i)<(?:del|s|strike)(?:\s[^<>]*)?>([^<>\n]+)</(?:del|s|strike)>`)
	raisedRE   = regexp.MustCompile(`(?i)([\d)])<sup>([-+−]?\d{1,4})</sup>`)
	wikiLinkRE = regexp.MustCompile(`\[\[([^\s\[\]|][^\[\]\n|]*)(?:\|([^\[\]\n]+))?\]\](.?)`)
	markedRE   = regexp.MustCompile(`(^|[\s("'])==([^\s=](?:[^=\n]{0,300}[^\s=])?)==($|[\s)"'.,;:!?])`)
)

// withoutMarks writes what Markdown has no words for: raised figures as "10⁶",
// links between the pages of a wiki and highlighted words as their text.
func withoutMarks(s string) string {
	if strings.Contains(s, "[[") {
		s = wikiLinkRE.ReplaceAllStringFunc(s, func(l string) string {
			switch m := wikiLinkRE.FindStringSubmatch(l); {
			case m[3] == "(" || m[3] == "[":
				return l // the text of a link stands in brackets
			case m[2] != "":
				return m[2] + m[3]
			default:
				return m[1] + m[3]
			}
		})
	}
	if strings.Contains(s, "==") {
		s = markedRE.ReplaceAllString(s, "$1$2$3")
	}
	if strings.Contains(s, "<") {
		s = raisedRE.ReplaceAllStringFunc(struckRE.ReplaceAllString(s, "~~$1~~"), func(r string) string {
			m := raisedRE.FindStringSubmatch(r)
			return m[1] + clean.Raised(m[2])
		})
	}
	return s
}

var onlyNumberRE = regexp.MustCompile(`^[\s>*+-]*\d{1,9}$`)

// unescape removes the backslashes that exporters put before signs which mean
// nothing within a line: "09:10 \- 12:20 \(UTC\)\.".
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	start := 0 // of the line
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			start = i + 1
		}
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`-.()+=&#!`, s[i+1]) >= 0 && !means(s[start:i], s[i+1:]) {
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// means says that the sign that after begins with would be more than itself
// behind before, which is what stands on the line so far.
func means(before, after string) bool {
	if len(before) > 40 {
		before = before[len(before)-40:]
	}
	return strings.Trim(before, " >*+-") == "" || onlyNumberRE.MatchString(before) ||
		strings.HasSuffix(before, "]") || strings.HasSuffix(before, `\`) || len(after) > 1 && after[1] == '['
}

func inlineText(s, base string) string {
	s = unescape(withoutMarks(s))
	if m := linkRefRE.FindStringSubmatch(s); m != nil {
		if to := resolve(base, m[2]); to != "" {
			return m[1] + to + m[3]
		}
		return s
	}
	if strings.Contains(s, "](") {
		for range 2 { // the picture in a link, then the link
			s = marked.Behind(s, linkBegins, func(rest string) string {
				return marked.Matches(rest, mdLinkRE, func(m []string) string { return link(m, base) })
			})
		}
	}
	s = marked.Replace(s, "]{", attrsRE, "]")
	if !strings.Contains(s, "<") {
		return s
	}
	s = imgRE.ReplaceAllStringFunc(s, func(tag string) string { return imageTag(tag, base) })
	s = anchorRE.ReplaceAllStringFunc(s, func(a string) string {
		m := anchorRE.FindStringSubmatch(a)
		if h := hrefRE.FindStringSubmatch(m[1]); h != nil {
			if to := resolve(base, html.UnescapeString(h[1])); to != "" {
				return "[" + m[2] + "](" + to + ")"
			}
		}
		return m[2]
	})
	return escapeLoose(htmlTagRE.ReplaceAllStringFunc(s, inlineTag))
}

// linkBegins are how a link may begin.
var linkBegins = []string{"![", "["}

// inlineTag replaces one tag by its Markdown. Names that are no HTML stand
// for something in the text ("<user>") and stay.
func inlineTag(tag string) string {
	m := htmlTagRE.FindStringSubmatch(tag)
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

var autolinkRE = regexp.MustCompile(`^<(?:[A-Za-z][A-Za-z0-9+.-]{1,30}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>`)

// escapeLoose writes "\<" where a "<" would start a tag.
func escapeLoose(s string) string {
	var b strings.Builder
	for at := 0; ; {
		m := looseLtRE.FindStringIndex(s[at:])
		if m == nil {
			return b.String() + s[at:]
		}
		i := at + m[0]
		b.WriteString(s[at:i])
		if auto := autolinkRE.FindString(s[i:]); auto != "" {
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
// the text alone is kept.
func link(m []string, base string) string {
	text := strings.TrimSpace(m[2])
	to := resolve(base, m[3])
	if m[1] == "!" {
		return image(text, m[3], to)
	}
	switch {
	case to == "" || strings.HasPrefix(text, "[") && strings.Contains(text, "]("):
		return text
	case text == "":
		return "<" + to + ">"
	}
	return "[" + text + "](" + to + ")"
}

// imageTag writes the tag of a picture as Markdown has it; counters of one pixel
// are none.
func imageTag(tag, base string) string {
	value := func(m []string) string {
		if m == nil {
			return ""
		}
		return strings.Join(strings.Fields(html.UnescapeString(m[1]+m[2]+m[3])), " ")
	}
	src := value(srcRE.FindStringSubmatch(tag))
	if src == "" || tinyRE.MatchString(tag) {
		return ""
	}
	address := inParentheses.Replace(src)
	return image(value(altRE.FindStringSubmatch(tag)), address, resolve(base, src))
}

// image writes a picture as a link, for the archive loads nothing from
// elsewhere. One whose address is that of a file beside the text stays a picture:
// who imports it may have the file. Of one that has no address its words are kept.
func image(text, address, to string) string {
	named := text == "" || fileNameRE.MatchString(text)
	text = inBrackets.Replace(text)
	switch {
	case to != "" && named:
		return "[image](" + to + ")"
	case to != "":
		return "[" + text + "](" + to + ")"
	case clean.Beside(address):
		if named {
			text = ""
		}
		return "![" + text + "](" + address + ")"
	case named:
		return ""
	}
	return markdown.ImageMark + text + ")"
}

// inBrackets makes words such that can stand in brackets.
var inBrackets = strings.NewReplacer(`\[`, `\[`, `\]`, `\]`, "[", `\[`, "]", `\]`)

var fileNameRE = regexp.MustCompile(`(?i)^[\w .-]*\.(?:png|jpe?g|gif|svg|webp)$|^(?:image|img|screenshot|alt text)[\s\d]*$`)

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
	if base != "" && !u.IsAbs() {
		if b, err := url.Parse(base); err == nil && b.IsAbs() {
			u = b.ResolveReference(u)
		}
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
	return inParentheses.Replace(u.String())
}

// inParentheses makes an address one that can stand in parentheses.
var inParentheses = strings.NewReplacer("(", "%28", ")", "%29", " ", "%20")
