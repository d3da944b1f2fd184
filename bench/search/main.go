// Command search measures the search beside Pagefind on the same documents:
//
//	go run ./bench/search -corpus DIR -pagefind BINARY -n 1000,10000,38518
//
// DIR is what get_rfc.sh filled; without -pagefind only our own figures are taken.
package main

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"hindsight/internal/search"
)

//go:embed queries.json
var queriesJSON []byte

var kinds = []string{"rare", "common", "two", "three", "phrase", "mistyped"}

func main() {
	corpus := flag.String("corpus", "", "folder that get_rfc.sh filled")
	sizes := flag.String("n", "1000,10000", "numbers of documents")
	work := flag.String("work", filepath.Join(os.TempDir(), "hindsight-bench-search"), "folder for the sites")
	peer := flag.String("pagefind", "", "the pagefind 1.6 binary")
	only := flag.Int("index", 0, "only index so many documents into -work")
	query := flag.String("query", "", "only answer this query from the index in -work")
	flag.Parse()
	file := filepath.Join(*corpus, "c100000.jsonl")
	switch {
	case *query != "":
		ask(*work, *query)
	case *only > 0:
		buildOurs(file, *only, *work)
	case *corpus == "":
		fail(fmt.Errorf("-corpus is missing: give the folder that get_rfc.sh filled"))
	default:
		for _, s := range strings.Split(*sizes, ",") {
			n, err := strconv.Atoi(s)
			if err != nil {
				fail(err)
			}
			compare(*corpus, file, n, filepath.Join(*work, s), *peer)
		}
	}
}

// compare indexes n documents with both engines and asks both the same.
func compare(corpus, file string, n int, work, peer string) {
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
	stability(file, n, filepath.Join(site, "search"), filepath.Join(work, "changed"))
	if peer == "" {
		return
	}
	site = filepath.Join(work, "pagefind")
	if err := os.RemoveAll(site); err != nil {
		fail(err)
	}
	writePages(readCorpus(file, n), site)
	write(filepath.Join(site, "blank.html"), `<!doctype html><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">`)
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
	fmt.Printf("%s: index CPU %.1f s, memory %d MB, %.1f MB on the wire in %d files\n", e.name, used.cpu.Seconds(), used.rss, float64(all.bytes)/1e6, all.requests)
	var cold, warm []float64
	for i, kind := range kinds {
		f := measure(e, s, t, kind, queries[kind])
		if i == 0 {
			fmt.Printf("before the first search: %.1f KB in %d requests (page included)\n", kb(f.beforeBytes), f.beforeRequest)
		}
		fmt.Printf("%-9s total %7.0f · cold %6.1f KB %2d requests · whole %6.1f KB %2d requests %4.0f ms · cold %4.0f ms · warm %5.1f ms\n", kind, f.total,
			kb(f.bytes), f.requests, kb(f.wholeBytes), f.wholeRequests, f.wholeTime, quantile(f.cold, .5), quantile(f.warm, .5))
		if kind != "phrase" && kind != "mistyped" { // the peers' 20 queries
			cold, warm = append(cold, f.cold...), append(warm, f.warm...)
		}
	}
	fmt.Printf("words, ten results: cold p50 %.0f p95 %.0f ms · warm p50 %.1f p95 %.1f ms\n\n", quantile(cold, .5), quantile(cold, .95), quantile(warm, .5), quantile(warm, .95))
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
