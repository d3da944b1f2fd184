package site

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hindsight"
)

// files makes a file system of names and texts, one after the other.
func files(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return out
}

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
	builtin := siteSettings{}
	data, err := hindsight.Theme.ReadFile(settingsName)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := builtin.read(data); err != nil || len(p) > 0 {
		t.Fatalf("the built-in settings: %v, %v", p, err)
	}
	for _, c := range []struct {
		yaml string
		want []string
		set  func(*siteSettings) // what it changes, if anything
	}{
		{"", nil, nil},
		{"# nothing\n", nil, nil},
		{"title: Ours\n", nil, func(s *siteSettings) { s.Title = "Ours" }},
		{"TITLE: Ours\nParams: {TagLine: T, description: D}\n", nil, func(s *siteSettings) { s.Title, s.Tagline, s.Description = "Ours", "T", "D" }},
		{"params:\n  description: >-\n    one\n    two\n", nil, func(s *siteSettings) { s.Description = "one two" }},
		{"pagination: {pagerSize: 50}\nlocale: de\n", nil, func(s *siteSettings) { s.PagerSize, s.Locale = 50, "de" }},
		{"params: {edit: 'https://example.org/edit/'}\n", nil, func(s *siteSettings) { s.EditURL = "https://example.org/edit/" }},
		{"params:\n", nil, nil},
		{"params: {noindex: true, licence: CC0-1.0}\n", nil, func(s *siteSettings) { s.NoIndex, s.Licence = true, "CC0-1.0" }},
		{"params: {navigation: [search, data]}\n", nil, func(s *siteSettings) { s.Navigation = []string{"search", "data"} }},
		{"params: {colours: {light: {accent: '#123abc'}, dark: {text: '#ffffff'}}}\n", nil, func(s *siteSettings) {
			s.Palette = palette{"light.accent": "#123abc", "dark.text": "#ffffff"}
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
		{"title: A\nTitle: B\n", []string{`hugo.yaml:2: "Title" stands here a second time`}, func(s *siteSettings) { s.Title = "A" }},
		{"- title\n", []string{"hugo.yaml:1: settings are keys"}, nil},
	} {
		want := builtin
		if c.set != nil {
			c.set(&want)
		}
		theme, err := readTheme(hindsight.Theme, files(settingsName, c.yaml))
		if err != nil || !reflect.DeepEqual(theme.settings, want) {
			t.Errorf("%q\n got %+v, %v\nwant %+v", c.yaml, theme.settings, err, want)
		}
		if got := problems(files(settingsName, c.yaml)); !matches(got, c.want) {
			t.Errorf("%q\n got %q\nwant %q", c.yaml, got, c.want)
		}
	}
	for _, c := range []string{"a: [", "? [a]\n: b\n", "a: 1\na: 2\n", "title: A\n---\ntitle: B\n", strings.Repeat("[", 100_000), strings.Repeat("- ", 100_000)} {
		if _, err := readTheme(hindsight.Theme, files(settingsName, c)); err == nil || !strings.Contains(err.Error(), settingsName+":") {
			t.Errorf("%.40q: no error that names the line: %v", c, err)
		}
	}
}

// Settings of Hugo that break, empty or leak a site, in the spellings that once
// got by. None changes a byte.
func TestForeignSettings(t *testing.T) {
	dir, _ := build(t, Options{}, fixtures())
	plain := tree(t, dir)
	var yaml strings.Builder
	settings := []string{
		"contentDir: ..", "CONTENTDIR: ..", "PUBLISHDIR: ../../elsewhere", "PublishDir: ../elsewhere", "publishdir: /tmp/elsewhere", "outputs: {home: [json]}",
		"disableLanguages: [en]", "defaultContentLanguage: xx", "languages: {xx: {}}", "ignoreFiles: [.]", "ignoreLogs: [a]", "layoutDir: ..", "workingDir: /",
		"segments: {a: {}}", "renderSegments: [a]", "cascade: {draft: true}", "module: {mounts: [{source: /, target: content}]}", "security: {exec: {allow: [.*]}}",
		"SECURITY: {funcs: {getenv: [.*]}}", "staticDir: [..]", "dataDir: ..", "archetypeDir: ..", "i18nDir: ..", "assetDir: ..", "theme: ../x", "themesDir: /",
		"environment: x", "ENVIRONMENT: y", "buildDrafts: true", "disableKinds: [page, home, term]", "permalinks: {postmortems: /index}", "taxonomies: {}",
		"markup: {goldmark: {renderer: {unsafe: true}}}", "frontmatter: {date: [x]}", "mediaTypes: {}", "outputFormats: {html: {baseName: x}}", "imaging: {quality: 1}",
		"cacheDir: /tmp/elsewhere", "resourceDir: /tmp/elsewhere", "caches: {images: {dir: /tmp}}", "minify: {minifyOutput: true}", "canonifyURLs: true",
		"relativeURLs: true", "refLinksErrorLevel: ERROR", "timeout: 1ns", "deployment: {}", "server: {}", "build: {useResourceCacheWhen: never}", "uglyURLs: false",
		"disableAliases: false", "enableGitInfo: true", "params.base: x", "\"content\\u0044IR\": ..",
	}
	for _, s := range settings {
		yaml.WriteString(s + "\n")
	}
	dir, report := build(t, Options{Overrides: files(settingsName, yaml.String())}, fixtures())
	if len(report.Skipped) != len(settings) {
		t.Errorf("%d of %d settings are named: %v", len(report.Skipped), len(settings), report.Skipped)
	}
	for n, p := range report.Skipped {
		if p.Path == "" || !strings.Contains(p.Reason, "is no setting") {
			t.Errorf("%d: %v", n, p)
		}
	}
	got := tree(t, dir)
	for name, text := range plain {
		if got[name] != text {
			t.Errorf("%s is another one", name)
		}
	}
	if len(got) != len(plain) {
		t.Errorf("%d files, not %d", len(got), len(plain))
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
		got := problems(files("layouts/about.html", c.text))
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
		if got := problems(files(name, hindsightLayouts(t)[name])); len(got) > 0 {
			t.Errorf("a copy of the built-in file: %q", got)
		}
	}
}

// hindsightLayouts are the built-in files by name.
func hindsightLayouts(t *testing.T) map[string]string {
	t.Helper()
	theme, err := readTheme(hindsight.Theme, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, data := range theme.files {
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
		own := files("assets/"+c.name, c.text, "assets/ts/ui/own.ts", "export const x = 1", "assets/data.json", `{"a": 1}`)
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
	if got := problems(files("assets/ts/a.ts", `import "/etc/passwd"; export const a = 1`, "assets/ts/b.ts", `import { a } from "./a"; console.log(a)`)); !matches(got, []string{
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

// What was left out is not used, and the built-in file is.
func TestARefusedFileIsNotUsed(t *testing.T) {
	dir, report := build(t, Options{Overrides: files(
		"layouts/about.html", `{{ define "main" }}OWN {{ readFile "hugo.json" }}{{ end }}`,
		"layouts/404.html", `{{ define "main" }}OWN 404{{ end }}`,
		"assets/ts/hindsight.ts", `import x from "/etc/passwd"; console.log("OWN", x)`,
		"assets/css/main.css", `.OWN { color: red }`,
		"assets/.DS_Store", "", "layouts/about.html~", "",
	)}, fixtures())
	got := tree(t, dir)
	if len(report.Skipped) != 2 || report.Skipped[0].Path != "assets/ts/hindsight.ts:1" || report.Skipped[1].Path != "layouts/about.html:1" {
		t.Errorf("named: %v", report.Skipped)
	}
	if strings.Contains(got["about.html"], "OWN") || !strings.Contains(got["404.html"], "OWN 404") {
		t.Error("the layouts are not those that may be used")
	}
	for name, text := range got {
		if own := strings.Contains(text, "OWN"); own && strings.HasSuffix(name, ".js") || !own && strings.HasSuffix(name, ".css") {
			t.Errorf("%s is not the one that may be used", name)
		}
	}
}
