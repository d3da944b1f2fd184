package theme

import (
	"bytes"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hindsight"
	"hindsight/internal/fixture"
	"hindsight/internal/wording"
)

// problems are what Check says, "path: reason" each.
func problems(own fstest.MapFS) []string {
	var out []string
	for _, p := range Check(hindsight.Theme, own) {
		out = append(out, p.Path+": "+p.Reason)
	}
	return out
}

// matches says whether each problem begins as wanted, in order.
func matches(got, want []string) bool {
	return slices.EqualFunc(got, want, func(g, w string) bool { return strings.HasPrefix(g, w) })
}

// Each setting that is none of an archive's, and what is said of it.
func TestSettings(t *testing.T) {
	builtin := Settings{}
	data, err := hindsight.Theme.ReadFile(SettingsName)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := builtin.read(data); err != nil || len(p) > 0 {
		t.Fatalf("the built-in settings: %v, %v", p, err)
	}
	for _, c := range []struct {
		yaml string
		want []string
		set  func(*Settings) // what it changes, if anything
	}{
		{"", nil, nil},
		{"# nothing\n", nil, nil},
		{"title: Ours\n", nil, func(s *Settings) { s.Title = "Ours" }},
		{"TITLE: Ours\nParams: {TagLine: T, description: D}\n", nil, func(s *Settings) { s.Title, s.Tagline, s.Description = "Ours", "T", "D" }},
		{"params:\n  description: >-\n    one\n    two\n", nil, func(s *Settings) { s.Description = "one two" }},
		{"pagination: {pagerSize: 50}\nlocale: de\n", nil, func(s *Settings) { s.PagerSize, s.Locale = 50, "de" }},
		{"params: {edit: 'https://example.org/edit/'}\n", nil, func(s *Settings) { s.EditURL = "https://example.org/edit/" }},
		{"params:\n", nil, nil},
		{"params: {noindex: true, licence: CC0-1.0}\n", nil, func(s *Settings) { s.NoIndex, s.Licence = true, "CC0-1.0" }},
		{"params: {navigation: [search, data]}\n", nil, func(s *Settings) { s.Navigation = []string{"search", "data"} }},
		{"params: {colours: {light: {accent: '#123abc'}, dark: {text: '#ffffff'}}}\n", nil, func(s *Settings) {
			s.Palette = Palette{"light.accent": "#123abc", "dark.text": "#ffffff"}
		}},

		{"params: {noindex: 'true'}\n", []string{"hugo.yaml:1: params.noindex wants true or false"}, nil},
		{"params: {navigation: [search, ../x]}\n", []string{"hugo.yaml:1: params.navigation wants a list of"}, nil},
		{"params: {navigation: {a: b}}\n", []string{"hugo.yaml:1: params.navigation wants a list of"}, nil},
		{"params: {colours: {light: {accent: 'red;}body{display:none'}}}\n", []string{"hugo.yaml:1: params.colours.light.accent wants"}, nil},
		{"params: {colours: {light: {shadow: '#123abc'}}}\n", []string{`hugo.yaml:1: "params.colours.light.shadow" is no setting`}, nil},
		{"title: [a]\n", []string{"hugo.yaml:1: title wants"}, nil},
		{"title: {a: b}\n", []string{"hugo.yaml:1: title wants"}, nil},
		{"title: true\n", []string{"hugo.yaml:1: title wants"}, nil},
		{"title: \"a\\nb\"\n", []string{"hugo.yaml:1: title wants"}, nil},
		{"\nlocale: ../../x\n", []string{"hugo.yaml:2: locale wants"}, nil},
		{"pagination: {pagerSize: 0}\n", []string{"hugo.yaml:1: pagination.pagerSize wants"}, nil},
		{"pagination: {pagerSize: '50'}\n", []string{"hugo.yaml:1: pagination.pagerSize wants"}, nil},
		{"pagination: {path: ../../x}\n", []string{`hugo.yaml:1: "pagination.path" is no setting`}, nil},
		{"params: {edit: 'javascript:alert(1)'}\n", []string{"hugo.yaml:1: params.edit wants"}, nil},
		{"params: [a]\n", []string{"hugo.yaml:1: params.settings are keys"}, nil},
		{"params: {base: 'https://evil.example/'}\n", []string{`hugo.yaml:1: "params.base" is no setting`}, nil},
		{"title: A\nTitle: B\n", []string{`hugo.yaml:2: "Title" stands here a second time`}, func(s *Settings) { s.Title = "A" }},
		{"- title\n", []string{"hugo.yaml:1: settings are keys"}, nil},
	} {
		want := builtin
		if c.set != nil {
			c.set(&want)
		}
		got, err := Read(hindsight.Theme, fixture.FS(SettingsName, c.yaml))
		if err != nil || !reflect.DeepEqual(got.Settings, want) {
			t.Errorf("%q\n got %+v, %v\nwant %+v", c.yaml, got.Settings, err, want)
		}
		if got := problems(fixture.FS(SettingsName, c.yaml)); !matches(got, c.want) {
			t.Errorf("%q\n got %q\nwant %q", c.yaml, got, c.want)
		}
	}
	for _, c := range []string{"a: [", "? [a]\n: b\n", "a: 1\na: 2\n", "title: A\n---\ntitle: B\n", strings.Repeat("[", 100_000), strings.Repeat("- ", 100_000)} {
		if _, err := Read(hindsight.Theme, fixture.FS(SettingsName, c)); err == nil || !strings.Contains(err.Error(), SettingsName+":") {
			t.Errorf("%.40q: no error that names the line: %v", c, err)
		}
	}
}

// What an own layout may not do, and what it may.
func TestLayoutsReachForNothing(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{{ readFile "/etc/passwd" }}`, "readFile"},
		{"\n\n{{ os.ReadFile \"hugo.json\" }}", "os"},
		{`{{ (os).ReadFile "hugo.json" }}`, "os"},
		{`{{ $o := os }}{{ $o.ReadDir "." }}`, "os"},
		{`{{ with readDir "." }}{{ end }}`, "readDir"},
		{`{{ if fileExists "/etc/passwd" }}{{ end }}`, "fileExists"},
		{`{{ range $x := slice (getenv "HOME") }}{{ end }}`, "getenv"},
		{`{{ template "x" (os.Getenv "HOME") }}{{ define "x" }}{{ end }}`, "os"},
		{`{{ define "main" }}{{ else_ }}{{ os.Stat "." }}{{ end }}`, "os"},
		{`{{ resources.GetRemote "http://127.0.0.1/" }}`, "resources.GetRemote"},
		{`{{ ("x.ts" | resources.FromString "x.ts") | js.Build }}`, "resources.FromString"},
		{`{{ resources.ExecuteAsTemplate "x.ts" . (resources.Get "x") }}`, "resources.ExecuteAsTemplate"},
		{`{{ resources.Copy "x.ts" (resources.Get "x.svg") }}`, "resources.Copy"},
		{`{{ $r := resources }}{{ $r.GetRemote "x" }}`, "resources without a function"},
		{`{{ apply (slice "/etc/passwd") "readFile" "." }}`, "apply"},
		{`{{ collections.Apply (slice "/etc/passwd") "readFile" "." }}`, "collections.Apply"},
		{`{{ hugo.WorkingDir }}`, "hugo.WorkingDir"},
		{`{{ printf "%v" hugo }}`, "hugo without a function"},
		{`{{ images.Config "/etc/x.png" }}`, "images.Config"},
		{`{{ getJSON "http://127.0.0.1/" }}`, "getJSON"},
		{`{{ css.PostCSS (resources.Get "css/main.css") }}`, "css.PostCSS"},
		{`{{ js.Batch "x" }}`, "js.Batch"},
		{`{{ templates.Defer (dict) }}`, "templates.Defer"},
		{`{{ site.Config }}`, "site.Config"},
		{`{{ with resources.Get "ts/hindsight.ts" }}{{ . | js.Build (dict "inject" (slice "x.js")) }}{{ end }}`, "js.Build with other options"},
		{`{{ with resources.Get "ts/hindsight.ts" }}{{ . | js.Build (dict (print "inj" "ect") (slice "x.js")) }}{{ end }}`, "js.Build with other options"},
		{`{{ $o := dict "loaders" (dict) }}{{ resources.Get "ts/hindsight.ts" | js.Build $o }}`, "js.Build with other options"},
		{`{{ js.Build (merge (dict) (dict "shims" (dict))) (resources.Get "ts/hindsight.ts") }}`, "js.Build with other options"},
		{`{{ js.Build (dict "sourceMap" "linked") (resources.Get "ts/hindsight.ts") }}`, "js.Build with other options"},

		{`{{ with resources.Get "ts/hindsight.ts" | js.Build (dict "targetPath" "x.js" "minify" true "target" "es2020") }}{{ .RelPermalink }}{{ end }}`, ""},
		{`{{ js.Build (resources.Get "ts/hindsight.ts") }}{{ js.Build "x.js" (resources.Get "ts/hindsight.ts") }}`, ""},
		{`{{ strings.ToUpper site.Title }}{{ .Site.Params.tagline }}{{ hugo.Version }}{{ len (site.RegularPages) }}{{ page.Title }}`, ""},
		{`{{ $css := slice (resources.Get "css/main.css") | resources.Concat "x.css" | minify | fingerprint "md5" }}`, ""},
		{`{{ partial "header.html" . }}{{ os }`, ""}, // cannot be parsed: Hugo says so
	} {
		c.text = strings.ReplaceAll(c.text, "{{ else_ }}", "")
		got := problems(fixture.FS("layouts/about.html", c.text))
		var want []string
		if c.want != "" {
			line := strings.Count(c.text[:strings.Index(c.text, "{{")], "\n") + 1
			want = []string{fmt.Sprintf("layouts/about.html:%d: a layout may not use %s", line, c.want)}
		}
		if !matches(got, want) {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, want)
		}
	}
	for name := range hindsightLayouts(t) {
		if got := problems(fixture.FS(name, hindsightLayouts(t)[name])); len(got) > 0 {
			t.Errorf("a copy of the built-in file: %q", got)
		}
	}
}

// hindsightLayouts are the built-in files by name.
func hindsightLayouts(t *testing.T) map[string]string {
	t.Helper()
	got, err := Read(hindsight.Theme, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, data := range got.Files {
		out[name] = string(data)
	}
	return out
}

// What an own script or style may not reach for, and what it may.
func TestScriptsReachForNothing(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"ts/hindsight.ts", `import x from "/etc/passwd"; console.log(x)`, ":1: \"/etc/passwd\" is not in assets/"},
		{"ts/hindsight.ts", "\nimport x from \"../../../../secret.json\"; console.log(x)", ":2: \"../../../../secret.json\" is not in"},
		{"ts/hindsight.ts", `import "left-pad"`, ":1: \"left-pad\" is not in"},
		{"ts/hindsight.ts", `export * from "file:///etc/passwd"`, ":1: \"file:///etc/passwd\" is not in"},
		{"ts/hindsight.ts", `const x = require("/etc/x.json"); console.log(x)`, ":1: \"/etc/x.json\" is not in"},
		{"ts/hindsight.ts", `import("/etc/x.json").then(console.log)`, ":1: \"/etc/x.json\" is not in"},
		{"ts/hindsight.ts", "const n = location.hash; import(`../../${n}.json`).then(console.log)", ":1:"},
		{"ts/hindsight.ts", "const n = location.hash; console.log(require('../../' + n + '.json'))", ":1:"},
		{"ts/hindsight.ts", "const n = location.hash; console.log(requ\\u0069re(`./${n}`))", ":1:"},
		{"ts/hindsight.ts", "\nimport(location.hash)", ":2:"},
		{"ts/hindsight.ts", `import "https://evil.example/x.js"`, ":1: \"https://evil.example/x.js\" is not in"},
		{"ts/hindsight.ts", `import x from "./ui/dom"; import "/etc/passwd"; console.log(x)`, ":1: \"/etc/passwd\" is not in"},
		{"ts/hindsight.ts", `import {`, ":1:"},
		{"css/main.css", `@import "/etc/x.css";`, ":1: \"/etc/x.css\" is not in"},
		{"css/main.css", `@import url(../../../x.css);`, ":1: \"../../../x.css\" is not in"},
		{"css/main.css", `@\69mport "/etc/x.css";`, ":1: \"/etc/x.css\" is not in"},
		{"css/main.css", `a { background: url(/etc/logo.png) }`, ":1: \"/etc/logo.png\" is not in"},
		{"css/main.css", `a { background: url("../../../logo.png") }`, ":1: \"../../../logo.png\" is not in"},
		{"css/main.css", `a{} /* open`, ":1:"},
		{"css/main.css", "*/ @import \"/etc/x.css\"; /*", ":1:"},
		{"ts/tsconfig.json", `{"extends": "/etc/x.json"}`, ": not a kind of file"},
		{"package.json", `{}`, ": not a kind of file"},
		{"x.wasm", ``, ": not a kind of file"},

		{"ts/hindsight.ts", `import { x } from "./ui/own"; import y from "data.json"; console.log(x, y)`, ""},
		{"css/main.css", `@import "search.css"; a { background: url(../img/icon.svg); src: url(data:image/png;base64,AA), url(https://example.org/x.png), url(#a) }`, ""},
		{"ts/hindsight.ts", "import(`./ui/own`); import('data.json'); console.log('import (x) of require (x)')", ""},
	} {
		own := fixture.FS("assets/"+c.name, c.text, "assets/ts/ui/own.ts", "export const x = 1", "assets/data.json", `{"a": 1}`)
		var want []string
		if c.want != "" {
			want = []string{"assets/" + c.name + c.want}
		}
		if got := problems(own); !matches(got, want) {
			t.Errorf("%s: %s\n got %q\nwant %q", c.name, c.text, got, want)
		}
	}
	if got := problems(hindsightFiles(t)); len(got) > 0 {
		t.Errorf("copies of the built-in files: %q", got)
	}
	// An own file that uses one which is left out is left out, too.
	if got := problems(fixture.FS("assets/ts/a.ts", `import "/etc/passwd"; export const a = 1`, "assets/ts/b.ts", `import { a } from "./a"; console.log(a)`)); !matches(got, []string{
		"assets/ts/a.ts:1: \"/etc/passwd\" is not in", "assets/ts/b.ts:1: \"./a\" is not in",
	}) {
		t.Errorf("one that uses another: %q", got)
	}
}

func hindsightFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for name, text := range hindsightLayouts(t) {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// Every layout, style, script, picture and text of the theme may be an archive's
// own: the built-in ones reach for nothing that is refused to those of an archive.
func TestEachFileMayBeReplaced(t *testing.T) {
	own := fstest.MapFS{}
	for _, folder := range folders {
		err := fs.WalkDir(hindsight.Theme, folder, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && name != "assets/fonts/OFL.txt" {
				data, _ := fs.ReadFile(hindsight.Theme, name)
				own[name] = &fstest.MapFile{Data: append(slices.Clone(data), '\n')}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := Read(hindsight.Theme, own)
	if err != nil || len(got.Problems) > 0 || len(own) < 100 {
		t.Fatalf("%d files: %v, %v", len(own), got.Problems, err)
	}
	for name, file := range own {
		if !got.own[name] || name != wording.File && !bytes.Equal(got.Files[name], file.Data) {
			t.Errorf("%s is not the archive's own", name)
		}
	}
}
