package phrase

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Caps for what a pattern may hold: people edit patterns, and a pattern is
// hostile input too. What a phrase may take in words fits the bits of
// Phrase.ends.
const (
	maxSource   = 64 << 10 // bytes; TestTaxonomyAgainstDumbSearch holds that those of the shipped taxonomy have under 2,000
	usualWindow = 8
	maxWindow   = 40
	maxGroups   = 4
	maxPhrases  = 400 // of a group, and of a choice
	maxItems    = 8   // of a phrase
	maxDepth    = 3   // of choices within choices
	usualGap    = 4
	maxGap      = 8
	maxLength   = 60 // words that a phrase may take
)

// Parse reads a pattern.
func Parse(source string) (Pattern, error) {
	if len(source) > maxSource {
		return Pattern{}, fmt.Errorf("%q: its sets replaced, the pattern has more than the %d bytes that it may have", short(source), maxSource)
	}
	p, err := parse(source)
	if err != nil {
		return Pattern{}, fmt.Errorf("%q: %w", short(source), err)
	}
	return p, nil
}

// ParsePhrases reads the alternatives of one group: "a|b c".
func ParsePhrases(source string) ([]Phrase, error) {
	p, err := Parse(source)
	if err == nil && !p.simple() {
		err = fmt.Errorf("%q: want phrases alone, without the marks \"&\", \">\", \"!\" and \"@\" of a pattern", short(source))
	}
	if err != nil {
		return nil, err
	}
	return p.Groups[0].Phrases, nil
}

// simple says that a pattern is nothing but phrases.
func (p Pattern) simple() bool {
	return len(p.Groups) == 1 && len(p.Not) == 0 && p.Window == usualWindow
}

func short(source string) string {
	if len(source) > 200 {
		return strings.ToValidUTF8(source[:200], "") + "…"
	}
	return source
}

// A reader takes a pattern apart from the left.
type reader struct{ rest string }

func parse(source string) (Pattern, error) {
	r := reader{source}
	p := Pattern{Window: usualWindow}
	for after := false; ; {
		g, err := r.phrases(0)
		if err != nil {
			return p, err
		}
		p.Groups = append(p.Groups, Group{g, after})
		if after = r.take(">"); !after && !r.take("&") {
			break
		}
	}
	if len(p.Groups) > maxGroups {
		return p, fmt.Errorf("%d groups, more than %d", len(p.Groups), maxGroups)
	}
	if r.take("@") {
		n, err := strconv.Atoi(r.digits())
		if err != nil || n < 1 || n > maxWindow {
			return p, fmt.Errorf("the window after @ must be a number from 1 to %d", maxWindow)
		}
		p.Window = n
	}
	if r.take("!") {
		var err error
		if p.Not, err = r.phrases(0); err != nil {
			return p, err
		}
	}
	if r.rest != "" {
		return p, fmt.Errorf("%q is left over: want groups, then perhaps \"@\" and a number, then perhaps \"!\" and phrases", short(r.rest))
	}
	return p, nil
}

// take takes a mark in front, if it is there.
func (r *reader) take(mark string) bool {
	r.rest = strings.TrimLeftFunc(r.rest, unicode.IsSpace)
	rest, ok := strings.CutPrefix(r.rest, mark)
	if ok {
		r.rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	}
	return ok
}

func (r *reader) digits() string {
	n := 0
	for n < len(r.rest) && r.rest[n] >= '0' && r.rest[n] <= '9' {
		n++
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

// phrases reads alternatives, depth choices deep.
func (r *reader) phrases(depth int) ([]Phrase, error) {
	var out []Phrase
	for {
		p, err := r.phrase(depth)
		if err != nil {
			return nil, err
		}
		if out = append(out, p); len(out) > maxPhrases {
			return nil, fmt.Errorf("alternatives beside each other, more than %d", maxPhrases)
		}
		if !r.take("|") {
			return out, nil
		}
	}
}

func (r *reader) phrase(depth int) (Phrase, error) {
	var p Phrase
	for {
		it, ok, err := r.item(depth)
		if err != nil {
			return p, err
		}
		if !ok {
			return p, p.check()
		}
		p.items = append(p.items, it)
	}
}

// check says what is wrong with a phrase as a whole.
func (p Phrase) check() error {
	if len(p.items) == 0 {
		return fmt.Errorf("an alternative is empty: write words between the marks \"|\", \"&\", \">\" and \"!\" of the pattern")
	}
	if len(p.items) > maxItems {
		return fmt.Errorf("%q has more than %d words", short(p.String()), maxItems)
	}
	_, begins := p.first()
	_, ends := p.reversed().first()
	if !begins || !ends {
		return fmt.Errorf("%q: want a word that must stand there, and one on either side of a gap", short(p.String()))
	}
	if p.longest() > maxLength {
		return fmt.Errorf("%q can take more than %d words", short(p.String()), maxLength)
	}
	return nil
}

// item reads what stands next in a phrase; false at its end.
func (r *reader) item(depth int) (item, bool, error) {
	r.rest = strings.TrimLeftFunc(r.rest, unicode.IsSpace)
	switch {
	case r.rest == "" || strings.IndexByte("|&>@!)", r.rest[0]) >= 0:
		return item{}, false, nil
	case r.take("("):
		return r.choice(depth + 1)
	case strings.HasPrefix(r.rest, ".."):
		return r.gap()
	}
	w, err := r.word()
	return item{word: w}, true, err
}

func (r *reader) choice(depth int) (item, bool, error) {
	if depth > maxDepth {
		return item{}, false, fmt.Errorf("choices more than %d deep", maxDepth)
	}
	phrases, err := r.phrases(depth)
	if err != nil {
		return item{}, false, err
	}
	rest, closed := strings.CutPrefix(r.rest, ")")
	if !closed {
		return item{}, false, fmt.Errorf("a \"(\" has no \")\"")
	}
	if rest, optional := strings.CutPrefix(rest, "?"); optional {
		r.rest = rest
		return item{kind: option, choice: phrases}, true, nil
	}
	r.rest = rest
	return item{kind: choice, choice: phrases}, true, nil
}

func (r *reader) gap() (item, bool, error) {
	r.rest = r.rest[len(".."):]
	n := usualGap
	if d := r.digits(); d != "" {
		var err error
		if n, err = strconv.Atoi(d); err != nil || n < 1 || n > maxGap {
			return item{}, false, fmt.Errorf("a gap \"..\" has from 1 to %d words", maxGap)
		}
	}
	return item{kind: gap, gap: n}, true, nil
}

// word reads a word, or a kind of words: "<time>".
func (r *reader) word() (word, error) {
	end := strings.IndexFunc(r.rest, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("|&>@!()", c) })
	if end < 0 {
		end = len(r.rest)
	}
	if r.rest[0] == '<' {
		end = strings.IndexByte(r.rest, '>') + 1
	}
	text := r.rest[:end]
	if text == "" || text != Stop && !isKind(text) && !isWritten(text) {
		return word{}, fmt.Errorf("%q: words are lower-case letters and digits, as they stand in a text without punctuation", short(cmp.Or(text, r.rest)))
	}
	r.rest = r.rest[end:]
	pre, suf, star := strings.Cut(text, "*")
	if star && (len(pre) < 2 || strings.Contains(suf, "*")) {
		return word{}, fmt.Errorf("%q: one star, after two letters at least", text)
	}
	return word{pre, suf, star}, nil
}

// isKind says that a word is a kind of words: "<time>".
func isKind(s string) bool {
	return len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>' && strings.Trim(s[1:len(s)-1], "abcdefghijklmnopqrstuvwxyz") == ""
}

// isWritten says that a word is of lower-case letters, digits and a star, and
// has the marks that some readers keep within words only between these.
func isWritten(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	joint := true // of nothing, or a mark, and what comes next
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf || c == '*':
			joint = false
		case strings.IndexByte("'.:", c) >= 0 && !joint:
			joint = true
		default:
			return false
		}
	}
	return !joint
}
