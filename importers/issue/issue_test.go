package issue

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
	"hindsight/internal/hostile"
)

func render(in hindsight.Input) string { return fixture.Render(New(in)) }

func recognises(in hindsight.Input) bool {
	_, ok := Recognise(in)
	return ok
}

func TestGolden(t *testing.T) {
	fixture.Golden(t, "*.json", func(in hindsight.Input) string {
		if !recognises(in) {
			t.Errorf("%s is not recognised", in.Name)
		}
		return render(in)
	})
}

// JSON that is none, however much it resembles one.
func TestBadInput(t *testing.T) {
	const issue = `{"number":1,"title":"x","state":"open","user":{"login":"a"},"created_at":"2020-01-01T00:00:00Z","body":"b"}`
	for _, c := range []struct{ name, data, err string }{
		{"empty", "", "no JSON"},
		{"text", "An issue with the title \"title\"", "no JSON"},
		{"cut", issue[:len(issue)-1], "bad JSON"},
		{"no number", strings.Replace(issue, `"number":1`, `"number":"1"`, 1), "no issue in it"},
		{"no state", strings.Replace(issue, `"state":"open",`, "", 1), "no issue in it"},
		{"nobody's", strings.Replace(issue, `{"login":"a"}`, `"a"`, 1), "no issue in it"},
		{"no time", strings.Replace(issue, "2020-01-01T00:00:00Z", "soon", 1), "no issue in it"},
		{"Statuspage's", `{"name":"x","title":"x","incident_updates":[{"body":"b","status":"resolved"}]}`, "no issue in it"},
		{"a post with comments", `{"id":7,"title":"x","content":"y","comments":[{"body":"z"}]}`, "no issue in it"},
		{"deep", strings.Repeat(`{"data":`, 5000) + `"title"` + strings.Repeat("}", 5000), "no issue in it"},
		{"empty issue", strings.Replace(issue, `"body":"b"`, `"body":null`, 1), "neither a text nor comments"},
	} {
		in := hindsight.Input{Name: c.name, Data: []byte(c.data)}
		if recognises(in) != (c.name == "empty issue") {
			t.Errorf("%s: is it recognised: %v", c.name, recognises(in))
		}
		if got := render(in); !strings.Contains(got, c.err) || strings.Count(got, "error: ") != 1 {
			t.Errorf("%s: got %q, want an error with %q", c.name, got, c.err)
		}
	}
}

func TestGrowth(t *testing.T) {
	hostile.Growth(t, hostile.Of("issue.json"), func(s hostile.Shape, data []byte) {
		in := hindsight.Input{Name: s.File, Data: data}
		Recognise(in)
		for range New(in).Import(t.Context()) {
		}
	})
}

func FuzzImport(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.json")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := hindsight.Input{Name: "fuzz", Data: data}
		first := render(in)
		if second := render(in); first != second {
			t.Errorf("two runs differ:\n%s\n%s", first, second)
		}
		if recognises(in) && first == "" {
			t.Error("recognised, but nothing came")
		}
	})
}
