package intake_test

import (
	"cmp"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/intake"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestCases imports the made-up texts of testdata/cases: a file for each kind of
// fault, which says at its head what comes out right, and behind each text what
// is wanted of it, a line a fact:
//
//	started: 2023-05-20T09:00:00Z | 2023-05-20    one of these; nothing, or "-", for none
//	body lacks: slug                               nor has: its opposite
//	2 title: Disk full                             of the second document
//
// "said" is body, summary and quotes, "errors" is what was not taken, "notes" what was passed over.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			kind, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i+1 < len(kind.Files); i += 2 {
				text, want := kind.Files[i], kind.Files[i+1]
				if want.Name != "want" {
					t.Fatalf("%s: behind %s stands %s instead of want", path, text.Name, want.Name)
				}
				t.Run(text.Name, func(t *testing.T) { newCase(t, text).hold(string(want.Data)) })
			}
		})
	}
}

// A importedCase is what an import made of one text.
type importedCase struct {
	*testing.T
	documents     []intake.Document
	errors, notes []string
}

func newCase(t *testing.T, text txtar.File) *importedCase {
	a := newArchive(t, nil)
	in := a.intake(intake.Given{}, true)
	jobs, err := in.Jobs(t.Context(), []string{a.write(text.Name, string(text.Data))})
	if err != nil {
		t.Fatal(err)
	}
	c := &importedCase{T: t}
	for _, j := range jobs {
		for d, err := range in.Documents(t.Context(), j) {
			var notice hindsight.Notice
			switch {
			case err == nil:
				c.documents = append(c.documents, d)
			case errors.As(err, &notice):
				c.notes = append(c.notes, err.Error())
			default:
				c.errors = append(c.errors, err.Error())
			}
		}
	}
	return c
}

// hold compares with each line of what is wanted.
func (c *importedCase) hold(want string) {
	for line := range strings.Lines(want) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		key, relation := strings.TrimSpace(key), ""
		for _, r := range []string{" has", " lacks"} {
			if before, found := strings.CutSuffix(key, r); found {
				key, relation = before, r
			}
		}
		got := c.field(key)
		right := false
		switch relation {
		case " has":
			right = strings.Contains(got, value)
		case " lacks":
			right = !strings.Contains(got, value)
		default:
			right = slices.ContainsFunc(strings.Split(value, "|"), func(v string) bool { return strings.TrimSpace(v) == cmp.Or(got, "-") })
		}
		if !right {
			c.Errorf("want %s\n\tgot %q", strings.TrimSpace(line), got)
		}
	}
}

// field is what the case made of a key.
func (c *importedCase) field(key string) string {
	switch key {
	case "documents":
		return strconv.Itoa(len(c.documents))
	case "errors":
		return strings.Join(c.errors, "\n")
	case "notes":
		return strings.Join(c.notes, "\n")
	}
	n := 1
	if number, rest, ok := strings.Cut(key, " "); ok {
		n, _ = strconv.Atoi(number)
		key = rest
	}
	if n < 1 || n > len(c.documents) {
		return "no such document; errors: " + strings.Join(c.errors, "\n")
	}
	d := c.documents[n-1]
	e := d.Entry
	switch key {
	case "title":
		return e.Title
	case "date":
		return e.Date.String()
	case "author":
		return e.Source.Author
	case "organisation":
		return e.Organisation
	case "url":
		return e.Source.URL
	case "archive":
		return e.Source.ArchiveURL
	case "importer":
		return string(e.Source.Importer)
	case "lang":
		return e.Lang
	case "summary":
		return e.Summary
	case "body":
		return e.Body
	case "started":
		return e.Incident.Started.String()
	case "detected":
		return e.Incident.Detected.String()
	case "mitigated":
		return e.Incident.Mitigated.String()
	case "resolved":
		return e.Incident.Resolved.String()
	case "review":
		return strings.Join(e.Review, " ")
	case "extra":
		var extra []string
		for _, f := range e.Extra {
			extra = append(extra, f.Key)
		}
		return strings.Join(extra, " ")
	case "events":
		return strconv.Itoa(len(e.Timeline))
	case "timeline":
		var events []string
		for _, v := range e.Timeline {
			events = append(events, v.At.String()+" "+v.Kind+" "+v.Text)
		}
		return strings.Join(events, "\n")
	case "taken":
		return strconv.FormatBool(d.Verdict.Is)
	case "said":
		out := e.Body + "\n" + e.Summary
		for _, v := range e.Evidence {
			out += "\n" + v.Quote
		}
		return out
	case "class":
		if len(e.Classes) == 0 {
			return ""
		}
		return e.Classes[0]
	case "classes":
		return strings.Join(e.Classes, " ")
	case "quotes":
		var out []string
		for _, v := range e.Evidence {
			out = append(out, v.Quote)
		}
		return strings.Join(out, "\n")
	}
	c.Fatalf("no case knows the key %q", key)
	return ""
}
