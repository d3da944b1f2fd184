package yamltext

import (
	"strings"

	"hindsight"

	"github.com/goccy/go-yaml/ast"
)

// Fields are the keys of a mapping with their values, in the order of the
// document, keys of mappings within it joined by dots ("source.url"). Values
// are as they are written, so that 1.20 stays that; those without one, and
// lists within lists, are left out. ok is false when the node is no mapping.
func Fields(n ast.Node) (fields []hindsight.Field, ok bool) {
	m, ok := n.(ast.MapNode)
	if ok {
		collect(m, "", &fields)
	}
	return fields, ok
}

func collect(m ast.MapNode, prefix string, fields *[]hindsight.Field) {
	for it := m.MapRange(); it.Next(); {
		key := prefix + scalar(it.Key())
		switch v := it.Value().(type) {
		case ast.MapNode:
			collect(v, key+".", fields)
		case *ast.SequenceNode:
			f := hindsight.Field{Key: key}
			for _, item := range v.Values {
				if s := scalar(named(item)); s != "" {
					f.Values = append(f.Values, s)
				}
			}
			*fields = append(*fields, f)
		default:
			f := hindsight.Field{Key: key}
			if s := scalar(v); s != "" {
				f.Values = []string{s}
			}
			*fields = append(*fields, f)
		}
	}
}

// named is what an item of a list that is a mapping is called.
func named(n ast.Node) ast.Node {
	m, ok := n.(ast.MapNode)
	if !ok {
		return n
	}
	for it := m.MapRange(); it.Next(); {
		if key := scalar(it.Key()); key == "name" || key == "title" || key == "id" {
			return it.Value()
		}
	}
	return nil
}

// scalar is a scalar as it is written, without its quotes; "" for null and for
// what is none.
func scalar(n ast.Node) string {
	switch n := n.(type) {
	case nil, *ast.NullNode, ast.MapNode, *ast.SequenceNode:
		return ""
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value)
	case *ast.TagNode:
		return scalar(n.Value)
	default:
		if t := n.GetToken(); t != nil {
			return strings.TrimSpace(t.Value)
		}
		return ""
	}
}
