package facts

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/when"
)

// The entries of a link list in the corpus state start and end of the
// incident in their front matter and retell it below: what the retelling
// gives must not contradict it. Often it gives less, and the front matter
// means "that day" by midnight.
func TestListEntries(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", "lists", "icco", "*.md"))
	if len(paths) == 0 {
		t.Log("the corpus is not beside this checkout: list entries are not compared; testdata/*.txt is")
		paths = []string{filepath.Join("testdata", "entry.md")}
	}
	for _, field := range []string{"start_time", "end_time"} {
		right, wrong, silent := 0, 0, 0
		for _, path := range paths {
			front, body := entry(t, path)
			want, ok := when.Parse(front[field])
			if !ok {
				continue
			}
			p := complete(hindsight.Postmortem{Title: front["title"], Body: body, Source: hindsight.Source{URL: front["url"]}})
			got := map[string]hindsight.Moment{"start_time": p.Incident.Started, "end_time": p.Incident.Resolved}[field]
			switch {
			case got.IsZero():
				silent++
			case got == want, finer(want, got), finer(got, hindsight.At(want.Time(), hindsight.Day)):
				right++
			default:
				wrong++
			}
		}
		t.Logf("%s: %d right, at least to the day; %d wrong; %d not given", field, right, wrong, silent)
		if wrong*5 > right {
			t.Errorf("%s: too many wrong", field)
		}
	}
}

var frontMatterLineRE = regexp.MustCompile(`(?m)^(title|url|start_time|end_time): ["']?(.*?)["']?$`)

func entry(t *testing.T, path string) (front map[string]string, body string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(strings.TrimPrefix(string(data), "---\n"), "\n---\n")
	front = map[string]string{}
	for _, m := range frontMatterLineRE.FindAllStringSubmatch(head, -1) {
		front[m[1]] = m[2]
	}
	return front, body
}
