// Package intake runs an import: it finds what the arguments name, reads it
// side by side, recognises it, carries each document through the stages
// (importer, facts, triage, classify), files it in the archive, and remembers
// what servers said.
//
// It hands out values and no sentences: an Outcome for each document, a Failure
// for what could not be read, a Health for each source; what happens on the
// way are Events. Words, flags and exit statuses are the caller's. It needs
// neither a terminal nor a working directory.
//
//	Intake.Jobs      arguments → what is to be read
//	run.all          has the jobs read side by side, files them in their order
//	gatherer.gather  one source or other input, from its address to documents
//	Intake.carry     one document through the stages
//	run.source       what was gathered of an input into archive and sources.lock
//
// It is one room because all of it is the way of one input, from an argument to
// its line in the report.
package intake

import (
	"context"
	"io"
	"iter"
	"time"

	"hindsight"
	"hindsight/importers/feed"
	"hindsight/internal/assistant"
	"hindsight/internal/classify"
	"hindsight/internal/facts"
	"hindsight/internal/fetch"
	"hindsight/internal/tool"
)

// Options are what an import is given.
type Options struct {
	Archive    string // the folder of the archive: sources.yaml and sources.lock lie there, and the paths in them begin there
	Outside    bool   // the paths of sources.yaml may lead out of that folder
	Classifier *classify.Classifier
	// Second is a second reader's word on what is filed as new or with a new text,
	// nil where there is none; a nil function: nobody is asked.
	Second func(context.Context, hindsight.Entry) *assistant.Second
	Names  facts.Names   // of organisations, as the archive's curator writes them
	Client *fetch.Client // keeps hosts from being asked at once
	Tools  tool.Kit      // runs git
	Now    time.Time     // the one clock: stamps what is fetched
	Stdin  io.Reader     // what the argument "-" stands for
	Given  Given
	Limits Limits      // on the time that servers may take
	DryRun bool        // say what would be done, write nothing
	Tell   func(Event) // told what happens on the way, from one goroutine
}

func (o Options) place() Place { return Place{o.Archive, o.Outside} }

// Given is what a person says of all that is imported in one run.
type Given struct {
	As           string // the kind to read everything as: one that KindNamed knows; what it reads is not turned away
	Organisation string // where the text names none
	URL          string // of the original, where the text has none
	Date         hindsight.Moment
}

// An Intake imports into one archive.
type Intake struct {
	Options
	patience time.Duration
	importer func(recognised, feed.Options) (hindsight.Importer, error) // the one that reads an input
}

// New returns an intake; it reads nothing yet.
func New(o Options) *Intake { return &Intake{o, patience, recognised.importer} }

// Documents yields what one job holds as an import would file it, and an error
// for each item that cannot be read; a hindsight.Notice is no failure. What
// sources.yaml says of the job's source does not count.
func (n *Intake) Documents(ctx context.Context, j Job) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		got, err := j.read(ctx)
		if err != nil {
			yield(Document{}, err)
			return
		}
		s := n.settings(nil)
		in, err := n.recognise(ctx, got.Input, s.kind)
		if err != nil {
			yield(Document{}, err)
			return
		}
		n.documents(ctx, in, s, feed.Options{}, nil)(yield)
	}
}
