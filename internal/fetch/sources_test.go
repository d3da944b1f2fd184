package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var testKinds = []string{"feed", "page", "dump", "forum"}

func TestLoadSources(t *testing.T) {
	const good = `# what we read
sources:
  - name: acme-blog
    url: https://blog.acme.example/rss
    organisation: Acme
    fetch: full
    match: ['(?i)outage', incident]
    exclude: (?i)scheduled
    publish: excerpt
    licence: CC-BY-4.0
  - name: dumps
    path: dumps/2019
    kind: dump
    only: everything
  - name: inside
    url: http://wiki.corp:8080/feed
    allow_private: true
`
	got, err := LoadSources("sources.yaml", []byte(good), testKinds)
	if err != nil || len(got) != 3 {
		t.Fatalf("%d sources, %v", len(got), err)
	}
	want := []string{
		"3 acme-blog  https://blog.acme.example/rss  Acme true false 2 1 excerpt CC-BY-4.0 false",
		"11 dumps dump  dumps/2019  false true 0 0   false",
		"15 inside  http://wiki.corp:8080/feed   false false 0 0   true",
	}
	for i, s := range got {
		line := fmt.Sprint(s.Line, " ", s.Name, " ", s.Kind, " ", s.URL, " ", s.Path, " ", s.Organisation, " ",
			s.FetchFull, s.Everything, len(s.Match), len(s.Exclude), " ", s.Publish, " ", s.Licence, " ", s.AllowPrivate)
		if line != want[i] {
			t.Errorf("source %d\n\tgot  %q\n\twant %q", i, line, want[i])
		}
	}
	for _, c := range []struct {
		title, url string
		wants      bool
	}{
		{"Outage on Monday", "", true},
		{"New pricing", "https://blog.acme.example/incident-7", true},
		{"New pricing", "https://blog.acme.example/pricing", false},
		{"Scheduled outage", "", false},
	} {
		if got[0].Wants(c.title, c.url) != c.wants {
			t.Errorf("wants %q %q: %v", c.title, c.url, !c.wants)
		}
	}
	if list, err := LoadSources("sources.yaml", []byte("- name: a\n  url: https://a.example/"), testKinds); err != nil || len(list) != 1 {
		t.Errorf("a bare list: %d sources, %v", len(list), err)
	}
	for _, empty := range []string{"", "# nothing yet\n", "sources:\n", "sources: []\n"} {
		if list, err := LoadSources("sources.yaml", []byte(empty), testKinds); err != nil || len(list) != 0 {
			t.Errorf("%q: %d sources, %v", empty, len(list), err)
		}
	}
}

// TestBadSources: every problem is named with its line; the other sources stay.
func TestBadSources(t *testing.T) {
	const head = "sources:\n  - name: a\n    url: https://a.example/\n"
	for _, c := range []struct{ text, want string }{
		{head + "    colour: red\n", `sources.yaml:4: "colour" is unknown: a source has name, kind,`},
		{head + "    kind: soap\n", `sources.yaml:4: kind: "soap" is none of feed, page,`},
		{head + "    fetch: maybe\n", `sources.yaml:4: fetch: "maybe" is none of full, feed`},
		{head + "    only: all\n", `sources.yaml:4: only: "all" is none of everything, postmortems`},
		{head + "    publish: yes\n", `sources.yaml:4: publish: "yes" is none of full, excerpt, link`},
		{head + "    match: '('\n", `sources.yaml:4: match: "(" is no regular expression`},
		{head + "    allow_private: sure\n", `sources.yaml:4: allow_private: it is true or false`},
		{head + "    organisation: [x]\n", `sources.yaml:4: organisation: it is a text on one line`},
		{head + "    path: dumps\n", `sources.yaml:2: the source needs either url or path`},
		{head + "  - name: a\n    path: dumps\n", `sources.yaml:4: the name "a" is taken by line 2`},
		{"- url: https://a.example/\n", `sources.yaml:1: the source has no name`},
		{"- name: a\n", `sources.yaml:1: the source needs either url or path`},
		{"- name: a\n  path: x\n  allow_private: true\n", `sources.yaml:1: allow_private is for sources with a url`},
		{"- name: A B\n  path: x\n", `sources.yaml:1: name: "A B": use letters a to z`},
		{"- name: a\n  url: ftp://a.example/\n", `sources.yaml:2: url: "ftp://a.example/" is no http or https address`},
		{"sauces: []\n", `sources.yaml:1: "sauces" is unknown here`},
		{"sources: 7\n", `sources.yaml:1: sources are a list`},
		{"sources:\n  - a\n", `sources.yaml:2: a source has fields`},
		{"sources:\n  - name: 'a\n", `sources.yaml:2: `},
		// slips of the pen
		{head + "    publsh: link\n", `sources.yaml:4: "publsh" is unknown: did you mean "publish"? a source has`},
		{head + "    Match: x\n", `sources.yaml:4: "Match" is unknown: did you mean "match"?`},
		{head + "    alow_privat: true\n", `sources.yaml:4: "alow_privat" is unknown: did you mean "allow_private"?`},
		{"source:\n  - name: a\n", `sources.yaml:1: "source" is unknown here: did you mean "sources"?`},
		// the line is the key's, or that of the one value of a list
		{head + "\n    # why\n    # and\n    only:\n      # what\n      all\n", `sources.yaml:7: only: "all" is none of`},
		{head + "    match:\n      - ok\n      # not this\n      - '('\n", `sources.yaml:7: match: "(" is no regular expression`},
		{head + "    licence:\n      name: x\n      text: y\n", `sources.yaml:4: licence: it is a text on one line`},
		{head + "    organisation: >\n      Acme\n      Inc\n    publish: sure\n", `sources.yaml:4: organisation: it is a text on one line`},
		{"sources:\n  - # first\n    # the\n    name: a\n\n    kind:\n\n      soap\n    url: https://a.example/", `sources.yaml:6: kind: "soap" is none of`},
		{"- {name: a,\n   path: x,\n\n   fech: full}\n", `sources.yaml:4: "fech" is unknown: did you mean "fetch"?`},
		{"# mine\nsources: []\n\n  # a blog\n  - name: a\n    path: x\n", `sources.yaml:2: the list stands in place of the []`},
		{"sources: [] # none\n- name: a\n  path: x\n", `sources.yaml:1: the list stands in place of the []`},
		{head + "\tpublish: link\n", `sources.yaml:4: the line begins with a tab`},
		{head + "    \"publish\": lnik\n", `sources.yaml:4: publish: "lnik" is none of`},
	} {
		_, err := LoadSources("sources.yaml", []byte(c.text), testKinds)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q\n\tgot  %v\n\twant %s…", c.text, err, c.want)
		}
	}
	list, err := LoadSources("sources.yaml", []byte(head+"    x: 1\n  - name: b\n    path: y\n  - nome: c\n"), testKinds)
	if len(list) != 1 || list[0].Name != "b" || strings.Count(err.Error(), "\n") != 3 {
		t.Errorf("%d sources and %v", len(list), err)
	}
}

// TestEmptyLock: a lock that lost its last source holds a comment alone, and
// takes the next source all the same.
func TestEmptyLock(t *testing.T) {
	alone, err := Lock{}.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{"", string(alone), "---\n", "{}\n"} {
		l, err := LoadLock("sources.lock", []byte(data))
		if err != nil {
			t.Errorf("%q: %v", data, err)
			continue
		}
		l.Saved(Source{Name: "a"}, Result{Validators: Validators{ETag: "1"}}, Reading{Kind: "feed"})
		l.Failed(Source{Name: "b"}, ErrEmpty)
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
	l.Saved(acme, Result{Validators: Validators{SHA256: "77"}, Moved: "https://new.acme.example/rss"}, Reading{Kind: "feed"})
	l.Failed(gone, fmt.Errorf("https://x.example/: %w", ErrGone))
	l.Failed(zeta, errors.New("first line: # of two\nsecond line"))
	first, err := l.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if a, z := bytes.Index(first, []byte("\nacme:")), bytes.Index(first, []byte("\nzeta:")); a < 0 || z < a {
		t.Errorf("not sorted:\n%s", first)
	}
	back, err := LoadLock("sources.lock", first)
	if err != nil {
		t.Fatal(err)
	}
	if back.Validators(zeta) != v || back["zeta"].Failures != 1 || back["zeta"].Error != "first line: # of two" || !back["gone"].Gone {
		t.Errorf("read back %+v", back)
	}
	if got := back.Address(acme); got != "https://new.acme.example/rss" {
		t.Errorf("acme is at %s", got)
	}
	back.Saved(acme, Result{NotModified: true, Validators: back.Validators(acme)}, Reading{})
	for range 2 * maxFailures {
		back.Failed(gone, fmt.Errorf("https://x.example/: %w", ErrGone))
	}
	second, _ := back.Marshal()
	for range 3 {
		back.Failed(gone, fmt.Errorf("https://x.example/: %w", ErrGone))
	}
	third, _ := back.Marshal()
	if !bytes.Equal(second, third) {
		t.Errorf("a run that changes nothing changes the file:\n%s\n%s", second, third)
	}
	back.Keep(map[string]bool{"acme": true})
	if len(back) != 1 {
		t.Errorf("kept %v", back)
	}
	if _, err := LoadLock("sources.lock", []byte("a: [")); err == nil || !strings.HasPrefix(err.Error(), "sources.lock: ") {
		t.Errorf("broken lock: %v", err)
	}
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
		l.Saved(load(before), Result{Validators: Validators{ETag: "1"}, Moved: "https://c.example/"}, Reading{Kind: "feed"})
		l.Failed(load(before), errors.New("down"))
		s := load(c.fields)
		if kept := l.Validators(s).ETag == "1" && l.Address(s) == "https://c.example/" && l.Of(s).Kind == "feed" && l.Of(s).Failures == 1; kept != c.same {
			t.Errorf("%q: kept is %v: %+v", c.fields, kept, l.Of(s))
		}
		l.Failed(s, errors.New("down"))
		if n := l.Of(s).Failures; (n == 2) != c.same {
			t.Errorf("%q: %d failures", c.fields, n)
		}
	}
}

// TestMoved: an address moves when what is there was read, and goes back when
// it fails for long or for good.
func TestMoved(t *testing.T) {
	s := Source{Name: "a", URL: "https://a.example/"}
	const there = "https://b.example/"
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
			l.Failed(s, errors.New("down"))
		}, there},
		{"down for good", func(l Lock) {
			l.Saved(s, Result{Moved: there}, Reading{Kind: "feed"})
			for range maxFailures {
				l.Failed(s, errors.New("down"))
			}
		}, s.URL},
		{"gone there", func(l Lock) {
			l.Saved(s, Result{Moved: there, Validators: Validators{ETag: "b's"}}, Reading{Kind: "feed"})
			l.Failed(s, ErrGone)
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
		data, err := l.Marshal()
		if err != nil {
			t.Fatal(err)
		}
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

// TestPrivateAddresses: allow_private is about the source's own host.
func TestPrivateAddresses(t *testing.T) {
	s := Source{URL: "http://wiki.corp:8080/feed", AllowPrivate: true}
	for address, want := range map[string]bool{
		"http://wiki.corp:8080/page":               true,
		"http://WIKI.corp:8080/page":               true,
		"http://wiki.corp/page":                    false,
		"http://wiki.corp:22/":                     false,
		"http://169.254.169.254/latest/meta-data/": false,
		"http://wiki.corp:8080@10.0.0.1/":          false,
		"//":                                       false,
		"https://wiki.corp/page":                   false, // another server than that at 8080
	} {
		if s.Private(address) != want || (Source{URL: s.URL}).Private(address) {
			t.Errorf("%s: %v", address, !want)
		}
	}
}

// TestSameHost: a host stays itself when it begins to speak TLS.
func TestSameHost(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"http://wiki.corp/", "https://wiki.corp/x", true},
		{"http://wiki.corp:80/", "https://wiki.corp:443/x", true},
		{"http://wiki.corp/", "http://WIKI.corp:80/", true},
		{"https://wiki.corp/", "http://wiki.corp/", false},
		{"http://wiki.corp/", "http://wiki.corp:443/", false},
		{"http://wiki.corp:8080/", "https://wiki.corp/", false},
		{"http://wiki.corp/", "http://git.corp/", false},
		{"http:///x", "http:///x", false},
	} {
		a, _ := url.Parse(c.a)
		b, _ := url.Parse(c.b)
		if got := sameHost(a, b); got != c.same {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}

func TestOPML(t *testing.T) {
	const text = `<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>Mine</title></head><body>
 <outline text="Status pages">
  <outline type="rss" text="Acme &amp; Sons: Status" xmlUrl="https://status.acme.example/history.rss"/>
  <outline type="rss" title="Acme &amp; Sons: Status" xmlUrl="https://acme.example/feed"/>
  <outline type="rss" text="twice" xmlUrl="https://acme.example/feed"/>
  <outline type="rss" text="` + "\xe9" + `" xmlUrl="http://globex.example/atom.xml"/>
  <outline type="rss" text="&#x969C;" xmlUrl="https://&#x4F8B;.&#x30C6;/"/>
  <outline type="rss" text="none" xmlUrl="file:///etc/passwd"/>
 </outline>`
	got, err := OPML("feeds.opml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range got {
		names = append(names, s.Name+" "+s.URL)
	}
	want := "acme-sons-status https://status.acme.example/history.rss, acme-sons-status-2 https://acme.example/feed, globex-example-atom-xml http://globex.example/atom.xml, feed https://例.テ/"
	if s := strings.Join(names, ", "); s != want || !IsOPML([]byte(text)) {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	out, err := MarshalSources(got)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := LoadSources("sources.yaml", out, testKinds); err != nil || len(back) != len(got) {
		t.Errorf("not read back: %v\n%s", err, out)
	}
	for _, bad := range []string{"", "<opml>", "<rss/>", "\x00\x01\x02", "<opml><body><outline text='x'/></body></opml>"} {
		if list, err := OPML("feeds.opml", []byte(bad)); err == nil || !strings.HasPrefix(err.Error(), "feeds.opml: ") {
			t.Errorf("%q: %d sources, %v", bad, len(list), err)
		}
	}
}

// TestOPMLCorpus reads every OPML file of another parser's suite.
func TestOPMLCorpus(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/suites/opml/*/testcases/opml/*/*")
	if len(files) == 0 {
		t.Log("../shared/corpus/suites/opml is not there: only this package's own files are tested")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := OPML(f, data); len(got) == 0 && err == nil {
			t.Errorf("%s: neither feeds nor an error", f)
		}
	}
}

func FuzzLoadSources(f *testing.F) {
	f.Add([]byte("sources:\n  - name: a\n    url: https://a.example/\n    match: [a, 'b']\n"))
	f.Add([]byte("- &a {name: *a}\n- <<: *a\n"))
	f.Add([]byte("- ? [x]\n  : y\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := LoadSources("sources.yaml", data, testKinds)
		for _, s := range list {
			if s.Name == "" || (s.URL == "") == (s.Path == "") {
				t.Errorf("accepted %+v", s)
			}
		}
		if err != nil {
			for _, line := range strings.Split(err.Error(), "\n") {
				if !strings.HasPrefix(line, "sources.yaml:") {
					t.Errorf("error without its place: %q", line)
				}
			}
		}
	})
}

func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><outline text="a" xmlUrl="https://a.example/"/></opml>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := OPML("x.opml", data)
		names := map[string]bool{}
		for _, s := range list {
			if names[s.Name] || !nameOK.MatchString(s.Name) || err != nil {
				t.Errorf("name %q, %v", s.Name, err)
			}
			names[s.Name] = true
		}
	})
}

// FuzzLock: whatever stands in a lock file is read or refused in one line, and
// what was read is written the same way for ever.
func FuzzLock(f *testing.F) {
	f.Add([]byte("a:\n  entry: 1c83f0a2\n  etag: '\"5f2a\"'\n  full_text_missing:\n    https://a.example/: 2\n"))
	f.Add([]byte("a: {url: https://b.example/, gone: true, failures: 3, error: \"x\\ty\"}\nb: &x {}\nc: *x\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := LoadLock("sources.lock", data)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("several lines: %q", err)
			}
			return
		}
		first, err := l.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		back, err := LoadLock("sources.lock", first)
		if err != nil {
			t.Fatalf("%v\n%s", err, first)
		}
		if second, _ := back.Marshal(); !bytes.Equal(first, second) {
			t.Errorf("%q\nthen %q", first, second)
		}
	})
}
