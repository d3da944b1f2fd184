package site

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"hindsight/internal/yamltext"

	"github.com/goccy/go-yaml/ast"
)

// settingsName is the file of an archive's settings of the site.
const settingsName = "hugo.yaml"

// siteSettings are all that a hugo.yaml may set. Whatever else stands there is
// named and ignored: Hugo has some hundred settings, several of which publish
// any folder of the machine, write anywhere, or leave all pages out.
type siteSettings struct {
	Title, Locale                 string
	PagerSize                     int
	Tagline, Description, EditURL string
}

// A setting is read from a string, or from a number, into settings, or says
// what it wants instead.
type setting struct {
	set    func(s *siteSettings, v string) bool
	wants  string
	number bool
}

// known are the settings by their names; Hugo does not mind the case of a name.
var known = map[string]setting{
	"title":                textSetting(func(s *siteSettings) *string { return &s.Title }, 200),
	"locale":               {setLocale, "a language such as en-GB", false},
	"pagination.pagersize": {setPagerSize, "a number from 10 to 10000", true},
	"params.tagline":       textSetting(func(s *siteSettings) *string { return &s.Tagline }, 300),
	"params.description":   textSetting(func(s *siteSettings) *string { return &s.Description }, 2000),
	"params.edit":          {setEdit, "an address that begins with https://, or nothing", false},
}

const knownNames = "title, locale, pagination.pagerSize, params.tagline, params.description, params.edit"

func textSetting(field func(*siteSettings) *string, most int) setting {
	return setting{func(s *siteSettings, v string) bool {
		if len(v) > most || strings.ContainsAny(v, "\n\r\x00") {
			return false
		}
		*field(s) = v
		return true
	}, fmt.Sprintf("one line of at most %d bytes", most), false}
}

var localeRE = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)

func setLocale(s *siteSettings, v string) bool {
	s.Locale = v
	return localeRE.MatchString(v)
}

func setPagerSize(s *siteSettings, v string) bool {
	n, err := strconv.Atoi(v)
	s.PagerSize = n
	return err == nil && n >= 10 && n <= 10_000
}

func setEdit(s *siteSettings, v string) bool {
	s.EditURL = v
	return v == "" || webAddress(v) != ""
}

// read sets what data says. Problems are settings that are ignored, each with
// its line.
func (s *siteSettings) read(data []byte) ([]Problem, error) {
	root, err := yamltext.Parse(data, yamltext.Place{File: settingsName}, settingsLimits)
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	if root == nil {
		return nil, nil
	}
	r := settingsReader{to: s, seen: map[string]bool{}}
	r.mapping("", root)
	return r.problems, nil
}

type settingsReader struct {
	to       *siteSettings
	seen     map[string]bool
	problems []Problem
}

func (r *settingsReader) problem(n ast.Node, format string, args ...any) {
	line := 1
	if t := n.GetToken(); t != nil {
		line = t.Position.Line
	}
	r.problems = append(r.problems, Problem{fmt.Sprintf("%s:%d", settingsName, line), fmt.Sprintf(format, args...) + "; it is ignored"})
}

// mapping reads the settings of one level; prefix is "params." or the like.
func (r *settingsReader) mapping(prefix string, n ast.Node) {
	m, ok := n.(ast.MapNode)
	if _, empty := n.(*ast.NullNode); empty {
		return
	}
	if !ok {
		r.problem(n, "%ssettings are keys and values", prefix)
		return
	}
	for it := m.MapRange(); it.Next(); {
		name, isText := stringOf(it.Key())
		key := strings.ToLower(prefix + name)
		one, isSetting := known[key]
		isLevel := prefix == "" && (key == "params" || key == "pagination")
		switch {
		case !isText || !isSetting && !isLevel:
			r.problem(it.Key(), "%.60q is no setting of an archive; those are %s", prefix+name, knownNames)
		case r.seen[key]:
			r.problem(it.Key(), "%.60q stands here a second time", prefix+name)
		case isLevel:
			r.mapping(key+".", it.Value())
		default:
			r.value(prefix+name, one, it.Key(), it.Value())
		}
		r.seen[key] = true
	}
}

// value reads one setting; what it does not want changes nothing.
func (r *settingsReader) value(name string, one setting, key, value ast.Node) {
	read, next := stringOf, *r.to
	if one.number {
		read = numberOf
	}
	if v, ok := read(value); !ok || !one.set(&next, v) {
		r.problem(key, "%s wants %s", name, one.wants)
		return
	}
	*r.to = next
}

func stringOf(n ast.Node) (string, bool) {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(v.Value.Value, "\n"), true
	}
	return "", false
}

func numberOf(n ast.Node) (string, bool) {
	v, ok := n.(*ast.IntegerNode)
	if !ok {
		return "", false
	}
	return fmt.Sprint(v.Value), true
}

// settingsLimits bound a hugo.yaml; the built-in one has 500 bytes in two levels.
var settingsLimits = yamltext.Limits{Bytes: 64 << 10, Depth: 8, Keys: 200, Items: 200}

// config is what Hugo is told of the settings.
func (s siteSettings) config(base string) map[string]any {
	// Without disableAliases every list has a second page 1 that redirects to
	// the first.
	return map[string]any{
		"title": s.Title, "locale": s.Locale,
		"pagination": map[string]any{"pagerSize": s.PagerSize, "disableAliases": true},
		"params":     map[string]any{"tagline": s.Tagline, "description": s.Description, "edit": s.EditURL, "base": base},
	}
}
