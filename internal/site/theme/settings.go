package theme

import (
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hindsight/internal/archive"
	"hindsight/internal/weburl"
	"hindsight/internal/yamltext"

	"github.com/goccy/go-yaml/ast"
)

// SettingsName is the file of an archive's settings of the site.
const SettingsName = "hugo.yaml"

// Settings are all that a hugo.yaml may set. Whatever else stands there is
// named and ignored: Hugo has some hundred settings, several of which publish
// any folder of the machine, write anywhere, or leave all pages out.
type Settings struct {
	Title, Locale                 string
	PagerSize                     int
	Tagline, Description, EditURL string
	Licence                       string   // of the archive's own work
	NoIndex                       bool     // asks search engines to leave the site alone
	Navigation                    []string // pages of the head, by name
	Palette                       Palette
	Delivery                      Delivery
}

// Delivery is what the settings say to those who run a build every night.
type Delivery struct {
	Address    string // at which the site is read; "" when nobody knows
	Mode       string // Push or Propose
	IssueAfter int    // days after which a source that fails gets an issue; 0: never
}

// How the archive wants what a night brings: as a commit, or as a pull request.
const (
	Push    = "push"
	Propose = "pull-request"
)

// ReadDelivery reads it from the built-in hugo.yaml and, over it, the archive's.
func ReadDelivery(builtin, own fs.FS) (Delivery, error) {
	t := &Theme{}
	for _, src := range []fs.FS{builtin, own} {
		if err := t.readSettings(src); err != nil {
			return Delivery{}, err
		}
	}
	return t.Settings.Delivery, nil
}

// A setting is read from a scalar, or from each item of a list, into settings,
// or says what it wants instead.
type setting struct {
	set   func(s *Settings, v string) bool
	wants string
	kind  settingKind
}

type settingKind int

const (
	words settingKind = iota
	number
	flag
	listOfWords
)

// known are the settings by their names; Hugo does not mind the case of a name.
var known = func() map[string]setting {
	out := map[string]setting{
		"title":                textSetting(func(s *Settings) *string { return &s.Title }, 200),
		"locale":               {setLocale, "a language such as en-GB", words},
		"pagination.pagersize": {setPagerSize, "a number from 10 to 10000", number},
		"params.tagline":       textSetting(func(s *Settings) *string { return &s.Tagline }, 300),
		"params.description":   textSetting(func(s *Settings) *string { return &s.Description }, 2000),
		"params.edit":          {setEdit, "an address that begins with https://, or nothing", words},
		"params.licence":       textSetting(func(s *Settings) *string { return &s.Licence }, 200),
		"params.noindex":       {setNoIndex, "true or false", flag},
		"params.address":       {setAddress, "an address that begins with https:// or http://, or nothing", words},
		"nightly.deliver":      {setMode, Push + " or " + Propose, words},
		"nightly.issueafter":   {setIssueAfter, "a number of days from 0 to 365", number},
		"params.navigation":    {setNavigation, "a list of " + strings.Join(navigable, ", "), listOfWords},
	}
	for _, scheme := range []string{"light", "dark"} {
		for _, c := range colours {
			out["params.colours."+scheme+"."+c.name] = setting{setColour(scheme, c.name), `a colour such as "#8a3b12"`, words}
		}
	}
	return out
}()

// levels are the keys that hold further settings.
var levels = []string{"pagination", "nightly", "params", "params.colours", "params.colours.light", "params.colours.dark"}

const knownNames = "title, locale, pagination.pagerSize, params.tagline, params.description, params.edit, params.licence, params.noindex, " +
	"params.address, params.navigation, params.colours.light and .dark, nightly.deliver, nightly.issueAfter"

// navigable are the pages that the head of each page can lead to.
var navigable = []string{"incidents", "classes", "organisations", "years", "numbers", "seen", "data", "sources", "search", "about"}

func textSetting(field func(*Settings) *string, most int) setting {
	return setting{func(s *Settings, v string) bool {
		if len(v) > most || strings.ContainsAny(v, "\n\r\x00") {
			return false
		}
		*field(s) = v
		return true
	}, fmt.Sprintf("one line of at most %d bytes", most), words}
}

var localeRE = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)

func setLocale(s *Settings, v string) bool {
	s.Locale = v
	return localeRE.MatchString(v)
}

func setPagerSize(s *Settings, v string) bool {
	n, err := strconv.Atoi(v)
	s.PagerSize = n
	return err == nil && n >= 10 && n <= 10_000
}

func setEdit(s *Settings, v string) bool {
	s.EditURL = v
	return v == "" || weburl.Clean(v) != ""
}

func setAddress(s *Settings, v string) bool {
	s.Delivery.Address = v
	_, err := Base(v)
	return err == nil
}

func setMode(s *Settings, v string) bool {
	s.Delivery.Mode = v
	return v == Push || v == Propose
}

func setIssueAfter(s *Settings, v string) bool {
	n, err := strconv.Atoi(v)
	s.Delivery.IssueAfter = n
	return err == nil && n >= 0 && n <= 365
}

func setNoIndex(s *Settings, v string) bool {
	s.NoIndex = v == "true"
	return true
}

// setNavigation adds one page; the first one of a list takes the place of what
// was set before, see settingsReader.list.
func setNavigation(s *Settings, v string) bool {
	s.Navigation = append(slices.Clone(s.Navigation), v)
	return slices.Contains(navigable, v)
}

func setColour(scheme, name string) func(*Settings, string) bool {
	return func(s *Settings, v string) bool {
		s.Palette = maps.Clone(s.Palette)
		if s.Palette == nil {
			s.Palette = Palette{}
		}
		s.Palette[scheme+"."+name] = v
		return colourRE.MatchString(v)
	}
}

// read sets what data says. Problems are settings that are ignored, each with
// its line.
func (s *Settings) read(data []byte) ([]archive.Problem, error) {
	root, err := yamltext.Parse(data, yamltext.Place{File: SettingsName}, settingsLimits)
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
	to       *Settings
	seen     map[string]bool
	problems []archive.Problem
}

func (r *settingsReader) problem(n ast.Node, format string, args ...any) {
	line := 1
	if t := n.GetToken(); t != nil {
		line = t.Position.Line
	}
	r.problems = append(r.problems, archive.Problem{Path: fmt.Sprintf("%s:%d", SettingsName, line), Reason: fmt.Sprintf(format, args...) + "; it is ignored"})
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
		name, isText := yamltext.String(it.Key())
		key := strings.ToLower(prefix + name)
		one, isSetting := known[key]
		isLevel := slices.Contains(levels, key)
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
	next := *r.to
	if one.kind == listOfWords {
		next.Navigation = nil
	}
	for _, n := range itemsOf(value, one.kind) {
		if v, ok := scalarOf(n, one.kind); !ok || !one.set(&next, v) {
			r.problem(key, "%s wants %s", name, one.wants)
			return
		}
	}
	*r.to = next
}

// itemsOf are the items of a list, and the value itself of every other kind.
func itemsOf(value ast.Node, kind settingKind) []ast.Node {
	if s, ok := value.(*ast.SequenceNode); ok && kind == listOfWords {
		return s.Values
	}
	return []ast.Node{value}
}

// scalarOf is a value of a kind as text.
func scalarOf(n ast.Node, kind settingKind) (string, bool) {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value, kind == words || kind == listOfWords
	case *ast.LiteralNode:
		text, _ := yamltext.String(v)
		return text, kind == words
	case *ast.IntegerNode:
		return fmt.Sprint(v.Value), kind == number
	case *ast.BoolNode:
		return fmt.Sprint(v.Value), kind == flag
	}
	return "", false
}

// settingsLimits bound a hugo.yaml; the built-in one has 2 KB in four levels.
var settingsLimits = yamltext.Limits{Bytes: 64 << 10, Depth: 8, Keys: 200, Items: 200}

// Base checks the address of a site, which ends with a slash then; nil stands for
// none.
func Base(s string) (*url.URL, error) {
	if s == "" {
		return nil, nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("site: base URL %q: want an address such as https://example.org/postmortems/", s)
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}
