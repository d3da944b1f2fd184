package body

import (
	"cmp"
	"regexp"
	"strings"

	"hindsight/internal/clean"
	"hindsight/internal/markdown"
	"hindsight/internal/marked"
)

// Signs of Markdown within a line, and the mark without which a line has none. As
// one expression, asked of the whole, they took a tenth of the import of a text
// without any.
var markdownSigns = []struct {
	mark string
	re   *regexp.Regexp
}{
	{"#", regexp.MustCompile(`^ {0,3}#{1,6} +\S`)},             // a heading
	{"```", regexp.MustCompile("^ {0,3}```")},                  // code
	{"](", regexp.MustCompile(`\]\((?:https?:)?//`)},           // a link
	{"---", regexp.MustCompile(`^\|? *:?-{3,}:? *\|[-:| ]*$`)}, // a table
	{"**", regexp.MustCompile(`\*\*[A-Za-z][^*\n]+\*\*`)},      // bold text
}

// Signs that may go over two lines.
var (
	linkDefinedRE = regexp.MustCompile(`(?m)^\[[^\]]+\]: +https?://`)
	underlinedRE  = regexp.MustCompile(`(?m)^\S[^\n]*\n(?:={3,}|-{3,}) *$`)
)

// IsMarkdown wants a heading, a code fence, a link, a table, a link
// definition, an underlined heading or bold text; or a fragment of HTML.
func IsMarkdown(text string) bool {
	for _, s := range markdownSigns {
		if marked.Any(text, s.mark, s.re) {
			return true
		}
	}
	return strings.Contains(text, "]: ") && linkDefinedRE.MatchString(text) ||
		(strings.Contains(text, "\n===") || strings.Contains(text, "\n---")) && underlinedRE.MatchString(text) ||
		IsHTML(text)
}

// inlineHTMLRE is what turns up in short texts of status pages.
var inlineHTMLRE = regexp.MustCompile(`(?i)<br ?/?>|</(?:a|b|i|em|strong|p|ul|li|div|span|code)>`)

var (
	blockTagRE  = regexp.MustCompile(`(?i)<(?:p|h[1-6]|li|ul|ol|dl|table|div|blockquote|article|section)\b[^<>]*>`)
	mdLineRE    = regexp.MustCompile("^ {0,3}(?:#{1,6} +\\S|[-*] |```|={3,}\\s*$|-{3,}\\s*$)")
	htmlStartRE = regexp.MustCompile(`(?i)^\s*<(?:p|h[1-6]|ul|ol|dl|table|div|blockquote|article|section|html|body|!doctype)\b`)
)

// IsHTML says that the text as a whole is HTML, not Markdown with some tags.
func IsHTML(text string) bool {
	return htmlStartRE.MatchString(text) && len(blockTagRE.FindAllStringIndex(text, 2*mostLines)) > 2*markdownLines(text)
}

// IsMarkdownWithTags says the opposite of a text that begins with any tag: what
// a README shows above its title is HTML, the rest has the marks of Markdown.
func IsMarkdownWithTags(text string) bool {
	n := markdownLines(text)
	return n > 0 && len(blockTagRE.FindAllStringIndex(text, 2*mostLines)) <= 2*n
}

// mostLines is how many lines of Markdown are counted.
const mostLines = 100

// markdownLines counts the headings, items, fences and rules of Markdown in a
// text. What stands in a "pre" of HTML may look like them and is none.
func markdownLines(text string) int {
	n, pre := 0, false
	for line := range strings.Lines(text) {
		bare := strings.TrimLeft(line, " ")
		if !pre && bare != "" && strings.IndexByte("#-*`=", bare[0]) >= 0 && mdLineRE.MatchString(line) {
			if n++; n == mostLines {
				break
			}
		}
		if opens, closes := strings.LastIndex(line, "<pre"), strings.LastIndex(line, "</pre"); opens != closes {
			pre = opens > closes
		}
	}
	return n
}

// From converts a text that may or may not be Markdown.
func From(text, url string) string {
	if IsMarkdown(text) || inlineHTMLRE.MatchString(text) {
		return FromMarkdown(text, url)
	}
	return FromPlain(text, url)
}

// FromMarkdown brings Markdown of any dialect, and HTML, into one form; url is the
// base of relative links.
func FromMarkdown(text, url string) string {
	if IsHTML(text) {
		md, err := clean.Markdown(dropTemplates(text), url)
		if err != nil {
			return ""
		}
		return normalise(md, url, false)
	}
	return normalise(markdown.OutsideCode(headNumbered(markClocks(templateCode(text)), "## "), func(s string) string {
		return convertHTML(dropMDX(dropTemplates(dropAttributes(dropData(markdown.DropAsides(s))))), url)
	}), url, false)
}

var (
	dataDefRE   = regexp.MustCompile(`(?m)^ {0,3}\[([^\]^\n]{1,100})\]:[ \t]*<?data:[^\n]*\n?`)
	besideDefRE = regexp.MustCompile(`(?m)^ {0,3}\[([^\]^\n]{1,100})\]:[ \t]*<?([^\s<>]{1,300})>?[ \t]*$`)
	imageRefRE  = regexp.MustCompile(`!\[([^\[\]\n]*)\]\[([^\[\]\n]{0,100})\]`)
)

// maxBeside is how many pictures of one text are looked up by their names.
const maxBeside = 500

// dropData takes the pictures out that a text holds itself, as exports of
// Google Docs do below the last line, and makes links of those elsewhere.
func dropData(text string) string {
	data := map[string]bool{}
	if strings.Contains(text, "data:") {
		text = dataDefRE.ReplaceAllStringFunc(text, func(d string) string {
			data[dataDefRE.FindStringSubmatch(d)[1]] = true
			return ""
		})
	}
	if !strings.Contains(text, "![") {
		return text
	}
	beside := map[string]string{}
	for _, m := range besideDefRE.FindAllStringSubmatch(text, maxBeside) {
		if clean.Beside(m[2]) {
			beside[m[1]] = m[2]
		}
	}
	return imageRefRE.ReplaceAllStringFunc(text, func(i string) string {
		m := imageRefRE.FindStringSubmatch(i)
		alt := strings.TrimSpace(m[1])
		switch {
		case beside[cmp.Or(m[2], m[1])] != "":
			return "![" + alt + "](" + beside[cmp.Or(m[2], m[1])] + ")"
		case (data[m[2]] || data[m[1]]) && alt == "":
			return ""
		case data[m[2]] || data[m[1]]:
			return markdown.ImageMark + alt + ")"
		case alt == "":
			alt = "image"
		}
		return "[" + alt + "][" + m[2] + "]"
	})
}

var (
	calloutOpenRE  = regexp.MustCompile(`^:{3,}\s*\{?\s*\.?callout-(\w+)[^{}]*\}?\s*$`)
	calloutTitleRE = regexp.MustCompile(`\btitle="([^"\n]{1,200})"`)
	calloutEndRE   = regexp.MustCompile(`^:{3,}\s*$`)
)

// quoteCallouts turns the boxes of Quarto into quotes; a heading in one is the
// box's, not the text's.
func quoteCallouts(text string) string {
	var b strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		bare := strings.TrimRight(line, " \n")
		m := calloutOpenRE.FindStringSubmatch(bare)
		_, heading, isHead := markdown.Heading(bare)
		switch {
		case m != nil && !inside:
			inside = true
			b.WriteString("\n")
			if t := calloutTitleRE.FindStringSubmatch(bare); t != nil {
				b.WriteString("> **" + t[1] + "**\n>\n")
			}
		case inside && calloutEndRE.MatchString(bare):
			inside = false
			b.WriteString("\n")
		case inside && isHead:
			b.WriteString("> **" + heading + "**\n>\n")
		case inside:
			b.WriteString(strings.TrimRight("> "+bare, " ") + "\n")
		default:
			b.WriteString(line)
		}
	}
	return b.String()
}

// quoteAdmonitions turns the indented text under "!!! note" into a quote.
func quoteAdmonitions(text string) string {
	var b strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		if m := admonitionRE.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			inside = true
			if m[2] != "" {
				b.WriteString("> **" + m[2] + "**\n>\n")
			}
			continue
		}
		switch {
		case inside && strings.HasPrefix(line, "    "):
			line = "> " + line[4:]
		case inside && strings.TrimSpace(line) == "":
			line = ">\n"
		case inside:
			inside = false
			b.WriteString("\n")
		}
		b.WriteString(line)
	}
	return b.String()
}
