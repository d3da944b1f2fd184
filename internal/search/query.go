// Twin: assets/ts/search/query.ts

package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits on a query: what is longer is cut, not refused.
const (
	maxQuery   = 1000 // characters
	maxClauses = 32
)

// A token is a word of the query.
type token struct {
	form       string // as typed, folded
	stem       string
	at         int // position in its phrase
	start, end int // bytes in the query
}

// A clause is a word or a phrase that a document must or must not have.
type clause struct {
	tokens []token
	stems  []string  // instead of tokens: any of these
	others [][]token // other spellings, each as good: keepalive of keep-alive
	not    bool
	or     bool  // stands for the clause before, or that for it
	whole  token // several words written as one, joined: data-base, database; else zero
	open   bool  // a word that may go on
}

// numbered says that the clause has a number: another number is another thing.
func (c clause) numbered() bool {
	return slices.ContainsFunc(c.tokens, func(t token) bool { return strings.ContainsFunc(t.form, unicode.IsNumber) })
}

// A filter keeps the documents with any of its values.
type filter struct {
	key    string   // class, org, source, year, one of lengthKeys or of the reader's extra keys
	values []string // folded
	typed  []string // the filter with each, as typed
	spans  []span   // of years and lengths: what the values mean, where they mean something
	not    bool
	extra  int // place of the key among the reader's extra keys
}

// A query is what the person who typed it means.
type query struct {
	text    string
	keys    []string // of front matter, that filter, too
	clauses []clause
	filters []filter
	typed   []typedWord
	or      bool // OR stands between the last clause and what comes next
	beside  bool // the last thing read was a clause that OR may follow
}

// A typedWord is a word of the query outside quotes, as synonyms see it.
type typedWord struct {
	stem
	clause int // -1: of none
}

// parse never fails: what makes no sense as an operator is text.
func parse(s string, keys []string) query {
	s = cutQuery(s)
	q := query{text: s, keys: keys}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		or := q.or
		i = q.item(i)
		q.or = q.or && !or
	}
	return q
}

func cutQuery(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	n := 0
	for i := range s {
		if n++; n > maxQuery {
			return s[:i]
		}
	}
	return s
}

// item reads what stands at i up to the next space or the end of its quotes.
func (q *query) item(i int) int {
	s := q.text
	not := s[i] == '-' && i+1 < len(s) && !startsWithSpace(s[i+1:])
	if not {
		i++
	}
	if key, at := filterKey(s, i, q.keys); key != "" {
		start, end, next := value(s, at)
		q.addFilter(key, s[start:end], s[i:next], not)
		return next
	}
	start, end, next := value(s, i)
	bare := !not && start == i
	if bare && s[start:end] == "OR" && q.beside {
		q.or = true
		q.typed = append(q.typed, typedWord{clause: -1})
		return next
	}
	r := readSpelling(s, start, end)
	c := r.clause(start != i)
	c.not, c.open = not, bare && end == len(s) && len(r.parts) == 1 && r.parts[0].end == end
	if !bare {
		c.whole = token{}
	}
	n := q.addClause(c)
	q.beside = n >= 0 && !not
	if !bare {
		q.typed = append(q.typed, typedWord{clause: -1})
		return next
	}
	for _, t := range r.parts {
		q.typed = append(q.typed, typedWord{stem{word: word{term: t.form}, stem: t.stem}, n})
	}
	return next
}

// value returns a quoted or bare value that begins at i, and where to go on.
// Quotes that do not close reach to the end.
func value(s string, i int) (start, end, next int) {
	if i < len(s) && s[i] == '"' {
		if n := strings.IndexByte(s[i+1:], '"'); n >= 0 {
			return i + 1, i + 1 + n, i + n + 2
		}
		return i + 1, len(s), len(s)
	}
	for end = i; end < len(s) && s[end] != '"' && !startsWithSpace(s[end:]); {
		_, n := utf8.DecodeRuneInString(s[end:])
		end += n
	}
	return i, end, end
}

func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

func (q *query) addFilter(key, value, typed string, not bool) {
	q.beside = false
	q.typed = append(q.typed, typedWord{clause: -1})
	value = fold(strings.TrimSpace(value))
	i := slices.IndexFunc(q.filters, func(f filter) bool { return f.key == key && f.not == not })
	if i < 0 {
		i = len(q.filters)
		q.filters = append(q.filters, filter{key: key, not: not})
	}
	f := &q.filters[i]
	f.values, f.typed = append(f.values, value), append(f.typed, typed)
	if s, ok := readSpan(key, value); ok && f.numeric() {
		f.spans = append(f.spans, s)
	}
}

// addClause returns the place of the clause, -1 where it adds nothing.
func (q *query) addClause(c clause) int {
	if len(c.tokens) == 0 || len(q.clauses) == maxClauses {
		return -1
	}
	c.or = q.or && !c.not
	for i, d := range q.clauses {
		single := !c.or && !d.or && (i+1 == len(q.clauses) || !q.clauses[i+1].or)
		if single && d.not == c.not && slices.EqualFunc(c.tokens, d.tokens, func(a, b token) bool { return a.stem == b.stem && a.at == b.at }) {
			if c.open { // "lock lock": the later one is the one being typed
				q.clauses[i] = c
			}
			return -1
		}
	}
	q.clauses = append(q.clauses, c)
	return len(q.clauses) - 1
}

// A spelled is a piece of a query in its words, and how else they are written.
type spelled struct {
	parts   []token // one after the other, stop words included
	shorter map[int]token
	joined  token // two words with a hyphen between them
	gaps    bool  // something stands between its words
}

func readSpelling(s string, start, end int) spelled {
	r := spelled{shorter: map[int]token{}}
	words(s[start:end], func(w word) {
		t := token{possessive(w.term), stemOf(w.term), w.pos, start + w.start, start + w.end}
		last := len(r.parts) - 1
		switch w.kind {
		case plain, part:
			r.gaps = r.gaps || last >= 0 && r.parts[last].end != t.start
			r.parts = append(r.parts, t)
		case shorter:
			r.shorter[last] = t
		case joined:
			t.at = 0
			r.joined = t
		}
	})
	return r
}

// clause is what a piece of a query asks for. Of two words with a hyphen, of
// which one is a stop word, only the joined word can be looked for.
func (r spelled) clause(quoted bool) (c clause) {
	pair := len(r.parts) == 2 && r.joined.stem != ""
	c.tokens = phraseOf(r.parts)
	if pair && len(c.tokens) < 2 {
		c.tokens = []token{r.joined}
		return c
	}
	if other := phraseOf(r.plainVersions()); len(other) > 0 && !slices.Equal(other, c.tokens) {
		c.others = append(c.others, other)
	}
	switch {
	case pair && !quoted:
		c.others = append(c.others, []token{r.joined})
	case len(r.parts) > 1 && r.gaps:
		c.whole = joinedOf(r.parts)
	}
	return c
}

// plainVersions are the words without the v of a version: v12.4 and 12.4,
// TLSv1.2 and TLS 1.2.
func (r spelled) plainVersions() (list []token) {
	moved := 0
	for i, t := range r.parts {
		if s, ok := r.shorter[i]; ok {
			t = s
		}
		if t.form == "v" && i+2 < len(r.parts) && r.parts[i+1].start == t.end && strings.HasPrefix(r.parts[i+2].form, ".") {
			moved++
			continue
		}
		t.at -= moved
		list = append(list, t)
	}
	return list
}

// phraseOf leaves out stop words, and counts places from the first word that is left.
func phraseOf(list []token) (out []token) {
	first := 0
	for _, t := range list {
		if t.stem == "" {
			continue
		}
		if len(out) == 0 {
			first = t.at
		}
		t.at -= first
		out = append(out, t)
	}
	return out
}

// joinedOf makes one word of several.
func joinedOf(parts []token) (t token) {
	for _, p := range parts {
		t.form += p.form
	}
	t.stem, t.start, t.end = stemOf(t.form), parts[0].start, parts[len(parts)-1].end
	return t
}

func possessive(s string) string {
	if strings.HasSuffix(s, "'s") {
		return s[:len(s)-2]
	}
	return s
}
