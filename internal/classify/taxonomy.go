package classify

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/phrase"
	"hindsight/internal/yamltext"

	"github.com/goccy/go-yaml/ast"
	yamltoken "github.com/goccy/go-yaml/token"
)

// Groups of classes: which comes first among the classes of a report.
var groups = []string{"mechanism", "entry", "layer"}

// LoadTaxonomy reads and checks a taxonomy.yaml, whose first comment explains
// the format. It reports every mistake that it can find, each as
// "name:line: what is wrong"; named word groups are expanded in the cues.
func LoadTaxonomy(name string, data []byte) (hindsight.Taxonomy, error) {
	return LoadTaxonomyOver(name, data, nil)
}

// LoadTaxonomyOver reads a taxonomy.yaml that may say "extends: built-in": it then
// adds to the classes of base, which is a whole file, or changes single ones.
func LoadTaxonomyOver(name string, data, base []byte) (hindsight.Taxonomy, error) {
	root, err := yamltext.Parse(data, yamltext.Place{File: name}, yamltext.Settings)
	if err != nil {
		return nil, err
	}
	l := loader{name: name, words: map[string]string{}, seen: map[string]int{}}
	if len(base) > 0 {
		if l.base, err = yamltext.Parse(base, yamltext.Place{File: builtIn + " taxonomy"}, yamltext.Settings); err != nil {
			return nil, err
		}
	}
	if root == nil {
		return nil, fmt.Errorf("%s:1: want one YAML document with the keys words and classes", name)
	}
	l.file(root)
	if len(l.errs) > 0 {
		return nil, errors.Join(l.errs...)
	}
	return l.tax, nil
}

// A loader walks the syntax tree, so that each mistake has its line.
type loader struct {
	name  string
	words map[string]string // named groups, expanded
	seen  map[string]int    // class id → line
	named []ast.Node        // ids under confused_with
	tax   hindsight.Taxonomy
	errs  []error
	grown int // bytes of all patterns, groups replaced

	base    ast.Node // the built-in file
	extends bool     // tax began with its classes
}

// maxPatterns bounds what short patterns grow to by the groups that they name,
// in bytes: four times what the file itself may have (yamltext.Settings).
const maxPatterns = 4 << 20

func (l *loader) errorf(n ast.Node, format string, args ...any) {
	line := 1
	if t := n.GetToken(); t != nil && t.Position != nil {
		line = t.Position.Line
	}
	l.errs = append(l.errs, fmt.Errorf("%s:%d: %s", l.name, line, fmt.Sprintf(format, args...)))
}

// pairs returns the entries of a mapping, each key once.
func (l *loader) pairs(n ast.Node, what string) []*ast.MappingValueNode {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		l.errorf(n, "%s: want keys and values", what)
		return nil
	}
	seen := map[string]bool{}
	for _, v := range m.Values {
		key := v.Key.String()
		if seen[key] {
			l.errorf(v.Key, "%s: the key %q stands twice", what, key)
		}
		seen[key] = true
	}
	return m.Values
}

func (l *loader) file(n ast.Node) {
	var classes ast.Node
	pairs := l.pairs(n, "taxonomy")
	l.extend(pairs)
	for _, kv := range pairs {
		switch key := kv.Key.String(); key {
		case "words":
			for _, w := range l.pairs(kv.Value, "words") {
				if !l.extends { // else extend has read them
					l.word(w)
				}
			}
		case "classes":
			classes = kv.Value
		case "extends", "without":
		default:
			l.errorf(kv.Key, "unknown key %q: want words, classes, extends or without", key)
		}
	}
	seq, ok := classes.(*ast.SequenceNode)
	if l.extends && classes == nil && len(l.tax) > 0 {
		return
	}
	if !ok || len(seq.Values) == 0 {
		l.errorf(n, "no classes: want a list under the key classes")
		return
	}
	for _, c := range seq.Values {
		l.class(c)
	}
	for _, n := range l.named {
		if id := n.String(); l.seen[id] == 0 {
			l.errorf(n, "confused_with: no class %q", id)
		}
	}
}

func (l *loader) word(kv *ast.MappingValueNode) {
	text, ok := l.text(kv.Value, "word group "+kv.Key.String())
	if !ok {
		return
	}
	text, ok = l.expand(kv.Value, text)
	if !ok {
		return
	}
	phrases, err := phrase.ParsePhrases(text)
	for i := 0; i < len(phrases) && err == nil; i++ {
		err = matchable(phrases[i])
	}
	if err != nil {
		l.errorf(kv.Value, "word group %s: %v", kv.Key.String(), err)
		return
	}
	l.words[kv.Key.String()] = text
}

// text returns the value of a scalar.
func (l *loader) text(n ast.Node, what string) (string, bool) {
	s, ok := n.(ast.ScalarNode)
	if !ok || n.Type() == ast.NullType {
		l.errorf(n, "%s: want a text", what)
		return "", false
	}
	v := fmt.Sprint(s.GetValue())
	if lit, isLit := n.(*ast.LiteralNode); isLit {
		v = lit.Value.Value
	}
	if v = strings.TrimSpace(v); v == "" {
		l.errorf(n, "%s is empty", what)
		return "", false
	}
	return v, true
}

func (l *loader) list(n ast.Node, what string) []string {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		l.errorf(n, "%s: want a list", what)
		return nil
	}
	var out []string
	for _, v := range seq.Values {
		if s, ok := l.text(v, what); ok {
			out = append(out, s)
		}
	}
	return out
}

// expand replaces $name by the words of that group.
func (l *loader) expand(n ast.Node, s string) (string, bool) {
	known := true
	s = phrase.Expand(s, func(name string) (string, bool) {
		w, ok := l.words[name]
		if !ok {
			l.errorf(n, "no word group $%s is defined above", name)
			known = false
		}
		return w, ok
	})
	if known && l.grown <= maxPatterns {
		if l.grown += len(s); l.grown > maxPatterns {
			l.errorf(n, "the word groups that they name make the patterns grow to more than %d bytes", maxPatterns)
		}
	}
	return s, known && l.grown <= maxPatterns
}

// patterns reads a list of cues, each checked and expanded.
func (l *loader) patterns(n ast.Node, what string) []string {
	seq, isSeq := n.(*ast.SequenceNode)
	if !isSeq {
		l.errorf(n, "%s: want a list of patterns", what)
		return nil
	}
	var out []string
	for _, v := range seq.Values {
		s, ok := l.text(v, what)
		if !ok {
			continue
		}
		if s, ok = l.expand(v, s); !ok {
			continue
		}
		if _, err := parseCue(s); err != nil {
			l.errorf(v, "%s: bad pattern: %v", what, err)
			continue
		}
		out = append(out, s)
	}
	return out
}

// reservedIDs are no ids of classes. Each class has the page classes/<id>.html:
// "index" would take the place of the list of classes, "page" the folder of its
// further pages. The others name pages and feeds that sites have, or no class.
var reservedIDs = []string{"index", "page", "all", "search", "about", "404", "feed", "feeds", "rss", "atom", "sitemap", "other", "none", "unclassified"}

var idRE = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func (l *loader) class(n ast.Node) {
	before := len(l.errs)
	pairs := l.pairs(n, "class")
	c, at := l.changed(pairs)
	for _, kv := range pairs {
		key := kv.Key.String()
		what := strings.TrimSpace("class " + c.ID + ": " + key)
		switch key {
		case "id":
			c.ID, _ = l.text(kv.Value, what)
		case "title":
			c.Title, _ = l.text(kv.Value, what)
		case "short":
			c.Short, _ = l.text(kv.Value, what)
		case "group":
			c.Group, _ = l.text(kv.Value, what)
		case "definition":
			c.Definition, _ = l.text(kv.Value, what)
		case "counts":
			c.Counts = l.list(kv.Value, what)
		case "counts_not":
			c.CountsNot = l.list(kv.Value, what)
		case "examples":
			c.Examples = l.list(kv.Value, what)
		case "confused_with":
			c.Confused = l.contrasts(kv.Value, what)
		case "cues":
			c.Cues = l.patterns(kv.Value, what)
		case "against":
			c.Against = l.patterns(kv.Value, what)
		case "more_cues", "more_against":
			l.more(&c, kv, what, at >= 0)
		default:
			l.errorf(kv.Key, "class %s: unknown key %q: want id, title, short, group, definition, counts, counts_not, "+
				"examples, confused_with, cues or against", c.ID, key)
		}
	}
	l.complete(n, c, len(l.errs) == before)
	if at >= 0 {
		l.tax[at] = c
	} else {
		l.tax = append(l.tax, c)
	}
}

// more adds to the patterns of a built-in class.
func (l *loader) more(c *hindsight.Class, kv *ast.MappingValueNode, what string, changes bool) {
	if !changes {
		l.errorf(kv.Key, "%s: adds to a built-in class, and this is none; want cues or against", what)
		return
	}
	to := &c.Cues
	if kv.Key.String() == "more_against" {
		to = &c.Against
	}
	*to = slices.Concat(*to, l.patterns(kv.Value, what))
}

// contrasts returns how a class parts from others; whether these exist only
// the whole file shows.
func (l *loader) contrasts(n ast.Node, what string) []hindsight.Contrast {
	var out []hindsight.Contrast
	for _, kv := range l.pairs(n, what) {
		if parts, ok := l.text(kv.Value, what); ok {
			out = append(out, hindsight.Contrast{Class: kv.Key.String(), Parts: parts})
			l.named = append(l.named, kv.Key)
		}
	}
	return out
}

// complete checks what only the whole class shows.
func (l *loader) complete(n ast.Node, c hindsight.Class, sound bool) {
	first := n
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		first = m.Values[0].Key
	}
	if c.ID != "" {
		switch {
		case slices.Contains(reservedIDs, c.ID):
			l.errorf(first, "class id %q is reserved: it names a page of the site or stands for no class; reserved are %s", c.ID,
				strings.Join(reservedIDs, ", "))
		case !idRE.MatchString(c.ID):
			l.errorf(first, "class id %q: want lower-case words with hyphens between them", c.ID)
		}
		if line, dup := l.seen[c.ID]; dup {
			l.errorf(first, "class id %q is taken by the class in line %d", c.ID, line)
		}
		l.seen[c.ID] = lineOf(first.GetToken())
	}
	if !sound {
		return // what is missing may be what was wrong
	}
	for _, must := range [...]struct{ key, value string }{{"id", c.ID}, {"title", c.Title}, {"group", c.Group}, {"definition", c.Definition}} {
		if must.value == "" {
			l.errorf(first, "class %s: the key %s is missing", c.ID, must.key)
		}
	}
	if c.Group != "" && !slices.Contains(groups, c.Group) {
		l.errorf(first, "class %s: group %q: want %s", c.ID, c.Group, strings.Join(groups, ", "))
	}
	if len(c.Cues) == 0 {
		l.errorf(first, "class %s: no cues, so that nothing could ever belong to it", c.ID)
	}
}

func lineOf(t *yamltoken.Token) int {
	if t == nil || t.Position == nil {
		return 1
	}
	return t.Position.Line
}
