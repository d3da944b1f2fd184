package fetch

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hindsight/internal/hostile"
)

// TestLockIsNoConfiguration: what stands in the file alone leads no request to
// another host, nor to one that is less safe, and silences nobody for good.
func TestLockIsNoConfiguration(t *testing.T) {
	for _, c := range []struct{ own, locked, want string }{
		{"https://a.example/rss", "", "https://a.example/rss"},
		{"https://a.example/rss", "https://a.example/feed.xml", "https://a.example/feed.xml"},
		{"http://a.example/rss", "https://a.example/rss", "https://a.example/rss"},
		{"https://a.example/rss", "https://A.EXAMPLE.:443/new", "https://A.EXAMPLE.:443/new"},
		{"https://bücher.example/rss", "https://xn--bcher-kva.example/new", "https://xn--bcher-kva.example/new"},
		{"https://a.example/rss", "https://evil.example/rss", ""},
		{"https://a.example/rss", "http://a.example/rss", ""},
		{"https://a.example/rss", "http://a.example:443/rss", ""},
		{"https://a.example/rss", "https://a.example:8443/rss", ""},
		{"https://a.example/rss", "https://a.example.evil.example/rss", ""},
		{"https://a.example/rss", "https://a.example@evil.example/rss", ""},
		{"https://a.example/rss", "//evil.example/rss", ""},
		{"https://a.example/rss", "file:///etc/passwd", ""},
		{"https://a.example/rss", "/etc/passwd", ""},
		{"https://a.example/rss", "https://a.example\\@evil.example/", ""},
	} {
		s := Source{Name: "a", URL: c.own}
		l := Lock{"a": {Entry: s.Fingerprint(), URL: c.locked}}
		if want := map[bool]string{true: c.own, false: c.want}[c.want == ""]; l.Address(s) != want {
			t.Errorf("%s, in the file %s: asked at %s, want %s", c.own, c.locked, l.Address(s), want)
		}
	}
}

// TestMovedToAnotherHost: the new address is noted, but the source's own is
// asked, and its redirect followed, until somebody writes the new one into
// sources.yaml; when it leads there no more, the note goes.
func TestMovedToAnotherHost(t *testing.T) {
	s, l := Source{Name: "a", URL: "https://a.example/rss"}, Lock{}
	there := Result{Moved: "https://b.example/rss", Validators: Validators{ETag: "1"}}
	l.Saved(s, there, Reading{Kind: "feed"})
	unchanged := there
	unchanged.NotModified = true
	l.Saved(s, unchanged, Reading{})
	if l.Address(s) != s.URL || l.Moved(s) != there.Moved || l.Validators(s).ETag != "1" {
		t.Errorf("%s %+v", l.Address(s), l)
	}
	l.Saved(s, Result{Validators: Validators{ETag: "2"}}, Reading{Kind: "feed"})
	if l.Address(s) != s.URL || l.Moved(s) != "" {
		t.Errorf("after the redirect went: %+v", l)
	}
}

// TestGone: a source that is gone is left alone, but asked again once in four
// weeks, after a change of its entry, and when nothing shows that it was asked.
func TestGone(t *testing.T) {
	s, l := Source{Name: "a", URL: "https://a.example/rss"}, Lock{}
	l.Failed(s, fmt.Errorf("a: %w", ErrGone), firstNight)
	start := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	asked := 0
	for day := range 4 * gonePeriod {
		if !l.Gone(s, start.AddDate(0, 0, day)) {
			asked++
		}
	}
	if asked != 4 {
		t.Errorf("asked on %d days of %d", asked, 4*gonePeriod)
	}
	edited := s
	edited.URL += "2"
	forged := Lock{"a": {Entry: s.Fingerprint(), Gone: true}}
	for day := range gonePeriod {
		if now := start.AddDate(0, 0, day); l.Gone(edited, now) || forged.Gone(s, now) {
			t.Fatal("not asked after a change of its entry, or by a line that nothing backs")
		}
	}
	l.Failed(s, errors.New("down"), firstNight)
	if l.Of(s).Gone {
		t.Error("asked, and it did not say that it is gone")
	}
}

// odd are values that servers, feeds and pages have been made to give.
var odd = []string{"", "? a", "a?<<", "https://a.example/?<<", "<<", "- a", "a: b", "#", "'", `"`, "\n", "\t", "\x00", "\u0085", "\ufeff", "null", "~", "1e3", "0x1f", "true", "<<<<<<< ours", "---", "...", "&a", "*a", "!t", "é", strings.Repeat("x", 3000), "{", "[", "]", "}", ",", "%", "@", "`", "|", ">"}

// FuzzState: whatever a server gives, what is written is read again as it was.
func FuzzState(f *testing.F) {
	for i, s := range odd {
		f.Add(s, odd[(i+1)%len(odd)], odd[(i+7)%len(odd)])
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if a == "" || !utf8.ValidString(a) || !utf8.ValidString(b) || !utf8.ValidString(c) {
			return
		}
		l := Lock{a: {Entry: b, URL: c, Kind: a, ETag: b, LastModified: c, SHA256: a, Missing: map[string]int{b: 1, c + "2": 2}, Gone: true, FailingSince: "2026-01-02", Error: c}, "z" + b: {ETag: a}}
		data := l.Marshal()
		back, err := LoadLock("sources.lock", data)
		if err != nil || !reflect.DeepEqual(back, l) {
			t.Fatalf("%v\n got %#v\nwant %#v\n%s", err, back, l, data)
		}
		if problems, _ := CheckLock("sources.lock", data, nil); len(problems) > 0 {
			t.Errorf("check: %v", problems)
		}
	})
}

// TestBrokenLock: what cannot be read is named with its line.
func TestBrokenLock(t *testing.T) {
	for text, want := range map[string]string{
		"a:\n  etag: x\n<<<<<<< ours\n  failing-since: 2026-01-02\n=======\n  failing-since: 2026-01-03\n>>>>>>> theirs\n": "sources.lock:3: conflict marks",
		"a:\n  etag: x\nb:\n  etag: y\na:\n  etag: z\n":                                                                    `sources.lock:5: "a" stands twice`,
		"a:\n  etag: x\n  etag: y\n":            "sources.lock:3: ",
		"a:\n  etag: \"x":                       "sources.lock:2: ",
		"# head\na:\n  failing-since: [many]\n": "sources.lock:3: ",
		"a\n":                                   "sources.lock:1: ",
		"{a: {}, b: {}}\n":                      "sources.lock:1: several sources",
		"a:\n  etag: " + strings.Repeat("[", 100_000) + "\n": "sources.lock:2: lists and mappings stand within each other",
		strings.Repeat("# a\n", MaxLock/4+1):                 "sources.lock:1: ",
		"\uFEFFa:\r\n  etag: x\r\n":                          "",
		"a:\n  etag: x\n\n# between\nb:\n    etag: y\n":      "",
	} {
		l, err := LoadLock("sources.lock", []byte(text))
		if got := fmt.Sprint(err); (want == "") != (err == nil) || err != nil && (!strings.HasPrefix(got, want) || strings.Contains(got, "\n")) {
			t.Errorf("%.60q:\n got %s %v\nwant %s", text, got, l, want)
		}
	}
}

// TestLargeLock: ten thousand sources, each with pages that gave no text, take
// no longer than their number, and what is written is never too long to be read.
func TestLargeLock(t *testing.T) {
	sources := hostile.Shape{Kind: "sources.lock", Name: "of many sources", Make: func(size int) []byte { return make([]byte, size) }}
	hostile.Growth(t, []hostile.Shape{sources}, func(_ hostile.Shape, data []byte) { largeLock(t, len(data)/16) })
	largeLock(t, 10_000)
}

func largeLock(t *testing.T, sources int) {
	t.Helper()
	l := Lock{}
	for n := range sources {
		st := State{Entry: "00000000", ETag: `"5f2a"`, SHA256: strings.Repeat("0", 64), Missing: map[string]int{}}
		for p := range 10 {
			st.Missing[fmt.Sprintf("https://a%d.example/%s/%d", n, strings.Repeat("x", 200), p)] = 1
		}
		l[fmt.Sprintf("source-%05d", n)] = st
	}
	if back, err := LoadLock("sources.lock", l.Marshal()); err != nil || len(back) != len(l) {
		t.Errorf("%d of %d sources: %v", len(back), len(l), err)
	}
}

// TestCheckLock: what a person should see of the file in a pull request.
func TestCheckLock(t *testing.T) {
	sources := []Source{{Name: "a", URL: "https://a.example/rss", Line: 2}, {Name: "b", URL: "https://b.example/rss", Line: 4}}
	text := func(n int, fields string) string {
		return fmt.Sprintf("# head\n%s:\n  entry: %q\n%s", sources[n].Name, sources[n].Fingerprint(), fields)
	}
	for _, c := range []struct{ name, text, problem, note string }{
		{"nothing", "", "", ""},
		{"as it should be", text(0, "  etag: x\n") + text(1, "  kind: feed\n"), "", ""},
		{"moved", text(0, "  url: https://a.example/new\n"), "", "f:4: source a is asked at https://a.example/new, as its server has moved it; better say so in sources.yaml:2"},
		{"moved far", text(1, "  etag: x\n  url: https://u:p@evil.example/\n"), "", "f:5: source b was moved to another host, https://u:xxxxx@evil.example/: as long as its own"},
		{"no address", text(0, "  url: javascript:alert(1)\n"), `f:4: source a has the url "javascript:alert(1)"`, ""},
		{"gone", text(1, "  gone: true\n  failures: 1\n  failing-since: 2026-01-02\n"), "", "f:4: source b is said to be gone for good (410), and is asked only every 28 days; if so, take it out of sources.yaml:4"},
		{"another entry", "a:\n  entry: x\n  gone: true\n", "", ""},
		{"no source of that name", "c:\n  gone: true\n", "", ""},
		{"unknown key", text(0, "  last_modifed: x\n"), `f:4: "last_modifed" is unknown: did you mean "last_modified"?`, ""},
		{"twice", text(0, "  etag: x\n") + text(0, "  etag: x\n"), `f:6: "a" stands twice, first on line 2`, ""},
		{"conflict", text(0, "  etag: x\n<<<<<<< ours\n"), "f:5: conflict marks of a merge; choose one side; delete the file, or what is wrong in it", ""},
	} {
		problems, notes := CheckLock("f", []byte(c.text), sources)
		for what, pair := range map[string]struct {
			got  []error
			want string
		}{"problem": {problems, c.problem}, "note": {notes, c.note}} {
			if got := fmt.Sprint(errors.Join(pair.got...)); (pair.want == "") != (len(pair.got) == 0) || pair.want != "" && !strings.HasPrefix(got, pair.want) {
				t.Errorf("%s:\n got %s %s\nwant %s", c.name, what, got, pair.want)
			}
		}
	}
}
