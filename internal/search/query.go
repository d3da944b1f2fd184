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
	stems  []string // instead of tokens: any of these
	not    bool
	whole  token // several words written as one, joined: data-base, database; else zero
	open   bool  // a word that may go on
}

// A filter keeps the documents with any of its values.
type filter struct {
	key    string   // class, org, year or source
	values []string // folded
	typed  []string // the filter with each, as typed
	not    bool
}

// A query is what the person who typed it means.
type query struct {
	text    string
	clauses []clause
	filters []filter
}

// parse never fails: what makes no sense as an operator is text.
func parse(s string) query {
	s = cutQuery(s)
	q := query{text: s}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		i = q.item(i)
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
	if key, at := filterKey(s, i); key != "" {
		start, end, next := value(s, at)
		q.addFilter(key, s[start:end], s[i:next], not)
		return next
	}
	start, end, next := value(s, i)
	var c clause
	var parts []token
	words(s[start:end], func(w word) {
		t := token{possessive(w.term), stemOf(w.term), w.pos, start + w.start, start + w.end}
		parts = append(parts, t)
		if t.stem != "" {
			c.tokens = append(c.tokens, t)
		}
	})
	bare := !not && start == i
	if bare && len(parts) > 1 {
		c.whole = joined(parts)
	}
	c.not, c.open = not, bare && end == len(s) && len(parts) == 1 && parts[0].end == end
	q.addClause(c)
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

var filterKeys = map[string]string{"class": "class", "org": "org", "organisation": "org", "year": "year", "source": "source"}

// filterKey returns the key if a filter with a value begins at i.
func filterKey(s string, i int) (key string, value int) {
	n := strings.IndexByte(s[i:], ':')
	if n < 0 || n > len("organisation") || i+n+1 == len(s) || startsWithSpace(s[i+n+1:]) {
		return "", 0
	}
	return filterKeys[strings.ToLower(s[i:i+n])], i + n + 1
}

func (q *query) addFilter(key, value, typed string, not bool) {
	value = fold(strings.TrimSpace(value))
	for i := range q.filters {
		if f := &q.filters[i]; f.key == key && f.not == not {
			f.values, f.typed = append(f.values, value), append(f.typed, typed)
			return
		}
	}
	q.filters = append(q.filters, filter{key, []string{value}, []string{typed}, not})
}

func (q *query) addClause(c clause) {
	if len(c.tokens) == 0 || len(q.clauses) == maxClauses {
		return
	}
	first := c.tokens[0].at
	for i := range c.tokens {
		c.tokens[i].at -= first
	}
	for i, d := range q.clauses {
		if d.not == c.not && slices.EqualFunc(c.tokens, d.tokens, func(a, b token) bool { return a.stem == b.stem && a.at == b.at }) {
			if c.open { // "lock lock": the later one is the one being typed
				q.clauses[i] = c
			}
			return
		}
	}
	q.clauses = append(q.clauses, c)
}

// joined makes one word of several.
func joined(parts []token) (t token) {
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
