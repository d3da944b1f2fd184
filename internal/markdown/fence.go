package markdown

import "strings"

// A Fence is a line that opens or closes code: three signs or more, of one
// kind. It may be indented as far as its author likes, since it may stand in
// a list of any depth.
type Fence struct {
	Marks string // "```", "~~~~"
	Info  string // what stands behind the marks: the language of the code
	Depth int    // of the quote that the line stands in
}

// ReadFence reads a line such as "```go" or "> ~~~".
func ReadFence(line string) (Fence, bool) {
	depth, rest := quoted(line)
	if !strings.HasPrefix(rest, "```") && !strings.HasPrefix(rest, "~~~") {
		return Fence{}, false
	}
	info := strings.TrimLeft(rest, rest[:1])
	f := Fence{rest[:len(rest)-len(info)], strings.TrimSpace(info), depth}
	if f.Marks[0] == '`' && strings.Contains(info, "`") { // code within a line
		return Fence{}, false
	}
	return f, true
}

// Closes says that f ends the code that open began: as many signs at least,
// and nothing behind them.
func (f Fence) Closes(open Fence) bool {
	return f.Info == "" && f.Depth == open.Depth && strings.HasPrefix(f.Marks, open.Marks)
}

// quoted returns how many quote marks a line begins with, and what follows
// them without its indent.
func quoted(line string) (depth int, rest string) {
	rest = strings.TrimLeft(line, " \t>")
	return strings.Count(line[:len(line)-len(rest)], ">"), rest
}

// Code follows the code of a text line by line. Its zero value stands before
// the first line.
type Code struct{ open Fence }

// Takes reads the next line and says that it belongs to code, fences included.
// Code in a quote ends with the quote, other code that nobody closes with the
// text.
func (c *Code) Takes(line string) bool {
	f, ok := ReadFence(line)
	if c.open.Marks == "" {
		if ok {
			c.open = f
		}
		return ok
	}
	if c.open.Depth > 0 {
		if depth, _ := quoted(line); depth < c.open.Depth {
			c.open = Fence{}
			return c.Takes(line)
		}
	}
	if ok && f.Closes(c.open) {
		c.open = Fence{}
	}
	return true
}

// Inside says that code is open.
func (c *Code) Inside() bool { return c.open.Marks != "" }

// End is the line that closes the code that is open.
func (c *Code) End() string { return strings.Repeat("> ", c.open.Depth) + c.open.Marks }

// A Line is a line of a text, its end included.
type Line struct {
	Text  string
	Code  bool // it is code, or the fence around it
	Opens bool // it is the fence that opens a piece of code
}

// Lines cuts a text into its lines and says which are code.
func Lines(text string) (list []Line) {
	var code Code
	for line := range strings.Lines(text) {
		inside := code.Inside()
		l := Line{Text: line, Code: code.Takes(line)}
		l.Opens = l.Code && !inside
		list = append(list, l)
	}
	return list
}

// OutsideCode applies f to the stretches between pieces of code.
func OutsideCode(text string, f func(string) string) string {
	var out, plain strings.Builder
	var code Code
	for line := range strings.Lines(text) {
		if !code.Takes(line) {
			plain.WriteString(line)
			continue
		}
		out.WriteString(f(plain.String()))
		plain.Reset()
		out.WriteString(line)
	}
	out.WriteString(f(plain.String()))
	return out.String()
}

// CodeBlock writes code between fences that are longer than any in it.
func CodeBlock(language, code string) string {
	marks := strings.Repeat("`", max(3, ticks(code)+1))
	return marks + language + "\n" + strings.Trim(code, "\n") + "\n" + marks
}

// CodeSpan writes code within a line.
func CodeSpan(code string) string {
	n := ticks(code)
	if n == 0 {
		return "`" + code + "`"
	}
	marks := strings.Repeat("`", n+1)
	return marks + " " + code + " " + marks
}

// ticks is the longest run of backticks in code: what stands around the code is
// longer.
func ticks(code string) int {
	most, run := 0, 0
	for i := range len(code) {
		if code[i] != '`' {
			run = 0
			continue
		}
		run++
		most = max(most, run)
	}
	return most
}
