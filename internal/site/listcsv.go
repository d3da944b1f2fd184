package site

import (
	"bytes"
	"iter"
	"runtime"

	"hindsight/internal/record"

	"golang.org/x/sync/errgroup"
)

// writeLists writes beside the page of each class, organisation and year its
// postmortems as a table, with the columns of the whole data set.
func writeLists(out *output, pages []*page) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for folder, of := range map[string]func(*page) []string{
		"classes": func(p *page) []string { return p.Classes }, "organisations": func(p *page) []string { return p.Organisations },
		"years": func(p *page) []string { return p.Years },
	} {
		for name, list := range grouped(pages, of) {
			group.Go(func() error {
				var b bytes.Buffer
				if err := record.WriteTable(&b, recordsOf(list)); err != nil {
					return err
				}
				return out.put(folder+"/"+name+".csv", b.Bytes())
			})
		}
	}
	return group.Wait()
}

func recordsOf(pages []*page) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for _, p := range pages {
			if !yield(p.record, nil) {
				return
			}
		}
	}
}
