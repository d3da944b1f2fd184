package fetch

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"iter"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/yamltext"
)

// A Lock is what sources.lock holds: what each source's server said last, by
// the source's name. It holds no time but the day of a first failure, so that a
// run that changes nothing writes the same bytes. Example:
//
//	# Written by hindsight: …
//	acme-blog:
//	  entry: 1c83f0a2
//	  kind: feed
//	  etag: "\"5f2a\""
//	  sha256: "9b74c9897bac770ffc029102a200c5de…"
//	globex-status:
//	  entry: 77d0be91
//	  url: https://status.globex.example/history.rss
//	  failing-since: 2026-11-03
//	  error: the server answers 502 Bad Gateway
type Lock map[string]State

// State is what is known of one source.
type State struct {
	Entry        string         `yaml:"entry,omitempty"` // Source.Fingerprint of the entry that all else is about
	URL          string         `yaml:"url,omitempty"`   // where it moved to: see Address
	Kind         string         `yaml:"kind,omitempty"`  // what it was read as, where the content can tell
	ETag         string         `yaml:"etag,omitempty"`
	LastModified string         `yaml:"last_modified,omitempty"`
	SHA256       string         `yaml:"sha256,omitempty"`
	Commit       string         `yaml:"commit,omitempty"`            // of a git repository
	Missing      map[string]int `yaml:"full_text_missing,omitempty"` // pages behind summaries, and how often in a row they gave no text
	Gone         bool           `yaml:"gone,omitempty"`              // not asked any more: see Lock.Gone
	FailingSince string         `yaml:"failing-since,omitempty"`     // the day of the first failure since it was last read: see Since
	Error        string         `yaml:"error,omitempty"`             // of that day: another one each night is no news
}

// movedPatience is how many days an address that a source moved to may fail
// before it is given up, and the next run asks the one in sources.yaml.
const movedPatience = 7

// MaxTries is how many runs ask for a page behind a summary that gives no
// text. Until then the feed's validators are not kept, so that the next run
// sees the item again even if the feed has not changed; after that the page is
// left alone, until its line is taken out of the file.
const MaxTries = 3

// maxMissing bounds how many such pages are listed for one source.
const maxMissing = 200

const lockHead = "# Written by hindsight: what each server said last, so that it is asked only for news. Safe to delete.\n"

// MaxLock bounds the file, in bytes: 30,000 sources have 7 MB. Marshal drops
// what is beyond: pages that gave no text, then sources, which are asked anew.
const MaxLock = 8 << 20

// LoadLock reads a sources.lock; an empty one is a Lock without sources. The
// file is cut into its sources, and each read by itself: all of it at once
// would cost time in the square of the sources.
func LoadLock(name string, data []byte) (Lock, error) {
	l := Lock{}
	for s, err := range lockedSources(name, data) {
		if err != nil {
			return nil, err
		}
		if _, twice := l[s.name]; twice {
			return nil, fmt.Errorf("%s:%d: %q stands twice", name, s.at.Line, s.name)
		}
		l[s.name] = s.state
	}
	return l, nil
}

// A lockedSource is one source of a sources.lock.
type lockedSource struct {
	name  string
	state State
	at    yamltext.Place
	text  []byte
}

// lockedSources reads the sources of a file until one cannot be read.
func lockedSources(name string, data []byte) iter.Seq2[lockedSource, error] {
	return func(yield func(lockedSource, error) bool) {
		if len(data) > MaxLock {
			yield(lockedSource{}, fmt.Errorf("%s:1: %d bytes, more than %d", name, len(data), MaxLock))
			return
		}
		data = bytes.TrimPrefix(data, []byte("\uFEFF"))
		line, begin, from := 0, 1, 0 // of the line at hand, of the source before it, and where that begins
		at := 0
		for text := range bytes.Lines(data) {
			line++
			if at > from && !bytes.ContainsAny(text[:1], " #\r\n") {
				if s, err := lockedSourceOf(yamltext.Place{File: name, Line: begin}, data[from:at]); (s.name != "" || err != nil) && !yield(s,
					err) || err != nil {
					return
				}
				begin, from = line, at
			}
			at += len(text)
		}
		if s, err := lockedSourceOf(yamltext.Place{File: name, Line: begin}, data[from:]); s.name != "" || err != nil {
			yield(s, err)
		}
	}
}

// lockedSourceOf reads one source; its name is "" where there are only
// comments.
func lockedSourceOf(at yamltext.Place, text []byte) (lockedSource, error) {
	var one map[string]State
	if err := yamltext.Unmarshal(text, at, yamltext.State, &one); err != nil {
		return lockedSource{}, err
	}
	if len(one) > 1 {
		return lockedSource{}, fmt.Errorf("%s:%d: several sources in braces; each begins a line", at.File, at.Line)
	}
	for name, st := range one {
		return lockedSource{name, st, at, text}, nil
	}
	return lockedSource{}, nil
}

func oneLine(err error) string {
	first, _, _ := strings.Cut(err.Error(), "\n")
	return first
}

// Marshal writes the sources in the order of their names. Each string is as a
// server or a page gave it, and is written so that it is read again as it was.
func (l Lock) Marshal() []byte {
	data, whole := l.write(true)
	if !whole {
		data, _ = l.write(false)
	}
	return data
}

// write is the file, with or without the pages that gave no text, as far as it
// may be long.
func (l Lock) write(missing bool) (data []byte, whole bool) {
	data = []byte(lockHead)
	for _, name := range slices.Sorted(maps.Keys(l)) {
		st := l[name]
		if reflect.ValueOf(st).IsZero() {
			continue
		}
		if !missing {
			st.Missing = nil
		}
		text := st.yaml(name)
		if len(data)+len(text) > MaxLock {
			return data, false
		}
		data = append(data, text...)
	}
	return data, true
}

// yaml is the state of a source as it stands in the file.
func (st State) yaml(name string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s:\n", yamltext.Scalar(name))
	text := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s: %s\n", key, yamltext.Scalar(value))
		}
	}
	text("entry", st.Entry)
	text("url", st.URL)
	text("kind", st.Kind)
	text("etag", st.ETag)
	text("last_modified", st.LastModified)
	text("sha256", st.SHA256)
	text("commit", st.Commit)
	if len(st.Missing) > 0 {
		b.WriteString("  full_text_missing:\n")
		written := map[string]bool{}
		for _, page := range slices.Sorted(maps.Keys(st.Missing)) {
			key := yamltext.Scalar(page)
			if !written[key] { // two may differ in what is no UTF-8 alone
				fmt.Fprintf(&b, "    %s: %d\n", key, st.Missing[page])
			}
			written[key] = true
		}
	}
	if st.Gone {
		b.WriteString("  gone: true\n")
	}
	if since := st.Since(); !since.IsZero() {
		fmt.Fprintf(&b, "  failing-since: %s\n", since)
	}
	text("error", st.Error)
	return b.Bytes()
}

// Since is the day since which a source has failed, the zero Moment while it does
// not. What stands in the file and is no day counts for nothing.
func (st State) Since() hindsight.Moment {
	if m, err := hindsight.ParseMoment(st.FailingSince); err == nil && m.Precision() == hindsight.Day {
		return m
	}
	return hindsight.Moment{}
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

// Address is where to ask for a source. A line of the file alone leads nowhere
// else than the entry of sources.yaml does: the address that a source moved to
// is asked at once only on the entry's own host. What moved to another host is
// asked at the entry's address, whose redirect shows each time that it is so.
func (l Lock) Address(s Source) string {
	if at := l.Of(s).URL; at != "" && s.owns(at) {
		return at
	}
	return s.URL
}

// owns says that an address is on the source's own host, and no less safe.
func (s Source) owns(address string) bool {
	own, err := url.Parse(s.URL)
	u, uerr := url.Parse(address)
	return err == nil && uerr == nil && sameHost(own, u) && (u.Scheme == "https" || u.Scheme == own.Scheme)
}

// Moved is the address that a source was found at, "" for its own.
func (l Lock) Moved(s Source) string { return l.Of(s).URL }

// gonePeriod is how many days pass before a source that is gone is asked once
// more. So a line of the file cannot silence a source for good.
const gonePeriod = 28

// Gone says that a source is not to be asked: its server has said so, and it is
// not the day on which it is asked once more. Each source has its own.
func (l Lock) Gone(s Source, now time.Time) bool {
	st := l.Of(s)
	h := fnv.New32a()
	_, _ = h.Write([]byte(s.Name))
	day := now.Unix()/86400 + int64(h.Sum32())
	return st.Gone && !st.Since().IsZero() && day%gonePeriod != 0
}

// Validators are those of the last document that was saved.
func (l Lock) Validators(s Source) Validators {
	st := l.Of(s)
	return Validators{st.ETag, st.LastModified, st.SHA256, st.Commit}
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
	if r.Moved == "" && l.Address(s) == s.URL {
		st.URL = "" // its own address was asked, and has it
	}
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
		st.ETag, st.LastModified, st.SHA256, st.Commit = r.Validators.ETag, r.Validators.LastModified, r.Validators.SHA256, r.Validators.Commit
	}
	if r.Moved != "" && read.Kind != "" {
		st.URL = r.Moved
	}
	l[s.Name] = st
}

// Failed records that a source could not be fetched or read at a time. Its
// validators stay, and so does its address: only what was read may move it. Where
// it moved to may go for good without the source itself being gone. A source that
// goes on failing changes nothing: what has become of it is known.
func (l Lock) Failed(s Source, err error, now time.Time) {
	st := l.Of(s)
	st.Entry = s.Fingerprint()
	gone := errors.Is(err, ErrGone)
	goneBefore := st.Gone
	st.Gone = gone && st.URL == ""
	today := hindsight.At(now.UTC(), hindsight.Day)
	since := st.Since()
	first := since.IsZero() || since.Compare(today) > 0 // a day that is to come was written by a clock that was wrong
	if first {
		st.FailingSince = today.String()
	}
	if first || st.Gone != goneBefore {
		st.Error = errorLine(err)
	}
	if st.URL != "" && (gone || today.Time().Sub(st.Since().Time()) >= movedPatience*24*time.Hour) {
		st.URL, st.ETag, st.LastModified, st.SHA256 = "", "", "", ""
	}
	l[s.Name] = st
}

// errorLine is an error as the file tells of it.
func errorLine(err error) string {
	if later := (LaterError{}); errors.As(err, &later) {
		return later.Host + " asks to be left alone" // for how long is another answer every night
	}
	return cutTo(oneLine(err), 200)
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
