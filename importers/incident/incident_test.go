package incident

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
	"hindsight/internal/hostile"
	"hindsight/internal/jsonvalue"
)

// render is fixture.Render with what it does not show of a postmortem.
func render(in hindsight.Input) string {
	var b strings.Builder
	for p, err := range New(in).Import(context.Background()) {
		if err == nil {
			fmt.Fprintf(&b, "detected: %s mitigated: %s extra: %q\n", p.Incident.Detected, p.Incident.Mitigated, p.Extra)
		}
	}
	return b.String() + fixture.Render(New(in))
}

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

// No name of a person who was on call, and no address of theirs, comes along.
func TestNobody(t *testing.T) {
	for _, f := range fixture.Files(t, "testdata/*.json") {
		got := render(fixture.Read(t, f))
		for _, name := range []string{"Kowal", "Berger", "Lind", "Brandt", "Park", "tom@", "<script", "alert("} {
			if strings.Contains(got, name) {
				t.Errorf("%s: %q has come along:\n%s", f, name, got)
			}
		}
	}
}

// Each fixture with one of the members that tell its shape away, or of another type,
// is of that shape no more: no member is there for nothing.
func TestStrict(t *testing.T) {
	tried := map[string]bool{}
	for _, f := range fixture.Files(t, "testdata/*.json") {
		v, err := jsonvalue.Decode(fixture.Read(t, f))
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range find(v, 0) {
			tried[found.shape.name] = true
			for _, r := range found.shape.rules {
				if r.name != "is" {
					continue
				}
				for _, other := range []any{nil, []any{"x"}} {
					o := clone(t, found.object)
					set(o, r.paths[0], other)
					if r.kind != "any" && !(r.kind == "list" && other != nil) && found.shape.fits(o) {
						t.Errorf("%s: with %v at %s it is still a %s", f, other, r.paths[0].String(), found.shape.name)
					}
				}
			}
		}
	}
	for _, s := range shapes {
		if !tried[s.name] {
			t.Errorf("no fixture is of the shape %s", s.name)
		}
	}
}

func clone(t *testing.T, o map[string]any) map[string]any {
	t.Helper()
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonvalue.Decode(hindsight.Input{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}

func set(o map[string]any, p path, v any) {
	for _, s := range p[:len(p)-1] {
		o = o[s.name].(map[string]any)
	}
	if o[p[len(p)-1].name] = v; v == nil {
		delete(o, p[len(p)-1].name)
	}
}

// String is a path as shapes.txt writes it, but for what its brackets hold.
func (p path) String() string {
	var names []string
	for _, s := range p {
		names = append(names, s.name)
	}
	return strings.Join(names, ".")
}

// Nothing of what other people wrote is taken for an export of such a tool: feeds,
// status pages, texts, test suites.
func TestNothingElse(t *testing.T) {
	seen, data := 0, 0
	roots, least := []string{"../../importers", "../../cmd/hindsight/testdata"}, 300
	if corpus, ok := fixture.Corpus(t, ""); ok {
		roots, least = append(roots, corpus), 3000
	}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() || strings.Contains(filepath.ToSlash(name), "importers/incident/") {
				return err
			}
			b, err := os.ReadFile(name)
			seen++
			if strings.HasSuffix(name, ".json") {
				data++
			}
			if err == nil && recognises(hindsight.Input{Name: name, Data: b}) {
				t.Errorf("%s is taken for the export of an incident tool", name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if t.Logf("%d files, of which %d are JSON", seen, data); seen < least || data < least/30 {
		t.Errorf("only %d files were read", seen)
	}
}

func TestBadInput(t *testing.T) {
	whole := string(fixture.Read(t, "testdata/pagerduty-beside.json").Data)
	for _, c := range []struct{ name, data, err string }{
		{"empty", "", "no JSON of an incident tool"},
		{"text", `He wrote "incident_number" on the wall.`, "no JSON: it must start"},
		{"cut", whole[:len(whole)-4], "bad JSON"},
		{"deep", strings.Repeat(`{"data":`, 5000) + `"incident_number"` + strings.Repeat("}", 5000), "no incident in it"},
		{"a list of nothing", `{"incidents":[],"incident_number":1}`, "no incident in it"},
		{"an alert", `{"data":[{"tinyId":"1","message":"x","status":"open","priority":"P3","createdAt":"2024-01-01T00:00:00Z","impactedServices":null}]}`, "no incident in it"},
	} {
		in := hindsight.Input{Name: c.name, Data: []byte(c.data)}
		if got := render(in); recognises(in) || !strings.Contains(got, c.err) || strings.Count(got, "error: ") != 1 {
			t.Errorf("%s: %v, %q; want an error with %q", c.name, recognises(in), got, c.err)
		}
	}
}

// The language of shapes.txt.
func TestShapes(t *testing.T) {
	for _, c := range []struct{ text, err string }{
		{"title x", "line 1: no shape yet"},
		{"shape a\nnonsense x", `line 2: no rule "nonsense"`},
		{"shape a\n\nis x", "line 3: is x: want PATH:TYPE or PATH=VALUE"},
	} {
		if _, err := readShapes(c.text); err == nil || err.Error() != c.err {
			t.Errorf("%q: %v, want %s", c.text, err, c.err)
		}
	}
	v, err := jsonvalue.Decode(hindsight.Input{Data: []byte(`{"a":{"b":[{"k":"One Two","v":"1"},{"k":"x","v":"2"},{"k":"X","v":3}]},"s":"t","l":["p","q"]}`)})
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[string]string{"s": "t", "a.b.v": "1 2 3", "a.b[k=one two].v": "1", "a.b[k=x|y].v": "2 3", "l": "p q", "a.c.v": "", "s.t": "", "a.b[z=x].v": ""} {
		if got := strings.Join(readPath(p).texts(v), " "); got != want {
			t.Errorf("%s: %q, want %q", p, got, want)
		}
	}
}

func TestGrowth(t *testing.T) {
	hostile.Growth(t, hostile.Of("issue.json"), func(s hostile.Shape, data []byte) {
		in := hindsight.Input{Name: s.File, Data: []byte(`{"incident_number":1,"data":` + string(data) + `}`)}
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
		if first, second := render(in), render(in); first != second {
			t.Errorf("two runs differ:\n%s\n%s", first, second)
		}
	})
}
