package fetch

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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
		if _, err := LoadSources("sources.yaml", fmt.Appendf(nil, "sources:\n  - {name: %q, kind: %s, url: %q}\n", s.Name, s.Kind, s.URL), testKinds); err != nil {
			t.Errorf("sources.yaml could not hold it: %v", err)
		}
	}
	want := "acme-sons-status https://status.acme.example/history.rss, acme-sons-status-2 https://acme.example/feed, globex-example-atom-xml http://globex.example/atom.xml, feed https://例.テ/"
	if s := strings.Join(names, ", "); s != want || !IsOPML([]byte(text)) {
		t.Errorf("got  %s\nwant %s", s, want)
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

func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><outline text="a" xmlUrl="https://a.example/"/></opml>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := OPML("x.opml", data)
		names := map[string]bool{}
		for _, s := range list {
			if names[s.Name] || !nameOKRE.MatchString(s.Name) || err != nil {
				t.Errorf("name %q, %v", s.Name, err)
			}
			names[s.Name] = true
		}
	})
}
