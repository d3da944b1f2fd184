// Package yamltext is the one way in and out of YAML, for every YAML file that
// Hindsight reads or writes: front matter, sources.yaml, sources.lock,
// refused.yaml, taxonomy.yaml, hugo.yaml.
//
// Such a file may come from a stranger. The YAML library needs memory in the
// square of the nesting and time in the square of the keys of one mapping: 100
// KB of "[" cost it over 10 GB, 200 KB of keys 1.8 GB. Its lexer is linear, and
// sees what the parser will see; so the tokens are counted first (bound.go),
// and the parser gets only what it can bear. Anchors, aliases and merge keys
// are refused: no file of ours needs them, and an alias bomb grows by powers.
//
// What is written goes through Text, which decides of each string whether it
// can stand plain: the library's own choice of quotes breaks "? a", loses a
// leading tab, and ends a file that it cannot read again at "?<<".
package yamltext

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// A Place says where a piece of YAML stands, for messages.
type Place struct {
	File string
	Line int // of the file, on which the piece begins; 0 counts as 1
}

// An Error says what is wrong on which line: "file:line: message", one line.
type Error struct {
	File    string
	Line    int
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message) }

func (p Place) errorf(line int, format string, args ...any) error {
	message := strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " ")
	return &Error{p.File, max(p.Line, 1) + max(line, 1) - 1, message}
}

// Parse reads one YAML document. The node is nil when there is nothing but
// comments and blanks in it.
func Parse(data []byte, at Place, lim Limits) (n ast.Node, err error) {
	defer at.recover(&err)
	if len(data) > lim.Bytes {
		return nil, at.errorf(1, "%d bytes, more than %d", len(data), lim.Bytes)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if mark := conflictRE.FindIndex(data); mark != nil {
		return nil, at.errorf(1+bytes.Count(data[:mark[0]], []byte("\n")), "conflict marks of a merge; choose one side")
	}
	tokens := lexer.Tokenize(string(data))
	if err := bound(tokens, at, lim); err != nil {
		return nil, err
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil, at.of(err)
	}
	return root(file, at)
}

// conflictRE finds what git leaves in a file that it could not merge. No YAML
// of sense begins so.
var conflictRE = regexp.MustCompile(`(?m)^(?:<{7} |={7}\r?$|>{7} )`)

// root is the one document of a file.
func root(file *ast.File, at Place) (n ast.Node, err error) {
	for _, doc := range file.Docs {
		switch doc.Body.(type) {
		case nil, *ast.CommentGroupNode, *ast.CommentNode:
			continue
		}
		if n != nil {
			return nil, at.errorf(line(doc.Body), "a second YAML document; the file holds one")
		}
		n = doc.Body
	}
	return n, nil
}

// Unmarshal reads one YAML document into v, which stays as it is where there
// is none.
func Unmarshal(data []byte, at Place, lim Limits, v any) (err error) {
	n, err := Parse(data, at, lim)
	if err != nil || n == nil {
		return err
	}
	return Decode(n, at, v)
}

// Decode reads what Parse has returned into v.
func Decode(n ast.Node, at Place, v any) (err error) {
	defer at.recover(&err)
	if err := yaml.NodeToValue(n, v); err != nil {
		return at.of(err)
	}
	return nil
}

// recover makes an error of a panic of the YAML library: the input is a
// stranger's.
func (p Place) recover(err *error) {
	if r := recover(); r != nil {
		*err = p.errorf(1, "cannot be read: %v", r)
	}
}

// of is an error of the YAML library with its place. Its own text draws the
// lines around it, over several lines.
func (p Place) of(err error) error {
	if ours := (*Error)(nil); errors.As(err, &ours) {
		return err
	}
	var ye yaml.Error
	if errors.As(err, &ye) && ye.GetToken() != nil {
		return p.errorf(ye.GetToken().Position.Line, "%s", ye.GetMessage())
	}
	return p.errorf(1, "%s", err)
}

func line(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

func lineOf(t *token.Token) int {
	if t.Position == nil {
		return 1
	}
	return t.Position.Line
}
