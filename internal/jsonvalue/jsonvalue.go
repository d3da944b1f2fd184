// Package jsonvalue reads JSON whose shape only its maker knows: the exports and
// answers of status pages and issue trackers, which give one thing many names.
// Members of another type than expected are as good as absent.
package jsonvalue

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/when"
)

// MaxBytes is the largest input that is decoded: a list of 50 incidents, or of
// 100 issues with long threads, has some MB.
const MaxBytes = 16 << 20

// scriptRE is what stands before the value in a file of JavaScript.
var scriptRE = regexp.MustCompile(`^\s*(?:var|let|const|export default|module\.exports|window\.\w+)?\s*\w*\s*=\s*`)

// start is the input from its first brace or bracket on, nil if it does not
// begin with one.
func start(data []byte) []byte {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	if m := scriptRE.Find(data[:min(len(data), 200)]); m != nil {
		data = data[len(m):]
	}
	if len(data) == 0 || data[0] != '{' && data[0] != '[' {
		return nil
	}
	return data
}

// Decode decodes an input; its numbers are json.Number. The error says what the
// input is instead.
func Decode(in hindsight.Input) (v any, err error) {
	if len(in.Data) > MaxBytes {
		return nil, fmt.Errorf("%d MB of JSON, more than the %d MB that are read: cut it into files", len(in.Data)>>20, MaxBytes>>20)
	}
	data := start(in.Data)
	if data == nil {
		return nil, errors.New("no JSON: it must start with { or [")
	}
	text, err := clean.Decode(data, in.MediaType)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("bad JSON: %w", err)
	}
	if _, ok := v.(map[string]any); !ok {
		return v, nil
	}
	lines := []any{v}
	for { // an object a line, as jq writes them
		var next map[string]any
		if err := dec.Decode(&next); err != nil || next == nil {
			break
		}
		lines = append(lines, next)
	}
	if len(lines) > 1 {
		return lines, nil
	}
	return v, nil
}

// Text is the first text or number that stands under one of the keys.
func Text[O ~map[string]any](o O, keys ...string) string {
	for _, k := range keys {
		switch v := o[k].(type) {
		case string:
			if v = strings.TrimSpace(v); v != "" {
				return v
			}
		case json.Number:
			return v.String()
		}
	}
	return ""
}

// Moment is the first date that stands under one of the keys.
func Moment[O ~map[string]any](o O, keys ...string) hindsight.Moment {
	for _, k := range keys {
		if at, ok := when.Parse(Text(o, k)); ok {
			return at
		}
	}
	return hindsight.Moment{}
}

// List is the first list of objects under one of the keys, also as GraphQL wraps
// one in nodes.
func List[O ~map[string]any](o O, keys ...string) (all []O) {
	for _, k := range keys {
		items, _ := o[k].([]any)
		if wrapped, is := o[k].(map[string]any); is {
			items, _ = wrapped["nodes"].([]any)
		}
		for _, x := range items {
			if m, is := x.(map[string]any); is {
				all = append(all, O(m))
			}
		}
		if all != nil {
			return all
		}
	}
	return nil
}
