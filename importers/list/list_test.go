package list

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
	"hindsight/internal/weburl"
)

func render(in hindsight.Input) string { return fixture.Render(New(in)) }

func TestGolden(t *testing.T) {
	fixture.Golden(t, "*.md", func(in hindsight.Input) string {
		if !recognises(in) {
			t.Errorf("%s is not recognised", in.Name)
		}
		return render(in)
	})
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct{ name, data, err string }{
		{"empty", " \n", "put links"},
		{"binary", "\x89PNG\r\n\x1a\n\x00\x00\x00", "save the list as Markdown"},
		{"prose", "# Outage\n\nWe [failed](https://a.example/1) to renew a certificate.\n", "no list"},
		{"post", "---\ntitle: x\nurl: /blog/x\n---\ntext", "no list"},
		{"report", "---\nurl: https://a.example/1\ncompany: A\n---\n# Outage\n\nIt was out.\n", "no list"},
		{"author", "---\nurl: https://a.example/1\ncompany: A\nauthor: Jo\n---\nIt was out.\n", "no list"},
		{"authors", "---\nurl: https://a.example/1\ncompany: A\nauthors: [Jo, Mo]\n---\nIt was out.\n", "no list"},
	} {
		in := hindsight.Input{Name: c.name, Data: []byte(c.data)}
		if recognises(in) {
			t.Errorf("%s is recognised", c.name)
		}
		if got := render(in); !strings.Contains(got, c.err) || !strings.HasPrefix(got, "error: "+c.name+": ") || strings.Count(got, "error: ") != 1 || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: got %q, want one error with %q", c.name, got, c.err)
		}
	}
}

// What nobody called a list is one by what it holds; what somebody did is one
// with a single link.
func TestWhatIsAList(t *testing.T) {
	few := "* [Queue stood still](https://a.example/1). A lock was never given back.\n"
	for _, c := range []struct {
		name, text string
		list       bool
		wanted     int // entries when somebody says that it is a list
	}{
		{"one", few, false, 1},
		{"two", few + strings.Replace(few, "1)", "2)", 1), true, 2},
		{"bare addresses", "https://a.example/1 A lock was never given back.\nhttps://a.example/2 The disk was full.\n", true, 2},
		{"words before the link", "- The disk was full for an hour ([report](https://a.example/1))\n- A lock hung ([report](https://a.example/2))\n", false, 2},
		{"below a title that sounds like others", "# Resources about outages\n\n" + few, false, 1},
		{"few rows", "| Vendor | Title | Date |\n|---|---|---|\n| Reed | [Ledger](https://a.example/1) | 2021 |\n| Tansy | [Cards](https://b.example/1) | 2022 |\n", true, 2},
		{"references", "# Outage\n\n" + strings.Repeat("A paragraph about the outage.\n\n", 20) + strings.Repeat("* [ref to it](https://a.example/1)\n", 6), false, 6},
		{"a text that ends with two", "# Outage\n\nThe disk was full.\n\nWe freed it.\n\n## Links\n\n" + few + few + "\nThanks for reading.\n", false, 2},
		{"two paragraphs that begin with a link", "[Yesterday](https://a.example/1) the disk was full.\n\n[Today](https://a.example/2) it is not.\n", false, 2},
		{"a report with tables of links", "# Outage\n\nIt was down.\n\n## What happened\n\nA key expired.\n\n## Similar incidents\n\n| Date | Incident | Link |\n|---|---|---|\n" +
			strings.Repeat("| 2019-03-12 | The key expired | [link](https://a.example/1) |\n", 6) + "\n## Action items\n\n- Renew it\n", false, 6},
		{"a report in definitions", "# Outage\n\nCause\n: [An expired key](https://a.example/1) of the provider\n\nFix\n: [Renewed the key](https://b.example/1)\n", false, 2},
		{"a report's own addresses", "Server down, disk full\nGraph of the disk:\n https://g.a.example/1\nTicket about it:\n https://t.a.example/1\nFix of the logs:\n https://c.a.example/1\n",
			false, 3},
		{"the index of a blog", "<html><title>Outage reports</title><ul>" + strings.Repeat("<li><a href=https://blog.a.example/1>The disk was full again</a>", 2) +
			"<li><a href=https://status.a.example/1>The queue stood still</a></ul></html>", false, 3},
	} {
		in := hindsight.Input{Name: c.name, Data: []byte(c.text)}
		if got := recognises(in); got != c.list {
			t.Errorf("%s: recognised %v, want %v", c.name, got, c.list)
		}
		if got := strings.Count("\n"+render(in), "\ntitle: "); got != c.wanted {
			t.Errorf("%s: %d entries, want %d:\n%s", c.name, got, c.wanted, render(in))
		}
	}
}

// What a curator says beside a link, in columns and in other markups: each entry is
// "title; day; organisation; address; copy".
func TestForms(t *testing.T) {
	const two = "- [A lock was never given back](https://x.example/1)\n- [The disk was full for a day](https://y.example/1)\n"
	for _, c := range []struct{ name, text, want string }{
		{"day in brackets before", "- [2022-03-04] [Ledger out of balance](https://reed.example/1)\n", "Ledger out of balance; 2022-03-04; ; https://reed.example/1; "},
		{"day in bold before", "- **2023-06-07** [The feed was empty](https://quill.example/f) by Quillcast\n", "The feed was empty; 2023-06-07; Quillcast; https://quill.example/f; "},
		{"name and day before", "- **Harrow Rail**, 14 Feb 2020 – [Ghosts](https://harrow.example/g)\n", "Ghosts; 2020-02-14; Harrow Rail; https://harrow.example/g; "},
		{"day behind", "- [A shelf was lost](https://a.example/1) (2018-05-03)\n", "A shelf was lost; 2018-05-03; ; https://a.example/1; "},
		{"name and day behind", "- [A loop](https://moss.example/1) — Mossworks, 2016-11-09 — it went round\n", "A loop; 2016-11-09; Mossworks; https://moss.example/1; "},
		{"a sentence behind", "- [A loop](https://slack.example/1) Slack, Acme and others were down\n", "A loop; ; ; https://slack.example/1; "},
		{"no owner", "- [A loop](https://a.example/1) (Kernel Panic)\n", "A loop; ; ; https://a.example/1; "},
		{"here", "- Read [here](https://a.example/1) how the feed was empty\n", "Read here how the feed was empty; ; ; https://a.example/1; "},
		{"bare copy", "- Brindle: A fan: https://brindle.example/1 (copy: https://archive.ph/Fan01)\n", "A fan; ; Brindle; https://brindle.example/1; https://archive.ph/Fan01"},
		{"home page first", "- [Finch](https://finch.example): [Episode zero](https://finch.example/0) - it hung\n", "Episode zero; ; Finch; https://finch.example/0; "},
		{"gone", "- ~~[Ledger out of balance](https://a.example/1)~~ *gone, no copy*\n", "Ledger out of balance; ; ; https://a.example/1; "},
		{"below an entry", "- [A key expired](https://a.example/1)\n  - [archived](https://archive.ph/1)\n  - [talk about it](https://t.example/1)\n",
			"A key expired; ; ; https://a.example/1; https://archive.ph/1"},
		{"columns", "| Company | What happened | When | Read | Archive |\n|---|---|---|---|---|\n| Reed & Daughters | The ledger stood still | 2022-03-04 | [link](https://a.example/1) | " +
			"[copy](https://archive.ph/1) |\n", "The ledger stood still; 2022-03-04; Reed & Daughters; https://a.example/1; https://archive.ph/1"},
		{"below a link to a site", "- [Finch](https://finch.example)\n  - [Cards declined](https://eng.finch.example/c) (Feb 2020, [talk](https://t.example/1))\n",
			"Cards declined; 2020-02; Finch; https://eng.finch.example/c; "},
		{"day and full stop", "- [A key expired](https://a.example/1), 30 October 2018. For 43 seconds.\n", "A key expired; 2018-10-30; ; https://a.example/1; "},
		{"day in the sentence", "- [A key expired](https://a.example/1). March 14, 2013, we saw it.\n", "A key expired; ; ; https://a.example/1; "},
		{"unknown columns", "| A | B |\n|---|---|\n| 2022-03-04 | [The ledger stood still](https://a.example/1) |\n", "The ledger stood still; 2022-03-04; ; https://a.example/1; "},
		{"heading", "## Tansy Bank\n\n- [Cards declined](https://eng.tansy.example/c)\n\n## Others\n\n", "Cards declined; ; Tansy Bank; https://eng.tansy.example/c; "},
		{"AsciiDoc", "== Databases\n\n* https://a.example/1[How we lost a shelf] (2018)\n", "How we lost a shelf; 2018; ; https://a.example/1; "},
		{"Org", "#+TITLE: Outages\n* Databases\n- +[[https://a.example/1][How we lost a shelf]]+ :: gone\n", "How we lost a shelf; ; ; https://a.example/1; "},
		{"definitions", "Larkspur\n: [Photos vanished](https://blog.larkspur.example/p)\n\n", "Photos vanished; ; Larkspur; https://blog.larkspur.example/p; "},
	} {
		in := hindsight.Input{Name: c.name, Data: []byte(c.text + two)}
		if !recognises(in) {
			t.Errorf("%s is not recognised", c.name)
		}
		var got []string
		for p, err := range New(in).Import(t.Context()) {
			if err == nil {
				got = append(got, strings.Join([]string{p.Title, p.Date.String(), p.Organisation, p.Source.URL, p.Source.ArchiveURL}, "; "))
			}
		}
		if len(got) != 3 || got[0] != c.want {
			t.Errorf("%s: got %q, want %q first of three", c.name, got, c.want)
		}
	}
}

// Items with a link among other words are no entries, and are named.
func TestMissed(t *testing.T) {
	text := "- [A lock hung](https://a.example/1). For a day.\n- [A disk](https://a.example/2) was full for a day.\n- We talked to [Jo of Acme](https://jo.example) about both.\n"
	im, ok := Recognise(hindsight.Input{Name: "l.md", Data: []byte(text)})
	if got := fixture.Render(im); !ok || !strings.Contains(got, "l.md: line 3: items with a link among other words are passed over") {
		t.Errorf("recognised %v, got %s", ok, got)
	}
}

var dumbLinkRE = regexp.MustCompile(`(?m)^(?:\* )?\[[^\n]*?\]\((https?://[^)\s]+)\)`)

// TestCorpus reads the real lists beside the repository, and the real
// postmortems there, which are no lists. Every line that starts with a link
// before the sections about the list itself must be an entry.
func TestCorpus(t *testing.T) {
	root, err := filepath.Abs("../../../shared/corpus")
	if err != nil {
		t.Fatal(err)
	}
	lists, _ := filepath.Glob(filepath.Join(root, "lists", "*.md"))
	entries, _ := filepath.Glob(filepath.Join(root, "lists", "*", "*.md"))
	if len(lists) == 0 {
		t.Logf("%s is not there: only the package's own fixtures are tested", root)
	}
	for _, f := range append(lists, entries...) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		in := hindsight.Input{Name: filepath.Base(f), Data: data}
		if !recognises(in) {
			t.Errorf("%s is not recognised", f)
		}
		seen, n, titled, owned := map[string]bool{}, 0, 0, 0
		for p, err := range New(in).Import(context.Background()) {
			if err != nil {
				t.Log(err)
				continue
			}
			seen[p.Source.ID] = true
			n++
			if p.Title != "" {
				titled++
			}
			if p.Organisation != "" {
				owned++
			}
		}
		if titled < n || owned < n*9/10 {
			t.Errorf("%s: %d entries, %d with a title, %d with an organisation", in.Name, n, titled, owned)
		}
		text, _, _ := strings.Cut(string(data), "\n## Other lists")
		text, _, _ = strings.Cut(text, "\n# Why")
		for _, m := range dumbLinkRE.FindAllStringSubmatch(text, -1) {
			if id := weburl.Canonical(m[1]); n > 1 && !seen[id] && !strings.Contains(m[1], "(") {
				t.Errorf("%s: no entry for %s", in.Name, id)
			}
		}
		if n > 1 {
			t.Logf("%s: %d entries", in.Name, n)
		}
	}
	docs, _ := filepath.Glob(filepath.Join(root, "docs", "*", "*"))
	for _, f := range docs {
		if data, err := os.ReadFile(f); err == nil && recognises(hindsight.Input{Data: data}) {
			t.Errorf("%s is taken for a list", f)
		}
	}
}

func FuzzImport(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.md")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := hindsight.Input{Name: "fuzz", Data: data}
		known := recognises(in)
		first := render(in)
		if first != render(in) {
			t.Error("two runs differ")
		}
		if known && first == "" {
			t.Error("recognised, but nothing came")
		}
	})
}

func recognises(in hindsight.Input) bool {
	_, ok := Recognise(in)
	return ok
}
