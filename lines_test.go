package hindsight_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// maxLine is how many characters a line of Go or TypeScript has at most, a tab
// counted as four. What needs more is data: a list with a word on each line, a
// pattern with an alternative on each, a file.
const maxLine = 160

var addressRE = regexp.MustCompile(`https?://\S+`)

// TestLines holds the length of lines; addresses, tests and their data are
// excepted.
func TestLines(t *testing.T) {
	seen := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || name != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, ".ts"), strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		seen++
		for n, line := range strings.Split(string(text), "\n") {
			line = strings.ReplaceAll(line, "\t", "    ")
			if size := utf8.RuneCountInString(addressRE.ReplaceAllString(line, "")); size > maxLine {
				t.Errorf("%s:%d: %d characters, more than %d", name, n+1, size, maxLine)
			}
		}
		return nil
	})
	if err != nil || seen < 100 {
		t.Fatalf("read %d files: %v", seen, err)
	}
}
