package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/template"

	"hindsight"
	"hindsight/internal/browsertest"
	"hindsight/internal/bundle"
	"hindsight/internal/wording"
)

// clientScripts are those that a page of results has or may load.
var clientScripts = []string{"hindsight", "search", "more", "suggest", "seen"}

// scriptOf makes one of the site's scripts, and names the files that are in it.
func scriptOf(tb testing.TB, name string) (script []byte, files []string) {
	script, files, err := bundle.Script(repoRoot(tb), name)
	if err != nil {
		tb.Fatal(err)
	}
	return script, files
}

// writeSite makes a folder with a search page, a page two levels down, the
// script, the styles and the index, under the site's Content-Security-Policy.
func writeSite(tb testing.TB, entries []hindsight.Entry) string {
	dir, _ := built(tb, entries)
	site := filepath.Dir(dir)
	partial, err := os.ReadFile(filepath.Join(repoRoot(tb), "layouts", "_partials", "search.html"))
	if err != nil {
		tb.Fatal(err)
	}
	form := template.Must(template.New("").Funcs(template.FuncMap{
		"cond": func(c bool, a, b string) string {
			if c {
				return a
			}
			return b
		},
		"T": func(id string, name ...string) string {
			return wording.BuiltIn().Say(id, "Name", strings.Join(name, ""))
		},
		"dict":        func(_, name string) string { return name },
		"markdownify": func(s string) string { return s },
	}).Parse(string(partial)))
	page := func(name, root, filter string, full bool) {
		var b bytes.Buffer
		fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'">
<link rel="stylesheet" href="%[1]scss/main.css"><link rel="stylesheet" href="%[1]scss/search.css">
<script src="%[1]sjs/%[2]s.js" defer></script></head><body><main>`, root, map[bool]string{false: "hindsight", true: "search"}[full])
		if err := form.Execute(&b, map[string]any{"full": full, "filter": filter}); err != nil {
			tb.Fatal(err)
		}
		b.WriteString("</main></body></html>")
		out := strings.ReplaceAll(b.String(), `action="/search.html"`, `action="`+root+`search.html"`)
		file := filepath.Join(site, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	page("search.html", "", "", true)
	page("classes/locking.html", "../", "class:locking", true)
	page("postmortems/x/y.html", "../../", "", false)
	err = os.CopyFS(filepath.Join(site, "css"), os.DirFS(filepath.Join(repoRoot(tb), "assets", "css")))
	if err == nil {
		err = os.Mkdir(filepath.Join(site, "js"), 0o755)
	}
	for _, name := range clientScripts {
		if err == nil {
			script, _ := scriptOf(tb, name)
			err = os.WriteFile(filepath.Join(site, "js", name+".js"), script, 0o644)
		}
	}
	if err != nil {
		tb.Fatal(err)
	}
	return site
}

// TestBrowserIsReader: window.hindsight.search gives exactly what the Reader
// gives, from every kind of address.
func TestBrowserIsReader(t *testing.T) {
	b := browsertest.Start(t)
	for name, entries := range map[string][]hindsight.Entry{"generated": generated(300), "shared": shared(t), "many": tiny(columnSlots + 3000)} {
		if len(entries) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			site := writeSite(t, entries)
			r, err := Open(os.DirFS(filepath.Join(site, "search")))
			if err != nil {
				t.Fatal(err)
			}
			list := queries(entries)
			if name == "many" { // for the directories in pages and the second shard of a column
				for f, paged := range r.paged {
					if f == textsFamily && !paged || f == lengthsFamily && len(r.dirs[f].names) < 2 {
						t.Errorf("%s: too few documents to test %v", familyNames[f], r.dirs[f].names)
					}
				}
				list = slices.DeleteFunc(list, func(q asked) bool { return len(q.Text)%5 > 0 })
			}
			for place, base := range browsertest.Places(t, site) {
				some := list
				switch place {
				case "sub-path": // differs from http in nothing but the addresses
					some = list[:20]
				case "file": // the same program on the same files, loaded otherwise
					some = slices.DeleteFunc(slices.Clone(list), func(q asked) bool { return len(q.Text)%3 > 0 })
				}
				t.Run(place, func(t *testing.T) {
					sameInBrowser(t, b, r, some, base)
					likeInBrowser(t, b, r, likeTexts(entries), base)
				})
			}
		})
	}
}

// TestTitlesFirst: titles come without the shards of texts and columns that
// they do not need, and the excerpt of one hit loads one of these.
func TestTitlesFirst(t *testing.T) {
	b, site := browsertest.Start(t), writeSite(t, tiny(4000))
	r, err := Open(os.DirFS(filepath.Join(site, "search")))
	if err != nil {
		t.Fatal(err)
	}
	family := map[string]string{}
	for f, name := range familyNames {
		for _, shard := range r.dirs[f].names {
			if family[shard.file()] = name; r.paged[f] {
				family[shard.file()] = name + ", directory"
				raw, err := r.shard(shard)
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range readPage(&cursor{b: raw}, f).names {
					family[s.file()] = name
				}
			}
		}
	}
	b.Open(t, browsertest.Places(t, site)["root"]+"postmortems/x/y.html")
	var steps [2][]string
	out := browsertest.Eval[string](t, b, `(async () => {
		const loaded = () => performance.getEntriesByType('resource').map((r) => r.name.replace(/^.*\/search\//, '')).filter((n) => /^.\/.......\.js$/.test(n));
		const res = await window.hindsight.search('ticket t77', { excerpts: false, facets: false });
		const first = loaded();
		res.hits[0] = { ...res.hits[0], ...(await window.hindsight.excerpt(res.hits[0])) };
		if (!res.hits[0].title || !res.hits[0].excerpt) throw new Error(JSON.stringify(res.hits[0]));
		return JSON.stringify([first, loaded().slice(first.length)]);
	})()`)
	if err := json.Unmarshal([]byte(out), &steps); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, file := range steps[0] {
		count[family[file]]++
	}
	if len(steps[0]) == 0 || count["texts"]+count["facets"] > 0 {
		t.Errorf("titles loaded %v", count)
	}
	clear(count)
	for _, file := range steps[1] {
		count[family[file]]++
	}
	if delete(count, "texts, directory"); count["texts"] != 1 || len(count) != 1 {
		t.Errorf("an excerpt loaded %v", count)
	}
}

// likeTexts are texts to ask about: documents, pieces of them, log lines.
func likeTexts(entries []hindsight.Entry) []string {
	texts := []string{"", "12:30 2024-05-06 @somebody", "ERROR 2024-01-02T10:11:12Z pool.go:88 connection to 10.0.0.7:5432 refused: too many clients\n" + strings.Repeat("é", 100_000), "\U0001F600 \uFEFF replica ½"}
	for i := 0; i < len(entries); i += 1 + len(entries)/40 {
		body := strings.ToValidUTF8(entries[i].Body, "")
		texts = append(texts, body, strings.ToValidUTF8(body[len(body)/2:], ""))
	}
	return texts
}

// likeInBrowser: window.hindsight.like gives exactly what the Reader gives.
func likeInBrowser(t *testing.T, b *browsertest.Browser, r *Reader, texts []string, base string) {
	script, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	b.Open(t, base+"postmortems/x/y.html")
	out := browsertest.Eval[string](t, b, `(async () => {
		const out = [];
		for (const text of `+string(script)+`) out.push(await window.hindsight.like(text, { limit: 5 }));
		return JSON.stringify(out);
	})()`)
	b.Clean(t, base)
	var got []any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		res, err := r.Like(text, 5)
		if err != nil {
			t.Fatal(err)
		}
		known, err := json.Marshal(res)
		if err != nil {
			t.Fatal(err)
		}
		var want any
		if err := json.Unmarshal(known, &want); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got[i], want) {
			g, _ := json.Marshal(got[i])
			t.Errorf("like %.60q:\nbrowser %.1500s\n reader %.1500s", text, g, known)
		}
	}
}

func sameInBrowser(t *testing.T, b *browsertest.Browser, r *Reader, list []asked, base string) {
	type options struct {
		Limit  int    `json:"limit"`
		Sort   string `json:"sort"`
		Typing bool   `json:"typing"`
		AsIs   bool   `json:"asIs"`
		Almost bool   `json:"almost"`
		All    bool   `json:"all"`
	}
	var args [][2]any
	for _, q := range list {
		args = append(args, [2]any{q.Text, options{q.Opt.Limit, q.Opt.Sort, q.Opt.Typing, q.Opt.AsIs, q.Opt.Almost, q.Opt.All}})
	}
	script, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	b.Open(t, base+"postmortems/x/y.html")
	out := browsertest.Eval[string](t, b, `(async () => {
		await window.hindsight.ready;
		const out = [];
		for (const [text, options] of `+string(script)+`) {
			const titles = out.length % 9 ? null : await window.hindsight.search(text, { ...options, excerpts: false, facets: false });
			const res = await window.hindsight.search(text, options);
			for (const h of titles?.hits ?? []) Object.assign(h, await window.hindsight.excerpt(h));
			if (titles && JSON.stringify({ ...titles, facets: res.facets }) !== JSON.stringify(res)) throw new Error('in two steps otherwise: ' + text);
			for (const h of res.hits) delete h.titleMarks;
			out.push(res);
		}
		return JSON.stringify(out);
	})()`)
	b.Clean(t, base)
	var got []any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	for i, q := range list {
		res, err := r.Search(q.Text, q.Opt)
		if err != nil {
			t.Fatal(err)
		}
		known, err := json.Marshal(res)
		if err != nil {
			t.Fatal(err)
		}
		var want any
		if err := json.Unmarshal(known, &want); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got[i], want) {
			g, _ := json.Marshal(got[i])
			t.Errorf("%s %.60q:\nbrowser %.1500s\n reader %.1500s", q.Kind, q.Text, g, known)
		}
	}
}
