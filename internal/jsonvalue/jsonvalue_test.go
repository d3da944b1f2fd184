package jsonvalue

import (
	"fmt"
	"strings"
	"testing"

	"hindsight"
)

func TestAsked(t *testing.T) {
	v, err := Decode(hindsight.Input{Data: []byte("\xef\xbb\xbf {\"n\": 12345678901234567890, \"blank\": \" \", \"text\": \" a \", \"at\": \"2020-01-02T03:04:05Z\",\n" +
		`"no": {"nodes": 3}, "odd": [1, "x"], "list": [1, {"a": "b"}], "wrapped": {"nodes": [{"a": "c"}, {"a": "d"}]}, "deep": {"text": "x"}}`)})
	if err != nil {
		t.Fatal(err)
	}
	o := v.(map[string]any)
	for _, c := range []struct{ got, want string }{
		{Text(o, "n"), "12345678901234567890"}, {Text(o, "none", "blank", "text"), "a"}, {Text(o, "list", "deep"), ""},
		{Moment(o, "text", "at").String(), "2020-01-02T03:04:05Z"}, {Moment(o, "text").String(), ""},
		{fmt.Sprint(List(o, "no", "odd", "list")), "[map[a:b]]"}, {fmt.Sprint(List(o, "wrapped")), "[map[a:c] map[a:d]]"}, {fmt.Sprint(List(o, "text")), "[]"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"": "no JSON", "text": "no JSON", "{": "bad JSON", `{"a": }`: "bad JSON", "[" + strings.Repeat(" ", MaxBytes) + "]": "16 MB of JSON",
		strings.Repeat("[", 1_000_000): "bad JSON",
	} {
		if _, err := Decode(hindsight.Input{Data: []byte(text)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}
