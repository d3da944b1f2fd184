package content

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"hindsight/internal/meant"
)

// An unknownKey is a key that stands in a file and that no field reads.
type unknownKey struct {
	line    int // within the YAML, from 1
	message string
}

// unknownKeys compares the keys of a YAML document with the fields of the
// struct, or of the list of structs, that it is decoded into.
func unknownKeys(root ast.Node, into any) (found []unknownKey) {
	compare(root, reflect.TypeOf(into), "", &found)
	return found
}

// compare walks a YAML node along a type.
func compare(n ast.Node, t reflect.Type, within string, found *[]unknownKey) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch n := n.(type) {
	case *ast.SequenceNode:
		for _, v := range n.Values {
			compare(v, t, within, found)
		}
	case ast.MapNode:
		known := fields(t)
		if len(known) == 0 {
			return // a value that reads itself, and has said what is wrong with it
		}
		for it := n.MapRange(); it.Next(); {
			key := it.Key().String()
			if child, ok := known[key]; ok {
				compare(it.Value(), child, " in "+key, found)
				continue
			}
			names := slices.Sorted(maps.Keys(known))
			*found = append(*found, unknownKey{it.Key().GetToken().Position.Line,
				fmt.Sprintf("%.60q is unknown%s%s; keys are %s", key, within, hint(key, names), strings.Join(names, ", "))})
		}
	}
}

// fields maps the keys of a struct's fields to their types.
func fields(t reflect.Type) map[string]reflect.Type {
	if t.Kind() != reflect.Struct {
		return nil
	}
	known := map[string]reflect.Type{}
	for i := range t.NumField() {
		if name := keyOf(t.Field(i)); name != "" {
			known[name] = t.Field(i).Type
		}
	}
	return known
}

func keyOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return name
}

// hint is " (perhaps x?)" for the known name that a misspelt one was meant for.
func hint(name string, known []string) string {
	if k := meant.For(name, known); k != "" {
		return fmt.Sprintf(" (perhaps %s?)", k)
	}
	return ""
}
