package main

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"text/template"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"hindsight"
	"hindsight/internal/bundle"
	"hindsight/internal/search"
)

// cost is what a process used.
type cost struct {
	cpu time.Duration
	rss int // MB at the most
}

func costOf(u syscall.Rusage) cost {
	return cost{time.Duration(u.Utime.Nano() + u.Stime.Nano()), int(u.Maxrss >> 10)}
}

// buildOurs indexes the corpus in this process and prints its statistics; it
// runs in a process of its own, so that its memory can be measured.
func buildOurs(corpus string, n int, dir string) {
	stats, err := search.Build(context.Background(), dir, readCorpus(corpus, n), search.Options{Synonyms: synonyms()})
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stderr).Encode(stats); err != nil { // not what it knows of each document: 110 MB
		fail(err)
	}
}

// synonyms are those that every archive has.
func synonyms() search.Synonyms {
	data, err := hindsight.Theme.ReadFile(search.SynonymsName)
	if err != nil {
		fail(err)
	}
	list, err := search.ReadSynonyms(search.SynonymsName, data, nil)
	if err != nil {
		fail(err)
	}
	return list
}

// run runs a command and says what it cost.
func run(name string, args ...string) cost {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		fail(fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err))
	}
	return costOf(*cmd.ProcessState.SysUsage().(*syscall.Rusage))
}

// writePage adds our script, style and search page to a site.
func writePage(root, site string) {
	partial, err := os.ReadFile(filepath.Join(root, "layouts", "_partials", "search.html"))
	if err != nil {
		fail(fmt.Errorf("run this from the root of the repository: %w", err))
	}
	// Hugo's functions, as far as the partial needs them
	functions := template.FuncMap{
		"T": func(id string, _ ...string) string { return id }, "dict": func(_, name string) string { return name },
		"markdownify": func(s string) string { return s }, "cond": func(_ bool, a, _ string) string { return a },
	}
	var form strings.Builder
	parsed, err := template.New("").Funcs(functions).Parse(string(partial))
	if err == nil {
		err = parsed.Execute(&form, map[string]any{"full": true, "filter": ""})
	}
	if err != nil {
		fail(err)
	}
	css, err := os.ReadFile(filepath.Join(root, "assets", "css", "search.css"))
	if err != nil {
		fail(err)
	}
	for _, name := range []string{"hindsight", "search", "more", "suggest", "seen"} {
		script, _, err := bundle.Script(root, name)
		if err != nil {
			fail(err)
		}
		write(filepath.Join(site, "js", name+".js"), string(script))
	}
	small := api.Transform(string(css), api.TransformOptions{Loader: api.LoaderCSS, MinifyWhitespace: true, MinifySyntax: true})
	write(filepath.Join(site, "css", "search.css"), string(small.Code))
	write(filepath.Join(site, "search.html"), `<!doctype html><meta charset="utf-8"><title>Search</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="css/search.css"><script src="js/search.js" defer></script>`+
		strings.ReplaceAll(form.String(), `action="/search.html"`, `action="search.html"`))
}

// writePages writes the corpus as HTML for Pagefind to index: what a theme
// would mark as title, body and filters.
func writePages(entries iter.Seq[hindsight.Entry], site string) {
	for e := range entries {
		write(filepath.Join(site, filepath.FromSlash(e.URL())), fmt.Sprintf(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>%[1]s</title></head>
<body><main data-pagefind-body><h1>%[1]s</h1><p data-pagefind-ignore="index"><span data-pagefind-filter="class">%[2]s</span>
<span data-pagefind-filter="organisation">%[3]s</span> <span data-pagefind-filter="year">%[4]s</span></p>
%[5]s</main></body></html>`, html.EscapeString(e.Title), e.Primary(), e.Organisation, e.Date, paragraphs(e.Body)))
	}
}

func paragraphs(body string) string {
	return "<p>" + strings.ReplaceAll(html.EscapeString(body), "\n\n", "</p>\n<p>") + "</p>"
}

func write(path, content string) {
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = os.WriteFile(path, []byte(content), 0o644)
	}
	if err != nil {
		fail(err)
	}
}
