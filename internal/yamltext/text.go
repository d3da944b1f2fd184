package yamltext

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// A Text is a string that is written as Scalar writes it.
type Text string

// MarshalYAML is what the YAML library asks.
func (t Text) MarshalYAML() ([]byte, error) { return []byte(Scalar(string(t))), nil }

var (
	plainRE    = regexp.MustCompile(`^(?:[\pL](?:[\pL\pN ./()’'“”–—!%+@_-]*[\pL\pN.)’”!%])?|https?://(?:[\w.-]+:\d+)?[\w./~%?=+@-]*[\w/])$`)
	reservedRE = regexp.MustCompile(`(?i)^(?:null|true|false|yes|no|on|off|y|n)$`)
)

// Scalar writes a string as a YAML scalar on one line: plain where nothing
// could misread it, whether as a key, as a value, in a list or in brackets;
// else in double quotes, with Go's escapes, which are YAML's too. Bytes that
// are no UTF-8 cannot be written in YAML, and become U+FFFD.
func Scalar(s string) string {
	if plainRE.MatchString(s) && !reservedRE.MatchString(s) {
		return s
	}
	return strconv.Quote(strings.ToValidUTF8(s, "\uFFFD"))
}

// Texts makes Texts of strings.
func Texts(list []string) []Text {
	var out []Text
	for _, s := range list {
		out = append(out, Text(s))
	}
	return out
}

// Strings makes strings of Texts.
func Strings(list []Text) []string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}

// String is what a node says that is a text, plain, quoted or a block.
func String(n ast.Node) (string, bool) {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(v.Value.Value, "\n"), true
	}
	return "", false
}
