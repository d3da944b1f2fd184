package intake

import (
	"errors"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/secret"
	"hindsight/internal/triage"
)

// A Report is what became of one import.
type Report struct {
	Documents []Outcome // in the order in which they were filed
	Failures  []Failure
	Left      []Left
	Sources   []Health // those of sources.yaml, in the order of their first input
	Count     Count
}

// An Outcome is what became of one document. Where it was filed, the other
// fields are those of the entry as it now stands.
type Outcome struct {
	Status       string // content.New, content.Updated, content.Unchanged or Rejected
	Input        string // what it came from: a path, an address
	Path         string // of its content file; "" when it was rejected
	Title        string
	Date         hindsight.Moment // of publication
	When         hindsight.Moment // see Entry.When
	Organisation string
	Classes      []string
	Review       []string // what a person should look at
	Sensitive    []secret.Finding
	Reason       Reason
}

// Rejected is the status of a document that is not archived.
const Rejected = "rejected"

// A Reason says why a document was rejected, or updated though nothing new
// came.
type Reason struct {
	Kind    ReasonKind
	Refusal content.Refusal // of RefusedBefore
	Verdict triage.Verdict  // of NoPostmortem
}

// ReasonKind says which rule decided.
type ReasonKind int

// The reasons.
const (
	NoReason      ReasonKind = iota
	NoText                   // a file of a folder holds no text: it is empty, an image, a program
	RefusedBefore            // a person has said no to it
	LeftOut                  // match or exclude of its source leaves it out
	NoPostmortem             // triage says that it is none
	SourceSays               // sources.yaml says of its source what the file did not say yet
)

// A Failure is an input, or an item in one, that could not be read or filed.
type Failure struct {
	Input     string // its name: a path, an address, a source
	Err       error
	Unreached bool // no server was there to answer, and none has answered in this run yet
}

// A Left is what there was no time for: the next run goes on with it.
type Left struct {
	Input string // its name: an address, a source
	Pages int    // so many pages behind its summaries; 0: all of it
	Err   error  // whose time was over; a fetch.ErrBudget
}

// A Count is how many documents became what.
type Count struct{ New, Updated, Unchanged, Rejected, Failed int }

func (c *Count) add(status string) {
	switch status {
	case content.New:
		c.New++
	case content.Updated:
		c.Updated++
	case content.Unchanged:
		c.Unchanged++
	case Rejected:
		c.Rejected++
	}
}

func (c *Count) sum(o Count) {
	c.New, c.Updated, c.Unchanged = c.New+o.New, c.Updated+o.Updated, c.Unchanged+o.Unchanged
	c.Rejected, c.Failed = c.Rejected+o.Rejected, c.Failed+o.Failed
}

// Kept is how many are in the archive now, or were there before.
func (c Count) Kept() int { return c.New + c.Updated + c.Unchanged }

// Health is how one source of sources.yaml did in a run.
type Health struct {
	Source  string   // its name
	Line    int      // in sources.yaml
	Asked   bool     // a server was asked
	News    bool     // it gave something that was not read before
	Count   Count    // of its documents
	Missing []string // pages behind its summaries that gave no text
	Err     error    // why it could not be read, the last reason if there are several

	Since hindsight.Moment // the day since which it could not be read; zero: it could
	Gone  bool             // its server has said so
}

// An Event is something that happens in a run.
type Event interface{ event() }

// The events. An Outcome and a Failure are told as they come about.
type (
	// Progress: so many of the inputs are done. It comes before the first and
	// after each.
	Progress struct{ Done, Inputs int }
	// Finished: all documents of an input were told. Named says that the user
	// named this very input, not a folder or a source around it.
	Finished struct {
		Named     bool
		Documents []Outcome
	}
	// Notice: an importer passed something over in good order.
	Notice struct{ Err error }
	// BadSources: sources.yaml has mistakes, see Each; the other sources are
	// imported.
	BadSources struct{ Err error }
	// SourceBeforeFile: the argument is the name of a source and of a file.
	SourceBeforeFile struct{ Name string }
	// Answered: a server has answered, the first one of the run.
	Answered struct{}
	// FeedBehindPage: a feed is wanted, a page came, and the feed that it names
	// is read.
	FeedBehindPage struct{ Input, Feed string }
	// PageNamesFeed: nothing was found in a page, but it names a feed.
	PageNamesFeed struct{ Feed string }
	// LockUnreadable: sources.lock cannot be read, counts for nothing, and is
	// there under another name; "" in a dry run.
	LockUnreadable struct {
		Err   error
		Aside string
	}
	// SourceMoved: a source was found at another address.
	SourceMoved struct {
		Source string
		Line   int    // in sources.yaml
		To     string // without the password that it may hold
	}
)

func (Outcome) event()          {}
func (Failure) event()          {}
func (Left) event()             {}
func (Progress) event()         {}
func (Finished) event()         {}
func (Notice) event()           {}
func (BadSources) event()       {}
func (SourceBeforeFile) event() {}
func (Answered) event()         {}
func (FeedBehindPage) event()   {}
func (PageNamesFeed) event()    {}
func (LockUnreadable) event()   {}
func (SourceMoved) event()      {}

// An ArgumentError is an argument that names nothing to import. It stops a run
// before anything is imported.
type ArgumentError struct {
	Argument string
	Err      error // ErrNotThere or ErrEmptyFolder
}

func (e ArgumentError) Error() string { return e.Argument + ": " + e.Err.Error() }

// Unwrap returns the reason.
func (e ArgumentError) Unwrap() error { return e.Err }

// What callers tell apart.
var (
	ErrNotThere    = errors.New("no such file, folder or source")
	ErrEmptyFolder = errors.New("the folder holds no files")
	ErrNoSource    = errors.New("no source in it can be read")
)

// A WriteError ends a run: the archive could not be written. What was filed
// before is on disk.
type WriteError struct{ error }

// Unwrap returns the cause.
func (e WriteError) Unwrap() error { return e.error }

// Each takes an error apart that was joined of several.
func Each(err error) []error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok && errors.Join(many.Unwrap()...).Error() == err.Error() {
		return many.Unwrap()
	}
	return []error{err}
}
