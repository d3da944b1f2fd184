package yamltext

import (
	"github.com/goccy/go-yaml/token"
)

// Limits bound what the YAML library is given.
type Limits struct {
	Bytes int // of the document; the lexer takes up to 450 bytes of memory for each
	Depth int // of lists and mappings within each other; the library's memory grows with its square
	Keys  int // of one mapping; the library's time and memory grow with their square
	Items int // of one list
}

// FrontMatter is for the heads of content files. They have 3 levels and a dozen
// keys; the longest list is a timeline.
var FrontMatter = Limits{Bytes: 1 << 20, Depth: 8, Keys: 200, Items: 10_000}

// Settings is for what a person writes: sources.yaml, refused.yaml,
// taxonomy.yaml, hugo.yaml. The deepest has 5 levels, the longest list one item
// for each of some thousand sources.
var Settings = Limits{Bytes: 1 << 20, Depth: 16, Keys: 1000, Items: 20_000}

// State is for sources.lock: a mapping with a key for each source, about 250
// bytes each, and in it one with a key for each page that gave no text.
var State = Limits{Bytes: 1 << 20, Depth: 4, Keys: 5000, Items: 100}

// Foreign is for the heads of texts from elsewhere. Real ones stay below 4 KB;
// some generators nest a few settings.
var Foreign = Limits{Bytes: 32 << 10, Depth: 16, Keys: 500, Items: 2000}

const (
	// maxPaths bounds the paths ("$.a.b[3]") that the library writes for all
	// nodes together: without it a key of 500 KB with 100,000 values below it
	// would cost 50 GB. A sources.lock of 1 MB needs 4 MB.
	maxPaths = 32 << 20
	// maxSquare bounds the keys of all mappings together, each mapping counted as
	// half of its square: one of 5,000 keys, or 25 of 1,000. It is .2 s.
	maxSquare = 5000 * 5000 / 2
	// maxMoves bounds the values left out ("a:"), times all tokens: for each
	// the library moves all tokens behind it. It is 1 s at most; a list of
	// 20,000 sources without any value would take 10 s.
	maxMoves = 1 << 30
)

// A level is a list or mapping that is open.
type level struct {
	mapping bool
	column  int // of its keys or hyphens, or of its bracket
	entries int
	key     int // bytes of the key at hand
}

// A bounder follows the levels of a document, as the parser will see them.
type bounder struct {
	at     Place
	lim    Limits
	levels []level
	flow   int  // how many of the levels, the last ones, are in brackets
	paths  int  // bytes of all paths so far
	begun  bool // something else than a comment has come
	ended  bool // a line "..." has come
	closed int  // column of the bracket that was closed last: what was in it may be a key
	square int  // half of the sum of the squares of all mappings' keys
	empty  int  // values that are left out
}

// bound says what of a document is too much, in one pass over its tokens.
func bound(tokens token.Tokens, at Place, lim Limits) error {
	if t := tokens.InvalidToken(); t != nil {
		return at.errorf(lineOf(t), "%s", t.Error)
	}
	b := &bounder{at: at, lim: lim}
	for _, t := range tokens {
		if t.Type == token.CommentType {
			continue
		}
		if message := b.document(t); message != "" {
			return at.errorf(lineOf(t), "%s", message)
		}
		if err := b.token(t); err != nil {
			return err
		}
		for _, l := range b.levels {
			b.paths += l.key + 4
		}
		if b.paths > maxPaths {
			return at.errorf(lineOf(t), "too many values below long keys")
		}
		if b.empty*len(tokens) > maxMoves {
			return at.errorf(lineOf(t), "too many keys and items without a value")
		}
	}
	return nil
}

// document says why a token may not stand in a file of one plain document.
func (b *bounder) document(t *token.Token) string {
	switch t.Type {
	case token.AnchorType, token.AliasType, token.MergeKeyType:
		return "anchors and aliases are not allowed; write the value out"
	case token.DirectiveType:
		return "directives (%) are not allowed; take the line out"
	case token.MappingKeyType:
		return `keys that begin with "?" are not allowed; write key: value, with the key in quotes if need be`
	case token.DocumentHeaderType:
		if b.begun {
			return "a second YAML document begins (---); the file holds one"
		}
	case token.DocumentEndType:
		b.ended = true
		return ""
	}
	if b.ended {
		return "text after the end of the document (...)"
	}
	b.begun = true
	return ""
}

func (b *bounder) token(t *token.Token) error {
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		b.flow++
		return b.open(t, t.Type == token.MappingStartType, t.Position.Column)
	case token.SequenceEndType, token.MappingEndType:
		if b.flow > 0 {
			b.flow--
			b.closed = b.top().column
			b.levels = b.levels[:len(b.levels)-1]
		}
	case token.CollectEntryType:
		if b.flow > 0 {
			b.top().key = 0
			return b.entry(t)
		}
	case token.SequenceEntryType:
		if b.flow > 0 {
			return b.at.errorf(lineOf(t), `a list item that begins with "-" stands within brackets`)
		}
		b.value(t, t.Position.Column)
		return b.block(t, false, t.Position.Column)
	case token.MappingValueType:
		return b.mapping(t)
	}
	return nil
}

// mapping takes a colon: what stands before it is a key.
func (b *bounder) mapping(t *token.Token) error {
	key := t.Prev
	if key == nil {
		return nil // the parser says so
	}
	if b.flow == 0 {
		column := key.Position.Column
		if key.Type == token.SequenceEndType || key.Type == token.MappingEndType {
			column = b.closed
		}
		if err := b.block(t, true, column); err != nil {
			return err
		}
	}
	b.top().key = len(key.Value)
	b.value(t, b.top().column)
	return nil
}

// value looks whether the value is left out of a key or item in a column: what
// comes next stands below, and no further to the right.
func (b *bounder) value(t *token.Token, column int) {
	n := t.Next
	if n == nil || b.flow > 0 && (n.Type == token.CollectEntryType || n.Type == token.MappingEndType) ||
		n.Position.Line > t.Position.Line && n.Position.Column <= column &&
			(n.Position.Column < column || n.Type != token.SequenceEntryType || t.Type == token.SequenceEntryType) {
		b.empty++
	}
}

// block takes a hyphen or a key outside brackets: its column says to which
// level it belongs. A list may stand in the column of the keys around it.
func (b *bounder) block(t *token.Token, mapping bool, column int) error {
	for n := len(b.levels); n > 0; n-- {
		if l := b.levels[n-1]; l.column < column || l.column == column && (l.mapping || !mapping) {
			break
		}
		b.levels = b.levels[:n-1]
	}
	if len(b.levels) > 0 && b.top().column == column && b.top().mapping == mapping {
		return b.entry(t)
	}
	return b.open(t, mapping, column)
}

func (b *bounder) top() *level { return &b.levels[len(b.levels)-1] }

func (b *bounder) open(t *token.Token, mapping bool, column int) error {
	if len(b.levels) >= b.lim.Depth {
		return b.at.errorf(lineOf(t), "lists and mappings stand within each other, deeper than %d levels", b.lim.Depth)
	}
	b.levels = append(b.levels, level{mapping: mapping, column: column, entries: 1})
	return nil
}

// entry counts one more value or key of the level at hand.
func (b *bounder) entry(t *token.Token) error {
	l := b.top()
	if l.entries++; l.mapping {
		b.square += l.entries
	}
	switch {
	case b.square > maxSquare:
		return b.at.errorf(lineOf(t), "too many keys in too many mappings")
	case l.mapping && l.entries > b.lim.Keys:
		return b.at.errorf(lineOf(t), "more than %d keys in one mapping", b.lim.Keys)
	case !l.mapping && l.entries > b.lim.Items:
		return b.at.errorf(lineOf(t), "more than %d items in one list", b.lim.Items)
	}
	return nil
}
