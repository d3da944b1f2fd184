package site

import (
	"encoding/csv"
	"encoding/json"
	"html"
	"image/png"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hindsight/internal/record"
)

var linkedRE = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// The data set holds each postmortem once, and what stands beside a page, in
// the JSON-LD of its head and in its citation is about the same one.
func TestDataOfTheSite(t *testing.T) {
	for _, base := range []string{"", "https://example.org/a/"} {
		dir, _ := build(t, Options{BaseURL: base}, fixtures())
		files := tree(t, dir)
		rows, err := csv.NewReader(strings.NewReader(files["postmortems.csv"])).ReadAll()
		if lines := strings.Count(files["postmortems.jsonl"], "\n"); err != nil || lines != len(fixtures()) || len(rows) != lines+1 {
			t.Errorf("%d lines, %d rows: %v", lines, len(rows), err)
		}
		for line := range strings.Lines(files["postmortems.jsonl"]) {
			var r struct {
				ID, Page, Title string
				Source          record.Source
			}
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatal(err)
			}
			if beside := files[strings.TrimSuffix(r.Page, ".html")+".json"]; beside != line {
				t.Errorf("%s: beside the page stands %.100q", r.ID, beside)
			}
			page := files[r.Page]
			if !strings.Contains(page, `href="../../postmortems/`+r.ID+`.json"`) || !strings.Contains(page, "@misc{") {
				t.Errorf("%s names neither its record nor how to cite it", r.Page)
			}
			var article struct{ Headline, TemporalCoverage, URL, IsBasedOn string }
			m := linkedRE.FindStringSubmatch(page)
			if m == nil || json.Unmarshal([]byte(m[1]), &article) != nil || r.Title != "" && article.Headline != r.Title || article.IsBasedOn != r.Source.URL {
				t.Errorf("%s: JSON-LD %q", r.Page, m)
			}
			if want := base + r.Page; base != "" && article.URL != want {
				t.Errorf("%s: JSON-LD has the address %q, want %q", r.Page, article.URL, want)
			}
			if r.ID == "northsea-ferries/2019-02-18-payments-down-a1b2c3" && article.TemporalCoverage != "2019-02-17T06:10:00Z/2019-02-17T08:24:00Z" {
				t.Errorf("%s: covers %q", r.ID, article.TemporalCoverage)
			}
		}
		var d struct {
			Type         string `json:"@type"`
			Version      string
			Distribution []struct{ ContentURL string }
		}
		m := linkedRE.FindStringSubmatch(files["data.html"])
		if m == nil || json.Unmarshal([]byte(m[1]), &d) != nil || d.Type != "Dataset" || len(d.Distribution) != 2 {
			t.Fatalf("base %q: data.html: %q", base, m)
		}
		for _, f := range d.Distribution {
			if !strings.Contains(files["data.html"], `<a href="`+strings.TrimPrefix(f.ContentURL, base)+`" download>`) {
				t.Errorf("base %q: data.html does not offer %s", base, f.ContentURL)
			}
			if name, ok := strings.CutPrefix(f.ContentURL, base); !ok || files[name] == "" {
				t.Errorf("base %q: no file %s", base, f.ContentURL)
			}
		}
		if !strings.Contains(html.UnescapeString(files["data.html"]), "Version "+d.Version) {
			t.Error("data.html does not say its version")
		}
	}
}

// Each page names a picture that is there and has the size that is said;
// without the site's address nobody could load one.
func TestCards(t *testing.T) {
	dir, _ := build(t, Options{BaseURL: "https://example.org/a/"}, fixtures())
	files := tree(t, dir)
	imageRE := regexp.MustCompile(`<meta property="og:image" content="https://example\.org/a/([^"]*)">`)
	for name, page := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		m := imageRE.FindStringSubmatch(page)
		if m == nil {
			t.Errorf("%s has no picture", name)
			continue
		}
		p, err := png.Decode(strings.NewReader(files[m[1]]))
		if err != nil || p.Bounds().Dx() != cardWidth || p.Bounds().Dy() != cardHeight {
			t.Errorf("%s: %s: %v", name, m[1], err)
		}
		if class, ok := strings.CutPrefix(name, "classes/"); ok && class != "index.html" && m[1] != "cards/"+strings.TrimSuffix(class, ".html")+".png" {
			t.Errorf("%s has the picture %s", name, m[1])
		}
	}
	bare, _ := build(t, Options{}, fixtures())
	for name, page := range tree(t, bare) {
		if strings.HasSuffix(name, ".html") && strings.Contains(page, "og:image") {
			t.Errorf("%s names a picture without the site's address", name)
		}
	}
}

// Marks are filled once, only those that are known, and never in what was put
// in their place.
func TestMarksAreFilled(t *testing.T) {
	fill := marked{"text": func(n int) (string, bool) { return "<!--text 2-->" + string(rune('0'+n)), n < 5 }}
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"a", "a"}, {"<!--", "<!--"}, {"a<!--text 1-->b", "a<!--text 2-->1b"}, {"<!--text 9-->", "<!--text 9-->"},
		{"<!--other 1--><!--text 3-->", "<!--other 1--><!--text 2-->3"}, {"<!--text 1", "<!--text 1"}, {"&lt;!--text 1-->", "&lt;!--text 1-->"},
		{"<!--text 99999999999999999999-->", "<!--text 99999999999999999999-->"},
	} {
		if got := string(fill.in([]byte(c.in))); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAbsolute(t *testing.T) {
	base, _ := url.Parse("https://example.org/a/")
	for path, want := range map[string]string{"": "https://example.org/a/", "/x/y.html": "https://example.org/a/x/y.html", "data.html": "https://example.org/a/data.html"} {
		if got := absolute(base, path); got != want || absolute(nil, path) != "" {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
}
