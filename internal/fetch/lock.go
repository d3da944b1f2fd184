package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// A Lock is what sources.lock holds: what each source's server said last, by
// the source's name. It holds no time, so that a run that changes nothing
// writes the same bytes. Example:
//
//	# Written by hindsight: …
//	acme-blog:
//	  etag: '"5f2a"'
//	  sha256: 9b74c9897bac770ffc029102a200c5de…
//	globex-status:
//	  url: https://status.globex.example/history.rss
//	  failures: 3
//	  error: the server answers 502 Bad Gateway
type Lock map[string]State

// State is what is known of one source.
type State struct {
	URL          string `yaml:"url,omitempty"` // where it moved to; used instead of that in sources.yaml
	ETag         string `yaml:"etag,omitempty"`
	LastModified string `yaml:"last_modified,omitempty"`
	SHA256       string `yaml:"sha256,omitempty"`
	Gone         bool   `yaml:"gone,omitempty"`     // not asked any more
	Failures     int    `yaml:"failures,omitempty"` // in a row, up to maxFailures
	Error        string `yaml:"error,omitempty"`    // the last one
}

// maxFailures is where counting stops: a source that is dead for good is not
// to change the file every night.
const maxFailures = 7

const lockHead = "# Written by hindsight: what each server said last, so that it is asked only for news. Safe to delete.\n"

// LoadLock reads a sources.lock; an empty one is a Lock without sources.
func LoadLock(name string, data []byte) (Lock, error) {
	l := Lock{}
	if len(bytes.TrimSpace(data)) == 0 {
		return l, nil
	}
	if err := yaml.Unmarshal(data, &l); err != nil {
		return nil, fmt.Errorf("%s: %s: delete the file, the next run writes it again", name, oneLine(err))
	}
	return l, nil
}

func oneLine(err error) string {
	first, _, _ := strings.Cut(err.Error(), "\n")
	return first
}

// Marshal writes the sources in the order of their names.
func (l Lock) Marshal() ([]byte, error) {
	items := yaml.MapSlice{}
	for _, name := range slices.Sorted(maps.Keys(l)) {
		if l[name] != (State{}) {
			items = append(items, yaml.MapItem{Key: name, Value: l[name]})
		}
	}
	if len(items) == 0 {
		return []byte(lockHead), nil
	}
	out, err := yaml.Marshal(items)
	return append([]byte(lockHead), out...), err
}

// Address is where to ask for a source that sources.yaml has at url.
func (l Lock) Address(name, url string) string {
	if s := l[name]; s.URL != "" {
		return s.URL
	}
	return url
}

// Validators are those of the last document that was saved.
func (l Lock) Validators(name string) Validators {
	s := l[name]
	return Validators{s.ETag, s.LastModified, s.SHA256}
}

// Saved records that everything in r is on disk, or that r brought nothing new.
func (l Lock) Saved(name string, r Result) {
	s := State{URL: l[name].URL, ETag: r.Validators.ETag, LastModified: r.Validators.LastModified, SHA256: r.Validators.SHA256}
	if r.Moved != "" {
		s.URL = r.Moved
	}
	l[name] = s
}

// Failed records that a source could not be fetched or read. Its validators
// stay, and so does its address: only what was read may move it.
func (l Lock) Failed(name string, err error) {
	s := l[name]
	s.Gone = s.Gone || errors.Is(err, ErrGone)
	s.Failures = min(s.Failures+1, maxFailures)
	s.Error = cutTo(oneLine(err), 200)
	l[name] = s
}

func cutTo(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// Keep drops the sources that sources.yaml no longer has.
func (l Lock) Keep(sources []Source) {
	known := map[string]bool{}
	for _, s := range sources {
		known[s.Name] = true
	}
	maps.DeleteFunc(l, func(name string, _ State) bool { return !known[name] })
}
