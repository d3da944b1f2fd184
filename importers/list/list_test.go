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
		{"references", "# Outage\n\n" + strings.Repeat("A paragraph about the outage.\n\n", 20) + strings.Repeat("* [ref to it](https://a.example/1)\n", 6), false, 6},
		{"a text that ends with two", "# Outage\n\nThe disk was full.\n\nWe freed it.\n\n## Links\n\n" + few + few + "\nThanks for reading.\n", false, 2},
		{"two paragraphs that begin with a link", "[Yesterday](https://a.example/1) the disk was full.\n\n[Today](https://a.example/2) it is not.\n", false, 2},
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
