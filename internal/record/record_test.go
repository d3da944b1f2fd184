package record

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hindsight"

	"github.com/goccy/go-yaml"
)

func parsed(s string) hindsight.Moment {
	m, err := hindsight.ParseMoment(s)
	if err != nil {
		panic(err)
	}
	return m
}

// full is an entry whose every field says something.
func full() hindsight.Entry {
	return hindsight.Entry{
		Path: hindsight.Folder + "acme/2024-03-12-late-webhooks-0a1b2c.md", Publish: hindsight.PublishFull, Classes: []string{"locking", "network"}, Agreed: []string{"network"},
		Evidence: []hindsight.Evidence{{Class: "locking", Section: "Why", Quote: "a lock <hung> & nobody saw"}}, Curated: []string{"date"}, SameAs: []string{"acme/other"},
		Postmortem: hindsight.Postmortem{
			Title: "Late webhooks, \"again\"", Date: parsed("2024-03-12"), Organisation: "Acme & Sons", Summary: "=SUM(A1) was late.",
			Incident: hindsight.Incident{Started: parsed("2024-03-11T09:12:00Z"), Detected: parsed("2024-03-11T10:00:00Z"), Resolved: parsed("2024-03")},
			Timeline: []hindsight.Event{{At: parsed("2024-03-11T09:12:00Z"), Until: parsed("2024-03-11T09:30:00Z"), Text: "It begins.", Kind: hindsight.KindEvent}},
			Source: hindsight.Source{Name: "acme", Importer: hindsight.ImporterFeed, URL: "https://acme.example/{1}", ArchiveURL: "https://archive.example/1", ID: "guid",
				Author: "Ada 100% B_erg", Fetched: parsed("2026-11-21"), SHA256: "ab", Licence: "CC BY 4.0"},
			Extra: hindsight.Extra{{Key: "severity", Values: []string{"1"}}},
			Body:  "A lock.\n", Review: []string{hindsight.ReviewNoZone},
		},
	}
}

func each(entries ...hindsight.Entry) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for _, e := range entries {
			if !yield(Of(e), nil) {
				return
			}
		}
	}
}

// A line read back is the entry, has the fields that Fields names in their
// order, and each is of the type that is said.
func TestLinesAreWhatIsDescribed(t *testing.T) {
	var b bytes.Buffer
	if err := WriteLines(&b, each(full())); err != nil {
		t.Fatal(err)
	}
	e := full()
	var back struct {
		ID, Title, Body string
		Date            hindsight.Moment
		Evidence        []Quote
		Timeline        []Event
		Source          Source
	}
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if back.ID != e.ID() || back.Title != e.Title || back.Body != e.Body || back.Date != e.Date || back.Evidence[0].Quote != e.Evidence[0].Quote ||
		back.Timeline[0] != Event(e.Timeline[0]) || back.Source != Source(e.Source) {
		t.Errorf("read back: %+v", back)
	}
	d := json.NewDecoder(bytes.NewReader(b.Bytes()))
	_, _ = d.Token()
	for _, f := range Fields() {
		name, _ := d.Token()
		var v any
		if err := d.Decode(&v); err != nil || name != f.Name || f.Description == "" {
			t.Errorf("field %v, described is %+v: %v", name, f, err)
		}
		kind := map[string]bool{"string": v == nil, "array": false, "object": false}
		switch v.(type) {
		case string:
			kind["string"] = true
		case []any:
			kind["array"] = true
		case map[string]any:
			kind["object"] = true
		}
		if !kind[f.Type] {
			t.Errorf("%s is %v, described as %s", f.Name, v, f.Type)
		}
	}
	if d.More() {
		t.Error("a line has fields that are not described")
	}
}

func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Each cell is of the type and within the constraints that Columns says, and
// means what the entry means.
func TestCellsAreWhatIsDescribed(t *testing.T) {
	empty := hindsight.Entry{Path: hindsight.Folder + "x/y.md"}
	var b bytes.Buffer
	if err := WriteTable(&b, each(full(), empty)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	cells := map[string]string{}
	for i, c := range Columns() {
		if rows[0][i] != c.Name || c.Description == "" {
			t.Errorf("column %q, described is %+v", rows[0][i], c)
		}
		cells[c.Name] = rows[1][i]
		for _, row := range rows[1:] {
			v := row[i]
			if p, ok := c.Constraints["pattern"].(string); ok && v != "" && !regexp.MustCompile("^"+p+"$").MatchString(v) {
				t.Errorf("%s: %q does not match %s", c.Name, v, p)
			}
			if enum, ok := c.Constraints["enum"].([]string); ok && v != "" && !slices.Contains(enum, v) {
				t.Errorf("%s: %q is none of %q", c.Name, v, enum)
			}
			if c.Type == "integer" && strings.Trim(v, "0123456789") != "" {
				t.Errorf("%s: %q is no integer", c.Name, v)
			}
		}
	}
	for name, want := range map[string]string{
		"id": "acme/2024-03-12-late-webhooks-0a1b2c", "primary": "locking", "classes": "locking network", "summary": "'=SUM(A1) was late.", "started": "2024-03-11T09:12:00Z",
		"started_precision": "minute", "resolved": "2024-03", "resolved_precision": "month", "mitigated_precision": "", "date_precision": "day",
		"when": "2024-03-11T09:12:00Z", "noticed_minutes": "48", "lasted_minutes": "", "mitigated_minutes": "", "extra": `{"severity":1}`, "page": "postmortems/acme/2024-03-12-late-webhooks-0a1b2c.html", "licence": "CC BY 4.0",
	} {
		if cells[name] != want {
			t.Errorf("%s: got %q, want %q", name, cells[name], want)
		}
	}
}

// What publish keeps back is in no record but a whole one.
func TestNothingWithheld(t *testing.T) {
	for publish, wants := range map[string]string{hindsight.PublishFull: "body summary event quote", hindsight.PublishExcerpt: "", hindsight.PublishLink: "", "no such": ""} {
		e := full()
		e.Publish, e.Body, e.Summary = publish, "A.\n\nThe kept body. "+strings.Repeat("kept ", 3), "The kept summary"+strings.Repeat(" is long", 40)
		e.Incident, e.Date = hindsight.Incident{}, hindsight.Moment{}
		e.Timeline[0].Text, e.Evidence[0].Quote = "The kept event", "The kept quote "+strings.Repeat("x", 60)
		shown, whole := mustJSON(Of(e)), mustJSON(Whole(e))
		if got := Of(e).When; got != e.Timeline[0].At { // a fact of the whole text
			t.Errorf("publish %s: found by %s", publish, got)
		}
		for _, what := range strings.Fields("body summary event quote") {
			if got := strings.Contains(shown, "kept "+what); got != strings.Contains(wants, what) {
				t.Errorf("publish %s: kept %s is there: %v", publish, what, got)
			}
			if !strings.Contains(whole, "kept "+what) {
				t.Errorf("publish %s: the whole record lacks the %s", publish, what)
			}
		}
	}
}

func TestCite(t *testing.T) {
	c := Cite(Of(full()), "Hindsight", "https://example.org/p.html")
	want := `Ada 100% B_erg (Acme & Sons). Late webhooks, "again". 12 March 2024. https://acme.example/{1}. In: Hindsight, https://example.org/p.html`
	if c.Plain != want {
		t.Errorf("got  %s\nwant %s", c.Plain, want)
	}
	want = `@misc{2024-03-12-late-webhooks-0a1b2c,
  organization = {Acme \& Sons},
  author = {{Ada 100\% B\_erg}},
  title = {{Late webhooks, "again"}},
  year = {2024},
  month = {3},
  day = {12},
  url = {https://acme.example/%7B1%7D},
  note = {In: Hindsight, \url{https://example.org/p.html}}
}
`
	if c.BibTeX != want {
		t.Errorf("got\n%s\nwant\n%s", c.BibTeX, want)
	}
	if c := Cite(Of(hindsight.Entry{Path: hindsight.Folder + "x/y.md"}), "Hindsight", ""); c.Plain != "Untitled postmortem. In: Hindsight" {
		t.Errorf("of nothing: %q", c.Plain)
	}
}

// However a text is made, braces stay even and no line ends the entry early.
func FuzzBibTeX(f *testing.F) {
	f.Add(`} \ { $&#%_~^`, "a}\n@misc{b", "https://x/}{")
	f.Fuzz(func(t *testing.T, title, author, address string) {
		e := full()
		e.Title, e.Source.Author, e.Source.URL = title, author, address
		depth := 0
		s := Cite(Of(e), "A", "").BibTeX
		for i, r := range s {
			escaped := i > 0 && s[i-1] == '\\'
			switch {
			case r == '{' && !escaped:
				depth++
			case r == '}' && !escaped:
				depth--
			}
			if depth == 0 && r == '}' && !escaped && i != len(s)-2 {
				t.Fatalf("the entry ends early:\n%s", s)
			}
		}
		if depth != 0 {
			t.Fatalf("braces are not even:\n%s", s)
		}
	})
}

func TestOpen(t *testing.T) {
	for stated, want := range map[string]string{
		"Apache-2.0 (own retelling)": "Apache-2.0", "cc by 4.0": "CC-BY-4.0", "CC BY-SA 3.0": "CC-BY-SA-3.0", "CC-BY": "CC-BY", "public domain": "Public-Domain", "MIT": "MIT",
		"unknown": "", "": "", "All rights reserved": "", "MITRE terms": "", "proprietary": "", "not MIT": "", "CC0": "CC0",
	} {
		if l, ok := Open(stated); l.ID != want || ok != (want != "") || ok && !strings.HasPrefix(l.URL, "https://") {
			t.Errorf("%q: got %+v, want %q", stated, l, want)
		}
	}
}

// The package names what is there, and the same records have the same version.
func TestSet(t *testing.T) {
	r := NewResource("postmortems.csv", "The table", "text/csv", Columns())
	r.Bytes, r.SHA256 = 10, "ab"
	s := NewSet(each(full()), []Resource{r})
	s.Title, s.Home, s.Licences = "A: \"B\"", "https://example.org/", []string{"CC BY 4.0", "unknown"}
	b, err := s.Package()
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Version   string
		Licenses  []struct{ Name, Path string }
		Resources []struct {
			Path, Hash, Encoding, Profile string
			Bytes                         int
			Schema                        struct {
				Fields []struct{ Name, Type, Description string }
			}
		}
	}
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^2026\.11\.21\+[0-9a-f]{8}$`).MatchString(p.Version) || len(p.Licenses) != 1 || p.Licenses[0].Name != "CC-BY-4.0" {
		t.Errorf("%s", b)
	}
	types := []string{"string", "integer", "number", "boolean", "array", "object"}
	if len(p.Resources) != 1 || p.Resources[0].Hash != "sha256:ab" || p.Resources[0].Bytes != 10 || len(p.Resources[0].Schema.Fields) != len(Columns()) {
		t.Fatalf("%s", b)
	}
	for _, f := range p.Resources[0].Schema.Fields {
		if !slices.Contains(types, f.Type) || f.Description == "" {
			t.Errorf("%+v", f)
		}
	}
	var cff map[string]any
	if err := yaml.Unmarshal(s.CFF(), &cff); err != nil || cff["title"] != s.Title || cff["type"] != "dataset" || cff["version"] != s.Version || cff["date-released"] != "2026-11-21" {
		t.Errorf("%v: %v", cff, err)
	}
	r.SHA256 = "cd"
	if other := NewSet(each(full()), []Resource{r}); other.Version == s.Version {
		t.Error("other content has the same version")
	}
}
