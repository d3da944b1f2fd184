package frontmatter

import (
	"strings"
	"testing"
)

// What a head keeps as extra, by the format that it is written in.
func TestExtra(t *testing.T) {
	for _, c := range []struct{ name, head, want string }{
		{"YAML", "---\ntitle: A\nseverity: SEV-1\nservices: [api, web]\nversion: 1.20\nlayout: post\n---\n", `{"services":["api","web"],"severity":"SEV-1","version":1.20}`},
		{"TOML", "+++\ntitle = \"A\"\nteam = \"core\"\nminutes = 52\ntags = [\"a\", \"b\"]\n[extra]\nlevel = 2\n+++\n", `{"level":2,"minutes":52,"tags":["a","b"],"team":"core"}`},
		{"JSON", "---json\n{\"title\": \"A\", \"incident_id\": 41, \"seo\": {\"x\": 1}}\n---\n", `{"incident_id":41}`},
		{"lines of keys", "Title: A\nDate: 2024-01-02\nSeverity: high\nTags: dns, network\n\n", `{"severity":"high","tags":"dns, network"}`},
		{"MDX", "export const metadata = {\n  title: 'A',\n  severity: 'minor',\n}\n\n", `{"severity":"minor"}`},
		{"broken YAML", "---\ntitle: A\nseverity: SEV-2\nbad: [\n---\n", `{"bad":"[","severity":"SEV-2"}`},
		{"a list of mappings", "---\ntitle: A\nlabels:\n  - name: p1\n    colour: red\n  - name: db\n---\n", `{"labels":["p1","db"]}`},
		{"a mapping", "---\ntitle: A\nimpact: {users: 300, regions: [eu, us]}\n---\n", `{"impact.regions":["eu","us"],"impact.users":300}`},
		{"a file of an archive", "---\ntitle: A\nclasses: [locking]\nevidence:\n  - {class: locking, quote: q}\nextra:\n  severity: SEV-1\nsource:\n  name: x\npublish: full\n---\n", `{"severity":"SEV-1"}`},
		{"what programs write", "---\ntitle: A\ndraft: false\ncover_image: x.png\nogImage: y.png\nsidebar_position: 3\ncover:\n  image: z.png\n---\n", `{}`},
		{"anchors", "---\ntitle: A\nx: &a 1\ny: *a\n---\n", `{"x":"\u0026a 1","y":"*a"}`},
	} {
		meta, extra, body := Read(c.head + "The text.\n")
		got, _ := extra.MarshalJSON()
		if want := strings.ReplaceAll(c.want, `\u0026`, "&"); string(got) != want || meta["title"] != "A" || !strings.Contains(body, "The text.") {
			t.Errorf("%s: extra %s, want %s; title %q, body %q", c.name, got, want, meta["title"], body)
		}
	}
}
