package assistant

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// LockName is the file in an archive's root that keeps what was answered. It is
// committed with the archive: whoever tags it has the same answers, asks nothing
// twice, and needs no program.
const LockName = "assistant.lock"

// MaxLock is what is read of an assistant.lock at most, in bytes: an answer has
// 500, so these are a hundred thousand.
const MaxLock = 64 << 20

// A Lock is the answers of an archive, by the hash of the text.
//
// The file has a line of JSON for each, in order of these hashes, so that two
// branches that asked about different texts merge. Of taxonomy and command only
// hashes are there: a command line may hold a key.
type Lock map[string]locked

type locked struct {
	Text     string `json:"text"`     // hash of title and text
	Taxonomy string `json:"taxonomy"` // hash of what was said of the classes
	Command  string `json:"command"`  // hash of the command's words
	Prefer   bool   `json:"prefer,omitempty"`
	Classes  Answer `json:"classes"`
}

// LoadLock reads an assistant.lock; an empty one has no answers. An error names
// the line.
func LoadLock(data []byte) (Lock, error) {
	l := Lock{}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		var a locked
		dec := json.NewDecoder(strings.NewReader(line))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&a); err != nil || dec.More() {
			return nil, fmt.Errorf("%s:%d: not an answer as Hindsight writes it", LockName, n)
		}
		if _, twice := l[a.Text]; a.Text == "" || twice {
			return nil, fmt.Errorf("%s:%d: no text, or the same text as in a line before", LockName, n)
		}
		l[a.Text] = a
	}
	return l, nil
}

// Marshal is the file. Equal answers give equal bytes.
func (l Lock) Marshal() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, text := range slices.Sorted(maps.Keys(l)) {
		a := l[text]
		if a.Classes == nil {
			a.Classes = Answer{}
		}
		if err := enc.Encode(a); err != nil {
			panic(err) // strings and a flag
		}
	}
	return b.Bytes()
}
