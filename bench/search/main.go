// Command search measures the search beside Pagefind on the same documents:
//
//	go run ./bench/search
//
// It runs at the root of the repository, and makes the corpus and installs
// Pagefind (with npm) where they are not there yet.
package main

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/search"
)

//go:embed queries.json
var queriesJSON []byte

var kinds = []string{"rare", "common", "two", "three", "phrase", "mistyped"}

func main() {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	work := flag.String("work", filepath.Join(cache, "hindsight-bench"), "`DIR` for the sites")
	corpus := flag.String("corpus", "", "`DIR` that get_rfc.sh filled (default: corpus in -work)")
	sizes := flag.String("n", "1000,10000,38518", "numbers of documents")
	peerMost := flag.Int("peer", 10000, "documents at most that Pagefind indexes too; it takes 3 GB of memory for 10,000")
	only := flag.Int("index", 0, "only index so many documents into -work")
	query := flag.String("query", "", "only answer this query from the index in -work")
	flag.Parse()
	if *corpus == "" {
		*corpus = filepath.Join(*work, "corpus")
	}
	switch {
	case *query != "":
		ask(*work, *query)
		return
	case *only > 0:
		buildOurs(corpusFile(*corpus), *only, *work)
		return
	}
	if err := prepareCorpus(*corpus); err != nil {
		fail(err)
	}
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil {
			fail(err)
		}
		peer := ""
		if n <= *peerMost {
			if peer, err = preparePeer(filepath.Join(*work, "peer")); err != nil {
				fail(err)
			}
		}
		compare(*corpus, n, filepath.Join(*work, s), peer)
	}
}

// compare indexes n documents with both engines and asks both the same.
func compare(corpus string, n int, work, peer string) {
	file := corpusFile(corpus)
	var queries map[string][]string
	if err := json.Unmarshal(queriesJSON, &queries); err != nil {
		fail(err)
	}
	self, err := os.Executable()
	if err != nil {
		fail(err)
	}
	site := filepath.Join(work, "ours")
	used := run(self, "-corpus", corpus, "-index", fmt.Sprint(n), "-work", filepath.Join(site, "search"))
	writePage(".", site)
	fmt.Printf("\n## %d documents\n\n", n)
	report(ours, site, "/search/", used, queries)
	resembling(site, readCorpus(file, 100_000), n)
	if n <= 10000 {
		stability(file, n, filepath.Join(site, "search"), filepath.Join(work, "changed"))
	}
	if peer == "" {
		return
	}
	site = filepath.Join(work, "pagefind")
	if err := os.RemoveAll(site); err != nil {
		fail(err)
	}
	writePages(readCorpus(file, n), site)
	write(filepath.Join(site, "blank.html"), `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,"></html>`)
	used = run(peer, "--site", site, "--quiet")
	if err := os.RemoveAll(filepath.Join(site, "postmortems")); err != nil {
		fail(err)
	}
	report(pagefind, site, "/pagefind/", used, queries)
}

func report(e engine, site, index string, used cost, queries map[string][]string) {
	s, t := serve(site), openTab()
	defer s.Close()
	defer t.close()
	all := s.total(index)
	fmt.Printf("%s: index CPU %.1f s, memory %d MB, %.1f MB on the wire in %d files\n", e.name, used.cpu.Seconds(), used.rss, float64(all.bytes)/1e6,
		all.requests)
	var cold, warm, floor, titles, titlesWarm []float64
	for i, kind := range kinds {
		f := measure(e, s, t, kind, queries[kind])
		if i == 0 {
			fmt.Printf("before the first search: %.1f KB in %d requests · columns for facets, once: %.1f KB in %d\n", kb(f.before.bytes),
				f.before.requests, kb(f.facets.bytes), f.facets.requests)
		}
		fmt.Printf("%-9s total %7.0f · query %6.1f KB %2d requests · whole first search %6.1f KB %2d requests %4.0f ms · cold %4.0f ms · warm %5.1f "+
			"ms\n", kind, f.total,
			kb(f.bytes), f.requests, kb(f.wholeBytes), f.wholeRequests, f.wholeTime, quantile(f.cold, .5), quantile(f.warm, .5))
		if e.titles != "" {
			all := traffic{f.before.bytes + f.titles.bytes, f.before.requests + f.titles.requests}
			fmt.Printf("%-9s to ten titles, page and client included %6.1f KB %2d requests · cold %4.0f ms · warm %5.1f ms · "+
				"whole and what is in view %6.1f KB\n", "", kb(all.bytes), all.requests, quantile(f.titlesTime, .5), quantile(f.titlesWarm, .5), kb(f.inView))
		}
		if kind != "phrase" && kind != "mistyped" { // the peers' 20 queries
			titles, titlesWarm = append(titles, f.titlesTime...), append(titlesWarm, f.titlesWarm...)
			cold, warm, floor = append(cold, f.cold...), append(warm, f.warm...), append(floor, f.floor...)
		}
	}
	fmt.Printf("words, ten results: cold p50 %.0f p95 %.0f ms · warm p50 %.1f p95 %.1f ms\n", quantile(cold, .5), quantile(cold, .95), quantile(warm,
		.5), quantile(warm, .95))
	if len(titles) > 0 {
		fmt.Printf("words, ten titles: cold p50 %.0f p95 %.0f ms · warm p50 %.1f p95 %.1f ms\n", quantile(titles, .5), quantile(titles, .95),
			quantile(titlesWarm, .5), quantile(titlesWarm, .95))
	}
	if len(floor) > 0 {
		fmt.Printf("merely loading the files of the cold ones: p50 %.0f p95 %.0f ms\n", quantile(floor, .5), quantile(floor, .95))
	}
	fmt.Println()
}

// resembling prints what it costs to look for what resembles a text, beside the
// page: texts are those of the corpus after the first n, put together.
func resembling(site string, entries iter.Seq[hindsight.Entry], n int) {
	const texts = 5
	var bodies []string
	for e := range entries {
		if n--; n < 0 {
			bodies = append(bodies, e.Body)
		}
		if len(bodies) == 40*texts {
			break
		}
	}
	if len(bodies) < 40*texts {
		return // the corpus has no more
	}
	s, t := serve(site), openTab()
	defer s.Close()
	defer t.close()
	for _, size := range []int{2_000, 20_000} {
		var got traffic
		var times []float64
		for i := range texts {
			text := strings.ToValidUTF8(strings.Join(bodies[40*i:40*i+40], "\n\n")[:size], "")
			t.open(s.URL + ours.page)
			t.eval(ours.ready + `.then(() => [0])`)
			s.take()
			times = append(times, t.eval(fmt.Sprintf(`(async (text) => {
				const t = performance.now();
				await window.hindsight.like(text);
				return [performance.now() - t];
			})(%q)`, text))...)
			one := s.take()
			got.bytes, got.requests = got.bytes+one.bytes, got.requests+one.requests
		}
		fmt.Printf("what resembles a text of %d KB: %.1f KB %d requests · cold %.0f ms\n", size/1000, kb(got.bytes/texts),
			got.requests/texts, quantile(times, .5))
	}
	fmt.Println()
}

func kb(n int) float64 { return float64(n) / 1000 }

func escape(q string) string { return url.QueryEscape(q) }

func ask(dir, query string) {
	start := time.Now()
	r, err := search.Open(os.DirFS(dir))
	if err != nil {
		fail(err)
	}
	res, err := r.Search(query, search.Query{Limit: 3})
	if err != nil {
		fail(err)
	}
	b, err := json.MarshalIndent(res, "", "  ")
	if err != nil {
		fail(err)
	}
	fmt.Printf("%s\n%v\n", b, time.Since(start))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bench/search: error:", err)
	os.Exit(1)
}
