package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hindsight/internal/archive"
	"hindsight/internal/site/theme"
	"hindsight/internal/wording"
)

// packName is the pack of all pages, beside the stage.
const packName = "pages"

// stage writes all that Hugo sees: the theme, and content files under names
// and with front matter made here. They have no text of their own: the templates
// leave a comment where it belongs, and publish puts it there, so that
// shortcodes, attributes and all else that Hugo does to content never meet it.
// At 10,000 pages that also saves 300 MB.
func stage(dir string, o Options, t *theme.Theme, pages []*page, d *dataset, charts []plot, skipped []archive.Problem) error {
	for name, data := range t.Staged() {
		if err := writeFile(filepath.Join(dir, "stage", filepath.FromSlash(name)), data); err != nil {
			return err
		}
	}
	f, err := os.Create(filepath.Join(dir, packName))
	if err != nil {
		return err
	}
	pack := newPacker(f)
	err = stagePages(pack, o, t, pages, d, charts, skipped)
	return errors.Join(err, pack.end(), f.Close())
}

func stagePages(pack *packer, o Options, t *theme.Theme, pages []*page, d *dataset, charts []plot, skipped []archive.Problem) error {
	about, err := aboutPage(o, t.Texts)
	if err != nil {
		return err
	}
	say := t.Texts
	files := map[string]any{
		"_index.md":             homePage(t.Settings.Title, pages, o.Taxonomy),
		"search.md":             fixed{Title: say.Say("nav-search"), Layout: "search", URL: "/search.html"},
		"seen.md":               fixed{Title: say.Say("seen"), Layout: "seen", URL: "/seen.html"},
		"about.md":              about,
		"data.md":               d.dataPage(say),
		"sources.md":            sourcesPage(o, pages, skipped, say),
		"offline.md":            fixed{Title: say.Say("offline-title"), Layout: "offline", URL: "/offline.html"},
		"numbers.md":            numbersPage(charts, len(pages), say),
		"postmortems/_index.md": map[string]any{"title": say.Say("index-n"), "build": map[string]string{"render": "never"}},
	}
	for name, page := range incidentPages(pages, t.Settings.PagerSize, say) {
		files[name] = page
	}
	for name, page := range orderedLists(pages, o.Taxonomy, t.Settings.PagerSize, say) {
		files[name] = page
	}
	for name, page := range ownerPages(pages, say) {
		files[name] = page
	}
	for name, list := range terms(pages, o.Taxonomy, t.Settings.PagerSize, say) {
		files[name+"/_index.md"] = list
	}
	for i, url := range o.removed() {
		files[fmt.Sprintf("removed/%06d.md", i+1)] = stub{fixed{Title: say.Say("removed"), Layout: "removed", URL: url}, map[string]string{"list": "never"}}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := addContent(pack, name, files[name]); err != nil {
			return err
		}
	}
	for i, p := range pages {
		front, err := p.front, error(nil)
		if p.same {
			front, err = frontMatter(p.listed())
		}
		if err == nil {
			err = pack.add(fmt.Sprintf("postmortems/%06d.md", i+1), p.placed(front))
		}
		if err != nil {
			return err
		}
		p.front = nil
		p.Params.Contents, p.Params.Timeline, p.Params.Reported = nil, nil, nil // Hugo has them now
	}
	return nil
}

// placed is the front matter of a page with its place among all, and those of
// the others that it names: written out, these were half of what Hugo holds of a
// page.
func (p *page) placed(front []byte) []byte {
	b := fmt.Appendf(nil, `{"weight":%d,`, p.Weight)
	if !p.same {
		b = appendWays(appendWays(b, "related", p.Params.Related), "more", p.Params.More)
	}
	return append(b, front[1:]...)
}

func appendWays(b []byte, name string, links []link) []byte {
	if len(links) == 0 {
		return b
	}
	ways := make([]way, len(links))
	for i, l := range links {
		ways[i] = way{l.at, l.Reason}
	}
	list, _ := json.Marshal(ways) // numbers and strings
	return fmt.Appendf(b, "%q:%s,", name, breakWords.Replace(string(list)))
}

// A way is a postmortem that another one names.
type way struct {
	At     int    `json:"at"` // its place
	Reason string `json:"reason"`
}

// A fixed page is one of the site's own.
type fixed struct {
	Title  string         `json:"title"`
	Layout string         `json:"layout"`
	URL    string         `json:"url"`
	Params map[string]any `json:"params,omitempty"`
}

// A stub is the page of a postmortem that is not to be shown any more.
type stub struct {
	fixed
	Build map[string]string `json:"build"`
}

// removed are the addresses of the pages in whose place a stub stands.
func (o Options) removed() []string {
	var urls []string
	for _, id := range o.Removed {
		if goodIDRE.MatchString(id) {
			urls = append(urls, "/postmortems/"+id+".html")
		}
	}
	return urls
}

func aboutPage(o Options, say wording.Texts) (fixed, error) {
	f := fixed{Title: say.Say("nav-about"), Layout: "about", URL: "/about.html", Params: map[string]any{}}
	if strings.TrimSpace(o.About) != "" {
		b, _ := text{md: o.About, top: 2, toHeading: say.Say("section-link")}.render() // at worst it is shown plain
		f.Params["body"] = b.HTML
	}
	if !o.BuiltinTags {
		return f, nil
	}
	figures, err := tagFigures(o.Theme, o.Taxonomy)
	if figures != nil {
		f.Params["figures"] = figures
	}
	return f, err
}

// frontMatter is a content file that is front matter only. JSON takes Hugo a
// tenth of the time of YAML.
func frontMatter(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	return []byte(breakWords.Replace(string(b))), err
}

func addContent(pack *packer, name string, v any) error {
	b, err := frontMatter(v)
	if err != nil {
		return err
	}
	return pack.add(name, b)
}

func writeFile(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}

// stubs are the names of the files that are stubs.
func (o Options) stubs() map[string]bool {
	stubs := map[string]bool{}
	for _, address := range o.removed() {
		stubs[strings.TrimPrefix(address, "/")] = true
	}
	return stubs
}

// withoutStubs are the names of files without those of stubs.
func (o Options) withoutStubs(names []string) []string {
	stubs := o.stubs()
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return stubs[name] })
}
