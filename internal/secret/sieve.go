package secret

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// enoughOf is how many characters in a row a pattern must want to be cut behind
// them, and how many of them its loose form still asks for: few words are as long.
const enoughOf = 10

// A sieve lets through the places where a pattern may match.
type sieve struct {
	loose     *regexp.Regexp
	atKeyword bool // what it finds begins with a keyword of the rule: it is asked at those places alone
}

// newSieve makes the sieve of a rule. Its loose pattern is found in each text in
// which that of the rule is, and in few others: without what may be missing at the
// beginning, and as far as the first long run of characters alone. Most windows
// hold prose, and the rules of gitleaks begin with "[\w.-]{0,50}?", which the regexp
// package then tries at each byte: generic-api-key alone took 60 % of the time of
// Find, and all rules took over three times what they take with sieves.
func newSieve(pattern string, keywords []string) (sieve, error) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return sieve{}, err
	}
	near := true // matches begin within sight of the keyword
	for re.Op == syntax.OpConcat && len(re.Sub) > 1 && canBeEmpty(re.Sub[0]) {
		near = near && re.Sub[0].Op != syntax.OpStar && re.Sub[0].Max >= 0
		re = &syntax.Regexp{Op: syntax.OpConcat, Flags: re.Flags, Sub: re.Sub[1:]}
	}
	begin, _ := beginning(re)
	firsts, _ := literals(begin)
	known := near && !slices.ContainsFunc(firsts, func(first string) bool {
		return !slices.ContainsFunc(keywords, func(k string) bool { return strings.HasPrefix(first, strings.ToLower(k)) })
	})
	text := begin.String()
	if known {
		text = `\A(?:` + text + `)`
	}
	compiled, err := regexp.Compile(text)
	return sieve{compiled, known}, err
}

// find gives the matches of a pattern in a window of a text as FindAll does,
// counted from the beginning of the window.
func (s sieve) find(pattern *regexp.Regexp, text string, w window) (all [][]int) {
	text = text[w.start:w.end]
	if !s.atKeyword && !s.loose.MatchString(text) {
		return nil
	}
	if !s.atKeyword || strings.ContainsAny(text, "\u017F\u212A") { // which fold to s and k, and begin no keyword
		return pattern.FindAllStringSubmatchIndex(text, -1)
	}
	end := 0 // of the match before
	for _, at := range w.keywords {
		if at -= w.start; at < end || !s.loose.MatchString(text[at:]) {
			continue
		}
		from := max(end, at-before)
		for from > 0 && text[from]&0xC0 == 0x80 {
			from--
		}
		m := pattern.FindStringSubmatchIndex(text[from:])
		if m == nil {
			break // nor does it match behind any later keyword
		}
		if m[0] == 0 && from > 0 { // what stands before it may matter
			return pattern.FindAllStringSubmatchIndex(text, -1)
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		all, end = append(all, m), m[1]
	}
	return all
}

// mostLiterals bounds how many beginnings of a pattern are told apart.
const mostLiterals = 64

// literals are beginnings, in lower case, of all that re matches; exact says that
// they are all of it.
func literals(re *syntax.Regexp) (all []string, exact bool) {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return []string{""}, true
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}, true
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if all = append(all, strings.ToLower(string(r))); len(all) > mostLiterals {
					return []string{""}, false
				}
			}
		}
		return all, len(all) > 0
	case syntax.OpQuest:
		all, exact = literals(re.Sub[0])
		return append(all, ""), exact
	case syntax.OpAlternate:
		exact = true
		for _, sub := range re.Sub {
			more, e := literals(sub)
			all, exact = append(all, more...), exact && e
		}
		return all, exact
	case syntax.OpConcat:
		all = []string{""}
		for _, sub := range re.Sub {
			more, e := literals(sub)
			if len(all)*len(more) > mostLiterals {
				return all, false
			}
			var longer []string
			for _, a := range all {
				for _, m := range more {
					longer = append(longer, a+m)
				}
			}
			if all = longer; !e {
				return all, false
			}
		}
		return all, true
	}
	return []string{""}, false
}

// beginning is a pattern for the beginning of whatever re matches, of bounded
// length, so that asking at each keyword costs no more than the text is long;
// whole says that what follows re may follow it.
func beginning(re *syntax.Regexp) (begin *syntax.Regexp, whole bool) {
	switch re.Op {
	case syntax.OpCapture:
		return beginning(re.Sub[0])
	case syntax.OpStar:
		return &syntax.Regexp{Op: syntax.OpEmptyMatch}, false
	case syntax.OpPlus:
		begin, _ = beginning(re.Sub[0])
		return begin, false
	case syntax.OpRepeat:
		if simple := len(re.Sub[0].Sub) == 0; simple && re.Min >= enoughOf || re.Max < 0 {
			times := min(re.Min, enoughOf)
			return &syntax.Regexp{Op: syntax.OpRepeat, Flags: re.Flags, Min: times, Max: times, Sub: re.Sub}, false
		}
	case syntax.OpConcat, syntax.OpAlternate:
		out := &syntax.Regexp{Op: re.Op, Flags: re.Flags}
		whole = true
		for _, sub := range re.Sub {
			b, all := beginning(sub)
			out.Sub, whole = append(out.Sub, b), whole && all
			if re.Op == syntax.OpConcat && !all {
				break
			}
		}
		return out, whole
	}
	return re, true
}

// canBeEmpty says that re matches the empty text, wherever it is asked.
func canBeEmpty(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpStar, syntax.OpQuest, syntax.OpEmptyMatch:
		return true
	case syntax.OpRepeat:
		return re.Min == 0
	case syntax.OpBeginText, syntax.OpBeginLine, syntax.OpWordBoundary:
		return true // a condition less
	}
	return false
}
