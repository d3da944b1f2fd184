package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"hindsight"
	"hindsight/internal/search"
)

// stability builds the index again after ten documents changed, in three
// ways, and says what share of the shards' bytes a reader has already.
func stability(file string, n int, before, dir string) {
	old := sizes(before)
	for _, change := range []struct {
		name string
		f    func(hindsight.Entry) (hindsight.Entry, bool)
	}{
		{"a sentence added to ten documents", func(e hindsight.Entry) (hindsight.Entry, bool) {
			e.Body += "\n\nA correction was published later: the switch had been replaced twice."
			return e, true
		}},
		{"ten documents rewritten", func(e hindsight.Entry) (hindsight.Entry, bool) {
			words := strings.Fields(e.Body)
			for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
				words[i], words[j] = words[j], words[i]
			}
			e.Body = strings.Join(words[:len(words)*3/4], " ")
			return e, true
		}},
		{"ten new documents", func(e hindsight.Entry) (hindsight.Entry, bool) { return e, false }},
	} {
		if _, err := search.Build(context.Background(), dir, changed(readCorpus(file, n), n, change.f), search.Options{Synonyms: synonyms()}); err != nil {
			fail(err)
		}
		if change.name == "ten new documents" { // this build is the one before them
			report10(change.name, sizes(dir), old)
			continue
		}
		report10(change.name, old, sizes(dir))
	}
	if err := os.RemoveAll(dir); err != nil {
		fail(err)
	}
}

func report10(name string, old, now map[string]int64) {
	var same, all int64
	for file, size := range now {
		all += size
		if _, ok := old[file]; ok && filepath.Dir(file) != "." {
			same += size
		}
	}
	fmt.Printf("%s: %.1f %% of the index's bytes stay the same\n", name, 100*float64(same)/float64(all))
}

// changed applies f to ten documents spread over the corpus; f may drop them.
func changed(entries iter.Seq[hindsight.Entry], n int, f func(hindsight.Entry) (hindsight.Entry, bool)) iter.Seq[hindsight.Entry] {
	return func(yield func(hindsight.Entry) bool) {
		i := 0
		for e := range entries {
			keep := true
			if i%max(1, n/10) == 5 {
				e, keep = f(e)
			}
			if i++; keep && !yield(e) {
				return
			}
		}
	}
}

// sizes maps the files of an index to their bytes.
func sizes(dir string) map[string]int64 {
	m := map[string]int64{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			rel, _ := filepath.Rel(dir, path)
			m[filepath.ToSlash(rel)] = info.Size()
		}
		return err
	})
	if err != nil {
		fail(err)
	}
	return m
}
