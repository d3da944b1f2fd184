package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// results is standard output: it remembers that something could not be
// written, so that no verb ends well whose results got lost.
type results struct {
	io.Writer
	err error
}

func (r *results) Write(p []byte) (int, error) {
	n, err := r.Writer.Write(p)
	if r.err == nil {
		r.err = err
	}
	return n, err
}

// problem says what is wrong; line breaks and control characters of foreign
// names are made harmless, so that one problem stays one line.
func (a *app) problem(format string, args ...any) {
	a.line("hindsight: error: " + fmt.Sprintf(format, args...))
}

func (a *app) hint(format string, args ...any) {
	if s := fmt.Sprintf(format, args...); s != "" {
		a.line("hindsight: hint: " + s)
	}
}

// leftOut names something that the run goes on without: exit status 3.
func (a *app) leftOut(format string, args ...any) {
	a.left = append(a.left, fmt.Sprintf(format, args...))
	a.problem(format, args...)
}

func (a *app) progress(format string, args ...any) {
	if !a.quiet {
		a.line(fmt.Sprintf(format, args...))
	}
}

// line writes to a.err; those who wait for servers speak beside the rest.
func (a *app) line(s string) {
	a.saying.Lock()
	defer a.saying.Unlock()
	a.lines++
	fmt.Fprintln(a.err, oneLine(s))
}

// count is a number of things whose name takes an s: "1 postmortem".
func count(n int, name string) string {
	if n != 1 {
		name += "s"
	}
	return fmt.Sprintf("%d %s", n, name)
}

// lineEncoder writes JSON, a value a line, with < > & as they are.
func lineEncoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

// oneLine is s without line breaks, terminal escapes and marks that turn the
// direction of writing.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}
