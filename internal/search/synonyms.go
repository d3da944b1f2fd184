// No twin: it reads synonyms.yaml, whose words the index gives to the client.

package search

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hindsight/internal/yamltext"

	"github.com/goccy/go-yaml/ast"
)

// SynonymsName is the file of words and phrases that mean the same: the
// program's, and an archive's own, which adds to it.
const SynonymsName = "synonyms.yaml"

// Synonyms are groups of words and phrases that mean the same.
type Synonyms [][]string

// Limits on synonyms: a word of a query is looked up with all its equivalents,
// at 4.5 KB each.
const (
	MaxSynonyms    = 64 << 10 // bytes of a file
	maxGroup       = 8        // members of a group
	maxMember      = 40       // characters of a member
	maxMemberWords = 4
	maxEquivalents = 12 // of one member, from all groups
)

// ReadSynonyms adds the groups of a file, a list of lists, to others. The error
// joins a line "file:line: message" for each problem.
func ReadSynonyms(file string, data []byte, others Synonyms) (Synonyms, error) {
	list := slices.Clip(others)
	at, limits := yamltext.Place{File: file}, yamltext.Settings
	limits.Bytes = MaxSynonyms
	root, err := yamltext.Parse(data, at, limits)
	if err != nil || root == nil {
		return list, err
	}
	groups, ok := root.(*ast.SequenceNode)
	if !ok {
		return nil, fmt.Errorf("%s:1: a list of groups is expected: - [k8s, kubernetes]", file)
	}
	var problems []error
	for _, n := range groups.Values {
		var group []string
		if err := yamltext.Decode(n, at, &group); err != nil {
			problems = append(problems, err)
			continue
		}
		for _, reason := range wrongInGroup(group) {
			problems = append(problems, fmt.Errorf("%s:%d: %s", file, n.GetToken().Position.Line, reason))
		}
		list = append(list, group)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	for _, meanings := range list.table() {
		for _, m := range meanings {
			if n := len(m.others); n > maxEquivalents {
				problems = append(problems, fmt.Errorf("%s:1: %q has %d equivalents in its groups, more than %d", file, m.text, n, maxEquivalents))
			}
		}
	}
	return list, errors.Join(problems...)
}

func wrongInGroup(group []string) (reasons []string) {
	if len(group) < 2 || len(group) > maxGroup {
		reasons = append(reasons, fmt.Sprintf("a group has 2 to %d members, this one %d", maxGroup, len(group)))
	}
	for _, m := range group {
		list := analyse(m)
		switch {
		case utf8.RuneCountInString(m) > maxMember || len(list) > maxMemberWords:
			reasons = append(reasons, fmt.Sprintf("%.50q is longer than %d words or %d characters", m, maxMemberWords, maxMember))
		case lastTelling(list) < 0:
			reasons = append(reasons, fmt.Sprintf("%.50q has no word that a text is searched for", m))
		}
	}
	return reasons
}

// lastTelling is the place of the last word that is no stop word, -1 where there is none.
func lastTelling(list []stem) int {
	for i, s := range slices.Backward(list) {
		if s.stem != "" {
			return i
		}
	}
	return -1
}

// A meaning is a word or phrase with what means the same. The index keeps it
// with its last word that is no stop word, which a query with it looks up.
type meaning struct {
	text   string
	others []string
}

// table gathers the meanings by the stem that the index keeps them with.
func (s Synonyms) table() map[string][]meaning {
	at := map[string]*meaning{}
	var order []*meaning
	for _, group := range s {
		for _, text := range group {
			key := spelling(analyse(text))
			if key == "" {
				continue
			}
			m := at[key]
			if m == nil {
				m = &meaning{text: text}
				at[key], order = m, append(order, m)
			}
			for _, other := range group {
				same := func(o string) bool { return spelling(analyse(o)) == spelling(analyse(other)) }
				if k := spelling(analyse(other)); k != "" && k != key && !slices.ContainsFunc(m.others, same) {
					m.others = append(m.others, other)
				}
			}
		}
	}
	table := map[string][]meaning{}
	for _, m := range order {
		list := analyse(m.text)
		if i := lastTelling(list); i >= 0 && len(m.others) > 0 {
			table[list[i].stem] = append(table[list[i].stem], *m)
		}
	}
	return table
}

// spelling is what members of groups that are the same for a query have in
// common: certs and cert.
func spelling(list []stem) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(s.key() + " ")
	}
	return b.String()
}

// key is the stem, or the stop word.
func (s stem) key() string {
	if s.stem != "" {
		return s.stem
	}
	return s.term
}

// phrases are the phrases of which stop words would leave one word, "out of
// memory": a text that has one has them as one word besides, outofmemory. They
// are kept by their last words.
type phrases map[string][][]stem

func (s Synonyms) phrases() phrases {
	p := phrases{}
	for _, group := range s {
		for _, text := range group {
			if list := analyse(text); asOne(list) {
				last := list[len(list)-1].key()
				p[last] = append(p[last], list)
			}
		}
	}
	return p
}

// asOne says that a phrase is looked for as one word.
func asOne(list []stem) bool {
	telling := 0
	for _, s := range list {
		if s.stem != "" {
			telling++
		}
	}
	return telling == 1 && len(list) > 1
}

// words yields the words of a text and the phrases.
func (p phrases) words(text string, yield func(word)) {
	if len(p) == 0 {
		words(text, yield)
		return
	}
	var before [maxMemberWords]word // the last words of the text, the n-th of all in n % maxMemberWords
	n := 0
	last := map[string][][]stem{} // the phrases that may end with a word
	words(text, func(w word) {
		yield(w)
		if !w.kind.inText() {
			return
		}
		before[n%maxMemberWords] = w
		n++
		list, ok := last[w.term]
		if !ok {
			list = p[keyOf(w.term)]
			last[w.term] = list
		}
		for _, phrase := range list {
			if first := n - len(phrase); first >= 0 && endsWith(before, n, phrase) {
				yield(word{joinedTerms(phrase), before[first%maxMemberWords].start, w.end, w.pos, phrased})
			}
		}
	})
}

// endsWith says that the first n words of a text, of which before has the last,
// end with a phrase.
func endsWith(before [maxMemberWords]word, n int, phrase []stem) bool {
	for i, s := range phrase {
		if keyOf(before[(n-len(phrase)+i)%maxMemberWords].term) != s.key() {
			return false
		}
	}
	return true
}

// keyOf is the key of a word.
func keyOf(term string) string { return cmp.Or(stemOf(term), term) }

func joinedTerms(list []stem) (term string) {
	for _, s := range list {
		term += s.term
	}
	return term
}

// appendMeanings writes what means the same as the words and phrases that a
// stem is the last of.
func appendMeanings(b []byte, list []meaning) []byte {
	b = appendInt(b, len(list))
	for _, m := range list {
		b = appendTexts(appendText(b, m.text), m.others)
	}
	return b
}

func readMeanings(c *cursor) (list []meaning) {
	for range c.count() {
		list = append(list, meaning{c.text(), readTexts(c)})
	}
	return list
}
