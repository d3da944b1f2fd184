package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hindsight/internal/content"
)

// A full standard output, as > /dev/full gives: nothing can be written.
type full struct{}

var errFull = errors.New("no space left on device")

func (full) Write([]byte) (int, error) { return 0, errFull }

// TestLostResults: no verb that writes results ends well when they get lost.
func TestLostResults(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	for _, args := range [][]string{{"init", dir}, {"import", "--archive", dir, "testdata/expected/status.txt"}, {"build", "--archive", dir}} {
		if status, _, errs := runVerb(t, "", args...); status != exitDone {
			t.Fatalf("%v: %s", args, errs)
		}
	}
	fresh := func() string {
		dir := filepath.Join(t.TempDir(), "archive")
		runVerb(t, "", "init", dir)
		return dir
	}
	bad := fresh()
	if err := os.WriteFile(filepath.Join(bad, "sources.yaml"), []byte("party: 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	content, _ := filepath.Glob(filepath.Join(dir, "content/postmortems/*/*.md"))
	retag := fresh()
	untagged, err := os.ReadFile("testdata/script/archive.txt") // a content file whose tags are missing
	if err == nil {
		_, text, _ := strings.Cut(string(untagged), "-- late-webhooks.md --\n")
		head, _, _ := strings.Cut(text, "evidence:")
		name := filepath.Join(retag, "content/postmortems/parcelwise/2024-03-14-late-webhooks-ead726.md")
		_ = os.MkdirAll(filepath.Dir(name), 0o755)
		err = os.WriteFile(name, []byte(strings.Replace(head, "[locking, datastore]", "[]", 1)+"source: {id: x}\npublish: full\n---\n\n## Root cause\n\nTwo workers waited for each other's row lock until the database declared a deadlock.\n"), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"--help"}, {"import", "--help"},
		{"import", "--archive", fresh(), "testdata/expected/status.txt"}, {"import", "--json", "--archive", dir, "testdata/expected/status.txt"},
		{"inspect", "testdata/expected/status.txt"}, {"classify", "--archive", dir, content[0]}, {"tag", "--archive", retag},
		{"check", "--archive", bad}, {"check", "--tags", "--archive", dir}, {"export", "--archive", dir}, {"export", "--format", "csv", "--archive", dir},
		{"search", "--archive", dir, "lock"}, {"search", "--json", "--archive", dir, "lock"}, {"build", "--archive", dir}, {"update", "--archive", fresh()},
		{"refuse", "--archive", dir, content[0], "--reason", "spam"},
	} {
		var errs bytes.Buffer
		a := &app{in: strings.NewReader(""), out: full{}, err: &errs, now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
		status := a.run(context.Background(), args)
		if status != exitFailed || strings.Count(errs.String(), "error: standard output: no space left on device") != 1 {
			t.Errorf("%v: exit status %d: %s", args, status, errs.String())
		}
	}
}

// cancels ends the run when the first result is written.
type cancels struct {
	bytes.Buffer
	cancel context.CancelFunc
}

func (c *cancels) Write(p []byte) (int, error) {
	c.cancel()
	return c.Buffer.Write(p)
}

// TestInterrupted: Ctrl-C in the middle of an import says so in one line, says
// what was done, leaves every file whole, and the next run does the rest.
func TestInterrupted(t *testing.T) {
	texts := manyTexts(t, 20)
	archive := func() string {
		dir := filepath.Join(t.TempDir(), "archive")
		if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
			t.Fatal(errs)
		}
		return dir
	}
	whole, cut := archive(), archive()
	if status, _, errs := runVerb(t, "", "import", "--archive", whole, texts); status != exitDone {
		t.Fatal(errs)
	}
	var errs bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	a := &app{in: strings.NewReader(""), out: &cancels{cancel: cancel}, err: &errs, now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	status := a.run(ctx, []string{"import", "--archive", cut, texts})
	want := "imported: 1 new, 0 updated, 0 unchanged, 0 rejected, 0 failed\nhindsight: error: interrupted\nhindsight: hint: every file is whole; run it again for the rest\n"
	if status != exitFailed || errs.String() != want {
		t.Errorf("exit status %d\ngot  %s\nwant %s", status, errs.String(), want)
	}
	for _, err := range content.Read(os.DirFS(cut)) {
		if err != nil {
			t.Error(err)
		}
	}
	if status, _, errs := runVerb(t, "", "import", "--archive", cut, texts); status != exitDone {
		t.Fatal(errs)
	}
	if strings.ReplaceAll(snapshot(t, cut), cut, "") != strings.ReplaceAll(snapshot(t, whole), whole, "") {
		t.Error("the archives differ")
	}
	// A build that is interrupted leaves nothing.
	a.out = &bytes.Buffer{}
	errs.Reset()
	if status := a.run(ctx, []string{"build", "--archive", cut}); status != exitFailed || !strings.Contains(errs.String(), "error: interrupted\n") {
		t.Errorf("build: exit status %d: %s", status, errs.String())
	}
	if _, err := os.Stat(filepath.Join(cut, "public", "index.html")); err == nil {
		t.Error("an interrupted build left a site")
	}
}

// manyTexts is a folder of n reports of incidents, alike but for their titles.
func manyTexts(t *testing.T, n int) string {
	t.Helper()
	model, err := os.ReadFile("testdata/expected/status.txt")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for n := range n {
		text := strings.ReplaceAll(string(model), "Late webhooks", fmt.Sprintf("Late webhooks, part %d", n))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", n)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
