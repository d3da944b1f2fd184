package search

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hindsight"
	"hindsight/internal/browsertest"
)

// hostilePayloads are attacks on pages: these, and every eighth of the corpus.
func hostilePayloads(t *testing.T) []string {
	all := []string{
		`<img src=x onerror="alert(1)">`, `"><script>alert(2)</script>`, `<svg/onload=alert(3)>`, `javascript:alert(4)`, `</mark><iframe srcdoc="<script>parent.alert(5)</script>">`,
		`<a href="java&#10;script:alert(6)" autofocus onfocus=alert(6)>x</a>`, `{{7*7}}${alert(7)}`, "\u2028<details open ontoggle=alert(8)>", `__proto__`, `constructor`,
	}
	data, err := os.ReadFile(filepath.Join(repoRoot(t), "..", "shared", "corpus", "payloads", "payloads.jsonl"))
	if err != nil {
		t.Log("no corpus at ../shared/corpus: this test's own attacks alone are tested")
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		var p struct{ Payload string }
		if n++; n%8 == 0 && json.Unmarshal([]byte(line), &p) == nil {
			all = append(all, p.Payload)
		}
	}
	return all
}

// TestHostileHits: what stands in an index, whoever wrote it, is text on a page
// of results: as title, organisation, summary, class, excerpt and filter. The
// page has no policy here that could help.
func TestHostileHits(t *testing.T) {
	payloads := hostilePayloads(t)
	at := func(i int) string { return payloads[i%len(payloads)] }
	var entries []hindsight.Entry
	for i := 0; i < len(payloads); i += 3 {
		var e hindsight.Entry
		e.Path = fmt.Sprintf("%shostile/%04d.md", hindsight.Folder, len(entries))
		e.Title, e.Organisation, e.Summary, e.Classes = at(i), at(i+1), at(i+2), []string{at(i + 1)}
		e.Body = fmt.Sprintf("## %s\n\nThe zebra group%d met %s on its way.", at(i+2), len(entries)/pageOf, at(i))
		entries = append(entries, e)
	}
	site := writeSite(t, entries)
	name := filepath.Join(site, "search.html")
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	bare := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`).ReplaceAll(page, nil)
	if err := os.WriteFile(name, bare, 0o644); err != nil || len(bare) == len(page) {
		t.Fatalf("the policy is still there: %v", err)
	}
	b := browsertest.Start(t)
	browsertest.Do(t, b, chromedp.EmulateViewport(1280, 6000)) // so that each excerpt is fetched
	base := browsertest.FileURL(site) + "/"
	b.Open(t, base+"search.html")
	for group := range (len(entries) + pageOf - 1) / pageOf {
		want := min(pageOf, len(entries)-group*pageOf)
		got := browsertest.Eval[string](t, b, fmt.Sprintf(`(async () => {
			const box = document.querySelector('input[name=q]'), hits = document.querySelector('[data-part=hits]');
			box.value = 'zebra group%d';
			box.form.requestSubmit();
			for (let n = 0; n < 600 && !(document.querySelector('[data-part=status]').textContent.includes('group%[1]d') && hits.children.length === %d
				&& !hits.querySelector('.waiting') && document.querySelector('.facets button')); n++) await new Promise((r) => setTimeout(r, 50));
			const may = 'a b br button div h2 h3 input label li mark ol option p rect section select small span strong svg time ul'.split(' ');
			const bad = [...document.querySelectorAll('.search-results *')].filter((e) => !may.includes(e.localName) ||
				[...e.attributes].some((a) => a.name.startsWith('on')) || (e.href && !e.href.startsWith(%q)));
			return hits.children.length + ' ' + bad.map((e) => e.outerHTML.slice(0, 100)).join();
		})()`, group, want, base))
		if got != fmt.Sprintf("%d ", want) {
			t.Errorf("group %d: %s, want %d hits", group, got, want)
		}
	}
	b.Clean(t, base)
}

const pageOf = 10 // hits that a page of results shows at first
