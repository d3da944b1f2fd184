package main

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/content"
	"hindsight/internal/record"

	"github.com/spf13/cobra"
)

func (a *app) exportVerb() *cobra.Command {
	var format string
	var everything bool
	c := &cobra.Command{
		Use:   "export --format jsonl|csv",
		Short: "Write the data set",
		Long: `Write the archive as data, one postmortem a line: JSON with all fields, or CSV
(RFC 4180) with the columns that fit a table.

Of each postmortem only that is written which the site shows too: "publish" says
whether this is the full text, an excerpt, or title, dates, classes and the link.
--everything writes what is kept back as well, for use inside the house.`,
		Example: "  hindsight export --format csv > postmortems.csv",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			write, ok := exporters[format]
			if !ok {
				return usageError{fmt.Errorf("--format %s: no such format", format), "formats are jsonl and csv"}
			}
			recordOf := record.Of
			if everything {
				recordOf = record.Whole
			}
			return write(a.out, a.records(recordOf))
		},
	}
	c.Flags().StringVar(&format, "format", "jsonl", "jsonl or csv")
	c.Flags().BoolVar(&everything, "everything", false, "also what publish: excerpt and publish: link keep back")
	return c
}

var exporters = map[string]func(io.Writer, iter.Seq2[record.Record, error]) error{"jsonl": record.WriteLines, "csv": record.WriteTable}

// records are those of all readable content files; others are named.
func (a *app) records(of func(hindsight.Entry) record.Record) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		tighten, more := a.tightened(), true
		err := a.entries(func(e hindsight.Entry) error {
			if more = yield(of(tighten(e)), nil); !more {
				return errors.New("no more records are wanted")
			}
			return nil
		})
		if err != nil && more {
			yield(record.Record{}, err)
		}
	}
}

// entries calls f for each readable content file; others are named.
func (a *app) entries(f func(hindsight.Entry) error) error {
	folder, err := archive.Open(a.archive)
	if err != nil {
		return hinted{fmt.Errorf("no archive at %s", a.archive), "hindsight init DIR makes a new one"}
	}
	defer folder.Close()
	for e, err := range content.Read(folder) {
		if err != nil {
			a.leftOut("%v", err)
			continue
		}
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}
