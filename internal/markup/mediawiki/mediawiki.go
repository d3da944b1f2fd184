// Package mediawiki reads the wikitext of MediaWiki.
package mediawiki

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"hindsight/internal/markup/write"
)

var (
	headingRE = regexp.MustCompile(`(?m)^(={1,6})\s*([^=\n].*?)\s*={1,6}[ \t]*$`)
	linkRE    = regexp.MustCompile(`\[\[(?:([^\[\]|\n]*)\|)?([^\[\]|\n]*)\]\]`)
	fileRE    = regexp.MustCompile(`(?i)\[\[(?:file|image|datei|fichier|archivo):([^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*)\]\]`)
	awayRE    = regexp.MustCompile(`(?im)^[ \t]*\[\[(?:category|kategorie|catégorie|[a-z]{2,3}):[^\[\]\n]*\]\][ \t]*$\n?|__[A-Z]+__|</?(?:references` +
		`|noinclude|includeonly|onlyinclude|section|languages|translate)\b[^<>]*>`)
	shownRE  = regexp.MustCompile(`(?i)\{\{DISPLAYTITLE:([^{}]+)\}\}`)
	urlRE    = regexp.MustCompile(`\[(https?://[^\s\[\]]+)(?:\s+([^\[\]\n]+))?\]`)
	listRE   = regexp.MustCompile(`^([*#:;]+)\s*(.*)$`)
	refRE    = regexp.MustCompile(`(?is)<ref\b[^<>]*/>|<ref\b[^<>]*>(.*?)</ref>`)
	optionRE = regexp.MustCompile(`(?i)^\s*(?:thumb(?:nail)?|frame(?:less|d)?|border|left|right|center|none|upright(?:=.*)?|\d*x?\d+px|(?:link|alt` +
		`|page|lang|class)=.*)\s*$`)
	codeRE    = regexp.MustCompile(`(?is)<(pre|syntaxhighlight|source|nowiki)\b([^<>]*)>(.*?)</(?:pre|syntaxhighlight|source|nowiki)>`)
	langRE    = regexp.MustCompile(`(?i)\blang="?([\w+-]{1,20})`)
	galleryRE = regexp.MustCompile(`(?is)<gallery\b[^<>]*>(.*?)</gallery>`)
	boldRE    = regexp.MustCompile(`'''([^'\n]+(?:'[^'\n]+)*)'''`)
	italicRE  = regexp.MustCompile(`''([^'\n]+(?:'[^'\n]+)*)''`)
)

// Is wants two headings between equals signs, or one and a link in
// double brackets.
func Is(text string) bool {
	head := text[:min(len(text), 64<<10)]
	n := len(headingRE.FindAllStringIndex(head, 3))
	return n > 1 || n == 1 && (linkRE.MatchString(head) || strings.Contains(head, "'''"))
}

// Read turns wikitext into Markdown. Of what a text says about itself, meta
// holds the "title" that it is shown by.
func Read(text string) (markdown string, meta map[string]string) {
	if m := shownRE.FindStringSubmatch(text); m != nil {
		meta = map[string]string{"title": path.Base(strings.TrimSpace(m[1]))}
	}
	var code write.Stash
	text = codeRE.ReplaceAllStringFunc(text, func(c string) string {
		m := codeRE.FindStringSubmatch(c)
		if strings.EqualFold(m[1], "nowiki") && !strings.Contains(m[3], "\n") {
			return code.Span(m[3])
		}
		lang := ""
		if l := langRE.FindStringSubmatch(m[2]); l != nil {
			lang = l[1]
		}
		return code.Block(lang, m[3])
	})
	text = dropTemplates(text)
	text, footnotes := cutNotes(text)
	return code.Restore(readLines(inline(text)) + footnotes), meta
}

// cutNotes turns references with a text into footnotes.
func cutNotes(text string) (body, notes string) {
	n := 0
	body = refRE.ReplaceAllStringFunc(text, func(r string) string {
		m := refRE.FindStringSubmatch(r)
		note := strings.Join(strings.Fields(inline(m[1])), " ")
		if note == "" || n > 500 {
			return ""
		}
		n++
		notes += fmt.Sprintf("\n[^%d]: %s\n", n, note)
		return fmt.Sprintf("[^%d]", n)
	})
	return body, "\n" + notes
}

func inline(text string) string {
	text = awayRE.ReplaceAllString(text, "")
	text = galleryRE.ReplaceAllStringFunc(text, func(g string) string {
		var b strings.Builder
		for line := range strings.Lines(galleryRE.FindStringSubmatch(g)[1]) {
			if name, caption, ok := strings.Cut(strings.TrimSpace(line), "|"); ok {
				_, file, _ := strings.Cut(name, ":")
				b.WriteString("* " + write.Image(linkRE.ReplaceAllString(caption, "$2"), strings.ReplaceAll(file, " ", "_")) + "\n")
			}
		}
		return b.String()
	})
	text = fileRE.ReplaceAllStringFunc(text, func(f string) string {
		parts := strings.Split(fileRE.FindStringSubmatch(f)[1], "|")
		caption := parts[len(parts)-1]
		if len(parts) == 1 || optionRE.MatchString(caption) {
			caption = ""
		}
		return write.Image(linkRE.ReplaceAllString(caption, "$2"), strings.ReplaceAll(parts[0], " ", "_"))
	})
	text = linkRE.ReplaceAllString(text, "$2")
	return urlRE.ReplaceAllStringFunc(text, func(l string) string {
		m := urlRE.FindStringSubmatch(l)
		if m[2] == "" {
			return "<" + m[1] + ">"
		}
		return "[" + m[2] + "](" + m[1] + ")"
	})
}

// readLines reads line by line: headings, lists, tables.
func readLines(text string) string {
	var out []string
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " ")
		if strings.HasPrefix(strings.TrimLeft(line, " :"), "{|") {
			rows, next := readTable(lines, i)
			out = append(out, rows...)
			i = next
			continue
		}
		line = readLine(line)
		line = boldRE.ReplaceAllString(line, "**$1**")
		line = italicRE.ReplaceAllString(line, "*$1*")
		out = append(out, strings.ReplaceAll(strings.ReplaceAll(line, "'''", ""), "''", ""))
	}
	return strings.Join(out, "\n")
}

func readLine(line string) string {
	if m := headingRE.FindStringSubmatch(line); m != nil {
		return "\n" + strings.Repeat("#", len(m[1])) + " " + strings.Trim(m[2], "'") + "\n"
	}
	m := listRE.FindStringSubmatch(line)
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
