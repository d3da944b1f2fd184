package content

import (
	"strings"

	"hindsight"
	"hindsight/internal/yamltext"
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
