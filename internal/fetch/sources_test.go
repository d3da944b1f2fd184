package fetch

import (
	"fmt"
	"net/url"
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
		{head + "    path: dumps\n", `sources.yaml:2: the source needs either url, path or git`},
		{head + "  - name: a\n    path: dumps\n", `sources.yaml:4: the name "a" is taken by line 2`},
		{"- url: https://a.example/\n", `sources.yaml:1: the source has no name`},
		{"- name: a\n", `sources.yaml:1: the source needs either url, path or git`},
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
		{"http://wiki.corp/", "http://wiki.corp./", true}, // the root's dot
		{"http://bücher.example/", "http://xn--bcher-kva.example/", true},
		{"http://BÜCHER.example/", "http://bücher.example./", true},
	} {
		a, _ := url.Parse(c.a)
		b, _ := url.Parse(c.b)
		if got := sameHost(a, b); got != c.same {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}

// TestQueue: however a server is written, its requests stand in one queue.
func TestQueue(t *testing.T) {
	for address, want := range map[string]string{
		"http://wiki.corp/":             "wiki.corp",
		"https://WIKI.corp.:443/x":      "wiki.corp",
		"http://wiki.corp:443/":         "wiki.corp",
		"http://wiki.corp:8080/":        "wiki.corp:8080",
		"https://user:pass@wiki.corp/":  "wiki.corp",
		"http://bücher.example/":        "xn--bcher-kva.example",
		"http://XN--BCHER-KVA.example/": "xn--bcher-kva.example",
		"http://[::1]:8080/":            "[::1]:8080",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := queueOf(u); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
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
