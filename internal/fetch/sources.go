package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"hindsight"
	"hindsight/internal/yamltext"
)

// LoadSources reads sources.yaml: a list of sources, or one under the key
// "sources". A source's kind must be one of kinds, which may be written
// "dump/forum" as well. The error names every problem, a line each:
// "name:line: problem".
func LoadSources(name string, data []byte, kinds []string) ([]Source, error) {
	root, err := yamltext.Parse(data, yamltext.Place{File: name}, yamltext.Settings)
	if err != nil {
		return nil, explained(err, data)
	}
	r := &reader{file: name, kinds: kinds, names: map[string]int{}}
	if root != nil {
		r.document(root)
	}
	return r.sources, errors.Join(r.errs...)
}

// explained adds what a person did who wrote YAML that cannot be read, where
// that can be told.
func explained(err error, data []byte) error {
	var wrong *yamltext.Error
	if !errors.As(err, &wrong) {
		return err
	}
	lines := bytes.Split(data, []byte("\n"))
	if n := wrong.Line; n > 0 && n <= len(lines) && tabbedRE.Match(lines[n-1]) {
		wrong.Message = "the line begins with a tab: YAML wants spaces"
	} else if at := emptyListRE.FindIndex(data); at != nil {
		wrong.Line = 1 + bytes.Count(data[:at[0]], []byte("\n"))
		wrong.Message = "the list stands in place of the [] after sources, not below it"
	}
	return wrong
}

var tabbedRE = regexp.MustCompile(`^ *\t`)

// emptyListRE is the end of a list that goes on below it all the same.
var emptyListRE = regexp.MustCompile(`(?m)^sources: *\[ *\] *(#.*)?\n(\s*|#.*\n)*- `)

type reader struct {
	file    string
	kinds   []string
	sources []Source
	names   map[string]int // line of each name
	errs    []error
}

func (r *reader) fail(n ast.Node, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d: %s", r.file, line(n), fmt.Sprintf(format, args...)))
}

func line(n ast.Node) int {
	if t := n.GetToken(); t != nil {
		return t.Position.Line
	}
	return 1
}

func (r *reader) document(n ast.Node) {
	if m, ok := n.(ast.MapNode); ok {
		for it := m.MapRange(); it.Next(); {
			if key := keyName(it.Key()); key != "sources" {
				r.fail(it.Key(), "%q is unknown here: %sthe file holds the key \"sources\"", key, hint(key, []string{"sources"}))
				continue
			}
			r.list(it.Value())
		}
		return
	}
	r.list(n)
}

func (r *reader) list(n ast.Node) {
	switch list := n.(type) {
	case *ast.NullNode, *ast.CommentGroupNode:
	case *ast.SequenceNode:
		for _, v := range list.Values {
			m, ok := v.(ast.MapNode)
			if !ok {
				r.fail(v, "a source has fields: name, url and so on")
				continue
			}
			r.source(v, m)
		}
	default:
		r.fail(n, "sources are a list: each begins with \"- name:\"")
	}
}

func (r *reader) source(n ast.Node, m ast.MapNode) {
	s := Source{Line: line(n)}
	before := len(r.errs)
	seen := map[string]bool{}
	for it := m.MapRange(); it.Next(); {
		key := keyName(it.Key())
		if len(seen) == 0 {
			s.Line = line(it.Key())
		}
		if seen[key] {
			r.fail(it.Key(), "%q stands twice in one source", key)
		}
		seen[key] = true
		set, ok := fields[key]
		if !ok {
			r.fail(it.Key(), "%q is unknown: %sa source has %s", key, hint(key, strings.Split(fieldNames, ", ")), fieldNames)
			continue
		}
		if problem := set(&s, it.Value()); problem != "" {
			r.fail(culprit(it.Key(), it.Value(), set), "%s: %s", key, problem)
		}
	}
	r.kind(s, m)
	r.whole(s, seen)
	if len(r.errs) == before {
		r.sources = append(r.sources, s)
	}
}

// culprit is where a problem with a field is: in the one value of a list that
// is wrong, else at the key, for a value may begin lines below it.
func culprit(key, value ast.Node, set func(*Source, ast.Node) string) ast.Node {
	if list, ok := value.(*ast.SequenceNode); ok {
		for _, v := range list.Values {
			if set(new(Source), v) != "" {
				return v
			}
		}
	}
	return key
}

func keyName(n ast.Node) string {
	if s, ok := scalar(n); ok {
		return s
	}
	return n.String()
}

// kind checks the kind of a source against those that the caller knows.
func (r *reader) kind(s Source, m ast.MapNode) {
	if s.Kind == "" || slices.Contains(r.kinds, hindsight.ImporterName(s.Kind).Kind()) {
		return
	}
	for it := m.MapRange(); it.Next(); {
		if keyName(it.Key()) == "kind" {
			r.fail(it.Key(), "kind: %q is none of %s", s.Kind, strings.Join(r.kinds, ", "))
		}
	}
}

// whole checks what one field alone does not tell.
func (r *reader) whole(s Source, seen map[string]bool) {
	at := func(format string, args ...any) {
		r.errs = append(r.errs, fmt.Errorf("%s:%d: %s", r.file, s.Line, fmt.Sprintf(format, args...)))
	}
	if !seen["name"] {
		at("the source has no name")
	}
	if n := count(seen, "url", "path", "git"); n != 1 {
		at("the source needs either url, path or git")
	}
	if !seen["git"] && count(seen, "ref", "under") > 0 {
		at("ref and under are for sources with git")
	}
	if seen["git"] && (s.Kind == "opml" || s.FetchFull) {
		at("kind: opml and fetch: full are for sources with url or path")
	}
	if first, dup := r.names[s.Name]; dup && s.Name != "" {
		at("the name %q is taken by line %d", s.Name, first)
	}
	if s.Name != "" {
		r.names[s.Name] = s.Line
	}
	if s.AllowPrivate && s.Address() == "" {
		at("allow_private is for sources with a url, or git on a server: it opens that host; for feeds of a list give each private one an entry of its own")
	}
}

func count(seen map[string]bool, keys ...string) (n int) {
	for _, k := range keys {
		if seen[k] {
			n++
		}
	}
	return n
}
