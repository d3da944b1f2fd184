package statuspage

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
)

func render(in hindsight.Input) string { return fixture.Render(New(in)) }

func TestGolden(t *testing.T) {
	fixture.Golden(t, "*.json", func(in hindsight.Input) string {
		if !recognises(in) {
			t.Errorf("%s is not recognised", in.Name)
		}
		return render(in)
	})
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct{ name, data, err string }{
		{"empty", "", "no JSON"},
		{"text", "Incident Report for Brook", "no JSON"},
		{"cut", `{"name": "x", "incident_updates": [`, "bad JSON"},
		{"other", `{"a": [1, null, {"b": "c"}]}`, "no incident in it"},
		{"post with comments", `{"id":7,"title":"Why it failed","content":"y","comments":[{"content":"Nice read of the outage."}]}`, "no incident in it"},
		{"to do", `{"name":"Release","updates":[{"message":"Call the vendor"},{"message":"done","status":"resolved"}]}`, "no incident in it"},
		{"issue", `{"number":1,"title":"API is down","state":"CLOSED","comments":[{"body":"It is","createdAt":"2023-06-02T03:40:00Z"}]}`, "no incident in it"},
		{"build", `{"name":"tests","report":"3 of 40 failed","id":4}`, "no incident in it"},
		{"feed", `{"version": "https://jsonfeed.org/version/1", "items": [null, {"id": "1", "content_text": "x"}]}`, "no incident in it"},
		{"deep", strings.Repeat(`{"data":`, 5000) + "1" + strings.Repeat("}", 5000), "no incident in it"},
	} {
		in := hindsight.Input{Name: c.name, Data: []byte(c.data)}
		if recognises(in) {
			t.Errorf("%s is recognised", c.name)
		}
		if got := render(in); !strings.Contains(got, c.err) || !strings.HasPrefix(got, "error: "+c.name+": ") || strings.Count(got, "error: ") != 1 || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: got %q, want an error with %q", c.name, got, c.err)
		}
	}
}

// TestCorpus reads every real file beside the repository: each must give an
// incident whose updates are all kept, counted in a second, dumber way.
func TestCorpus(t *testing.T) {
	root, err := filepath.Abs("../../../shared/corpus/statuspage")
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(root, "*", "*.js*"))
	if len(files) == 0 {
		t.Logf("%s is not there: only the package's own fixtures are tested", root)
	}
	documents := 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name, n, events := filepath.Base(f), 0, 0
		in := hindsight.Input{Name: name, Data: data}
		if !recognises(in) {
			t.Errorf("%s is not recognised", name)
		}
		for p, err := range New(in).Import(context.Background()) {
			if err != nil {
				t.Error(err)
				continue
			}
			if p.Title == "" || p.Date.IsZero() || p.Body == "" {
				t.Errorf("%s: title %q, date %q, %d bytes of body", name, p.Title, p.Date, len(p.Body))
			}
			n++
			events += len(p.Timeline)
		}
		if want := countBodies(data); n == 1 && events != want && !bytes.Contains(data, []byte(`"postmortem"`)) {
			t.Errorf("%s: %d events, %d updates in the file", name, events, want)
		}
		documents += n
	}
	t.Logf("%d files, %d incidents", len(files), documents)
}

// countBodies counts the members that hold an update's text.
func countBodies(data []byte) int {
	n := 0
	dec := json.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := dec.Token()
		if err != nil {
			return n
		}
		if tok == "body" || tok == "content" {
			if next, _ := dec.Token(); next != nil && next != "" {
				n++
			}
		}
	}
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
		known := recognises(in)
		first, second := render(in), render(in)
		if first != second {
			t.Errorf("two runs differ:\n%s\n%s", first, second)
		}
		if known && first == "" {
			t.Error("recognised, but nothing came")
		}
	})
}

func recognises(in hindsight.Input) bool {
	_, ok := Recognise(in)
	return ok
}
