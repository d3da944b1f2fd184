package site

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hindsight/internal/numbers"
	"hindsight/internal/spill"
	"hindsight/internal/wording"
)

// Every order has every postmortem once, sorted, what is unknown last; each page
// of it has at most so many rows, and each jump leads to the group's first row.
func TestOrders(t *testing.T) {
	var pages []*page
	m := makerOf(t)
	for _, e := range append(measured(generated(130, 60)), fixtures()...) {
		p, err := m.page(e)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	slices.SortFunc(pages, newestFirst)
	for i, p := range pages {
		p.Weight = i + 1
	}
	for _, size := range []int{10, 37, 1000} {
		for _, o := range ordersOf(pages) {
			all, jumps := o.cut(size)
			seen, said, before := map[int]bool{}, 0, time.Duration(1<<62)
			begins := map[string]int{}
			for n, parts := range all {
				rows := 0
				for _, part := range parts {
					at := o.address(n+1) + "#" + part.Anchor
					if _, ok := begins[part.Anchor]; !ok {
						begins[part.Anchor] = n
						if j := jumps[len(begins)-1]; j.Link != at || j.Name != part.Name || j.N != part.N {
							t.Errorf("%s, %d: %+v does not lead to %s", o.id, size, j, at)
						}
					}
					for _, w := range part.Rows {
						if rows++; seen[w] {
							t.Errorf("%s: %d stands twice", o.id, w)
						}
						seen[w] = true
						c := pages[w-1].toCase()
						value := map[string]time.Duration{"lasted": c.Lasted, "noticed": c.Noticed, "when": time.Duration(c.Year)}[o.id]
						if value > before {
							t.Errorf("%s: %v stands below %v", o.id, value, before)
						}
						if before = value; value != numbers.Unknown && (o.id != "when" || value != 0) {
							said++
						}
					}
				}
				if rows > size || rows == 0 {
					t.Errorf("%s: %d rows on a page of %d", o.id, rows, size)
				}
			}
			if len(seen) != len(pages) || said != o.said || len(jumps) != len(begins) {
				t.Errorf("%s: %d of %d, %d say so, want %d", o.id, len(seen), len(pages), said, o.said)
			}
		}
	}
}

// On the built site, every jump and every further page of a list is there, the
// jump's mark too, and beside each list lies a table with a row a postmortem.
func TestListsLead(t *testing.T) {
	dir, _ := build(t, Options{}, append(measured(generated(450, 60)), fixtures()...))
	files := tree(t, dir)
	for _, name := range []string{"incidents.html", "incidents-lasted.html", "incidents-noticed.html", "classes/dns.html", "classes/dns/lasted.html", "classes/dns/noticed.html", "organisations/organisation-0/lasted.html", "organisations/organisation-0.html",
		"organisations/index.html", "organisations-by-name.html", "classes/index.html", "years/2010.html"} {
		if files[name] == "" {
			t.Errorf("%s is not there", name)
		}
		for _, m := range hrefRE.FindAllStringSubmatch(files[name], -1) {
			address, mark, _ := strings.Cut(m[1], "#")
			address, _, _ = strings.Cut(address, "?")
			at := filepath.ToSlash(filepath.Join(filepath.Dir(name), address))
			if address == "" {
				at = name
			}
			if strings.Contains(address, ":") || strings.Contains(at, "search") {
				continue
			}
			if text, ok := files[at]; !ok || mark != "" && !strings.Contains(text, `id="`+mark+`"`) {
				t.Errorf("%s leads to %s, which is not there", name, m[1])
			}
		}
	}
	for _, name := range []string{"classes/dns", "years/2010", "organisations/organisation-0"} {
		rows := strings.Count(files[name+".html"], `<li class="row">`)
		for n := 2; files[fmt.Sprintf("%s/page/%d.html", name, n)] != ""; n++ {
			rows += strings.Count(files[fmt.Sprintf("%s/page/%d.html", name, n)], `<li class="row">`)
		}
		if lines := strings.Count(files[name+".csv"], "\n") - 1; rows == 0 || lines != rows {
			t.Errorf("%s: %d rows, its table has %d", name, rows, lines)
		}
	}
}

var hrefRE = regexp.MustCompile(` href="([^"]*)"`)

// TestPagesStaySmall: no page is above 400 KB. It builds 800 postmortems; the
// sizes at 10,000 are printed by
//
//	HINDSIGHT_MANY=10000 go test -count=1 -v -timeout 60m -run TestPagesStaySmall ./internal/site
func TestPagesStaySmall(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("HINDSIGHT_MANY"))
	if err != nil {
		n = 800
	}
	dir, _ := build(t, Options{}, measured(generated(n, 3000)))
	type page struct {
		name string
		size int64
	}
	var all []page
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		info, err := d.Info()
		name, _ := filepath.Rel(dir, path)
		all = append(all, page{name, info.Size()})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b page) int { return int(b.size - a.size) })
	for _, p := range all[:min(10, len(all))] {
		t.Logf("%7d %s", p.size, p.name)
	}
	if all[0].size > 400_000 {
		t.Errorf("%s has %d bytes", all[0].name, all[0].size)
	}
}

// makerOf makes pages for a test.
func makerOf(t *testing.T) maker {
	texts, err := spill.Create(filepath.Join(t.TempDir(), "texts"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { texts.Close() })
	return newMaker(Options{Taxonomy: taxonomy}, wording.BuiltIn(), texts)
}
