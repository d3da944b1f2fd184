// Package when reads dates and times as people and programs write them.
//
// Parse reads a whole string, as feeds, status pages and front matter have
// them. Find looks for dates, times and ranges in running text and says
// exactly which parts were stated, so that the caller can fill in the rest
// from the dates around them.
package when

import "hindsight"

// Parse reads a whole string as one date. It is false when s is no date.
func Parse(s string) (hindsight.Moment, bool) { return hindsight.Moment{}, false }

// A Span is a date, a time or a range of them in a text.
type Span struct{ Start, End int }

// Find returns the dates, times and ranges in text, in order, not overlapping.
func Find(text string) []Span { return nil }
