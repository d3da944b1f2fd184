package hindsight

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Extra is what a text says of itself in front and Hindsight gives no meaning
// to: severity, services, teams. The fields are in order of their keys, each
// key once, and within the bounds of NewExtra.
type Extra []Field

// A Field is one key of Extra. A key is of letters, digits, "-", "_" and ".",
// in lower case, and begins with a letter; a dot parts the keys of mappings
// within each other. Values are as the author wrote them, numbers too ("1.20"
// stays that), each one line; there is at least one.
type Field struct {
	Key    string
	Values []string
}

// Bounds on Extra. Behind each stands the most that the front matter of the
// 779 postmortems of the corpora has. They are so low because every field is
// shown on its page and indexed.
const (
	MaxExtraFields = 40   // 3
	MaxExtraKey    = 40   // characters; 22
	MaxExtraValues = 50   // of one field; 13
	MaxExtraValue  = 300  // characters, 67; a value is a name or a number, not a text
	MaxExtraBytes  = 8000 // of all keys and values together, 340
)

// NewExtra makes the fields one Extra: keys in their form, values on one line,
// in order, equal keys joined. whole is false when something is left out for
// being beyond the bounds, or for a key that is none.
func NewExtra(fields []Field) (x Extra, whole bool) {
	whole = true
	byKey := map[string][]string{}
	for _, f := range fields {
		key, values := extraKey(f.Key), extraValues(f.Values)
		if key == "" || len(values) == 0 {
			whole = whole && len(values) == 0
			continue
		}
		byKey[key] = append(byKey[key], values...)
	}
	for key, values := range byKey {
		x = append(x, Field{key, values})
	}
	slices.SortFunc(x, func(a, b Field) int { return strings.Compare(a.Key, b.Key) })
	size, kept := 0, x[:0]
	for _, f := range x {
		var values []string
		size += len(f.Key)
		for _, v := range f.Values {
			if slices.Contains(values, v) {
				continue
			}
			if utf8.RuneCountInString(v) > MaxExtraValue || len(values) == MaxExtraValues || size+len(v) > MaxExtraBytes {
				whole = false
				continue
			}
			size += len(v)
			values = append(values, v)
		}
		if len(values) == 0 || len(kept) == MaxExtraFields {
			whole = false
			continue
		}
		kept = append(kept, Field{f.Key, values})
	}
	if len(kept) == 0 {
		return nil, whole
	}
	return slices.Clip(kept), whole
}

// extraKey is the form of a key; "" of what is none.
func extraKey(key string) string {
	key = strings.Join(strings.Fields(strings.ToLower(strings.Trim(key, ": "))), "-")
	if !extraKeyRE.MatchString(key) || utf8.RuneCountInString(key) > MaxExtraKey {
		return ""
	}
	return key
}

var extraKeyRE = regexp.MustCompile(`^\pL[\pL\pN_.-]*$`)

// extraValues are the values that say something, each on one line and without
// characters that nobody sees.
func extraValues(values []string) []string {
	var out []string
	for _, v := range values {
		v = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r):
				return ' '
			case !unicode.IsPrint(r):
				return -1
			}
			return r
		}, strings.ToValidUTF8(v, ""))
		if v = strings.Join(strings.Fields(v), " "); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// Values are those of a key; nil when there is none.
func (x Extra) Values(key string) []string {
	if i := slices.IndexFunc(x, func(f Field) bool { return f.Key == key }); i >= 0 {
		return x[i].Values
	}
	return nil
}

// short is the fields that are names and numbers, which a curator who keeps a
// text back does not mean. A longer value may be the text itself.
func (x Extra) short() Extra {
	var out Extra
	for _, f := range x {
		if !slices.ContainsFunc(f.Values, func(v string) bool { return len(v) > maxShortValue }) {
			out = append(out, f)
		}
	}
	return out
}

const maxShortValue = 80 // bytes

var extraNumberRE = regexp.MustCompile(`^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$`)

// IsNumber says that a value can stand in YAML and JSON as a number without a
// digit of it being lost.
func IsNumber(value string) bool { return value != "-0" && extraNumberRE.MatchString(value) }

// MarshalJSON writes an object: a field of one value as that, others as a
// list, numbers as numbers.
func (x Extra) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	write := func(v any) {
		_ = enc.Encode(v) // a string, to memory: no error
		b.Truncate(b.Len() - 1)
	}
	b.WriteByte('{')
	for i, f := range x {
		if i > 0 {
			b.WriteByte(',')
		}
		write(f.Key)
		b.WriteByte(':')
		var values []any
		for _, v := range f.Values {
			if IsNumber(v) {
				values = append(values, json.Number(v))
				continue
			}
			values = append(values, v)
		}
		if len(values) == 1 {
			write(values[0])
			continue
		}
		write(values)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
