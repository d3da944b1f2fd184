package site

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"hindsight"

	"golang.org/x/net/html"

	"hindsight/internal/wording"
)

// Words that are the same in every language: names of formats and of the program, code, keys.
var sameEverywhereRE = regexp.MustCompile(`^(Atom|JSON Feed|RSS|OPML|BibTeX|Esc|csv|datapackage.json|CITATION.cff)$`)

var (
	wordRE    = regexp.MustCompile(`\pL{2,}`)
	sayingRE  = regexp.MustCompile(`^[^<>=/{}|#%$.]*\pL+[^<>=/{}|#%$.]* \pL[^<>={}|$]*$|^[A-Z]\pL+$`) // in an action: words with a blank, or one with a capital
	cssRE     = regexp.MustCompile(`^[a-z0-9-]+( [a-z0-9-]+)+$`)                                      // names of style classes and attributes
	spokenFor = map[string]bool{"aria-label": true, "placeholder": true, "title": true, "alt": true}
)

// TestTemplatesSayNothing: every word that a reader sees or hears comes from
// i18n/en.yaml or from the archive, none from a template.
func TestTemplatesSayNothing(t *testing.T) {
	err := fs.WalkDir(hindsight.Theme, "layouts", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(hindsight.Theme, name)
		if err != nil {
			return err
		}
		p, trees := parse.New(name), map[string]*parse.Tree{}
		p.Mode = parse.SkipFuncCheck
		if _, err := p.Parse(string(text), "", "", trees); err != nil {
			return err
		}
		trees[name] = p
		for _, tree := range trees {
			for _, s := range literals(tree.Root) {
				t.Errorf("%s says %q: it belongs into %s", name, s, wording.File)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// toCurators are the files whose sentences go to whoever builds the site.
var toCurators = strings.Fields("body caps child childrun entry gallery hugo output pack publish site stage workspace")

// TestProgramSaysNothing: no Go that prepares what pages show, and no script of
// theirs, holds a sentence of its own.
func TestProgramSaysNothing(t *testing.T) {
	sentence := regexp.MustCompile(`^[ (“]*\pL[\pL’-]*[,:;]? (?:.* )?\pL[\pL’-]+[.?!…:]*$`)
	looked := 0
	for _, folder := range []string{".", "../chart", "../figure", "../numbers", "../../assets/ts", "../../assets/ts/ui", "../../assets/ts/offline"} {
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			name, kind, _ := strings.Cut(f.Name(), ".")
			if kind != "go" && kind != "ts" || strings.HasSuffix(name, "_test") || folder == "." && slices.Contains(toCurators, name) {
				continue
			}
			text, err := os.ReadFile(filepath.Join(folder, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			looked++
			for n, line := range strings.Split(string(text), "\n") {
				for _, m := range literalRE.FindAllStringSubmatch(line, -1) {
					said := cmp.Or(m[1], m[2], m[3])
					if sentence.MatchString(said) && !spokenElsewhereRE.MatchString(line) {
						t.Errorf("%s:%d says %q: it belongs into %s", filepath.Join(folder, f.Name()), n+1, said, wording.File)
					}
				}
			}
		}
	}
	if looked < 60 {
		t.Errorf("looked at %d files", looked)
	}
}

var (
	literalRE = regexp.MustCompile("\"([^\"]*)\"|'([^']*)'|`([^`]*)`")
	// What no reader of a page meets: errors, comments, names of CSS classes, SVG, lists of words.
	spokenElsewhereRE = regexp.MustCompile(`Errorf\(|errors\.New|new Error\(|super\(|^\s*//|^\s*\*|\S\s+// .*["'` + "`" + `]|class: |json:"|xml:"|\bf\(|Fields\(|querySelector|MustCompile|"rel"|dots\(|class = |^/?\*\*|Ctrl|lacks: |fields = |matches\(|closest\(|/\*\*`)
)

// literals are the words in a template that a reader would meet.
func literals(root *parse.ListNode) []string {
	var page strings.Builder
	var found []string
	names := map[parse.Node]bool{} // of what a partial takes
	walk(root, func(n parse.Node) {
		switch n := n.(type) {
		case *parse.TextNode:
			page.Write(n.Text)
		case *parse.ActionNode:
			page.WriteString("§")
		case *parse.CommandNode:
			if f, ok := n.Args[0].(*parse.IdentifierNode); ok && f.Ident == "dict" {
				for i := 1; i < len(n.Args); i += 2 {
					names[n.Args[i]] = true
				}
			}
		case *parse.StringNode:
			if names[n] {
				return
			}
			if sayingRE.MatchString(n.Text) && !cssRE.MatchString(n.Text) && !dateLayoutRE.MatchString(n.Text) {
				found = append(found, n.Text)
			}
		}
	})
	inCode := 0
	for z := html.NewTokenizer(strings.NewReader(strings.ReplaceAll(page.String(), "noscript", "div"))); z.Next() != html.ErrorToken; {
		t := z.Token()
		code := t.Data == "code" || t.Data == "kbd"
		switch {
		case t.Type == html.StartTagToken && code:
			inCode++
		case t.Type == html.EndTagToken && code:
			inCode--
		case t.Type == html.TextToken && inCode == 0:
			if s := strings.TrimSpace(t.Data); wordRE.MatchString(s) && !sameEverywhereRE.MatchString(strings.Trim(s, "§ :·,.;()\n")) {
				found = append(found, s)
			}
		}
		for _, a := range t.Attr {
			if spokenFor[a.Key] && wordRE.MatchString(a.Val) {
				found = append(found, a.Val)
			}
		}
	}
	return found
}

// dateLayoutRE are layouts of dates, and names of Hugo's and ours.
var dateLayoutRE = regexp.MustCompile(`2006|Jan|^Title$|^Section$|^Undated$`)

// walk visits the nodes of a template in their order.
func walk(n parse.Node, do func(parse.Node)) {
	if n == nil {
		return
	}
	do(n)
	list := func(l *parse.ListNode) {
		if l != nil {
			for _, c := range l.Nodes {
				walk(c, do)
			}
		}
	}
	branch := func(b *parse.BranchNode) {
		walk(b.Pipe, do)
		list(b.List)
		list(b.ElseList)
	}
	switch n := n.(type) {
	case *parse.ListNode:
		list(n)
	case *parse.ActionNode:
		walk(n.Pipe, do)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				do(c)
				for _, a := range c.Args {
					walk(a, do)
				}
			}
		}
	case *parse.ChainNode:
		walk(n.Node, do)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		walk(n.Pipe, do)
	}
}
