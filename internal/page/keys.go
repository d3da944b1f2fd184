package page

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// An unknownKey is a key that stands in a file and that no field reads.
type unknownKey struct {
	line    int // within the YAML, from 1
	message string
}

// unknownKeys compares the keys of a YAML document with the fields of the
// struct, or of the list of structs, that it is decoded into.
func unknownKeys(data []byte, into any) (found []unknownKey) {
	defer func() { _ = recover() }() // of the YAML library; decode has said what is wrong
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil // decode has said so
	}
	for _, doc := range file.Docs {
		compare(doc.Body, reflect.TypeOf(into), "", &found)
	}
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
				fmt.Sprintf("%.60q is unknown%s%s; keys are %s", key, within, meant(key, names), strings.Join(names, ", "))})
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
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "" {
			known[name] = t.Field(i).Type
		}
	}
	return known
}

// meant is " (perhaps x?)" for the known name nearest to a misspelt one, if one
// is near: at most every second letter wrong, for two that changed places are two.
func meant(name string, known []string) string {
	best, least := "", len(name)/2+1
	for _, k := range known {
		if d := distance(name, k); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (perhaps %s?)", best)
}

// distance counts the letters to change, add or leave out (Levenshtein).
func distance(a, b string) int {
	if len(a) > 60 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, before+1, row[j]+1)
		}
	}
	return row[len(b)]
}
