package tool

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
)

// maxSaid is what is kept of a program's last words, in bytes.
const maxSaid = 4 << 10

// Said keeps the end of what is written to it: a program's standard error.
type Said struct {
	sync.Mutex
	held []byte
}

// Write never fails.
func (t *Said) Write(p []byte) (int, error) {
	t.Lock()
	defer t.Unlock()
	t.held = append(t.held, p...)
	t.held = bytes.Clone(t.held[max(0, len(t.held)-maxSaid):])
	return len(p), nil
}

// Last is the last line, made harmless: nothing that a terminal would obey.
func (t *Said) Last() string {
	t.Lock()
	lines := strings.Split(strings.TrimSpace(strings.ToValidUTF8(string(t.held), "")), "\n")
	t.Unlock()
	said := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, lines[len(lines)-1])
	if r := []rune(said); len(r) > 200 {
		said = string(r[:200]) + "…"
	}
	return said
}
