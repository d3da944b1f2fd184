package meant

import (
	"strings"
	"testing"
)

func TestFor(t *testing.T) {
	known := []string{"name", "url", "publish", "licence", "organisation", "title"}
	for name, want := range map[string]string{
		"publsh": "publish", "publihs": "publish", "Url": "url", "urls": "url", "u": "", "license": "licence", "titel": "title", "organization": "organisation",
		"nam": "name", "xame": "name", "xyme": "", "author": "", "": "", strings.Repeat("name", 1000): "", "título": "",
	} {
		if got := For(name, known); got != want {
			t.Errorf("%.20q: got %q, want %q", name, got, want)
		}
	}
}
