package clean

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Marks that the converter carries through without escaping them: private
// characters, which scrub has removed from the page. unmark spells them out.
const (
	noteOpen  = "\ue000"
	noteClose = "\ue001"
	noteColon = "\ue002"
	less      = "\ue003"
	greater   = "\ue004"
	ampersand = "\ue005"
	underline = "\ue006"
	about     = "\ue007"
	open      = "\ue008"
	shut      = "\ue009"
	escaped   = "\ue00a"
)

// markSigns marks the signs that the converter escapes too often, so that they
// are escaped only where Markdown asks for it: "a < b", "AT&T" and "a_b" stay
// as they are. The converter also leaves the text "&lt;" to be read as a sign.
func markSigns(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type == html.TextNode && strings.ContainsAny(n.Data, "<>&_~[]") && !inCode(n) {
			n.Data = markInner(marks.Replace(markBrackets(n.Data, linked(n))))
		}
	}
}

var marks = strings.NewReplacer("<", less, ">", greater, "&", ampersand)

// markBrackets leaves a bracket as it is where it makes no link. The converter
// looks from each to the end of the text: 100,000 of them took it 12 s.
func markBrackets(s string, inLink bool) string {
	if inLink {
		return strings.NewReplacer("[", escaped+open, "]", escaped+shut).Replace(s)
	}
	var b strings.Builder
	for i, r := range s {
		next := byte(0)
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch {
		case r == '[' && next == '^':
			b.WriteString(escaped + open)
		case r == '[':
			b.WriteString(open)
		case r == ']' && strings.IndexByte("([:", next) >= 0, r == ']' && next == 0:
			b.WriteString(escaped + shut)
		case r == ']':
			b.WriteString(shut)
		default:
			b.WriteRune(r)
		}
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
		switch {
		case r == '_' && word(i-1) && word(i+1):
			rs[i] = []rune(underline)[0]
		case r == '~' && (i == 0 || unicode.IsSpace(rs[i-1]) || rs[i-1] == '(') && word(i+1):
			rs[i] = []rune(about)[0]
		}
	}
	return string(rs)
}

func inCode(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Pre, atom.Code, atom.Tt, atom.Kbd, atom.Samp, atom.Var:
			return true
		}
	}
	return false
}

var (
	openTag  = regexp.MustCompile(less + `([A-Za-z/!?])`)
	quoteAt  = regexp.MustCompile(`(?m)^([ >]*)` + greater)
	entityAt = regexp.MustCompile(ampersand + `(#?\w{1,32};)`)
	unmarker = strings.NewReplacer(noteOpen, "[^", noteClose+noteColon, "]:", noteClose, "]", less, "<", greater, ">", ampersand, "&", underline, "_", about, "~", open, "[", shut, "]", escaped, `\`)
)

// unmark writes what the marks stand for, escaped where Markdown asks for it.
func unmark(md string) string {
	md = openTag.ReplaceAllString(md, `\<$1`)
	md = quoteAt.ReplaceAllString(md, `$1\>`)
	md = entityAt.ReplaceAllString(md, `\&$1`)
	return unmarker.Replace(md)
}
