package labelled

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// readInvented reads reports that were made up for training, one a line:
// "class class | text", with "-" for no class. Lines that start with # are
// comments.
func readInvented(name string, r io.Reader) ([]Document, error) {
	var out []Document
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		if strings.HasPrefix(s.Text(), "#") {
			continue
		}
		classes, text, ok := strings.Cut(s.Text(), " | ")
		if !ok {
			return nil, fmt.Errorf("%s:%d: want classes, a bar and a text", name, n)
		}
		out = append(out, invented("invented", n, classes, text))
	}
	return out, s.Err()
}

// readInventedLong reads reports of several sections that were made up for
// training: before each a line "=== class class", with "-" for no class. What
// stands before the first is a comment.
func readInventedLong(name string, r io.Reader) ([]Document, error) {
	var out []Document
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		if classes, ok := strings.CutPrefix(s.Text(), "=== "); ok {
			out = append(out, invented("invented-long", len(out)+1, classes, ""))
		} else if len(out) > 0 {
			out[len(out)-1].Text += s.Text() + "\n"
		}
	}
	for _, l := range out {
		if strings.TrimSpace(l.Text) == "" {
			return nil, fmt.Errorf("%s: %s: no text behind the line with its classes", name, l.ID)
		}
	}
	return out, s.Err()
}

func invented(lot string, n int, classes, text string) Document {
	l := Document{ID: fmt.Sprintf("%s/%d", lot, n), Text: text, lot: lot}
	if classes != "-" {
		l.Classes = strings.Fields(classes)
	}
	l.Primary = primaryOf(l.Classes)
	return l
}
