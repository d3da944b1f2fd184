package clean

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Marks that the converter carries through as it does letters: private
// characters, which scrub has removed from the page. unmark spells them out.
//
// The converter escapes too much ("a_b", "a < b"), too little (a "#" that
// begins a line within a quote; the text "&lt;", which it leaves to be read as
// a sign), or looks to the end of the text to decide (100,000 brackets took
// 12 s). So texts are marked here, sign by sign.
const (
	noteOpen  = "\ue000"
	noteClose = "\ue001"
	noteColon = "\ue002"
	less      = "\ue003" // escaped where it would open a tag
	greater   = "\ue004" // escaped where it would begin a quote
	ampersand = "\ue005" // escaped where it would begin an entity
	backslash = "\ue006"
	rawBase   = 0xe100 // + an ASCII character: that character, as it is
)

func raw(c byte) string { return string(rune(rawBase) + rune(c)) }

// markSigns marks the texts below root but for those in code.
func markSigns(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type != html.TextNode || inCode(n) {
			continue
		}
		if strings.ContainsAny(n.Data, "<>&_~[]") {
			n.Data = markInner(markBrackets(angles.Replace(n.Data), linked(n)))
		}
		if beginsLine(n) {
			n.Data = markStart(n.Data)
		}
	}
}

var angles = strings.NewReplacer("<", less, ">", greater, "&", ampersand)

// markBrackets leaves a bracket as it is where it makes no link.
func markBrackets(s string, inLink bool) string {
	if !strings.ContainsAny(s, "[]") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c != '[' && c != ']' {
			b.WriteByte(c)
			continue
		}
		next := byte(0)
		if i+1 < len(s) {
			next = s[i+1]
		}
		if inLink || c == '[' && next == '^' || c == ']' && (next == 0 || strings.IndexByte("([:", next) >= 0) {
			b.WriteString(backslash)
		}
		b.WriteString(raw(c))
	}
	return b.String()
}

// markInner marks underlines between letters or figures, and the "~" of "~5",
// which opens a struck-out text that nothing can close.
func markInner(s string) string {
	if !strings.ContainsAny(s, "_~") {
		return s
	}
	rs := []rune(s)
	word := func(i int) bool { return i >= 0 && i < len(rs) && (unicode.IsLetter(rs[i]) || unicode.IsDigit(rs[i])) }
	for i, r := range rs {
		if r == '_' && word(i-1) && word(i+1) ||
			r == '~' && (i == 0 || unicode.IsSpace(rs[i-1]) || rs[i-1] == '(') && word(i+1) {
			rs[i] = rawBase + r
		}
	}
	return string(rs)
}

// blockMarkRE matches what begins a heading, list, line or code block; its group
// is the sign to escape.
var blockMarkRE = regexp.MustCompile(`^\s*(?:(#)#{0,5}(?:\s|$)|([-+*])(?:\s|$)|(=)=*\s*$|(-)-*\s*$|([-*_])(?:\s*[-*_]){2,}\s*$|\d{1,9}([.)])(?:\s|$)|(~)~~)`)

// markStart escapes the sign that would make more of a line than text.
func markStart(s string) string {
	m := blockMarkRE.FindStringSubmatchIndex(s)
	if m == nil {
		return s
	}
	for g := 2; g < len(m); g += 2 {
		if at := m[g]; at >= 0 {
			return s[:at] + backslash + raw(s[at]) + s[at+1:]
		}
	}
	return s
}

// beginsLine says that nothing but blanks stands before n on its line.
func beginsLine(n *html.Node) bool {
	for ; n.Parent != nil; n = n.Parent {
		for p := n.PrevSibling; p != nil; p = p.PrevSibling {
			if p.DataAtom == atom.Br || p.Type == html.ElementNode && !inline[p.DataAtom] {
				return true
			}
			if strings.TrimSpace(textOf(p)) != "" {
				return false
			}
		}
		if !inline[n.Parent.DataAtom] {
			return true
		}
	}
	return true
}

func inCode(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Pre || isCode(n) {
			return true
		}
	}
	return false
}

var (
	openTagRE  = regexp.MustCompile(less + `([A-Za-z/!?])`)
	quoteAtRE  = regexp.MustCompile(`(?m)^((?:[ >]|[-*+] |\d+[.)] )*)` + greater)
	entityAtRE = regexp.MustCompile(ampersand + `(#?\w{1,32};)`)
	unmarker   = func() *strings.Replacer {
		pairs := []string{noteOpen, "[^", noteClose + noteColon, "]:", noteClose, "]", less, "<", greater, ">", ampersand, "&", backslash, `\`}
		for c := byte('!'); c <= '~'; c++ {
			pairs = append(pairs, raw(c), string(rune(c)))
		}
		return strings.NewReplacer(pairs...)
	}()
)

// unmark writes what the marks stand for, escaped where Markdown asks for it.
func unmark(md string) string {
	md = openTagRE.ReplaceAllString(md, `\<$1`)
	md = quoteAtRE.ReplaceAllString(md, `$1\>`)
	md = entityAtRE.ReplaceAllString(md, `\&$1`)
	return unmarker.Replace(md)
}
