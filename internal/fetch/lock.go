package fetch

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"

	"hindsight/internal/yamltext"
)

// A Lock is what sources.lock holds: what each source's server said last, by
// the source's name. It holds no time, so that a run that changes nothing
// writes the same bytes. Example:
//
//	# Written by hindsight: …
//	acme-blog:
//	  entry: 1c83f0a2
//	  kind: feed
//	  etag: '"5f2a"'
//	  sha256: 9b74c9897bac770ffc029102a200c5de…
//	globex-status:
//	  entry: 77d0be91
//	  url: https://status.globex.example/history.rss
//	  failures: 3
//	  error: the server answers 502 Bad Gateway
type Lock map[string]State

// State is what is known of one source.
type State struct {
	Entry        string         `yaml:"entry,omitempty"` // Source.Fingerprint of the entry that all else is about
	URL          string         `yaml:"url,omitempty"`   // where it moved to; used instead of that in sources.yaml
	Kind         string         `yaml:"kind,omitempty"`  // what it was read as, where the content can tell
	ETag         string         `yaml:"etag,omitempty"`
	LastModified string         `yaml:"last_modified,omitempty"`
	SHA256       string         `yaml:"sha256,omitempty"`
	Missing      map[string]int `yaml:"full_text_missing,omitempty"` // pages behind summaries, and how often in a row they gave no text
	Gone         bool           `yaml:"gone,omitempty"`              // not asked any more
	Failures     int            `yaml:"failures,omitempty"`          // in a row, up to maxFailures
	Error        string         `yaml:"error,omitempty"`             // the last one
}

// maxFailures is where counting stops: a source that is dead for good is not
// to change the file every night. An address that a source moved to is given up
// then, and the next run asks the one in sources.yaml.
const maxFailures = 7

// MaxTries is how many runs ask for a page behind a summary that gives no
// text. Until then the feed's validators are not kept, so that the next run
// sees the item again even if the feed has not changed; after that the page is
// left alone, until its line is taken out of the file.
const MaxTries = 3

// maxMissing bounds how many such pages are listed for one source.
const maxMissing = 200

const lockHead = "# Written by hindsight: what each server said last, so that it is asked only for news. Safe to delete.\n"

// LoadLock reads a sources.lock; an empty one is a Lock without sources.
func LoadLock(name string, data []byte) (Lock, error) {
	l := Lock{}
	if len(bytes.TrimSpace(data)) == 0 {
		return l, nil
	}
	if err := yamltext.Unmarshal(data, yamltext.Place{File: name}, yamltext.State, &l); err != nil {
		return nil, fmt.Errorf("%w: delete the file, the next run writes it again", err)
	}
	if l == nil { // nothing but the comment that Marshal writes, or null
		l = Lock{}
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
		if !reflect.ValueOf(l[name]).IsZero() {
			items = append(items, yaml.MapItem{Key: name, Value: l[name].writable()})
		}
	}
	if len(items) == 0 {
		return []byte(lockHead), nil
	}
	out, err := yaml.Marshal(items)
	return append([]byte(lockHead), out...), err
}

// writable is the state without characters that YAML does not give back as
// they were: no header, address or message needs them.
func (st State) writable() State {
	for _, field := range []*string{&st.Entry, &st.URL, &st.Kind, &st.ETag, &st.LastModified, &st.SHA256, &st.Error} {
		*field = strings.Map(func(r rune) rune {
			if unicode.IsPrint(r) {
				return r
			}
			return ' '
		}, *field)
	}
	return st
}

// Of is what is known of a source as sources.yaml has it now. What an earlier
// entry of that name left behind, about another address say, counts for
// nothing.
func (l Lock) Of(s Source) State {
	if st := l[s.Name]; st.Entry == s.Fingerprint() {
		return st
	}
	return State{}
}

// Address is where to ask for a source.
func (l Lock) Address(s Source) string { return cmp.Or(l.Of(s).URL, s.URL) }

// Validators are those of the last document that was saved.
func (l Lock) Validators(s Source) Validators {
	st := l.Of(s)
	return Validators{st.ETag, st.LastModified, st.SHA256}
}

// A Reading is what became of a fetched document; zero when there was nothing
// new to read.
type Reading struct {
	Kind    string   // what it was read as, where the content can tell; "" also keeps an address from moving
	Partial bool     // something in it could not be read: the next run asks for everything again
	Missing []string // addresses of pages behind summaries that gave no text
}

// Saved records that what was read of r is on disk, or that r brought nothing
// new.
func (l Lock) Saved(s Source, r Result, read Reading) {
	old := l.Of(s)
	st := State{Entry: s.Fingerprint(), URL: old.URL, Kind: cmp.Or(read.Kind, old.Kind), Missing: old.Missing}
	again := read.Partial
	if !r.NotModified {
		st.Missing = nil
		slices.Sort(read.Missing)
		for _, page := range read.Missing[:min(len(read.Missing), maxMissing)] {
			if st.Missing == nil {
				st.Missing = map[string]int{}
			}
			st.Missing[page] = min(old.Missing[page]+1, MaxTries)
			again = again || st.Missing[page] < MaxTries
		}
	}
	if !again {
		st.ETag, st.LastModified, st.SHA256 = r.Validators.ETag, r.Validators.LastModified, r.Validators.SHA256
	}
	if r.Moved != "" && read.Kind != "" {
		st.URL = r.Moved
	}
	l[s.Name] = st
}

// Failed records that a source could not be fetched or read. Its validators
// stay, and so does its address: only what was read may move it. Where it
// moved to may go for good without the source itself being gone.
func (l Lock) Failed(s Source, err error) {
	st := l.Of(s)
	st.Entry = s.Fingerprint()
	gone := errors.Is(err, ErrGone)
	st.Gone = st.Gone || gone && st.URL == ""
	st.Failures = min(st.Failures+1, maxFailures)
	st.Error = cutTo(oneLine(err), 200)
	if later := (LaterError{}); errors.As(err, &later) {
		st.Error = later.Host + " asks to be left alone" // for how long is another answer every night
	}
	if st.URL != "" && (gone || st.Failures == maxFailures) {
		st.URL, st.ETag, st.LastModified, st.SHA256 = "", "", "", ""
	}
	l[s.Name] = st
}

func cutTo(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// Keep drops the sources whose names are not in known.
func (l Lock) Keep(known map[string]bool) {
	maps.DeleteFunc(l, func(name string, _ State) bool { return !known[name] })
}
