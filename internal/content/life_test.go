package content

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
)

// fresh is a text as the importer of a source yields it.
func fresh(name, id, body string) hindsight.Entry {
	return hindsight.Entry{Postmortem: hindsight.Postmortem{Title: "Outage " + id, Body: body, Review: []string{hindsight.ReviewUndated},
		Source: hindsight.Source{Name: name, Importer: "feed", ID: id, URL: "https://acme.example/" + id, SHA256: "of " + body, Licence: "unknown"}}}
}

// What sources.yaml says of a source reaches its texts, old ones too, in both
// directions, unless a person fixed the field or another source brought it.
func TestSettingsReachWhatIsArchived(t *testing.T) {
	for _, c := range []struct {
		name    string
		curated []string
		says    Settings
		want    string // publish, licence, organisation
	}{
		{"nothing said", nil, Settings{Source: "acme"}, "full unknown "},
		{"tightened", nil, Settings{Source: "acme", Publish: "link"}, "link unknown "},
		{"licence", nil, Settings{Source: "acme", Licence: "CC-BY-4.0"}, "full CC-BY-4.0 "},
		{"organisation", nil, Settings{Source: "acme", Organisation: "Acme"}, "full unknown Acme"},
		{"curated", []string{"publish", "source", "organisation"}, Settings{Source: "acme", Organisation: "Acme", Publish: "link", Licence: "CC0"}, "full unknown "},
		{"curated in part", []string{"publish"}, Settings{Source: "acme", Organisation: "Acme", Publish: "link", Licence: "CC0"}, "full CC0 Acme"},
		{"another source", nil, Settings{Source: "globex", Organisation: "Globex", Publish: "link", Licence: "CC0"}, "full unknown "},
		{"texts of nobody", nil, Settings{Organisation: "Globex", Publish: "link", Licence: "CC0"}, "full unknown "},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			a := open(t, dir)
			_, e, err := a.Put(fresh("acme", "1", "Text."), Settings{Source: "acme"}, false)
			if e.Curated = c.curated; err == nil {
				err = a.Save(e)
			}
			if err != nil {
				t.Fatal(err)
			}
			got := func() string {
				e, err := readFile(os.DirFS(dir), e.Path)
				return strings.TrimRight(fmt.Sprint(e.Publish, " ", e.Source.Licence, " ", e.Organisation, " ", strings.TrimPrefix(fmt.Sprint(err), "<nil>")), " ")
			}
			changed, err := a.Follow(c.says, true)
			if err != nil || got() != "full unknown" {
				t.Fatalf("a dry run wrote: %s %v", got(), err)
			}
			a = reopen(t, a, dir)
			really, err := a.Follow(c.says, false)
			if want := strings.TrimRight(c.want, " "); err != nil || got() != want || len(really) != len(changed) {
				t.Errorf("got  %s (%d and %d changed, %v)\nwant %s", got(), len(changed), len(really), err, want)
			}
			if again, err := a.Follow(c.says, false); len(again) != 0 || err != nil {
				t.Errorf("the second time %d changed, %v", len(again), err)
			}
		})
	}
}

// The same text once more: what the source says now, what was missing.
func TestSameTextAgain(t *testing.T) {
	day, _ := hindsight.ParseMoment("2024-03-12")
	for _, c := range []struct {
		name   string
		change func(old, e *hindsight.Entry, says *Settings)
		want   string // status, publish, licence, organisation, date, name, review
	}{
		{"nothing", func(_, _ *hindsight.Entry, _ *Settings) {}, "unchanged full unknown Acme  acme [undated]"},
		{"publish", func(_, _ *hindsight.Entry, s *Settings) { s.Publish = "excerpt" }, "updated excerpt unknown Acme  acme [undated]"},
		{"curated publish", func(o, _ *hindsight.Entry, s *Settings) { s.Publish, o.Curated = "excerpt", []string{"publish"} }, "unchanged full unknown Acme  acme [undated]"},
		{"a date", func(_, e *hindsight.Entry, _ *Settings) { e.Date = day }, "updated full unknown Acme 2024-03-12 acme []"},
		{"organisation of the source", func(_, e *hindsight.Entry, s *Settings) { e.Organisation, s.Organisation = "Acme Inc", "Acme Inc" }, "updated full unknown Acme Inc  acme [undated]"},
		{"organisation, curated", func(o, e *hindsight.Entry, s *Settings) {
			e.Organisation, s.Organisation, o.Curated = "Acme Inc", "Acme Inc", []string{"organisation"}
		}, "unchanged full unknown Acme  acme [undated]"},
		{"organisation of the text", func(_, e *hindsight.Entry, s *Settings) { e.Organisation, s.Organisation = "Beta", "Acme Inc" }, "unchanged full unknown Acme  acme [undated]"},
		{"licence of the text", func(o, e *hindsight.Entry, s *Settings) {
			e.Source.Licence, e.Source.Importer, s.Licence = "MIT", "dump/markdown", "CC0"
			o.Source.Importer = "dump/markdown"
		}, "updated full MIT Acme  acme [undated]"},
		{"by hand at first", func(o, _ *hindsight.Entry, s *Settings) { o.Source.Name, s.Publish = "feed", "link" }, "unchanged full unknown Acme  feed [undated]"},
		{"by hand again", func(_, e *hindsight.Entry, s *Settings) { e.Source.Name, *s = "feed", Settings{} }, "unchanged full unknown Acme  acme [undated]"},
		{"a source renamed", func(o, _ *hindsight.Entry, s *Settings) {
			o.Source.Name, s.Publish, s.Known = "old-acme", "link", func(name string) bool { return name != "old-acme" }
		}, "updated link unknown Acme  acme [undated]"},
		{"another source, known", func(o, _ *hindsight.Entry, s *Settings) {
			o.Source.Name, s.Publish, s.Known = "globex", "link", func(string) bool { return true }
		}, "unchanged full unknown Acme  globex [undated]"},
		{"another source", func(o, _ *hindsight.Entry, s *Settings) { o.Source.Name, s.Publish = "globex", "link" }, "unchanged full unknown Acme  globex [undated]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := open(t, t.TempDir())
			e, says := fresh("acme", "1", "Text."), Settings{Source: "acme"}
			e.Organisation = "Acme"
			_, old, err := a.Put(e, says, false)
			if err != nil {
				t.Fatal(err)
			}
			c.change(&old, &e, &says)
			if err := a.Save(old); err != nil {
				t.Fatal(err)
			}
			status, now, err := a.Put(e, says, false)
			if got := fmt.Sprint(status, " ", now.Publish, " ", now.Source.Licence, " ", now.Organisation, " ", now.Date, " ", now.Source.Name, " ", now.Review); got != c.want || err != nil {
				t.Errorf("got  %s %v\nwant %s", got, err, c.want)
			}
		})
	}
}

// A changed text keeps what only the archive knows, and no flag asks for it.
func TestChangedTextKeepsWhatItLacks(t *testing.T) {
	day, _ := hindsight.ParseMoment("2024-03-12")
	a := open(t, t.TempDir())
	first := fresh("acme", "", "Text.")
	first.Source.URL, first.Source.ID = "", hindsight.HashID+first.Source.SHA256
	_, old, err := a.Put(first, Settings{}, false)
	if err != nil {
		t.Fatal(err)
	}
	old.Title, old.Date, old.Organisation, old.Curated = "Mended", day, "Acme", []string{"title", "date", "incident"}
	old.Source.URL, old.Source.Licence, old.Source.Author = "https://acme.example/found", "CC0", "Ada"
	if err := a.Save(old); err != nil {
		t.Fatal(err)
	}
	e := fresh("acme", "", "Text, mended.")
	e.Source.URL, e.Source.ID, e.Review = "", old.Source.ID, []string{hindsight.ReviewUndated, hindsight.ReviewNoOrganisation, hindsight.ReviewNoZone}
	status, now, err := a.Put(e, Settings{}, false)
	want := "updated Mended 2024-03-12 Acme https://acme.example/found CC0 Ada " + old.Source.ID + " []"
	if got := fmt.Sprint(status, " ", now.Title, " ", now.Date, " ", now.Organisation, " ", now.Source.URL, " ", now.Source.Licence, " ", now.Source.Author, " ", now.Source.ID, " ", now.Review); err != nil || got != want {
		t.Errorf("got  %s %v\nwant %s", got, err, want)
	}
}

// Refused once, a postmortem stays away, however it comes again; others at its
// address do not.
func TestRefuse(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	put := func(e hindsight.Entry) hindsight.Entry {
		t.Helper()
		_, now, err := a.Put(e, Settings{}, false)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	item, pasted := put(fresh("acme", "42", "Text.")), fresh("", "", "Pasted.")
	pasted.Source.ID, pasted.Source.URL = hindsight.HashID+"first", ""
	pasted = put(pasted)
	one, two := fresh("acme", "tag:acme,1", "One."), fresh("acme", "tag:acme,2", "Two.")
	one.Source.URL, two.Source.URL = "https://acme.example/page", "http://www.acme.example/page/#two"
	one, two = put(one), put(two)
	for _, e := range []hindsight.Entry{two, item, pasted} {
		if err := a.Refuse(e, "no: \"not ours\""); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, RefusedName))
	want := refusedHead + `- id: acme.example 42
  url: https://acme.example/42
  page: ` + item.ID() + `
  title: Outage 42
  reason: "no: \"not ours\""
- id: "sha256:first"
  sha256: of Pasted.
  page: ` + pasted.ID() + `
  title: "Outage "
  reason: "no: \"not ours\""
- id: "tag:acme,2"
  page: ` + two.ID() + `
  title: "Outage tag:acme,2"
  reason: "no: \"not ours\""
`
	if err != nil || string(data) != want {
		t.Errorf("got  %s %v\nwant %s", data, err, want)
	}
	if left := len(a.Entries()); left != 1 {
		t.Errorf("%d entries are left, want 1", left)
	}
	a = reopen(t, a, dir)
	edited := pasted
	edited.Source.ID = hindsight.HashID + "of another"
	for _, c := range []struct {
		name  string
		e     hindsight.Entry
		stays bool
	}{
		{"the item", fresh("acme", "42", "Changed."), true},
		{"a link to it", fresh("links", "https://acme.example/42", ""), false},
		{"the pasted text", pasted, true}, {"the pasted text as it was last", edited, true},
		{"its neighbour", one, false}, {"the second of a page", two, true},
	} {
		if c.name == "a link to it" {
			c.e.Source.URL, c.stays = "http://www.acme.example/42/", true
		}
		if _, refused := a.Refused(c.e.Postmortem); refused != c.stays {
			t.Errorf("%s: refused %v, want %v", c.name, refused, c.stays)
		}
	}
	list, err := ReadRefused(os.DirFS(dir))
	if problems := CheckRefused(list, []hindsight.Entry{one, item}); err != nil || len(problems) != 1 || !strings.Contains(problems[0].Error(), item.Path+":1: content/refused.yaml refuses") {
		t.Errorf("check: %v %v", problems, err)
	}
}

// A list that cannot be read stops the import: it would bring back what was
// refused.
func TestBrokenListOfRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"- id: [":                      "content/refused.yaml:1: ",
		"- {id: x, titel: y}\n":        `content/refused.yaml:1: "titel" is unknown (perhaps title?)`,
		"# why\n- {title: y}\n":        `content/refused.yaml:1: number 1 of the list ("y") has neither id nor url`,
		"- &a {id: x}\n- *a\n":         "content/refused.yaml:1: anchors and aliases are not allowed",
		"- id: x\n  reason: a\n- 17\n": "content/refused.yaml:3: ",
	} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "content"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, RefusedName), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q:\ngot  %v\nwant %s", text, err, want)
		}
	}
}

// reopen is the archive as the next run finds it.
func reopen(t *testing.T, a *Archive, dir string) *Archive {
	t.Helper()
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, dir)
}
