package incident

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hindsight/internal/jsonvalue"
	"hindsight/internal/when"
)

// shapes.txt holds the shapes. A shape begins with "shape" and its name; each line
// below it is a rule and what it takes:
//
//	is        PATH:TYPE or PATH=VALUE|VALUE   what all objects of the shape have
//	drill     PATH=VALUE|VALUE                an exercise: no incident
//	title     PATH…                           the first that says something
//	tail      TEXT                            what the tool puts behind a title
//	id        PATH…
//	address   PATH…
//	owner     PATH…                           the organisation
//	started, detected, mitigated, resolved, published   PATH…
//	extra     KEY  PATH…
//	section   HEADING  PATH…                  the first that says something, below that heading
//	text      PATH…                           a text with headings of its own
//	list      HEADING  LIST  PATH…            an item for each member of a list
//	ask       LIST  PATH  PATH                question and answer: a section for each
//	update    LIST  PATH  PATH…  [PATH]       when and what; where three paths of one word each follow, the last is the state
//
// A path is names parted by dots; a list on the way stands for each of its members.
// A name may say which: milestones[type=resolved].occurred_at. Columns are parted by
// two blanks, words within one by one.
//
//go:embed shapes.txt
var shapesText string

// shapes are in the order in which they are tried.
var shapes = mustShapes(shapesText)

// A shape is what one kind of object of one tool looks like.
type shape struct {
	name  string
	rules []rule
}

// A rule is one line of a shape.
type rule struct {
	name    string
	heading string   // or the key of an extra field
	list    path     // whose members the paths are of
	paths   []path   // the first that says something counts
	state   path     // of an update
	values  []string // of is and drill: one of these
	kind    string   // of is: text, number, time, list, object, any
}

// A path leads from an object to values.
type path []step

type step struct {
	name   string
	where  path // nil: all members
	values []string
}

func mustShapes(text string) []shape {
	all, err := readShapes(text)
	if err != nil {
		panic("shapes.txt: " + err.Error())
	}
	return all
}

func readShapes(text string) (all []shape, err error) {
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		if name == "shape" {
			all = append(all, shape{name: rest})
			continue
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("line %d: no shape yet", n+1)
		}
		r, err := readRule(name, rest)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		s := &all[len(all)-1]
		s.rules = append(s.rules, r)
	}
	return all, nil
}

// columns are what stands between two blanks or more.
func columns(s string) (out []string) {
	for _, c := range strings.Split(s, "  ") {
		if c = strings.TrimSpace(c); c != "" {
			out = append(out, c)
		}
	}
	return out
}

func readRule(name, rest string) (r rule, err error) {
	r.name = name
	cols := columns(rest)
	switch name {
	case "is", "drill":
		at, values, equal := cutOutside(rest, '=')
		if !equal {
			var kind string
			if at, kind, equal = cutOutside(rest, ':'); !equal {
				return r, fmt.Errorf("%s %s: want PATH:TYPE or PATH=VALUE", name, rest)
			}
			r.kind = kind
		} else {
			r.values = strings.Split(values, "|")
		}
		r.paths = []path{readPath(at)}
	case "extra", "section":
		if len(cols) == 1 { // a heading of one word, one blank
			first, more, _ := strings.Cut(rest, " ")
			cols = []string{first, more}
		}
		r.heading, r.paths = cols[0], readPaths(cols[1])
	case "list":
		r.heading, r.list, r.paths = cols[0], readPath(cols[1]), readPaths(cols[2])
	case "ask":
		words := strings.Fields(rest)
		r.list, r.paths = readPath(words[0]), []path{readPath(words[1]), readPath(words[2])}
	case "update":
		r.list = readPath(cols[0])
		r.paths = append([]path{readPath(cols[1])}, readPaths(cols[2])...)
		if len(cols) > 3 {
			r.state = readPath(cols[3])
		}
	case "tail":
		r.heading = rest
	case "title", "id", "address", "owner", "started", "detected", "mitigated", "resolved", "published", "text":
		r.paths = readPaths(rest)
	default:
		return r, fmt.Errorf("no rule %q", name)
	}
	return r, nil
}

// cutOutside cuts at the last such sign that stands in no brackets.
func cutOutside(s string, sign byte) (before, after string, ok bool) {
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch s[i] {
		case ']':
			depth++
		case '[':
			depth--
		case sign:
			if depth == 0 {
				return s[:i], s[i+1:], true
			}
		}
	}
	return s, "", false
}

// fieldsOutside are the words of s; blanks in brackets part none.
func fieldsOutside(s string) []string {
	depth := 0
	return strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		}
		return r == ' ' && depth == 0
	})
}

func readPaths(s string) (all []path) {
	for _, w := range fieldsOutside(s) {
		all = append(all, readPath(w))
	}
	return all
}

func readPath(s string) (p path) {
	for s != "" {
		var st step
		end := strings.IndexAny(s, ".[")
		if end < 0 {
			return append(p, step{name: s})
		}
		st.name = s[:end]
		if s[end] == '[' {
			where, rest, _ := strings.Cut(s[end+1:], "]")
			at, values, _ := strings.Cut(where, "=")
			st.where, st.values = readPath(at), strings.Split(values, "|")
			s = strings.TrimPrefix(rest, ".")
		} else {
			s = s[end+1:]
		}
		p = append(p, st)
	}
	return p
}

// maxValues is how many values one path may lead to. The longest timeline seen in
// the documentation of any tool has a page of 100.
const maxValues = 5000

// values are those that a path leads to from v, members of lists one by one.
func (p path) values(v any) []any {
	at := []any{v}
	for n, s := range p {
		var next []any
		for _, v := range at {
			o, ok := v.(map[string]any)
			if !ok {
				continue
			}
			members := []any{o[s.name]}
			if list, isList := o[s.name].([]any); isList && (n < len(p)-1 || s.where != nil) {
				members = list
			}
			for _, m := range members {
				if m != nil && len(next) < maxValues && (s.where == nil || oneOf(s.where.text(m), s.values)) {
					next = append(next, m)
				}
			}
		}
		at = next
	}
	return at
}

// members are the members of the list that a path leads to, or of each of them.
func (p path) members(v any) (all []any) {
	for _, v := range p.values(v) {
		if list, ok := v.([]any); ok {
			all = append(all, list...)
			continue
		}
		all = append(all, v)
	}
	return all[:min(len(all), maxValues)]
}

// texts are the texts that a path leads to.
func (p path) texts(v any) (all []string) {
	for _, v := range p.values(v) {
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		for _, v := range list {
			if s := textOf(v); s != "" {
				all = append(all, s)
			}
		}
	}
	return all
}

// text is the first of them.
func (p path) text(v any) string {
	if all := p.texts(v); len(all) > 0 {
		return all[0]
	}
	return ""
}

// textOf is a text or number, or a tree that is a text.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case map[string]any:
		return jsonvalue.Document(v)
	}
	return ""
}

func oneOf(s string, values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return strings.EqualFold(v, s) })
}

// fits says that an object has all that the shape's objects have.
func (s shape) fits(o map[string]any) bool {
	for _, r := range s.rules {
		if r.name == "is" && !r.holds(o) {
			return false
		}
	}
	return true
}

// holds says that an object is as the rule says.
func (r rule) holds(o map[string]any) bool {
	p := r.paths[0]
	if r.kind == "any" { // there, and be it null
		for _, s := range p[:len(p)-1] {
			o, _ = o[s.name].(map[string]any)
		}
		_, there := o[p[len(p)-1].name]
		return there
	}
	values := p.values(o)
	if len(values) != 1 {
		return false
	}
	switch v := values[0]; r.kind {
	case "text":
		s, ok := v.(string)
		return ok && strings.TrimSpace(s) != ""
	case "number":
		_, ok := v.(json.Number)
		return ok
	case "time":
		s, ok := v.(string)
		if !ok {
			return false
		}
		_, ok = when.Parse(s)
		return ok
	case "list":
		_, ok := v.([]any)
		return ok
	case "object":
		_, ok := v.(map[string]any)
		return ok
	}
	s, ok := values[0].(string)
	return ok && oneOf(s, r.values)
}

// drill says that what the object is about was an exercise.
func (s shape) drill(o map[string]any) bool {
	return slices.ContainsFunc(s.rules, func(r rule) bool { return r.name == "drill" && r.holds(o) })
}
