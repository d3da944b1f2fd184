package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight/internal/content"
)

// TestEditions: which pasted text is a new edition of the one that is there,
// and which is another incident in the same words.
func TestEditions(t *testing.T) {
	text := func(day, end string) string {
		return "What happened?\n\nOn " + day + " the nightly export stopped and all reports of the morning were late. Users saw the numbers of the day before, and support had to answer many calls.\n\nRoot cause\n\nThe disk of the database server was full, because old exports were never deleted. We deleted them by hand, started the export again and watched it until it was done. " + end
	}
	old := "Late reports\n\n" + text("12 March 2024", "Nothing was lost.")
	curate := func(fields string, pairs ...string) func(string) string {
		return func(s string) string {
			s = strings.NewReplacer(pairs...).Replace(s)
			return strings.Replace(s, "publish: full", "publish: full\ncurated: ["+fields+"]", 1)
		}
	}
	asIs := func(s string) string { return s }
	for _, c := range []struct {
		name    string
		curator func(string) string
		flags   []string // of the second import
		text    string
		want    string
	}{
		{"the same text", asIs, nil, old, content.Unchanged},
		{"the same text, corrected", curate("title, date", "title: Late reports", "title: Old numbers", "organisation: Acme", "organisation: Acme\ndate: 2024-03-14"), nil, old, content.Unchanged},
		{"edited", asIs, nil, strings.Replace(old, "many calls", "hundreds of calls", 1), content.Updated},
		{"edited, under another title", asIs, nil, strings.Replace(strings.Replace(old, "many", "hundreds of", 1), "Late reports", "Late reports in the morning", 1), content.Updated},
		{"edited, title corrected", curate("title", "title: Late reports", "title: The disk that was full"), nil, strings.Replace(old, "many", "hundreds of", 1), content.Updated},
		{"edited, all corrected", curate("title, organisation, date", "title: Late reports", "title: X", "organisation: Acme", "organisation: Globex\ndate: 2024-05-01"), nil, strings.Replace(old, "many", "hundreds of", 1), content.Updated},
		{"edited, address found", curate("source", "importer:", "url: https://acme.example/1\n  importer:"), nil, strings.Replace(old, "many", "hundreds of", 1), content.Updated},
		{"edited, now with its address", asIs, []string{"--url", "https://acme.example/1"}, strings.Replace(old, "many", "hundreds of", 1), content.Updated},
		{"rewritten on the same day", asIs, []string{"--date", "2024-03-14"}, strings.Replace(old, "We deleted them by hand, started the export again and watched it until it was done.", "After a clean-up that took an hour the export ran through.", 1), content.Updated},
		{"another part", asIs, nil, strings.Replace(old, "Late reports", "Late reports, part 2", 1), content.New},
		{"another month, same words", asIs, nil, "Late reports\n\n" + text("12 April 2024", "Nothing was lost."), content.New},
		{"another organisation's", asIs, []string{"--organisation", "Globex"}, strings.Replace(old, "many", "hundreds of", 1), content.New},
		{"another title", asIs, nil, strings.Replace(strings.Replace(old, "many", "hundreds of", 1), "Late reports", "Outage of the shop", 1), content.New},
		{"another address", curate("source", "importer:", "url: https://acme.example/1\n  importer:"), []string{"--url", "https://acme.example/2"}, strings.Replace(old, "many", "hundreds of", 1), content.New},
		{"another text of that name and day", asIs, []string{"--date", "2024-03-14"}, "Late reports\n\nWhat happened?\n\nThe login failed for everybody on the afternoon of that day, for as long as the certificate of the proxy was not replaced, which took two hours since nobody on duty knew where it lay.\n\nRoot cause\n\nThe certificate had expired and its renewal had been switched off.", content.New},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, name := filepath.Join(t.TempDir(), "archive"), filepath.Join(t.TempDir(), "text.txt")
			run := func(text string, flags ...string) string {
				t.Helper()
				if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				status, out, errs := runVerb(t, "", append([]string{"import", "--as", "article", "--json", "--archive", dir, name}, flags...)...)
				if status != exitDone {
					t.Fatal(errs)
				}
				_, rest, _ := strings.Cut(out, `"status":"`)
				got, _, _ := strings.Cut(rest, `"`)
				return got
			}
			if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
				t.Fatal(errs)
			}
			first := []string{"--organisation", "Acme"}
			if len(c.flags) > 0 && c.flags[0] == "--date" {
				first = append(first, c.flags...)
			}
			run(old, first...)
			files, _ := filepath.Glob(filepath.Join(dir, "content/postmortems/*/*.md"))
			data, err := os.ReadFile(files[0])
			if err == nil {
				err = os.WriteFile(files[0], []byte(c.curator(string(data))), 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := run(c.text, c.flags...); got != c.want {
				t.Errorf("got %s, want %s; the archive had\n%s", got, c.want, c.curator(string(data)))
			}
			if again := run(c.text, c.flags...); again != content.Unchanged {
				t.Errorf("the same once more: %s", again)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "content/postmortems/*/*.md")); (len(left) == 2) != (c.want == content.New) {
				t.Errorf("%d files", len(left))
			}
		})
	}
}
