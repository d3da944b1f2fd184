package phrase

import (
	"fmt"
	"strings"
)

// A List is the phrases under one heading of a file.
type List struct {
	Name    string
	Phrases []Phrase
}

// A PatternList is the patterns under one heading of a file.
type PatternList struct {
	Name     string
	Patterns []Pattern
}

// ReadLists reads a file of phrases. An error names the file and the line.
func ReadLists(file string, data []byte) ([]List, error) {
	var out []List
	f := fileReader{name: file, sets: sharedSets()}
	f.heading = func(name string) { out = append(out, List{Name: name}) }
	f.line = func(text string) error {
		phrases, err := ParsePhrases(text)
		l := &out[len(out)-1]
		l.Phrases = append(l.Phrases, phrases...)
		return err
	}
	return out, f.read(data)
}

// ReadPatterns reads a file of patterns. An error names the file and the line.
func ReadPatterns(file string, data []byte) ([]PatternList, error) {
	var out []PatternList
	f := fileReader{name: file, sets: sharedSets()}
	f.heading = func(name string) { out = append(out, PatternList{Name: name}) }
	f.line = func(text string) error {
		p, err := Parse(text)
		l := &out[len(out)-1]
		l.Patterns = append(l.Patterns, p)
		return err
	}
	return out, f.read(data)
}

// A fileReader reads a file line by line.
type fileReader struct {
	name    string
	heading func(name string)
	line    func(text string) error // the sets in it replaced
	sets    map[string]string       // name → phrases

	seen   map[string]bool // headings
	set    string          // the set whose lines are being read
	filled bool            // a line stands below the last heading
}

func (f *fileReader) read(data []byte) error {
	f.seen, f.filled = map[string]bool{}, true
	n := 0
	for text := range strings.Lines(string(data)) {
		n++
		text = strings.TrimSpace(text)
		if text == "" || text[0] == '#' {
			continue
		}
		var err error
		if name, ok := headingIn(text); ok {
			err = f.begin(name)
		} else {
			err = f.take(text)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", f.name, n, err)
		}
	}
	if !f.filled {
		return fmt.Errorf("%s:%d: nothing stands below the last heading", f.name, n)
	}
	return nil
}

func headingIn(text string) (string, bool) {
	if text[0] != '[' || text[len(text)-1] != ']' {
		return "", false
	}
	return strings.TrimSpace(text[1 : len(text)-1]), true
}

// begin begins a list or, with "$" in front, a set.
func (f *fileReader) begin(name string) error {
	set, isSet := strings.CutPrefix(name, "$")
	switch {
	case !f.filled:
		return fmt.Errorf("nothing stands between the heading %q and the one before it", name)
	case name == "" || f.seen[name]:
		return fmt.Errorf("the heading %q is empty or stands twice", name)
	case isSet && (f.sets[set] != "" || setNameRE.FindString(name) != name || set == ""):
		return fmt.Errorf("the set %s is there already, or its name has other letters than a to z, 0 to 9 and hyphens", name)
	}
	f.seen[name], f.filled = true, false
	if f.set = set; !isSet {
		f.set = ""
		f.heading(name)
	}
	return nil
}

// take takes a line below a heading.
func (f *fileReader) take(text string) error {
	if len(f.seen) == 0 {
		return fmt.Errorf("a phrase stands above the first [heading]")
	}
	var unknown error
	text = Expand(text, func(name string) (string, bool) {
		set, ok := f.sets[name]
		if !ok {
			unknown = fmt.Errorf("no set $%s is defined above", name)
		}
		return set, ok
	})
	if unknown != nil {
		return unknown
	}
	f.filled = true
	if f.set == "" {
		return f.line(text)
	}
	if _, err := ParsePhrases(text); err != nil {
		return err
	}
	f.sets[f.set] = strings.TrimPrefix(f.sets[f.set]+"|"+text, "|")
	return nil
}
