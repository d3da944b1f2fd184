package site

import (
	"strings"
	"testing"

	"hindsight"
)

func TestMarks(t *testing.T) {
	const cache = `## Background

The cache was *warm* and [well known][w].

## Root cause

The **lock** was never
released; see the [page](https://example.org/p "t"). The cache was *warm* and [well known][w].

- a list item, "quoted"
- 第一のロックが解放されなかった

[w]: https://example.org/w
`
	const links = ` rel="nofollow noopener"`
	for _, c := range []struct{ section, quote, want string }{
		// emphasis, links and line breaks do not matter
		{"Root cause", "The **lock** was never\nreleased", `<p><mark id="evidence-1">The </mark><strong><mark>lock</mark></strong><mark> was never
released</mark>; see`},
		{"Root cause", "The lock was never released; see the page", `released; see the </mark><a href="https://example.org/p"><mark>page</mark></a>. The`},
		{"Root cause", "see the [page][p]", `<mark id="evidence-1">see the </mark><a href="https://example.org/p"><mark>page</mark></a>. The`},
		// under its own heading first, anywhere else then
		{"Root cause", "The cache was *warm* and [well known][w].", `</a>. <mark id="evidence-1">The cache was </mark><em>`},
		{"Background", "The cache was warm and well known.", `<p><mark id="evidence-1">The cache was </mark><em>`},
		{"No such heading", "The cache was warm and well known.", `<p><mark id="evidence-1">The cache was </mark><em>`},
		{"", `a list item, "quoted"`, `<li><mark id="evidence-1">a list item, &#34;quoted&#34;</mark></li>`},
		{"", "第一のロックが解放されなかった", `<mark id="evidence-1">第一のロックが解放されなかった</mark>`},
		// not there, or too short to be sure
		{"", "a sentence of another text", ""},
		{"", "warm", ""},
		{"", "", ""},
		{"title", "The lock was never released", ""},
	} {
		q := hindsight.Evidence{Section: c.section, Quote: c.quote}
		if c.section == "title" {
			q.Start = -1
		}
		b, err := text{md: cache, top: 3, quotes: []hindsight.Evidence{q}}.render()
		if err != nil {
			t.Fatal(err)
		}
		found := b.Anchors[0] != "" && strings.Contains(b.HTML, "<mark")
		if html := strings.ReplaceAll(b.HTML, links, ""); found != (c.want != "") || !strings.Contains(html, c.want) {
			t.Errorf("%q in %q\n got %s\nwant %s", c.quote, c.section, html, c.want)
		}
	}
}

// Quotes of several classes may overlap: each leads to where it stands.
func TestOverlappingMarks(t *testing.T) {
	quotes := []hindsight.Evidence{
		{Quote: "the disk of the database was full"}, {Quote: "database was full and nobody looked"},
		{Quote: "the disk of the database was full"}, {Quote: "A second sentence stands apart."},
	}
	b, err := text{md: "On Monday the disk of the database was full and nobody looked. A second sentence stands apart.", top: 3, quotes: quotes}.render()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(b.Anchors, " "); got != "evidence-1 evidence-1 evidence-1 evidence-2" {
		t.Errorf("anchors %s", got)
	}
	if strings.Count(b.HTML, "<mark") != 2 {
		t.Error(b.HTML)
	}
}

func TestHeadingsGoDownOneByOne(t *testing.T) {
	b, err := text{md: "# A\n\n#### B\n\n##### C\n\n## A\n\n###\n\n## ![](x.png)\n\n# 故障\n", top: 3}.render()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range b.Headings {
		got = append(got, strings.Repeat("#", h.Level)+" "+h.Text+" "+h.ID)
	}
	want := "### A s-a|#### B s-b|##### C s-c|#### A s-a--2|#### Image s-image|### 故障 s-x-"
	if s := strings.Join(got, "|"); !strings.HasPrefix(s, want) {
		t.Errorf("\n got %s\nwant %s…", s, want)
	}
}

func TestLinks(t *testing.T) {
	for _, c := range []struct{ in, base, want string }{
		{"[a](https://x.example/y)", "", `<a href="https://x.example/y" rel="nofollow noopener">a</a>`},
		{"[a](/y)", "https://base.example/p/q", `<a href="https://base.example/y" rel="nofollow noopener">a</a>`},
		{"[a](z)", "https://base.example/p/q", `<a href="https://base.example/p/z" rel="nofollow noopener">a</a>`},
		{"[a](//x.example/y)", "https://base.example/", `<a href="https://x.example/y" rel="nofollow noopener">a</a>`},
		{"[a](/y) [b](#c) [d](?e)", "", "a b d"},
		{"[a](/y)", "javascript:alert(1)", "a"},
		{"[a](javascript:alert(1)) [b](data:text/html,x) [c](file:///etc/passwd)", "https://base.example/", "a b c"},
		{"[a](mailto:a@b.example)", "", `<a href="mailto:a@b.example" rel="nofollow noopener">a</a>`},
		{"www.x.example", "", `<a href="http://www.x.example" rel="nofollow noopener">www.x.example</a>`},
		{"[![alt](/i.png)](https://x.example/)", "", `<a href="https://x.example/" rel="nofollow noopener">Image: alt</a>`},
	} {
		b, err := text{md: c.in, base: c.base, top: 3}.render()
		if got := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(b.HTML, "<p>"), "</p>\n")); err != nil || got != c.want {
			t.Errorf("%s with %q: %v\n got %s\nwant %s", c.in, c.base, err, got, c.want)
		}
	}
}

func FuzzBody(f *testing.F) {
	f.Add(ferryBody, "The renewal job ran")
	for _, s := range ownPayloads {
		f.Add(s, s)
	}
	for name, s := range hostileBodies {
		if len(s) < 2000 {
			f.Add(s, name)
		}
	}
	f.Fuzz(func(t *testing.T, md, quote string) {
		b, _ := text{md: md, base: "https://base.example/", top: 3, quotes: []hindsight.Evidence{{Quote: quote}, {Quote: md, Section: quote}}}.render()
		if bad := foreign(b.HTML); len(bad) > 0 {
			t.Fatalf("%q leaves %q", md, bad)
		}
		for _, problem := range brokenLinks(map[string]string{"p.html": b.HTML}, "") {
			t.Fatal(problem)
		}
		if strings.Contains(string(relative([]byte(b.HTML), "../")), "../") && !strings.Contains(md, "../") {
			t.Fatalf("relative changed %s", b.HTML)
		}
	})
}
