package dump

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

var (
	wikiHeading = regexp.MustCompile(`(?m)^(={1,6})\s*([^=\n].*?)\s*={1,6}[ \t]*$`)
	wikiLink    = regexp.MustCompile(`\[\[(?:([^\[\]|\n]*)\|)?([^\[\]|\n]*)\]\]`)
	wikiFile    = regexp.MustCompile(`(?i)\[\[(?:file|image|datei|fichier|archivo):([^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*)\]\]`)
	wikiAway    = regexp.MustCompile(`(?im)^[ \t]*\[\[(?:category|kategorie|catégorie|[a-z]{2,3}):[^\[\]\n]*\]\][ \t]*$\n?|__[A-Z]+__|</?(?:references|noinclude|includeonly|onlyinclude|section|languages|translate)\b[^<>]*>`)
	wikiShown   = regexp.MustCompile(`(?i)\{\{DISPLAYTITLE:([^{}]+)\}\}`)
	wikiURL     = regexp.MustCompile(`\[(https?://[^\s\[\]]+)(?:\s+([^\[\]\n]+))?\]`)
	wikiList    = regexp.MustCompile(`^([*#:;]+)\s*(.*)$`)
	wikiRef     = regexp.MustCompile(`(?is)<ref\b[^<>]*/>|<ref\b[^<>]*>(.*?)</ref>`)
	wikiOption  = regexp.MustCompile(`(?i)^\s*(?:thumb(?:nail)?|frame(?:less|d)?|border|left|right|center|none|upright(?:=.*)?|\d*x?\d+px|(?:link|alt|page|lang|class)=.*)\s*$`)
	wikiCode    = regexp.MustCompile(`(?is)<(pre|syntaxhighlight|source|nowiki)\b([^<>]*)>(.*?)</(?:pre|syntaxhighlight|source|nowiki)>`)
	wikiLang    = regexp.MustCompile(`(?i)\blang="?([\w+-]{1,20})`)
	wikiGallery = regexp.MustCompile(`(?is)<gallery\b[^<>]*>(.*?)</gallery>`)
	wikiBold    = regexp.MustCompile(`'''([^'\n]+(?:'[^'\n]+)*)'''`)
	wikiItalic  = regexp.MustCompile(`''([^'\n]+(?:'[^'\n]+)*)''`)
)

// isMediaWiki wants two headings between equals signs, or one and a link in
// double brackets.
func isMediaWiki(text string) bool {
	head := text[:min(len(text), 64<<10)]
	n := len(wikiHeading.FindAllStringIndex(head, 3))
	return n > 1 || n == 1 && (wikiLink.MatchString(head) || strings.Contains(head, "'''"))
}

// readMediaWiki turns wiki markup into Markdown.
func readMediaWiki(s source) draft {
	d := draft{}
	text := s.body
	if m := wikiShown.FindStringSubmatch(text); m != nil {
		d.titles = []string{path.Base(strings.TrimSpace(m[1]))}
	}
	var code stash
	text = wikiCode.ReplaceAllStringFunc(text, func(c string) string {
		m := wikiCode.FindStringSubmatch(c)
		if strings.EqualFold(m[1], "nowiki") && !strings.Contains(m[3], "\n") {
			return code.span(m[3])
		}
		lang := ""
		if l := wikiLang.FindStringSubmatch(m[2]); l != nil {
			lang = l[1]
		}
		return code.block(lang, m[3])
	})
	text = dropTemplates(text)
	text, notes := wikiNotes(text)
	return d.finish(code.restore(wikiLines(wikiInline(text))+notes), s)
}

// wikiNotes turns references with a text into footnotes.
func wikiNotes(text string) (body, notes string) {
	n := 0
	body = wikiRef.ReplaceAllStringFunc(text, func(r string) string {
		m := wikiRef.FindStringSubmatch(r)
		note := strings.Join(strings.Fields(wikiInline(m[1])), " ")
		if note == "" || n > 500 {
			return ""
		}
		n++
		notes += fmt.Sprintf("\n[^%d]: %s\n", n, note)
		return fmt.Sprintf("[^%d]", n)
	})
	return body, "\n" + notes
}

func wikiInline(text string) string {
	text = wikiAway.ReplaceAllString(text, "")
	text = wikiGallery.ReplaceAllStringFunc(text, func(g string) string {
		var b strings.Builder
		for line := range strings.Lines(wikiGallery.FindStringSubmatch(g)[1]) {
			if _, caption, ok := strings.Cut(strings.TrimSpace(line), "|"); ok {
				b.WriteString("* " + caption + "\n")
			}
		}
		return b.String()
	})
	text = wikiFile.ReplaceAllStringFunc(text, func(f string) string {
		parts := strings.Split(wikiFile.FindStringSubmatch(f)[1], "|")
		if last := parts[len(parts)-1]; len(parts) > 1 && !wikiOption.MatchString(last) {
			return last
		}
		return ""
	})
	text = wikiLink.ReplaceAllString(text, "$2")
	return wikiURL.ReplaceAllStringFunc(text, func(l string) string {
		m := wikiURL.FindStringSubmatch(l)
		if m[2] == "" {
			return "<" + m[1] + ">"
		}
		return "[" + m[2] + "](" + m[1] + ")"
	})
}

// wikiLines reads line by line: headings, lists, tables.
func wikiLines(text string) string {
	var out []string
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " ")
		if strings.HasPrefix(strings.TrimLeft(line, " :"), "{|") {
			rows, next := wikiTable(lines, i)
			out = append(out, rows...)
			i = next
			continue
		}
		line = wikiLine(line)
		line = wikiBold.ReplaceAllString(line, "**$1**")
		line = wikiItalic.ReplaceAllString(line, "*$1*")
		out = append(out, strings.ReplaceAll(strings.ReplaceAll(line, "'''", ""), "''", ""))
	}
	return strings.Join(out, "\n")
}

func wikiLine(line string) string {
	if m := wikiHeading.FindStringSubmatch(line); m != nil {
		return "\n" + strings.Repeat("#", len(m[1])) + " " + strings.Trim(m[2], "'") + "\n"
	}
	m := wikiList.FindStringSubmatch(line)
	if m == nil {
		return line
	}
	mark := "- "
	switch m[1][len(m[1])-1] {
	case '#':
		mark = "1. "
	case ';':
		if term, def, ok := strings.Cut(m[2], " : "); ok {
			return "- **" + term + "**: " + def
		}
		return "- **" + m[2] + "**"
	case ':':
		if len(m[1]) == 1 {
			return "\n" + m[2] + "\n"
		}
	}
	return strings.Repeat("   ", min(len(m[1])-1, 6)) + mark + m[2]
}
