package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/assistant"
	"hindsight/internal/content"

	"github.com/spf13/cobra"
)

// assistantVariable is the environment's word for --assistant. No file of an
// archive is: a pull request must not run commands.
const assistantVariable = "HINDSIGHT_ASSISTANT"

// assistantFlags are the flags of verbs that ask a second reader.
type assistantFlags struct {
	command string
	prefer  bool
}

func (f *assistantFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.command, "assistant", "",
		"ask a program of your own about the classes, too: `COMMAND` is started without a shell (default $"+assistantVariable+")")
	c.Flags().BoolVar(&f.prefer, "prefer-assistant", false, "where the program gives other classes than Hindsight, take the program's")
}

// A secondReader is what remembers the answers of an archive, and asks for more.
type secondReader struct {
	*assistant.Reader
	app     *app
	ar      *content.Archive
	dry     bool
	skipped int // texts that were not asked about any more
}

// asked is the command of the second reader; "" for none.
func (f *assistantFlags) asked() string { return cmp.Or(f.command, os.Getenv(assistantVariable)) }

// second opens the second reader of an archive. Without a command it asks
// nothing and gives what was answered before.
func (f *assistantFlags) second(a *app, ar *content.Archive, tax hindsight.Taxonomy, dry bool) (*secondReader, error) {
	command := f.asked()
	if f.prefer && command == "" {
		return nil, usageError{errors.New("--prefer-assistant goes with --assistant"), "hindsight tag --help shows an example"}
	}
	o := assistant.Options{Taxonomy: tax, Prefer: f.prefer, Limits: a.assisting}
	if command != "" {
		var err error
		if o.Command, err = assistant.Words(command); err != nil {
			return nil, usageError{fmt.Errorf("--assistant: %w", err), "it is cut into words as a shell would; no shell is run"}
		}
	}
	var err error
	if o.Lock, err = a.answers(); err != nil {
		return nil, hinted{err, "mend the line, or take it out: its text is then asked about again"}
	}
	return &secondReader{Reader: assistant.NewReader(o), app: a, ar: ar, dry: dry}, nil
}

// answers reads assistant.lock; an archive without it has none.
func (a *app) answers() (assistant.Lock, error) {
	data, err := archive.Read(a.archive, assistant.LockName, assistant.MaxLock)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return assistant.LoadLock(data)
}

// saveEvery is how many answers are lost at most when the machine goes down. A
// local model thinks for some seconds about each.
const saveEvery = 10

// read is the second reader's word on e. Why there is none is named, once where
// the program is asked nothing more.
func (s *secondReader) read(ctx context.Context, e hindsight.Entry) *assistant.Second {
	id := cmp.Or(e.Path, e.Source.ID)
	said, err := s.Read(ctx, id, e.Postmortem)
	switch {
	case errors.Is(err, assistant.ErrNotAsked):
		s.skipped++
	case err != nil && ctx.Err() == nil:
		s.app.leftOut("assistant: %s: %v (the tags stay)", cmp.Or(e.Path, e.Title, id), err)
	case err == nil && len(s.Command) > 0:
		if s.Unsaved() >= saveEvery {
			err = s.save()
		}
		if err != nil {
			s.app.leftOut("%v", err)
		}
	}
	return said
}

// save writes assistant.lock where there is something new in it.
func (s *secondReader) save() error {
	if s.dry {
		return nil
	}
	return s.Save(s.ar.WriteFile)
}

// end ends the program and saves.
func (s *secondReader) end() error {
	s.Close()
	if s.skipped > 0 {
		s.app.leftOut("assistant: not asked about %s; the next run asks", count(s.skipped, "postmortem"))
	}
	return s.save()
}
