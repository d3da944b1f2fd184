package theme

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template/parse"
)

// mayCall are the functions of Hugo's namespaces that an archive's own layouts
// may call; "*" stands for all. Missing are those that read files, the
// environment or the network (os, data, resources.GetRemote), start programs
// (css.PostCSS), tell where the site is built (hugo.WorkingDir), or make a
// script from a string, which esbuild would then resolve (resources.FromString):
// Hugo confines some of them, but not esbuild.
var mayCall = map[string]string{
	"cast": "*", "collections": "* -Apply", "compare": "*", "crypto": "*", "encoding": "*", "fmt": "*", "hash": "*", "inflect": "*", "lang": "*",
	"math": "*", "page": "*", "partials": "*", "path": "*", "reflect": "*", "safe": "*", "site": "* -Config", "strings": "*", "time": "*",
	"transform": "*", "urls": "*",
	"css":       "Build Quoted Unquoted",
	"hugo":      "Environment Generator IsDevelopment IsProduction IsServer Version",
	"images":    "* -Config",
	"js":        "Build",
	"resources": "ByType Concat Fingerprint Get GetMatch Match Minify",
	"templates": "Exists",
}

// mayNotCall are functions that go by a short name. apply calls others by a
// name that only shows when the page is made.
var mayNotCall = []string{
	"apply", "babel", "data", "debug", "diagrams", "doDefer", "fileExists", "getCSV", "getJSON", "getenv", "imageConfig", "inner", "openapi3", "os",
	"postCSS", "readDir", "readFile", "toCSS", "_popPartialDecorator", "_pushPartialDecorator",
}

// mayBuild are the options of js.Build and css.Build that a layout may set.
// Others name further files, or how they are taken in.
var mayBuild = []string{"format", "minify", "params", "target", "targetpath"}

// checkTemplates leaves out own layouts that call what they may not. One that
// cannot be parsed is Hugo's to report.
func (t *Theme) checkTemplates() {
	for _, name := range t.ownNames("layouts") {
		text := string(t.Files[name])
		trees := map[string]*parse.Tree{}
		p := parse.New(name)
		p.Mode = parse.SkipFuncCheck
		if _, err := p.Parse(text, "", "", trees); err != nil {
			continue
		}
		trees[name] = p // Parse leaves out one that is empty but for definitions
		for _, key := range slices.Sorted(maps.Keys(trees)) {
			c := caller{}
			c.list(trees[key].Root)
			if c.why != "" {
				t.refuse(name, fmt.Sprintf(":%d", 1+strings.Count(text[:min(int(c.at), len(text))], "\n")), fmt.Errorf("a layout may not use %s", c.why))
				break
			}
		}
	}
}

// A caller walks a template and keeps the first call that is not allowed.
type caller struct {
	why string
	at  parse.Pos
}

func (c *caller) not(at parse.Pos, format string, args ...any) {
	if c.why == "" {
		c.why, c.at = fmt.Sprintf(format, args...), at
	}
}

func (c *caller) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		c.node(n)
	}
}

func (c *caller) branch(b *parse.BranchNode) {
	c.pipe(b.Pipe)
	c.list(b.List)
	c.list(b.ElseList)
}

func (c *caller) node(n parse.Node) {
	switch n := n.(type) {
	case *parse.ActionNode:
		c.pipe(n.Pipe)
	case *parse.IfNode:
		c.branch(&n.BranchNode)
	case *parse.RangeNode:
		c.branch(&n.BranchNode)
	case *parse.WithNode:
		c.branch(&n.BranchNode)
	case *parse.TemplateNode:
		c.pipe(n.Pipe)
	case *parse.ListNode:
		c.list(n)
	case *parse.PipeNode:
		c.pipe(n)
	case *parse.ChainNode:
		if f, ok := n.Node.(*parse.IdentifierNode); ok {
			c.method(f, n.Field)
			return
		}
		c.node(n.Node)
	case *parse.IdentifierNode:
		if _, space := mayCall[n.Ident]; space && n.Ident != "site" && n.Ident != "page" {
			c.not(n.Pos, "%s without a function behind it", n.Ident)
		}
		c.function(n)
	}
}

func (c *caller) pipe(p *parse.PipeNode) {
	if p == nil {
		return
	}
	for i, cmd := range p.Cmds {
		c.built(cmd, i > 0)
		for _, arg := range cmd.Args {
			c.node(arg)
		}
	}
}

func (c *caller) function(n *parse.IdentifierNode) {
	if slices.Contains(mayNotCall, n.Ident) {
		c.not(n.Pos, "%s", n.Ident)
	}
}

func (c *caller) method(space *parse.IdentifierNode, field []string) {
	c.function(space)
	may, ok := mayCall[space.Ident]
	if !ok || len(field) == 0 { // a function whose result has fields
		return
	}
	names := strings.Fields(may)
	if slices.Contains(names, "-"+field[0]) || names[0] != "*" && !slices.Contains(names, field[0]) {
		c.not(space.Pos, "%s.%s", space.Ident, field[0])
	}
}

// built looks at the options of js.Build and css.Build: they must stand there
// in words. piped says that the file to build comes from the pipe, so that the
// one argument is the options.
func (c *caller) built(cmd *parse.CommandNode, piped bool) {
	chain, ok := cmd.Args[0].(*parse.ChainNode)
	if !ok {
		return
	}
	space, ok := chain.Node.(*parse.IdentifierNode)
	if !ok || space.Ident != "js" && space.Ident != "css" || len(chain.Field) == 0 || chain.Field[0] != "Build" {
		return
	}
	options := cmd.Args[1:]
	if !piped && len(options) > 0 {
		options = options[:len(options)-1]
	}
	for _, o := range options {
		if _, target := o.(*parse.StringNode); !target && !plainOptions(o) {
			c.not(space.Pos, "%s.Build with other options than (dict …) of %s", space.Ident, strings.Join(mayBuild, ", "))
		}
	}
}

// plainOptions says that an argument is (dict "name" value …) of options that
// may be set.
func plainOptions(n parse.Node) bool {
	p, ok := n.(*parse.PipeNode)
	if !ok || len(p.Decl) > 0 || len(p.Cmds) != 1 {
		return false
	}
	args := p.Cmds[0].Args
	if f, ok := args[0].(*parse.IdentifierNode); !ok || f.Ident != "dict" {
		return false
	}
	for i := 1; i < len(args); i += 2 {
		name, ok := args[i].(*parse.StringNode)
		if !ok || !slices.Contains(mayBuild, strings.ToLower(name.Text)) {
			return false
		}
	}
	return true
}
