package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// flatten keeps the words of a page, a paragraph for each block. It needs no
// tree, so that no nesting is too deep for it; its time is linear.
func flatten(page string) string {
	z := html.NewTokenizer(strings.NewReader(page))
	var out, para strings.Builder
	skip := 0
	end := func() {
		if text := oneLine(para.String()); text != "" {
			out.WriteString(escape(text) + "\n\n")
		}
		para.Reset()
	}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind == html.TextToken {
			if skip == 0 {
				para.Write(z.Text())
			}
			continue
		}
		name, _ := z.TagName()
		a := atom.Lookup(name)
		switch {
		case hidden[a] && kind == html.StartTagToken:
			skip++
		case hidden[a] && kind == html.EndTagToken:
			skip = max(0, skip-1)
		case !inline[a]:
			end()
		}
	}
	end()
	return out.String()
}

var hidden = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Title: true,
	atom.Svg: true, atom.Math: true, atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Iframe: true,
}

var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Cite: true, atom.Code: true, atom.Del: true,
	atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true, atom.Kbd: true, atom.Mark: true, atom.Q: true, atom.S: true,
	atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true,
	atom.Tt: true, atom.U: true, atom.Var: true, atom.Wbr: true, atom.Strike: true, atom.Big: true, atom.Img: true,
}

// escape keeps a line of text from being read as Markdown or HTML.
func escape(text string) string {
	text = escaper.Replace(text)
	if text != "" && strings.ContainsRune("#>+-=~`|", rune(text[0])) {
		text = `\` + text
	}
	return text
}

var escaper = strings.NewReplacer(`\`, `\\`, "<", "&lt;", "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`")
