package hindsight_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"hindsight"
)

func TestNewExtra(t *testing.T) {
	for _, c := range []struct {
		name   string
		fields []hindsight.Field
		want   string
		whole  bool
	}{
		{"nothing", nil, `{}`, true},
		{"in order of their keys", []hindsight.Field{{"severity", []string{"SEV-1"}}, {"Affected Services", []string{"api", "web"}}},
			`{"affected-services":["api","web"],"severity":"SEV-1"}`, true},
		{"numbers keep their digits", []hindsight.Field{{"version", []string{"1.20"}}, {"id", []string{"0042"}}, {"n", []string{"-3"}}, {"e", []string{"1e9"}}},
			`{"e":"1e9","id":"0042","n":-3,"version":1.20}`, true},
		{"a key twice", []hindsight.Field{{"Tags", []string{"a"}}, {"tags", []string{"b", "a"}}}, `{"tags":["a","b"]}`, true},
		{"nothing in it", []hindsight.Field{{"a", nil}, {"b", []string{" \n "}}}, `{}`, true},
		{"no key", []hindsight.Field{{"{{x}}", []string{"a"}}, {"", []string{"a"}}, {"1", []string{"a"}}, {"<b>", []string{"a"}}}, `{}`, false},
		{"one line, nothing hidden", []hindsight.Field{{"a", []string{"x\ny\t\u202ez\x00\xff"}}}, `{"a":"x y z"}`, true},
		{"markup stays text", []hindsight.Field{{"a", []string{"<script>&"}}}, `{"a":"<script>&"}`, true},
		{"a text", []hindsight.Field{{"a", []string{strings.Repeat("é", 301)}}, {"b", []string{strings.Repeat("é", 300)}}}, `{"b":"` + strings.Repeat("é", 300) + `"}`, false},
	} {
		x, whole := hindsight.NewExtra(c.fields)
		got, err := x.MarshalJSON()
		if err != nil || string(got) != c.want || whole != c.whole || !json.Valid(got) {
			t.Errorf("%s: got %s, whole: %v, %v\nwant %s, whole: %v", c.name, got, whole, err, c.want, c.whole)
		}
	}
}

// What is beyond a bound is left out and said, the rest kept.
func TestExtraBounds(t *testing.T) {
	var many, big []hindsight.Field
	for i := range 100 {
		many = append(many, hindsight.Field{Key: fmt.Sprintf("k%02d", i), Values: []string{"v"}})
		big = append(big, hindsight.Field{Key: fmt.Sprintf("k%02d", i%30), Values: []string{fmt.Sprint(i, strings.Repeat("x", 290))}})
	}
	values := hindsight.Field{Key: "v"}
	for i := range 100 {
		values.Values = append(values.Values, fmt.Sprint(i))
	}
	for name, fields := range map[string][]hindsight.Field{"many fields": many, "many values": {values}, "many bytes": big} {
		x, whole := hindsight.NewExtra(fields)
		size := 0
		for _, f := range x {
			size += len(f.Key) + len(strings.Join(f.Values, ""))
			if len(f.Values) > hindsight.MaxExtraValues {
				t.Errorf("%s: %d values", name, len(f.Values))
			}
		}
		if whole || len(x) == 0 || len(x) > hindsight.MaxExtraFields || size > hindsight.MaxExtraBytes {
			t.Errorf("%s: %d fields of %d bytes, whole: %v", name, len(x), size, whole)
		}
	}
}

// What came out once stays as it is, and is within its own rules.
func FuzzExtra(f *testing.F) {
	f.Add("Severity", "SEV-1", "services", "api\nweb")
	f.Add("a.b c", "1.20", "A.B C", "-0")
	f.Fuzz(func(t *testing.T, k1, v1, k2, v2 string) {
		x, _ := hindsight.NewExtra([]hindsight.Field{{Key: k1, Values: []string{v1, v2}}, {Key: k2, Values: []string{v2}}})
		again, whole := hindsight.NewExtra(x)
		if !whole || !reflect.DeepEqual(x, again) {
			t.Errorf("%q becomes %q", x, again)
		}
		b, err := x.MarshalJSON()
		if err != nil || !json.Valid(b) {
			t.Errorf("%q is no JSON: %v", b, err)
		}
		for _, f := range x {
			for _, v := range f.Values {
				if strings.ContainsFunc(v, unicode.IsControl) {
					t.Errorf("%q holds a control character", v)
				}
			}
		}
	})
}
