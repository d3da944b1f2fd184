package dump

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
)

// render writes what an input gives, for comparison with testdata/*.golden.
func render(in hindsight.Input, kind string) string {
	var b strings.Builder
	for p, err := range New(in, kind).Import(context.Background()) {
		if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
			continue
		}
		fmt.Fprintf(&b, "title: %s\ndate: %s\norganisation: %s\nauthor: %s\nurl: %s\nlicence: %s\nimporter: %s\n\n%s", p.Title, p.Date, p.Organisation,
			p.Source.Author, p.Source.URL, p.Source.Licence, p.Source.Importer, p.Body)
		for _, e := range p.Timeline {
			fmt.Fprintf(&b, "%s %s: %s\n", e.At, e.Kind, e.Text)
		}
		b.WriteString("----\n")
	}
	return b.String()
}

// inputs returns the files of testdata that are no goldens.
func inputs(t testing.TB) []string {
	files, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range files {
		if info, err := os.Stat(f); err == nil && !info.IsDir() && !strings.HasSuffix(f, ".golden") {
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		t.Fatal("no inputs in testdata")
	}
	return all
}

// UPDATE_GOLDEN=1 rewrites the goldens; one without an input is an error.
func TestGolden(t *testing.T) {
	used := map[string]bool{}
	for _, f := range inputs(t) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		in := hindsight.Input{Name: filepath.Base(f), Data: data}
		got, golden := Recognise(in)+"\n"+render(in, ""), f+".golden"
		used[golden] = true
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil || got != string(want) {
			t.Errorf("%s: %v\ngot\n%s\nwant\n%s", f, err, got, want)
		}
	}
	goldens, _ := filepath.Glob("testdata/*.golden")
	for _, g := range goldens {
		if !used[g] {
			t.Errorf("%s belongs to no input", g)
		}
	}
}
