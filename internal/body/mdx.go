package body

import (
	"regexp"
	"strings"

	"hindsight/internal/marked"
)

// MDX is Markdown with JavaScript and components between it:
//
//	import Note from './note'
//	export const meta = { … }
//	<Note title="Mind">  Nobody was on call.  </Note>  {/* a remark */}
//
// The script goes; of a component the text stays, and what its attributes say
// to a reader.
var (
	mdxImportRE = regexp.MustCompile(`(?m)^import\s+(?:type\s+)?(?:[\w$*{][^'"()]{0,400}?\s+from\s+)?["'][^"'\n]+["'];?[ \t]*$\n?`)
	mdxExportRE = regexp.MustCompile(`(?m)^export\s+(?:(?:const|let|var|async|function|class)\s+\w|default\s+(?:function\b|\(|\{|\w+;?[ \t]*$)|\{|\*)`)
	mdxRemarkRE = regexp.MustCompile(`(?s)\{/\*.{0,1000}?\*/\}`)
	mdxValueRE  = regexp.MustCompile(`(?m)^[ \t]*\{[^{}\n]*\}[ \t]*$`)
	mdxTagRE    = regexp.MustCompile(`</?[A-Z][\w.]*(?:\s(?:[^<>"'{}]|"[^"]*"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*)?/?>|` +
		`<[a-z][\w-]*\s[^<>{}]*\{\{?[^<>]*\}\}?[^<>]*>|</?>`)
	mdxSaysRE    = regexp.MustCompile(`\b(title|heading|label|summary|caption|alt|text|message|description)=(?:"([^"{}<>]+)"|'([^'{}<>]+)')`)
	mdxTimeRE    = regexp.MustCompile(`\b(?:time|at|when|timestamp)=(?:"([^"{}<>]{3,40})"|'([^'{}<>]{3,40})')`)
	fencedDivRE  = regexp.MustCompile(`(?m)^ {0,3}:{3,}[^\n]*$`)
	admonitionRE = regexp.MustCompile(`(?m)^(?:!!!|\?\?\?\+?) +(\w+)(?: +"([^"\n]*)")?[ \t]*$`)
)

// dropMDX removes the JavaScript of MDX, the fences of Quarto and Docusaurus
// (":::"), and turns the admonitions of MkDocs into quotes.
func dropMDX(text string) string {
	script := beginsLine(text, "import") && mdxImportRE.MatchString(text) || beginsLine(text, "export") && mdxExportRE.MatchString(text)
	if script || strings.Contains(text, "<") && mdxTagRE.MatchString(text) {
		text = dropExports(mdxImportRE.ReplaceAllString(text, ""))
		text = mdxRemarkRE.ReplaceAllString(text, "")
		if script || strings.Contains(text, "/>") {
			text = mdxValueRE.ReplaceAllString(text, "")
		}
		text = outsideSpans(text, dropComponents)
	}
	if strings.Contains(text, "callout-") {
		text = quoteCallouts(text)
	}
	text = marked.Replace(text, ":::", fencedDivRE, "")
	if (beginsLine(text, "!!!") || beginsLine(text, "???")) && admonitionRE.MatchString(text) {
		text = quoteAdmonitions(text)
	}
	return text
}

// beginsLine says that a line of a text begins with a word.
func beginsLine(text, word string) bool {
	return strings.HasPrefix(text, word) || strings.Contains(text, "\n"+word)
}

// maxExport is how many bytes one export statement may take.
const maxExport = 20_000

// dropExports removes export statements: up to the end of the line on which
// their brackets are closed, or one line when they never are.
func dropExports(text string) string {
	var b strings.Builder
	for {
		m := mdxExportRE.FindStringIndex(text)
		if m == nil {
			return b.String() + text
		}
		b.WriteString(text[:m[0]])
		text = text[m[0]:]
		text = text[exportLen(text):]
	}
}

func exportLen(text string) int {
	depth, size := 0, 0
	for line := range strings.Lines(text[:min(len(text), maxExport)]) {
		size += len(line)
		for _, c := range line {
			switch c {
			case '{', '(', '[':
				depth++
			case '}', ')', ']':
				depth--
			}
		}
		if depth <= 0 {
			return size
		}
	}
	line, _, _ := strings.Cut(text, "\n")
	return min(len(text), len(line)+1)
}

// dropComponents replaces the tags of components by what they say. What stands
// inside them is moved to the left, so that it is no code.
func dropComponents(text string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	text = mdxTagRE.ReplaceAllStringFunc(text, func(tag string) string { return strings.ReplaceAll(tag, "\n", " ") })
	var b strings.Builder
	depth := 0
	for line := range strings.Lines(text) {
		bare := strings.TrimLeft(line, " \t")
		if indent := len(line) - len(bare); depth > 0 && indent <= 2*depth+2 && !isItem(line) {
			line = bare
		}
		tags := mdxTagRE.FindAllString(line, -1)
		for _, tag := range tags {
			switch {
			case strings.HasPrefix(tag, "</"):
				depth = max(0, depth-1)
			case !strings.HasSuffix(tag, "/>"):
				depth = min(20, depth+1)
			}
		}
		if len(tags) > 0 {
			said := mdxTagRE.ReplaceAllStringFunc(line, componentText)
			if strings.HasPrefix(bare, "<") {
				said = strings.TrimSuffix(strings.TrimLeft(said, " \n"), "\n") + "\n"
			}
			line = manyBlanksRE.ReplaceAllString(said, "$1 ")
		}
		b.WriteString(line)
	}
	return b.String()
}

var manyBlanksRE = regexp.MustCompile(`(\S)  +`)

func componentText(tag string) string {
	if strings.HasPrefix(tag, "</") {
		return " "
	}
	if m := mdxTimeRE.FindStringSubmatch(tag); m != nil {
		return "\n- " + m[1] + m[2] + ": "
	}
	var said []string
	for _, m := range mdxSaysRE.FindAllStringSubmatch(tag, 6) {
		text := m[2] + m[3]
		if (m[1] == "title" || m[1] == "heading" || m[1] == "summary") && !strings.HasSuffix(tag, "/>") {
			text = "**" + text + "**\n\n"
		}
		said = append(said, text)
	}
	return " " + strings.Join(said, " ")
}

// outsideSpans applies f to the stretches between code spans.
func outsideSpans(text string, f func(string) string) string {
	var b strings.Builder
	plain := 0
	for i := 0; i < len(text); {
		n := 0
		if text[i] == '`' {
			n = spanLen(text[i:])
		}
		if n == 0 {
			i++
			continue
		}
		b.WriteString(f(text[plain:i]) + text[i:i+n])
		i += n
		plain = i
	}
	return b.String() + f(text[plain:])
}
