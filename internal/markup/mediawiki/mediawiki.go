// Package mediawiki reads the wikitext of MediaWiki.
package mediawiki

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"hindsight/internal/marked"
	"hindsight/internal/markup/write"
)

var (
	headingRE  = regexp.MustCompile(`(?m)^(={1,6})\s*([^=\n].*?)\s*={1,6}[ \t]*$`)
	linkRE     = regexp.MustCompile(`\[\[(?:([^\[\]|\n]*)\|)?([^\[\]|\n]*)\]\]`)
	fileRE     = regexp.MustCompile(`(?i)\[\[(?:file|image|datei|fichier|archivo):([^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*)\]\]`)
	fileLinkRE = regexp.MustCompile(`\[\[(?i:file|image|datei|fichier|archivo):`)
	awayRE     = regexp.MustCompile(`(?im)^[ \t]*\[\[(?:category|kategorie|catégorie|[a-z]{2,3}):[^\[\]\n]*\]\][ \t]*$\n?|__[A-Z]+__|</?(?:references` +
		`|noinclude|includeonly|onlyinclude|section|languages|translate)\b[^<>]*>`)
	shownRE  = regexp.MustCompile(`(?i)\{\{DISPLAYTITLE:([^{}]+)\}\}`)
	urlRE    = regexp.MustCompile(`^\[(https?://[^\s\[\]]+)(?:\s+([^\[\]\n]+))?\]`)
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
	if !strings.HasPrefix(head, "=") && !strings.Contains(head, "\n=") {
		return false
	}
	n := len(headingRE.FindAllStringIndex(head, 3))
	return n > 1 || n == 1 && (linkRE.MatchString(head) || strings.Contains(head, "'''"))
}

// Read turns wikitext into Markdown. Of what a text says about itself, meta
// holds the "title" that it is shown by.
func Read(text string) (markdown string, meta map[string]string) {
	if m := shown(text); m != nil {
		meta = map[string]string{"title": path.Base(strings.TrimSpace(m[1]))}
	}
	var code write.Stash
	text = tagged(text, codeRE, func(m []string) string {
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

// shown is the title that a text is shown by, as shownRE captures it.
func shown(text string) []string {
	if !strings.Contains(text, "{{") {
		return nil
	}
	return shownRE.FindStringSubmatch(text)
}

// tagged replaces elements where there are tags at all: the names of elements
// go by no case, so that the expressions have nothing to look for by themselves.
func tagged(text string, re *regexp.Regexp, with func(m []string) string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	return marked.Matches(text, re, with)
}

// cutNotes turns references with a text into footnotes.
func cutNotes(text string) (body, notes string) {
	n := 0
	body = tagged(text, refRE, func(m []string) string {
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
	if strings.Contains(text, "<") || strings.Contains(text, "__") || linkAlone(text) {
		text = awayRE.ReplaceAllString(text, "")
	}
	text = tagged(text, galleryRE, func(m []string) string {
		var b strings.Builder
		for line := range strings.Lines(m[1]) {
			if name, caption, ok := strings.Cut(strings.TrimSpace(line), "|"); ok {
				_, file, _ := strings.Cut(name, ":")
				b.WriteString("* " + write.Image(linkRE.ReplaceAllString(caption, "$2"), strings.ReplaceAll(file, " ", "_")) + "\n")
			}
		}
		return b.String()
	})
	if fileLinkRE.MatchString(text) {
		text = marked.Matches(text, fileRE, func(m []string) string {
			parts := strings.Split(m[1], "|")
			caption := parts[len(parts)-1]
			if len(parts) == 1 || optionRE.MatchString(caption) {
				caption = ""
			}
			return write.Image(linkRE.ReplaceAllString(caption, "$2"), strings.ReplaceAll(parts[0], " ", "_"))
		})
	}
	text = marked.Replace(text, "[[", linkRE, "$2")
	return marked.At(text, "[http", urlRE, func(m []string) string {
		if m[2] == "" {
			return "<" + m[1] + ">"
		}
		return "[" + m[2] + "](" + m[1] + ")"
	})
}

// linkAlone says that a line begins with a link, as those to categories do.
func linkAlone(text string) bool {
	for rest := text; ; {
		at := strings.Index(rest, "[[")
		if at < 0 {
			return false
		}
		before := strings.TrimRight(rest[:at], " \t")
		if before == "" && len(rest) == len(text) || strings.HasSuffix(before, "\n") {
			return true
		}
		rest = rest[at+2:]
	}
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
		line = marked.Replace(line, "'''", boldRE, "**$1**")
		line = marked.Replace(line, "''", italicRE, "*$1*")
		out = append(out, strings.ReplaceAll(strings.ReplaceAll(line, "'''", ""), "''", ""))
	}
	return strings.Join(out, "\n")
}

func headingOf(line string) []string {
	if !strings.HasPrefix(line, "=") {
		return nil
	}
	return headingRE.FindStringSubmatch(line)
}

func readLine(line string) string {
	if m := headingOf(line); m != nil {
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
