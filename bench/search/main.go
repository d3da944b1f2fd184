// Command search measures the search index: go run ./bench/search -corpus DIR.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"hindsight/internal/search"
)

func main() {
	corpus := flag.String("corpus", "", "folder that get_rfc.sh filled")
	n := flag.Int("n", 1000, "documents")
	out := flag.String("out", filepath.Join(os.TempDir(), "hindsight-bench-search"), "folder for the index")
	query := flag.String("query", "", "only answer this query from the index in -out")
	flag.Parse()
	if *query != "" {
		ask(*out, *query)
		return
	}
	start := time.Now()
	stats, err := search.Build(context.Background(), *out, readCorpus(filepath.Join(*corpus, "c100000.jsonl"), *n), search.Options{})
	if err != nil {
		fail(err)
	}
	var use syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &use)
	fmt.Printf("%+v\nwall %v cpu %.1fs+%.1fs rss %d MB\n", stats, time.Since(start).Round(time.Millisecond),
		float64(use.Utime.Sec)+float64(use.Utime.Usec)/1e6, float64(use.Stime.Sec)+float64(use.Stime.Usec)/1e6, use.Maxrss>>10)
}

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
	b, _ := json.MarshalIndent(res, "", "  ")
	fmt.Printf("%s\n%v\n", b, time.Since(start))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bench/search: error:", err)
	os.Exit(1)
}
