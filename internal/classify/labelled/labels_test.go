package labelled

import (
	"strings"
	"testing"
	"testing/fstest"
)

// The labels of the repository: known classes, quotes of at most 15 words,
// and no document twice. With the corpus at hand, each quote stands in its
// document.
func TestLabels(t *testing.T) {
	tax := taxonomy(t)
	var list []Document
	if sets := corpusSets(t); sets != nil {
		if list = sets[2].Documents; len(list) < 100 {
			t.Errorf("%d labels, want 100 at least", len(list))
		}
	}
	seen := map[string]bool{}
	for _, l := range list {
		if seen[l.ID] {
			t.Errorf("%s is labelled twice", l.ID)
		}
		seen[l.ID] = true
		for _, id := range l.Classes {
			if _, ok := tax.Class(id); !ok {
				t.Errorf("%s: unknown class %q", l.ID, id)
			}
		}
		plain := strings.Join(strings.Fields(l.Title+"\n"+l.Text), " ")
		if len(strings.Fields(l.Evidence)) > 15 || !strings.Contains(plain, l.Evidence) {
			t.Errorf("%s: the quote %q is too long or not in the text", l.ID, l.Evidence)
		}
	}
}

// Documents are found by their ids, in each part of a corpus.
func TestDocuments(t *testing.T) {
	corpus := fstest.MapFS{
		"docs/INDEX.tsv":       {Data: []byte("id\tfile\r\nx\ta/b.md\r\n")},
		"docs/a/b.md":          {Data: []byte("Text.")},
		"statuspage/INDEX.tsv": {Data: []byte("id\tfile\nsp-1\tnew.json\nsp-2\told.json\nsp-3\tbroken.json\n")},
		"statuspage/new.json": {Data: []byte(`{"name":"Late mail","incident_updates":[
			{"body":"Mail flows again.","created_at":"2024-01-01T10:00:00Z"},{"body":"Mail is late.","created_at":"2024-01-01T09:00:00Z"}]}`)},
		"statuspage/old.json": {Data: []byte(`{"title":"No tea",
			"updates":[{"content":"The kettle broke.","date":"2020"}],"report":"<p>Tea &amp; cake</p>"}`)},
		"statuspage/broken.json": {Data: []byte(`{`)},
		"lists/icco/ab12-tea.md": {Data: []byte("A digest.")},
		"lists/danluu-post-mortems-README.md": {Data: []byte("# List\n[Acme](https://acme.example/a). Disks were full.\n\n" +
			"[B](https://b.example). A race.\n")},
		"lists/kubernetes-failure-stories-README.md": {Data: []byte("Intro\n* [One - Acme](https://acme.example)\n" +
			"    * impact: DNS\n* Two\n# Why\n  no entry\n")},
	}
	lines := ""
	want := []struct{ id, title, text string }{
		{"docs/x", "", "Text."}, {"statuspage/sp-1", "Late mail", "Mail is late. Mail flows again."},
		{"statuspage/sp-2", "No tea", "The kettle broke. Tea & cake"},
		{"lists/icco/ab12", "", "A digest."}, {"lists/danluu/2", "", "B. A race."}, {"lists/danluu/1", "", "Acme. Disks were full."},
		{"lists/kubernetes/1", "", "* One - Acme * impact: DNS"}, {"lists/kubernetes/2", "", "* Two"},
	}
	for _, w := range want {
		lines += `{"id":"` + w.id + `","classes":["dns"]}` + "\n"
	}
	got, err := readLabels("l", strings.NewReader(lines), corpus)
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d documents, want %d: %v", len(got), len(want), err)
	}
	for i, w := range want {
		if text := strings.Join(strings.Fields(got[i].Text), " "); text != w.text || got[i].Title != w.title || got[i].Primary != "dns" {
			t.Errorf("%s: %q, %q, %s; want %q, %q, dns", w.id, got[i].Title, text, got[i].Primary, w.title, w.text)
		}
	}
	for _, id := range []string{"docs/y", "statuspage/sp-3", "lists/danluu/3", "lists/kubernetes/3", ""} {
		if got, err := readLabels("l", strings.NewReader(`{"id":"`+id+`"}`), corpus); len(got) > 0 || err == nil || !strings.Contains(err.Error(), "l:1: "+id) {
			t.Errorf("%s: %+v, %v; want an error that names it", id, got, err)
		}
	}
}

func TestInventedLong(t *testing.T) {
	tax := taxonomy(t)
	list := ownSet(t, "invented-long.txt", readInventedLong)
	for _, l := range list {
		for _, id := range l.Classes {
			if _, ok := tax.Class(id); !ok {
				t.Errorf("%s: unknown class %q", l.ID, id)
			}
		}
	}
	got, err := readInventedLong("f", strings.NewReader("comment\n=== dns network\n# A\n\nB.\n=== -\nC.\n"))
	if err != nil || len(got) != 2 || got[0].Text != "# A\n\nB.\n" || strings.Join(got[0].Classes, " ") != "dns network" ||
		got[1].Primary != "other" || got[1].ID != "invented-long/2" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := readInventedLong("f", strings.NewReader("=== dns\n\n=== -\nC.\n")); err == nil || !strings.Contains(err.Error(), "invented-long/1") {
		t.Errorf("a report without text: %v", err)
	}
}

func TestInvented(t *testing.T) {
	tax := taxonomy(t)
	list := ownSet(t, "invented.txt", readInvented)
	count := map[string]int{}
	for _, l := range list {
		for _, id := range l.Classes {
			if _, ok := tax.Class(id); !ok {
				t.Errorf("%s: unknown class %q", l.ID, id)
			}
			count[id]++
		}
	}
	for _, c := range tax {
		if count[c.ID] < 5 {
			t.Errorf("class %s has %d invented reports, want 5 at least", c.ID, count[c.ID])
		}
	}
	if _, err := readInvented("f", strings.NewReader("# x\nno bar\n")); err == nil || !strings.Contains(err.Error(), "f:2:") {
		t.Errorf("a line without bar: %v", err)
	}
}

// A second reading goes to its document; what it quotes is found there.
func TestSecond(t *testing.T) {
	docs := []Document{{ID: "a", Text: "The disk  was\nfull. We emptied it.", Classes: []string{"capacity"}, Evidence: "disk was full"}, {ID: "b"}}
	const line = `{"id":"a","classes":["datastore","capacity"],"alt_primary":"operations","quotes":{"datastore":"We emptied it"}}`
	if err := readSecond("s", strings.NewReader(line+"\n"), docs); err != nil || docs[0].Second == nil || docs[1].Second != nil {
		t.Fatalf("%+v, %v", docs, err)
	}
	for class, want := range map[string]bool{"capacity": true, "datastore": true, "operations": true, "dns": false, "other": false} {
		if got := docs[0].defends(class); got != want {
			t.Errorf("%s: defended %v, want %v", class, got, want)
		}
	}
	for _, c := range []struct {
		class, quote string
		want         bool
	}{{"capacity", "The disk was full.", true}, {"capacity", "was full", true}, {"capacity", "was full. We", true}, {"capacity", "We emptied it.", false},
		{"datastore", "We emptied it.", true}, {"dns", "The disk was full.", false}} {
		if got := docs[0].covers(c.quote, docs[0].causes(c.class)); got != c.want {
			t.Errorf("%s: %q covers %v, want %v", c.class, c.quote, got, c.want)
		}
	}
	if err := readSecond("s", strings.NewReader(`{"id":"c"}`), docs); err == nil || !strings.Contains(err.Error(), "s:1:") {
		t.Errorf("a reading of nothing: %v", err)
	}
}
