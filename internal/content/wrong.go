package content

import (
	"errors"
	"reflect"

	"github.com/goccy/go-yaml/ast"

	"hindsight/internal/yamltext"
)

// readable is what can be read of front matter of which Parse has said that it
// cannot be read: the keys without those that are wrong, and what is wrong, each
// with its line. ok is false where it is no YAML at all, or within bounds no more.
func readable(path string, head []byte) (m matter, bad map[string]bool, wrong []error, ok bool) {
	at := yamltext.Place{File: path, Line: frontLine}
	root, err := yamltext.Parse(head, at, yamltext.FrontMatter)
	keys, isMap := root.(ast.MapNode)
	if err != nil || !isMap {
		return m, nil, nil, false
	}
	bad = map[string]bool{}
	into := reflect.ValueOf(&m).Elem()
	index := fieldIndex(into.Type())
	for it := keys.MapRange(); it.Next(); {
		key := it.Key().String()
		n, known := index[key]
		if !known {
			continue
		}
		field := into.Field(n)
		if field.Kind() == reflect.Pointer { // the library says nothing of what is wrong behind two
			field.Set(reflect.New(field.Type().Elem()))
			field = field.Elem()
		}
		value := reflect.New(field.Type())
		if err := yamltext.Decode(it.Value(), at, value.Interface()); err == nil {
			field.Set(value.Elem())
			continue
		}
		bad[key] = true
		wrong = append(wrong, wrongIn(it.Value(), field.Type(), at)...)
	}
	return m, bad, wrong, len(wrong) > 0
}

// wrongIn are the values within a node that cannot be read as a type: the
// innermost ones, each with its line.
func wrongIn(n ast.Node, t reflect.Type, at yamltext.Place) (wrong []error) {
	err := yamltext.Decode(n, at, reflect.New(t).Interface())
	if err == nil {
		return nil
	}
	switch n := n.(type) {
	case ast.MapNode:
		known := fields(t)
		for it := n.MapRange(); it.Next(); {
			if child, ok := known[it.Key().String()]; ok {
				wrong = append(wrong, wrongIn(it.Value(), child, at)...)
			}
		}
	case *ast.SequenceNode:
		for _, v := range n.Values {
			if len(wrong) <= maxFound && t.Kind() == reflect.Slice {
				wrong = append(wrong, wrongIn(v, t.Elem(), at)...)
			}
		}
	}
	if len(wrong) == 0 {
		if located := (*yamltext.Error)(nil); errors.As(err, &located) && n.GetToken() != nil && n.GetToken().Position != nil {
			err = &yamltext.Error{File: located.File, Line: at.Line + n.GetToken().Position.Line - 1, Message: located.Message}
		}
		wrong = append(wrong, err)
	}
	return wrong
}

// fieldIndex maps the keys of a struct's fields to their numbers.
func fieldIndex(t reflect.Type) map[string]int {
	at := map[string]int{}
	for i := range t.NumField() {
		at[keyOf(t.Field(i))] = i
	}
	return at
}
