package site

import (
	"html"
	"strings"
	"testing"
	"testing/fstest"

	"hindsight"
	"hindsight/internal/fixture"
	"hindsight/internal/site/theme"
	"hindsight/internal/wording"
)

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
	dir, report := build(t, Options{Overrides: fixture.FS(theme.SettingsName, yaml.String())}, fixtures())
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

// What was left out is not used, and the built-in file is.
func TestARefusedFileIsNotUsed(t *testing.T) {
	dir, report := build(t, Options{Overrides: fixture.FS(
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

// Colours that are set rule the pages, the icon and the cards; what can hardly
// be read in them is named.
func TestOwnColours(t *testing.T) {
	yaml := "params: {colours: {light: {accent: '#005599'}, dark: {text: '#333333', background: '#222222'}}}\n"
	dir, report := build(t, Options{Overrides: fstest.MapFS{theme.SettingsName: {Data: []byte(yaml)}}}, fixtures()[:1])
	var named []string
	for _, p := range report.Skipped {
		named = append(named, p.Reason)
	}
	if got := strings.Join(named, "\n"); !strings.Contains(got, "params.colours.dark: text on background has a contrast of 1.2 to 1") || strings.Contains(got, "light") {
		t.Errorf("named: %s", got)
	}
	files, plain := tree(t, dir), ""
	for name, text := range files {
		if strings.HasPrefix(name, "css/") {
			plain += text
		}
	}
	if i := strings.LastIndex(plain, "--accent:#005599"); i < 0 || i < strings.LastIndex(plain, "--accent:#8a3b12") || !strings.Contains(plain, "--bg:#222222") {
		t.Errorf("the style sheet ends %q", plain[max(0, len(plain)-300):])
	}
	bare, _ := build(t, Options{Theme: hindsight.Theme}, fixtures()[:1])
	for name, text := range tree(t, bare) {
		if (strings.HasPrefix(name, iconFolder) || strings.HasPrefix(name, cardFolder)) && files[name] == text {
			t.Errorf("%s has the built-in colours", name)
		}
	}
}

// Own texts take the place of the built-in ones on the pages.
func TestOwnTexts(t *testing.T) {
	own := "data-lede: Ours <b>\ndata-version: 'V {{ .Version }}.'\nmonths: Jänner Feber März April Mai Juni Juli August September Oktober November Dezember\n" +
		"date-day: 2. January 2006\nlength-h: Std.\nfact-lasted: Dauer\nsay-no-words: '{{ .Words }} ist <leer>.'\n"
	dir, _ := build(t, Options{Overrides: fstest.MapFS{wording.File: {Data: []byte(own)}}}, fixtures()[:1])
	files := tree(t, dir)
	scripts := ""
	for name, text := range files {
		if strings.HasPrefix(name, "js/") {
			scripts += text
		}
	}
	postmortem := files["postmortems/northsea-ferries/2019-02-18-payments-down-a1b2c3.html"]
	for _, c := range []struct{ in, want string }{
		{files["data.html"], "Ours <b>"}, {files["data.html"], "V 0.0.0+"}, {files["data.html"], "Take it along"},
		{postmortem, "17. Feber 2019"}, {postmortem, "<dt>Dauer</dt>"}, {postmortem, " Std."}, {scripts, " ist <leer>."}, {scripts, "has the failure class"},
	} {
		if !strings.Contains(html.UnescapeString(c.in), c.want) {
			t.Errorf("nothing says %q", c.want)
		}
	}
}

// An own partial that others call may look at the page, so none is made once for
// all pages then.
func TestOwnPartialsSeeThePage(t *testing.T) {
	own := fixture.FS("layouts/_partials/box.html", `<form>ON {{ .page.Title }} LY</form>`, "layouts/_partials/data/new.html", `<i>AT {{ .Title }} LY</i>`)
	dir, _ := build(t, Options{Overrides: own}, fixtures())
	seen := map[string]bool{}
	for name, text := range tree(t, dir) {
		if !strings.HasPrefix(name, "postmortems/") || !strings.HasSuffix(name, ".html") {
			continue
		}
		_, box, _ := strings.Cut(text, "<form>ON ")
		box, _, _ = strings.Cut(box, " LY")
		if seen[box] || box == "" || !strings.Contains(text, "<i>AT "+box+" LY</i>") {
			t.Errorf("%s has the box of %q", name, box)
		}
		seen[box] = true
	}
	if len(seen) < 3 {
		t.Errorf("%d pages", len(seen))
	}
}
