package facts_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/facts"
	"hindsight/internal/fixture"
	"hindsight/internal/prose"
)

// BenchmarkComplete reports documents a second: those of the corpus,
// without it the repository's own.
func BenchmarkComplete(b *testing.B) {
	var docs []hindsight.Postmortem
	if dir, ok := fixture.Corpus(b, "docs"); ok {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".md" {
				return err
			}
			data, err := os.ReadFile(path)
			docs = append(docs, hindsight.Postmortem{Title: d.Name(), Body: string(data)})
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	} else {
		for _, path := range fixture.Files(b, "testdata/*.txt") {
			in := fixture.Read(b, path)
			docs = append(docs, hindsight.Postmortem{Title: in.Name, Body: string(in.Data)})
		}
	}
	start := time.Now()
	n := 0
	for b.Loop() {
		d := docs[n%len(docs)]
		_, _ = facts.Complete(b.Context(), d, prose.Parse(d.Title, d.Body))
		n++
	}
	b.ReportMetric(float64(n)/time.Since(start).Seconds(), "documents/s")
}
