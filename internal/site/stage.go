package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"hindsight/internal/yamltext"
)

// stage writes all that Hugo sees: the theme, and content files under names
// and with front matter made here. They have no text of their own: the templates
// leave a comment where it belongs, and publish puts it there, so that
// shortcodes, attributes and all else that Hugo does to content never meet it.
// At 10,000 pages that also saves 300 MB. It returns the theme's settings.
func stage(dir string, o Options, base *url.URL, pages []*page) (map[string]any, error) {
	theme, err := copyTheme(dir, o.Theme, o.Overrides)
	if err != nil {
		return nil, err
	}
	if o.Title != "" {
		theme["title"] = o.Title
	}
	p, _ := theme["params"].(map[string]any)
	if p = maps.Clone(p); p == nil {
		p = map[string]any{}
	}
	p["base"] = ""
	if base != nil {
		p["base"] = base.String()
	}
	theme["params"] = p

	files := map[string]any{
		"_index.md":             term{Title: fmt.Sprint(theme["title"])},
		"search.md":             fixed{Title: "Search", Layout: "search", URL: "/search.html"},
		"about.md":              aboutPage(o.About),
		"postmortems/_index.md": map[string]any{"title": "Postmortems", "build": map[string]string{"render": "never"}},
	}
	for name, t := range terms(pages, o.Taxonomy) {
		files[name+"/_index.md"] = t
	}
	for name, v := range files {
		if err := writeContent(filepath.Join(dir, "content", filepath.FromSlash(name)), v); err != nil {
			return nil, err
		}
	}
	for i, p := range pages {
		if err := writeContent(filepath.Join(dir, "content", "postmortems", fmt.Sprintf("%06d.md", i+1)), p); err != nil {
			return nil, err
		}
		p.Params.Contents, p.Params.Timeline = nil, nil // Hugo has them now
	}
	return theme, nil
}

// A fixed page is one of the site's own.
type fixed struct {
	Title  string         `json:"title"`
	Layout string         `json:"layout"`
	URL    string         `json:"url"`
	Params map[string]any `json:"params,omitempty"`
}

func aboutPage(md string) fixed {
	f := fixed{Title: "About", Layout: "about", URL: "/about.html"}
	if strings.TrimSpace(md) != "" {
		b, _ := text{md: md, top: 2}.render() // at worst it is shown plain
		f.Params = map[string]any{"body": b.HTML}
	}
	return f
}

// writeContent writes a content file that is front matter only. JSON takes
// Hugo a tenth of the time of YAML.
func writeContent(path string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return writeFile(path, []byte(breakWords.Replace(string(b))))
}

func writeFile(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}

// copyTheme copies layouts/ and assets/ of the theme and then, over them, of
// the overrides, and returns the settings of the last hugo.yaml.
func copyTheme(dir string, sources ...fs.FS) (map[string]any, error) {
	theme := map[string]any{}
	for _, src := range sources {
		if src == nil {
			continue
		}
		for _, folder := range []string{"layouts", "assets"} {
			if err := copyFolder(dir, src, folder); err != nil {
				return nil, fmt.Errorf("site: theme: %w", err)
			}
		}
		b, err := fs.ReadFile(src, "hugo.yaml")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("site: theme: %w", err)
		}
		theme = map[string]any{}
		if err := yamltext.Unmarshal(b, yamltext.Place{File: "hugo.yaml"}, yamltext.Settings, &theme); err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
	}
	for key := range theme { // Hugo does not mind the case of a key
		for fixed := range settings {
			if strings.EqualFold(key, fixed) {
				delete(theme, key)
			}
		}
	}
	return theme, nil
}

// copyFolder copies regular files only: a link could lead anywhere.
func copyFolder(dir string, src fs.FS, folder string) error {
	return fs.WalkDir(src, folder, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == folder {
			return fs.SkipAll
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := fs.ReadFile(src, name)
		if err != nil {
			return err
		}
		return writeFile(filepath.Join(dir, filepath.FromSlash(name)), b)
	})
}
