// Package org reads Org, the markup of Emacs.
package org

import (
	"regexp"
	"strings"

	"hindsight/internal/marked"
	"hindsight/internal/markup/write"
)

var (
	keyRE     = regexp.MustCompile(`(?i)^[ \t]*#\+([A-Z_]+)(?:\[[^\[\]\n]*\])?:[ \t]*(.*)$`)
	beginRE   = regexp.MustCompile(`(?i)^[ \t]*#\+begin_(\w+)(?:[ \t]+(\S+))?`)
	endRE     = regexp.MustCompile(`(?i)^[ \t]*#\+end_(\w+)`)
	headingRE = regexp.MustCompile(`(?m)^(\*{1,8})[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED|CANCELED|HOLD` +
		`|STARTED)[ \t]+)?(?:\[#[A-Z0-9]\][ \t]+)?(\S.*?)(?:[ \t]+:[\w@#%:]+:)?[ \t]*$`)
	signRE    = regexp.MustCompile(`(?im)^[ \t]*#\+(?:title|author|date|options|begin_\w+|startup|filetags):?(?:[ \t]|$)|^:PROPERTIES:[ \t]*$`)
	softRE    = regexp.MustCompile(`\[\[[^\[\]\n]+\]\[[^\[\]\n]+\]\]|[<\[]\d{4}-\d{2}-\d{2} \pL{2,4}\.?[ >\]]`)
	drawerRE  = regexp.MustCompile(`(?i)^[ \t]*:(?:PROPERTIES|LOGBOOK|CLOCK|NOTES|RESULTS):[ \t]*$`)
	planRE    = regexp.MustCompile(`^[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):`)
	linkRE    = regexp.MustCompile(`\[\[([^\[\]\n]+)\](?:\[([^\[\]\n]+)\])?\]`)
	stampRE   = regexp.MustCompile(`[<\[](\d{4}-\d{2}-\d{2})(?: \pL{2,4}\.?)?(?: (\d{1,2}:\d{2})(?:-(\d{1,2}:\d{2}))?)?(?: [.+]?\+\d+[dwmy])?[>\]]`)
	rangeRE   = regexp.MustCompile(`([>\]])--([<\[])`)
	noteRE    = regexp.MustCompile(`\[fn:([\w-]{1,40})\]`)
	noteDefRE = regexp.MustCompile(`(?m)^\[fn:([\w-]{1,40})\][ \t]+(.*)$`)
	codeRE    = regexp.MustCompile(`(^|[\s(\[{"'|-])[=~]([^\s=~](?:[^=~\n]{0,200}[^\s=~])?)[=~]($|[\s)\]}.,;:!?"'|-])`)
	italicRE  = regexp.MustCompile(`(^|[\s("'])/([^\s/][^/\n]{0,200}[^\s/]|\pL)/($|[\s)"'.,;:!?-])`)
	strikeRE  = regexp.MustCompile(`(^|[\s("'])\+([^\s+][^+\n]{0,200}[^\s+])\+($|[\s)"'.,;:!?-])`)
	termRE    = regexp.MustCompile(`^([ \t]*[-+][ \t]+)(.{1,100}?)[ \t]+::[ \t]+(.*)$`)
	pictureRE = regexp.MustCompile(`(?i)^(?:file:)?[^:\n]{1,200}\.(?:png|jpe?g|gif|webp|svg)$`)
	cookieRE  = regexp.MustCompile(`[ \t]*\[\d*(?:/\d*|%)\]`)
)

// Is wants a keyword of its kind, or two headings of different levels with
// a link or a date in its brackets. A text without headings begins with keywords.
func Is(text string) bool {
	head := text[:min(len(text), 64<<10)]
	if beginsWithKeys(head) {
		return true
	}
	if !strings.HasPrefix(head, "*") && !strings.Contains(head, "\n*") || !headingRE.MatchString(head) {
		return false
	}
	return signRE.MatchString(head) || deepRE.MatchString(head) && softRE.MatchString(head)
}

// beginsWithKeys says that a text begins with two keywords at least that tell of
// it, one of them its title.
func beginsWithKeys(text string) bool {
	n, title := 0, false
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(line)
		if !strings.HasPrefix(bare, "#+") {
			if bare == "" || strings.HasPrefix(bare, "# ") {
				continue
			}
			break
		}
		m := keyRE.FindStringSubmatch(bare)
		if m == nil {
			break
		}
		n, title = n+1, title || strings.EqualFold(m[1], "title")
	}
	return n > 1 && title
}

var deepRE = regexp.MustCompile(`(?m)^\*{2,6} \S`)

// Read turns Org into Markdown. Of what a text says about itself, meta holds
// "title", "author", "date" and whose it is.
func Read(text string) (markdown string, meta map[string]string) {
	meta = map[string]string{}
	var code write.Stash
	var out []string
	lines := strings.Split(text, "\n")
	prefix := ""
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		var m []string
		bare := strings.TrimLeft(line, " \t")
		keyed := strings.HasPrefix(bare, "#+")
		if keyed {
			m = beginRE.FindStringSubmatch(line)
		}
		switch {
		case m != nil && !strings.EqualFold(m[1], "quote") && !strings.EqualFold(m[1], "center") && !strings.EqualFold(m[1], "verse"):
			var block []string
			for i++; i < len(lines) && !endRE.MatchString(lines[i]); i++ {
				block = append(block, lines[i])
			}
			if lang := m[2]; strings.EqualFold(m[1], "src") {
				out = append(out, code.Block(lang, strings.Join(block, "\n")))
			} else if !strings.EqualFold(m[1], "comment") {
				out = append(out, code.Block("", strings.Join(block, "\n")))
			}
		case m != nil:
			if out = append(out, ""); !strings.EqualFold(m[1], "center") {
				prefix = "> "
			}
		case keyed && endRE.MatchString(line):
			prefix, out = "", append(out, "")
		case strings.HasPrefix(bare, ":") && drawerRE.MatchString(line):
			for i++; i < len(lines) && !strings.EqualFold(strings.TrimSpace(lines[i]), ":end:") && !headingRE.MatchString(lines[i]); i++ {
			}
		case keyed && keyRE.MatchString(line):
			if text := keyword(keyRE.FindStringSubmatch(line), meta); text != "" {
				out = append(out, "", text, "")
			}
		case strings.HasPrefix(line, ": "):
			var block []string
			for ; i < len(lines) && strings.HasPrefix(lines[i], ":") && (len(lines[i]) == 1 || lines[i][1] == ' '); i++ {
				block = append(block, strings.TrimPrefix(lines[i][1:], " "))
			}
			i--
			out = append(out, code.Block("", strings.Join(block, "\n")))
		case planRE.MatchString(line), line == "#", strings.HasPrefix(line, "# "):
		default:
			out = append(out, strings.TrimRight(prefix+readLine(line, &code), " "))
		}
	}
	return code.Restore(strings.Join(out, "\n")), meta
}

// maxTitle is how many bytes of a title are enough.
const maxTitle = 500

// keyword reads "#+TITLE: …", of which several lines make one title; of what
// does not go into meta only a caption is text.
func keyword(m []string, meta map[string]string) string {
	switch key := strings.ToLower(m[1]); key {
	case "title":
		if len(meta[key]) < maxTitle {
			meta[key] = strings.TrimSpace(meta[key] + " " + m[2])
		}
	case "author", "organization", "organisation", "company":
		meta[key] = m[2]
	case "date":
		meta[key] = stampRE.ReplaceAllString(m[2], "$1 $2")
	case "caption":
		return "*" + strings.Trim(m[2], "* ") + "*"
	}
	return ""
}

func readLine(line string, code *write.Stash) string {
	if m := headingOf(line); m != nil {
		return "\n" + strings.Repeat("#", min(6, len(m[1]))) + " " + inline(cookieRE.ReplaceAllString(m[2], ""), code) + "\n"
	}
	if strings.HasPrefix(strings.TrimSpace(line), "|-") {
		return strings.ReplaceAll(line, "+", "|")
	}
	if strings.HasPrefix(line, "[fn:") {
		if m := noteDefRE.FindStringSubmatch(line); m != nil {
			return "[^" + m[1] + "]: " + inline(m[2], code)
		}
	}
	if strings.Contains(line, "::") {
		if m := termRE.FindStringSubmatch(line); m != nil {
			return m[1] + "**" + inline(m[2], code) + "**: " + inline(m[3], code)
		}
	}
	return inline(line, code)
}

func headingOf(line string) []string {
	if !strings.HasPrefix(line, "*") {
		return nil
	}
	return headingRE.FindStringSubmatch(line)
}

func inline(s string, code *write.Stash) string {
	if strings.Count(s, "=")+strings.Count(s, "~") > 1 {
		s = marked.Matches(s, codeRE, func(m []string) string { return m[1] + code.Span(m[2]) + m[3] })
	}
	s = marked.Func(s, "[[", linkRE, func(m []string) string {
		web := strings.HasPrefix(m[1], "https://") || strings.HasPrefix(m[1], "http://")
		switch {
		case web && m[2] != "":
			return code.Put("[" + m[2] + "](" + m[1] + ")")
		case web:
			return code.Put("<" + m[1] + ">")
		case pictureRE.MatchString(m[1]):
			return code.Put(write.Image(m[2], strings.TrimPrefix(m[1], "file:")))
		case m[2] != "":
			return m[2]
		case strings.HasPrefix(m[1], "file:") || strings.HasPrefix(m[1], "./"):
			return ""
		}
		return strings.TrimLeft(m[1], "*#")
	})
	s = marked.Replace(s, "--", rangeRE, "$1 - $2")
	if strings.ContainsAny(s, "<[") {
		s = marked.Func(s, "-", stampRE, stamp)
		s = marked.Replace(s, "[fn:", noteRE, "[^$1]")
	}
	s = write.Enclosed(s, "+", strikeRE, "$1~~$2~~$3")
	return write.Strong(write.Enclosed(s, "/", italicRE, "$1"+write.Italic("$2")+"$3"))
}

// stamp writes a point in time, of which m is what stampRE captured.
func stamp(m []string) string {
	out := strings.TrimSpace(m[1] + " " + m[2])
	if m[3] != "" {
		out += " - " + m[3]
	}
	return out
}
