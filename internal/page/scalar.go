package page

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"hindsight"
)

// text is a string that is written plain where nothing could misread it and as
// a JSON string otherwise, which YAML reads as it stands. The library's own
// choice of quotes loses a leading tab and breaks "? a" and line breaks within
// [ ]: FuzzRoundTrip found each in its first seeds.
type text string

var (
	rePlain    = regexp.MustCompile(`^(?:[\pL](?:[\pL\pN ./()’'“”–—!%+@_-]*[\pL\pN.)’”!%])?|https?://[\w./~%?=+@-]*[\w/])$`)
	reReserved = regexp.MustCompile(`(?i)^(?:null|true|false|yes|no|on|off|y|n)$`)
)

func (t text) MarshalYAML() ([]byte, error) {
	s := string(t)
	if rePlain.MatchString(s) && !reReserved.MatchString(s) {
		return []byte(s), nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(s)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

func texts(list []string) []text {
	var out []text
	for _, s := range list {
		out = append(out, text(s))
	}
	return out
}

func strs(list []text) []string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
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
