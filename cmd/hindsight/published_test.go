package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/content"
)

// kept are the words of a text that its publish setting keeps back: one for
// each place from which they could get out.
var kept = []string{"wombatsummary", "wombatheading", "wombatbody", "wombatquote", "wombatsection", "wombatevent", "wombatupdate"}

// withheld is a report whose every part holds a word of kept. It is short, so
// that an excerpt of a fixed size would be all of it.
func withheld(publish string, n int) hindsight.Entry {
	day, _ := hindsight.ParseMoment("2024-03-12T09:12:00Z")
	summary := fmt.Sprintf("The %[1]s queue stood still and %[1]s nobody saw the wombatsummary coming.", strings.Repeat("x", 3))
	e := hindsight.Entry{
		Path: fmt.Sprintf("%sparcelwise/2024-03-1%d-late-webhooks-0a1b2%d.md", hindsight.Folder, n, n), Publish: publish, Classes: []string{"locking"},
		Evidence: []hindsight.Evidence{{Class: "locking", Quote: "Webhooks were late."}, {Class: "locking", Section: "The wombatsection", Quote: "Two workers waited for each other, the wombatquote."}},
		Postmortem: hindsight.Postmortem{
			Title: "Late webhooks " + publish, Organisation: "Parcelwise", Date: day, Summary: summary,
			Incident: hindsight.Incident{Started: day},
			Timeline: []hindsight.Event{{At: day, Text: "The wombatevent begins.", Kind: hindsight.KindEvent}},
			Source:   hindsight.Source{Name: "parcelwise", Importer: "feed", URL: fmt.Sprintf("https://parcelwise.example/%d", n), ID: fmt.Sprint("guid", n), Licence: "unknown"},
			Body:     "Webhooks were late.\n\n## The wombatheading\n\n" + summary + "\n\n## The wombatsection\n\nTwo workers waited for each other, the wombatquote. It was a long night with the wombatbody.\n\n## Updates\n\n- **09:12 UTC**: The wombatevent begins.\n- **09:20 UTC**: wombatupdate.",
		},
	}
	return e
}

// TestNothingWithheldGetsOut builds a site of such reports and looks for their
// words in every file of it, and in what is packed into these files.
func TestNothingWithheldGetsOut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
		t.Fatal(errs)
	}
	ar, err := content.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for n, publish := range []string{hindsight.PublishLink, hindsight.PublishExcerpt} {
		if err := ar.Save(withheld(publish, n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := ar.Close(); err != nil {
		t.Fatal(err)
	}
	look := func(published bool) {
		t.Helper()
		found := map[string]string{}
		everything(t, filepath.Join(dir, "public"), func(name, text string) {
			for _, w := range kept {
				if strings.Contains(text, w) {
					found[w] = name
				}
			}
		})
		if published && len(found) != len(kept) {
			t.Errorf("the search for words finds only %v: it proves nothing", found)
		} else if !published && len(found) > 0 {
			t.Errorf("words that are kept back got out: %v", found)
		}
	}
	build := func() {
		t.Helper()
		if status, _, errs := runVerb(t, "", "build", "--archive", dir, "--zip", "--base-url", "https://example.org/x/"); status != exitDone {
			t.Fatal(errs)
		}
	}
	build()
	look(false)
	for _, format := range []string{"jsonl", "csv"} {
		if _, out, _ := runVerb(t, "", "export", "--archive", dir, "--format", format); strings.Contains(out, "wombat") || !strings.Contains(out, "Late webhooks link") {
			t.Errorf("export as %s: %s", format, out)
		}
		if _, out, _ := runVerb(t, "", "export", "--archive", dir, "--format", format, "--everything"); !strings.Contains(out, "wombatsummary") || !strings.Contains(out, "excerpt") {
			t.Errorf("export of everything as %s: %s", format, out)
		}
	}
	// The same report in full, to see that the words would be found.
	full := withheld(hindsight.PublishFull, 2)
	data, err := content.Marshal(full)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, full.Path), data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	build()
	look(true)
}

var packedRE = regexp.MustCompile(`"([A-Za-z0-9+/]{16,}={0,2})"`)

// everything calls f with each file below dir, and with what base64 and zlib
// hide in it.
func everything(t *testing.T, dir string, f func(name, text string)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		f(name, strings.ToLower(string(data)))
		if r, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
			for _, packed := range r.File {
				in, err := packed.Open()
				if err != nil {
					return err
				}
				plain, _ := io.ReadAll(in)
				f(name+" "+packed.Name, strings.ToLower(string(plain)))
			}
		}
		for _, m := range packedRE.FindAllSubmatch(data, -1) {
			raw, err := base64.StdEncoding.DecodeString(string(m[1]))
			if err != nil {
				continue
			}
			f(name, strings.ToLower(string(raw)))
			if r, err := zlib.NewReader(bytes.NewReader(raw)); err == nil {
				plain, _ := io.ReadAll(r)
				f(name, strings.ToLower(string(plain)))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
