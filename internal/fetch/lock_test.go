package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// firstNight is when sources begin to fail.
var firstNight = time.Date(2026, 1, 2, 3, 17, 0, 0, time.UTC)

// TestEmptyLock: a lock that lost its last source holds a comment alone, and
// takes the next source all the same.
func TestEmptyLock(t *testing.T) {
	alone := Lock{}.Marshal()
	for _, data := range []string{"", string(alone), "---\n", "{}\n"} {
		l, err := LoadLock("sources.lock", []byte(data))
		if err != nil {
			t.Errorf("%q: %v", data, err)
			continue
		}
		l.Saved(Source{Name: "a"}, Result{Validators: Validators{ETag: "1"}}, Reading{Kind: "feed"})
		l.Failed(Source{Name: "b"}, ErrEmpty, firstNight)
		if len(l) != 2 {
			t.Errorf("%q: %v", data, l)
		}
	}
}

// TestLock: what was saved is read back, in the order of names, and a run
// that brings nothing new leaves the file as it was.
func TestLock(t *testing.T) {
	l := Lock{}
	v := Validators{ETag: `"5:f2\"x"`, LastModified: "Sat, 01 Feb 2020 00:00:00 GMT", SHA256: "0e12"}
	zeta, acme, gone := Source{Name: "zeta"}, Source{Name: "acme", URL: "https://acme.example/rss"}, Source{Name: "gone"}
	l.Saved(zeta, Result{Validators: v}, Reading{})
	l.Saved(acme, Result{Validators: Validators{SHA256: "77"}, Moved: "https://acme.example/new.rss"}, Reading{Kind: "feed"})
	l.Failed(gone, fmt.Errorf("https://x.example/: %w", ErrGone), firstNight)
	l.Failed(zeta, errors.New("first line: # of two\nsecond line"), firstNight)
	first := l.Marshal()
	if a, z := bytes.Index(first, []byte("\nacme:")), bytes.Index(first, []byte("\nzeta:")); a < 0 || z < a {
		t.Errorf("not sorted:\n%s", first)
	}
	back, err := LoadLock("sources.lock", first)
	if err != nil {
		t.Fatal(err)
	}
	if back.Validators(zeta) != v || back["zeta"].FailingSince != "2026-01-02" || back["zeta"].Error != "first line: # of two" || !back["gone"].Gone {
		t.Errorf("read back %+v", back)
	}
	if got := back.Address(acme); got != "https://acme.example/new.rss" {
		t.Errorf("acme is at %s", got)
	}
	back.Saved(acme, Result{NotModified: true, Validators: back.Validators(acme)}, Reading{})
	second := back.Marshal()
	for night := range 40 {
		back.Failed(gone, fmt.Errorf("https://x.example/: %w", ErrGone), firstNight.AddDate(0, 0, night))
		back.Failed(zeta, fmt.Errorf("another error in night %d", night), firstNight.AddDate(0, 0, night))
	}
	third := back.Marshal()
	if !bytes.Equal(second, third) {
		t.Errorf("a run that changes nothing changes the file:\n%s\n%s", second, third)
	}
	back.Keep(map[string]bool{"acme": true})
	if len(back) != 1 {
		t.Errorf("kept %v", back)
	}
	if _, err := LoadLock("sources.lock", []byte("a: [")); err == nil || !strings.HasPrefix(err.Error(), "sources.lock:1: ") {
		t.Errorf("broken lock: %v", err)
	}
}

// TestFailingSince: the day of the first failure stands until the source is read,
// whatever the errors of the nights after it; a day to come was a clock's mistake.
func TestFailingSince(t *testing.T) {
	s, l := Source{Name: "a", URL: "https://a.example/rss"}, Lock{}
	fail := func(night int, err string) { l.Failed(s, errors.New(err), firstNight.AddDate(0, 0, night)) }
	want := func(since, err string) {
		t.Helper()
		back, broken := LoadLock("sources.lock", l.Marshal())
		if st := back.Of(s); broken != nil || st.FailingSince != since || st.Error != err {
			t.Errorf("since %q, %q, %v; want %q, %q", st.FailingSince, st.Error, broken, since, err)
		}
	}
	fail(0, "502")
	fail(1, "hangs")
	want("2026-01-02", "502")
	fail(-1, "the clock went back")
	want("2026-01-01", "the clock went back")
	l.Saved(s, Result{}, Reading{Kind: "feed"})
	want("", "")
	fail(5, "502")
	want("2026-01-07", "502")
	for _, odd := range []string{"yesterday", "2026", "2026-01-02T00:00:00Z"} {
		l[s.Name] = State{Entry: s.Fingerprint(), FailingSince: odd}
		fail(9, "502")
		want("2026-01-11", "502")
	}
	earlier, err := LoadLock("sources.lock", []byte("a:\n  entry: \""+s.Fingerprint()+"\"\n  failures: 3\n  error: down\n"))
	if l = earlier; err != nil {
		t.Fatal(err)
	}
	fail(9, "502")
	want("2026-01-11", "502")
}

// TestLockOfEntry: what an entry said before it was edited counts for nothing.
func TestLockOfEntry(t *testing.T) {
	load := func(fields string) Source {
		list, err := LoadSources("sources.yaml", []byte("- name: a\n"+fields), testKinds)
		if err != nil {
			t.Fatal(err)
		}
		return list[0]
	}
	const before = "  url: https://a.example/rss\n  match: [x, y]\n"
	for _, c := range []struct {
		fields string
		same   bool
	}{
		{before, true},
		{"  match:\n    - x\n    - 'y'\n  # the same\n  url: https://a.example/rss\n", true},
		{before + "  publish: link\n  licence: MIT\n", true}, // no reason to ask again
		{before + "  kind: feed\n", false},
		{before + "  fetch: full\n", false},
		{before + "  only: everything\n", false},
		{before + "  exclude: x\n", false},
		{before + "  organisation: A\n", false},
		{before + "  allow_private: true\n", false},
		{"  url: https://b.example/rss\n  match: [x, y]\n", false},
		{"  url: https://a.example/rss\n  match: ['x y']\n", false},
		{"  url: https://a.example/rss\n  match: x\n  exclude: y\n", false},
	} {
		l := Lock{}
		l.Saved(load(before), Result{Validators: Validators{ETag: "1"}, Moved: "https://a.example/new"}, Reading{Kind: "feed"})
		l.Failed(load(before), errors.New("down"), firstNight)
		s := load(c.fields)
		if kept := l.Validators(s).ETag == "1" && l.Address(s) == "https://a.example/new" && l.Of(s).Kind == "feed" && l.Of(s).FailingSince == "2026-01-02"; kept != c.same {
			t.Errorf("%q: kept is %v: %+v", c.fields, kept, l.Of(s))
		}
		l.Failed(s, errors.New("down"), firstNight.AddDate(0, 0, 1))
		if since := l.Of(s).FailingSince; (since == "2026-01-02") != c.same {
			t.Errorf("%q: failing since %s", c.fields, since)
		}
	}
}

// TestMoved: an address moves when what is there was read, and goes back when
// it fails for long or for good.
func TestMoved(t *testing.T) {
	s := Source{Name: "a", URL: "https://a.example/"}
	const there = "https://a.example/new"
	for _, c := range []struct {
		name string
		then func(Lock)
		want string
	}{
		{"nothing was read", func(l Lock) { l.Saved(s, Result{Moved: there}, Reading{}) }, s.URL},
		{"read", func(l Lock) { l.Saved(s, Result{Moved: there}, Reading{Kind: "feed"}) }, there},
		{"read in part", func(l Lock) { l.Saved(s, Result{Moved: there}, Reading{Kind: "feed", Partial: true}) }, there},
		{"no news since", func(l Lock) {
			l.Saved(s, Result{Moved: there}, Reading{Kind: "feed"})
			l.Saved(s, Result{NotModified: true}, Reading{})
		}, there},
		{"down since", func(l Lock) {
			l.Saved(s, Result{Moved: there}, Reading{Kind: "feed"})
			l.Failed(s, errors.New("down"), firstNight)
		}, there},
		{"down for good", func(l Lock) {
			l.Saved(s, Result{Moved: there}, Reading{Kind: "feed"})
			for night := range movedPatience + 1 {
				l.Failed(s, errors.New("down"), firstNight.AddDate(0, 0, night))
			}
		}, s.URL},
		{"gone there", func(l Lock) {
			l.Saved(s, Result{Moved: there, Validators: Validators{ETag: "b's"}}, Reading{Kind: "feed"})
			l.Failed(s, ErrGone, firstNight)
		}, s.URL},
	} {
		l := Lock{}
		c.then(l)
		if got := l.Address(s); got != c.want || l.Of(s).Gone || got == s.URL && l.Validators(s) != (Validators{}) {
			t.Errorf("%s: at %s, want %s: %+v", c.name, got, c.want, l)
		}
	}
}

// TestMissing: a page that gave no text makes the next runs ask for everything
// again, but not for ever.
func TestMissing(t *testing.T) {
	s := Source{Name: "a", URL: "https://a.example/"}
	r := Result{Validators: Validators{ETag: "1"}}
	l := Lock{}
	for run, c := range []struct {
		missing []string
		again   bool
	}{
		{[]string{"p"}, true},
		{[]string{"p"}, true},
		{[]string{"q", "p"}, true}, // q for the first time
		{[]string{"p", "q"}, true},
		{[]string{"p", "q"}, false},
		{[]string{"p"}, false},
		{nil, false},
		{[]string{"p"}, true}, // it had come in between
	} {
		l.Saved(s, r, Reading{Kind: "feed", Missing: c.missing})
		data := l.Marshal()
		var err error
		if l, err = LoadLock("sources.lock", data); err != nil {
			t.Fatal(err)
		}
		if again := l.Validators(s).ETag == ""; again != c.again || len(l.Of(s).Missing) != len(c.missing) {
			t.Errorf("run %d: asks again: %v\n%s", run, again, data)
		}
	}
	many := Reading{}
	for n := range 3 * maxMissing {
		many.Missing = append(many.Missing, fmt.Sprint("https://a.example/", n))
	}
	l.Saved(s, r, many)
	if n := len(l.Of(s).Missing); n != maxMissing {
		t.Errorf("%d pages listed", n)
	}
}

// FuzzLock: whatever stands in a lock file is read or refused in one line, and
// what was read is written the same way for ever.
func FuzzLock(f *testing.F) {
	f.Add([]byte("a:\n  entry: 1c83f0a2\n  etag: '\"5f2a\"'\n  full_text_missing:\n    https://a.example/: 2\n"))
	f.Add([]byte("a: {url: https://b.example/, gone: true, failing-since: 2026-01-02, error: \"x\\ty\"}\nb: &x {}\nc: *x\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := LoadLock("sources.lock", data)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("several lines: %q", err)
			}
			return
		}
		first := l.Marshal()
		back, err := LoadLock("sources.lock", first)
		if err != nil {
			t.Fatalf("%v\n%s", err, first)
		}
		if second := back.Marshal(); !bytes.Equal(first, second) {
			t.Errorf("%q\nthen %q", first, second)
		}
	})
}
