package classify

import (
	"bytes"
	"maps"
	"regexp"
	"slices"

	"hindsight"

	"github.com/goccy/go-yaml/ast"
)

// builtIn is what `extends:` may name.
const builtIn = "built-in"

// extend begins with the classes of the built-in taxonomy, where the file says
// that it changes those: its words are known, and may be changed before the
// built-in cues are read; without: names the classes that are left out.
func (l *loader) extend(pairs []*ast.MappingValueNode) {
	at := func(key string) *ast.MappingValueNode {
		i := slices.IndexFunc(pairs, func(kv *ast.MappingValueNode) bool { return kv.Key.String() == key })
		if i < 0 {
			return nil
		}
		return pairs[i]
	}
	extends, without := at("extends"), at("without")
	if extends == nil {
		if without != nil {
			l.errorf(without.Key, "without names classes of the built-in taxonomy: begin the file with extends: %s", builtIn)
		}
		return
	}
	if what, ok := l.text(extends.Value, "extends"); ok && what != builtIn || l.base == nil {
		l.errorf(extends.Key, "extends: want %s", builtIn)
		return
	}
	below := loader{name: builtIn + " taxonomy", words: map[string]string{}, seen: map[string]int{}}
	words, classes := below.parts(l.base)
	for _, w := range words {
		below.word(w)
	}
	maps.Copy(l.words, below.words)
	if own := at("words"); own != nil {
		for _, w := range l.pairs(own.Value, "words") {
			l.word(w)
		}
	}
	maps.Copy(below.words, l.words)
	for _, c := range classes {
		below.class(c)
	}
	l.errs = append(l.errs, below.errs...)
	l.tax, l.extends = below.tax, true
	if without == nil {
		return
	}
	for _, id := range l.list(without.Value, "without") {
		if _, ok := l.tax.Class(id); !ok {
			l.errorf(without.Key, "without: %q is no built-in class", id)
		}
		l.tax = slices.DeleteFunc(l.tax, func(c hindsight.Class) bool { return c.ID == id })
	}
}

// parts are the word groups and the classes of a file.
func (l *loader) parts(root ast.Node) (words []*ast.MappingValueNode, classes []ast.Node) {
	for _, kv := range l.pairs(root, "taxonomy") {
		switch seq, _ := kv.Value.(*ast.SequenceNode); {
		case kv.Key.String() == "words":
			words = l.pairs(kv.Value, "words")
		case kv.Key.String() == "classes" && seq != nil:
			classes = seq.Values
		}
	}
	return words, classes
}

// changed is the built-in class that a class of the file changes, with its place;
// -1 where it is a class of its own.
func (l *loader) changed(pairs []*ast.MappingValueNode) (hindsight.Class, int) {
	for _, kv := range pairs {
		if s, ok := kv.Value.(*ast.StringNode); ok && l.extends && kv.Key.String() == "id" {
			if at := slices.IndexFunc(l.tax, func(c hindsight.Class) bool { return c.ID == s.Value }); at >= 0 && l.seen[s.Value] == 0 {
				return l.tax[at], at
			}
		}
	}
	return hindsight.Class{}, -1
}

// A ClassText is a class as it stands in a taxonomy.yaml.
type ClassText struct {
	ID   string
	Text []byte
}

var classLineRE = regexp.MustCompile(`(?m)^- id: (\S+)$`)

// ClassTexts cuts the classes out of a taxonomy.yaml whose classes each begin
// with a line "- id: …", as those of the built-in one do.
func ClassTexts(data []byte) []ClassText {
	at := classLineRE.FindAllSubmatchIndex(data, -1)
	var out []ClassText
	for i, m := range at {
		end := len(data)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		out = append(out, ClassText{string(data[m[2]:m[3]]), bytes.Clone(data[m[0]:end])})
	}
	return out
}
