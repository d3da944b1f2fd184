package secret

import (
	_ "embed"
	"math"
	"regexp"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// A ruleSet is what is looked for, from one or more files.
type ruleSet struct {
	rules   []*rule
	index   *keywords
	allowed allowed // by all rules
}

// A rule is one kind of secret.
type rule struct {
	id      string
	pattern func() *regexp.Regexp // compiled when a keyword of it is seen first: all take a fifth of a second
	sieve   func() sieve          // lets through what pattern may match
	group   int
	entropy float64 // in bits a character, which the secret must have
	long    bool    // it may go over many lines
	allowed []allowed
}

// What a rules file holds; see its documentation in gitleaks' README.
type (
	rulesFile struct {
		Rules     []ruleRow  `toml:"rules"`
		Allowlist allowedRow `toml:"allowlist"`
	}
	ruleRow struct {
		ID          string       `toml:"id"`
		Regex       string       `toml:"regex"`
		SecretGroup int          `toml:"secretGroup"`
		Entropy     float64      `toml:"entropy"`
		Keywords    []string     `toml:"keywords"`
		Path        string       `toml:"path"`
		Allowlists  []allowedRow `toml:"allowlists"`
	}
	allowedRow struct {
		Target    string   `toml:"regexTarget"`
		Regexes   []string `toml:"regexes"`
		StopWords []string `toml:"stopwords"`
		Paths     []string `toml:"paths"`
	}
)

//go:embed gitleaks/gitleaks.toml
var gitleaksRules string

//go:embed own.toml
var ownRules string

//go:embed personal.toml
var personalRules string

var (
	secrets  = sync.OnceValue(func() *ruleSet { return mustRead(gitleaksRules, ownRules) })
	personal = sync.OnceValue(func() *ruleSet { return mustRead(personalRules) })
)

// mustRead reads rules that are part of the program.
func mustRead(files ...string) *ruleSet {
	s := &ruleSet{index: new(keywords)}
	for _, data := range files {
		var f rulesFile
		if err := toml.Unmarshal([]byte(data), &f); err != nil {
			panic(err)
		}
		for _, row := range f.Rules {
			if row.Regex == "" || row.Path != "" { // about files of certain names
				continue
			}
			r := &rule{id: row.ID, group: row.SecretGroup, entropy: row.Entropy, long: manyLines(row.Regex)}
			r.pattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(row.Regex) })
			r.sieve = sync.OnceValue(func() sieve { return must(newSieve(row.Regex, row.Keywords)) })
			for _, a := range row.Allowlists {
				if len(a.Paths) == 0 {
					r.allowed = append(r.allowed, a.compiled())
				}
			}
			s.index.add(len(s.rules), r.long, row.Keywords)
			s.rules = append(s.rules, r)
		}
		f.Allowlist.Target = ""
		if a := f.Allowlist.compiled(); len(f.Allowlist.Regexes) > 0 {
			s.allowed = a
		}
	}
	return s
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// manyLines says that what a pattern finds may be longer than a token.
func manyLines(pattern string) bool {
	return strings.Contains(pattern, `[\s\S`) || strings.Contains(pattern, "(?s") || strings.Contains(pattern, "BEGIN")
}

// allowed is what looks like a secret and is none.
type allowed struct {
	target   string // what is compared: "" the secret, "match" or "line"
	patterns func() []*regexp.Regexp
	words    []string
}

func (a allowedRow) compiled() allowed {
	return allowed{a.Target, sync.OnceValue(func() (all []*regexp.Regexp) {
		for _, r := range a.Regexes {
			all = append(all, regexp.MustCompile(r))
		}
		return all
	}), a.StopWords}
}

func (a *allowed) allows(secret, match, line string) bool {
	if a.patterns == nil {
		return false
	}
	target := secret
	switch a.target {
	case "match":
		target = match
	case "line":
		target = line
	}
	for _, p := range a.patterns() {
		if p.MatchString(target) {
			return true
		}
	}
	lower := strings.ToLower(secret)
	for _, w := range a.words {
		if strings.Contains(lower, strings.ToLower(w)) {
			return true
		}
	}
	return false
}

// matches are the places of secrets in a window of a text.
func (r *rule) matches(text string, w window, all *allowed) (found [][2]int) {
	for _, m := range r.sieve().find(r.pattern(), text, w) {
		from, to := r.secretAt(m)
		from, to = from+w.start, to+w.start
		secret, match := text[from:to], text[m[0]+w.start:m[1]+w.start]
		none := placeholderRE.MatchString(match) || r.entropy > 0 && entropy(secret) <= r.entropy || all.allows(secret, match, "")
		if none || r.allows(secret, match, lineAround(text, from, to)) {
			continue
		}
		found = append(found, [2]int{from, to})
	}
	return found
}

func (r *rule) allows(secret, match, line string) bool {
	for i := range r.allowed {
		if r.allowed[i].allows(secret, match, line) {
			return true
		}
	}
	return false
}

// secretAt is the group of a match that holds the secret: the one that the rule
// names, else the first that is not empty, else all of it.
func (r *rule) secretAt(m []int) (from, to int) {
	if g := 2 * r.group; r.group > 0 && g+1 < len(m) && m[g] >= 0 {
		return m[g], m[g+1]
	}
	for g := 2; g+1 < len(m); g += 2 {
		if m[g] >= 0 && m[g+1] > m[g] {
			return m[g], m[g+1]
		}
	}
	return m[0], m[1]
}

// longestLine is how much of a line around a secret is compared, in bytes.
const longestLine = 1000

func lineAround(text string, from, to int) string {
	start, end := max(0, from-longestLine), min(len(text), to+longestLine)
	if i := strings.LastIndexByte(text[start:from], '\n'); i >= 0 {
		start += i + 1
	}
	if i := strings.IndexByte(text[to:end], '\n'); i >= 0 {
		end = to + i
	}
	return text[start:end]
}

// entropy is that of Shannon, in bits a character: about 4 for random hexadecimal
// digits, 3 for a word.
func entropy(s string) float64 {
	counts := map[rune]int{}
	n := 0
	for _, r := range s {
		counts[r]++
		n++
	}
	bits := 0.0
	for _, c := range counts {
		p := float64(c) / float64(n)
		bits -= p * math.Log2(p)
	}
	return bits
}
