package content

import (
	"errors"
	"fmt"
	"strings"

	"hindsight"
	"hindsight/internal/yamltext"

	"github.com/goccy/go-yaml/ast"
)

// text is a string of a content file.
type text = yamltext.Text

var texts, strs = yamltext.Texts, yamltext.Strings

// ids are ids of entries: a list, or one that stands by itself.
type ids []text

// UnmarshalYAML reads either form.
func (l *ids) UnmarshalYAML(decode func(any) error) error {
	var one text
	if decode(&one) == nil {
		if one != "" {
			*l = ids{one}
		}
		return nil
	}
	var list []text
	err := decode(&list)
	*l = list
	return err
}

// moment writes a Moment as a bare YAML scalar.
type moment struct{ hindsight.Moment }

func (m moment) MarshalYAML() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalYAML takes the form that is given a function: given bytes, the
// library formats the document anew for each value, which made a timeline of
// 2,000 events take half a minute.
func (m *moment) UnmarshalYAML(decode func(any) error) error {
	var s string
	if err := decode(&s); err != nil {
		return err
	}
	v, err := hindsight.ParseMoment(strings.TrimSpace(s))
	m.Moment = v
	return err
}

// extra writes the fields in their order: one value after its key, several in
// brackets, numbers as numbers.
type extra hindsight.Extra

// UnmarshalYAML reads any mapping. What is beyond the bounds, or no mapping,
// is an error: who writes the file hears of it.
func (x *extra) UnmarshalYAML(n ast.Node) error {
	fields, ok := yamltext.Fields(n)
	if !ok {
		return errors.New("extra holds keys with strings, numbers or lists of them")
	}
	all, whole := hindsight.NewExtra(fields)
	if !whole {
		return fmt.Errorf("extra has at most %d keys of letters, digits, - and _, %d values a key and %d characters a value, %d bytes together; shorten it",
			hindsight.MaxExtraFields, hindsight.MaxExtraValues, hindsight.MaxExtraValue, hindsight.MaxExtraBytes)
	}
	*x = extra(all)
	return nil
}

// MarshalYAML keeps the order of the fields.
func (x extra) MarshalYAML() ([]byte, error) {
	var b strings.Builder
	for _, f := range x {
		var values []string
		for _, v := range f.Values {
			if !hindsight.IsNumber(v) {
				v = yamltext.Scalar(v)
			}
			values = append(values, v)
		}
		value := strings.Join(values, ", ")
		if len(values) > 1 {
			value = "[" + value + "]"
		}
		b.WriteString(yamltext.Scalar(f.Key) + ": " + value + "\n")
	}
	return []byte(b.String()), nil
}
