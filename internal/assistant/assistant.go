// Package assistant asks a program of the curator's, most likely one that asks
// a language model, which classes a text belongs to: a second reader beside
// package classify. Hindsight itself talks to no model and no server: it starts
// the program, writes a line of JSON for each text to its standard input, and
// reads a line of JSON from its standard output. What the program says is
// believed as little as a text from the web: see Question.check.
//
//	assistant.go      what is asked, and what counts as an answer
//	process.go        the program, bounded in time and size
//	lock.go           assistant.lock: what was answered, so that nothing is asked twice
//	reader.go         an answer for a text, from the one or the other
package assistant

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/prose"
)

// A Question is the line that the program is given about one text. README.md
// shows it.
type Question struct {
	ID      string  `json:"id"` // the answer repeats it
	Title   string  `json:"title"`
	Text    string  `json:"text"`
	Classes []Class `json:"classes"` // that an answer may name
}

// A Class is what the program is told of a class of the taxonomy.
type Class struct {
	ID         string            `json:"id"`
	Title      string            `json:"title"`
	Group      string            `json:"group"`
	Definition string            `json:"definition"`
	Counts     []string          `json:"counts,omitempty"`
	CountsNot  []string          `json:"counts_not,omitempty"`
	Confused   map[string]string `json:"confused_with,omitempty"` // other class → how the two part
	Examples   []string          `json:"examples,omitempty"`
}

// An Answer is the classes of a text in order, the main one first; none when the
// text states no cause.
type Answer []Opinion

// An Opinion is one class, and what in the text says so.
type Opinion struct {
	Class string `json:"class"`
	Quote string `json:"quote"` // verbatim; in a program's answer up to blanks
}

// classesOf is what the program is told of a taxonomy.
func classesOf(tax hindsight.Taxonomy) []Class {
	var out []Class
	for _, c := range tax {
		k := Class{ID: c.ID, Title: c.Title, Group: c.Group, Definition: c.Definition, Counts: c.Counts, CountsNot: c.CountsNot, Examples: c.Examples}
		for _, o := range c.Confused {
			if k.Confused == nil {
				k.Confused = map[string]string{}
			}
			k.Confused[o.Class] = o.Parts
		}
		out = append(out, k)
	}
	return out
}

// Bounds on an answer. A taxonomy has a few dozen classes, a sentence some
// hundred characters.
const (
	maxOpinions = 50
	maxQuote    = 1000 // bytes
)

// parse reads a program's answer to q and checks it.
func (q Question) parse(line []byte) (Answer, error) {
	var out struct {
		ID      *string    `json:"id"`
		Classes *[]Opinion `json:"classes"`
	}
	dec := json.NewDecoder(strings.NewReader(string(line)))
	if !utf8.Valid(line) {
		return nil, errors.New("the answer is not UTF-8")
	}
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("the answer is no JSON object: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON object in the line")
	}
	switch {
	case out.Classes == nil:
		return nil, errors.New(`the answer has no "classes"; for a text without cause they are []`)
	case out.ID != nil && *out.ID != q.ID:
		return nil, fmt.Errorf("an answer about %.80q", *out.ID)
	}
	return q.check(*out.Classes)
}

// check says whether an answer is one to this question: classes of the taxonomy,
// each once, each with a quote that the text holds. The quotes are then given
// as they stand there.
func (q Question) check(a Answer) (Answer, error) {
	if len(a) > maxOpinions {
		return nil, fmt.Errorf("%d classes, more than %d", len(a), maxOpinions)
	}
	out := Answer{}
	for _, o := range a {
		switch {
		case !slices.ContainsFunc(q.Classes, func(c Class) bool { return c.ID == o.Class }):
			return nil, fmt.Errorf("no class %.80q", o.Class)
		case slices.ContainsFunc(out, func(b Opinion) bool { return b.Class == o.Class }):
			return nil, fmt.Errorf("class %s twice", o.Class)
		case len(o.Quote) > maxQuote:
			return nil, fmt.Errorf("a quote of %d bytes for %s, more than %d", len(o.Quote), o.Class, maxQuote)
		}
		quote := prose.Verbatim(q.Text, o.Quote)
		if quote == "" {
			quote = prose.Verbatim(q.Title, o.Quote)
		}
		if quote == "" {
			return nil, fmt.Errorf("the text does not contain the quote for %s: %.80q", o.Class, o.Quote)
		}
		out = append(out, Opinion{o.Class, quote})
	}
	return out, nil
}

// sum is a hash of values, hexadecimal.
func sum(of ...any) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, v := range of {
		if err := enc.Encode(v); err != nil {
			panic(err) // strings and lists of strings
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
