// Package hindsight holds the nouns of the archive: what an importer yields
// (Postmortem), what the classifier says of it (Finding), and what a content
// file holds (Entry). It imports only the standard library, so that every
// other package can import it.
//
// Who writes and who reads:
//
//	importers write Postmortem · facts completes it · triage and classify read it
//	content writes and reads Entry · site and search read Entry
package hindsight

import (
	"context"
	"iter"
)

// An Input is one thing to import: a file, a fetched page, standard input.
type Input struct {
	Name      string // for messages: the path or address it came from
	URL       string // address of the original, when known; base of relative links
	MediaType string // HTTP Content-Type with its parameters, when known
	Data      []byte
	Text      string // Data as internal/clean decodes it, where that was done already; else ""
}

// An Importer yields the postmortems of one input. An error stands for one
// item that could not be read; the items after it still come.
type Importer interface {
	Import(ctx context.Context) iter.Seq2[Postmortem, error]
}

// A Notice is an error that an importer yields to say what it passed over in
// good order, such as links without a word about them: worth a line, no failure.
type Notice string

func (n Notice) Error() string { return string(n) }

// A Postmortem is one incident report, as far as its text tells.
// A fact that the text does not give is the zero value: nothing is invented.
type Postmortem struct {
	Title        string
	Date         Moment // when the report was published
	Organisation string // who ran what failed, as they write their name
	Summary      string // one to three sentences of the text
	Incident     Incident
	Timeline     []Event // in order of time, undated events after the one they follow
	Lang         string  // ISO 639-1 code of a text that is not English; "" for English, and where nobody knows
	Extra        Extra   // what the front matter says besides
	Source       Source
	Body         string   // Markdown; headings start at level 2, the title is not repeated
	Review       []string // what a person should look at: see the Review constants
	Collected    bool     // it came in a text that calls itself a collection of incidents; no file keeps that
}

// Incident holds the four moments that a report may state.
type Incident struct {
	Started   Moment // the failure began
	Detected  Moment // somebody or something noticed
	Mitigated Moment // users no longer felt it
	Resolved  Moment // it was declared over
}

// IsZero says that no moment is known.
func (i Incident) IsZero() bool { return i == Incident{} }

// An Event is one line of a timeline.
type Event struct {
	At    Moment
	Until Moment // end of a stated span; zero for a point in time
	Text  string // plain text, one paragraph
	Kind  string // see the Kind constants
}

// Kinds of events. All but KindEvent are the states that a status page posts.
const (
	KindEvent         = "event"
	KindInvestigating = "investigating"
	KindIdentified    = "identified"
	KindMonitoring    = "monitoring"
	KindUpdate        = "update"
	KindResolved      = "resolved"
)

// Source says where a postmortem was found and how it is recognised again.
type Source struct {
	Name       string // name in sources.yaml, else the importer's
	Importer   ImporterName
	URL        string // the original, canonical
	ArchiveURL string // a copy in a web archive
	ID         string // guid, canonical URL or content hash: equal ID, same postmortem
	Author     string
	Fetched    Moment // of the version that is kept; unchanged while the text is
	SHA256     string // of the imported text, hexadecimal
	Licence    string // LicenceUnknown when nobody stated one
}

// IsNamed says that a source of sources.yaml brought the text.
func (s Source) IsNamed() bool { return s.Name != "" && s.Name != string(s.Importer) }

// LicenceUnknown stands where nobody stated a licence.
const LicenceUnknown = "unknown"

// Licensed says that somebody stated under which licence the text is.
func (s Source) Licensed() bool { return s.Licence != "" && s.Licence != LicenceUnknown }

// What Review may hold. DuplicateOf is a prefix: "duplicate-of:<entry id>".
const (
	ReviewUndated        = "undated" // from an importer: no date of publication; in the archive: no date at all, see When
	ReviewNoCause        = "no-cause-stated"
	ReviewMaybeNot       = "maybe-not-a-postmortem"
	ReviewFutureDate     = "future-date"
	ReviewEarlyDate      = "published-before-incident" // by more than a month: one of the two is wrong
	ReviewDuplicateOf    = "duplicate-of:"
	ReviewNoTitle        = "untitled"
	ReviewNoOrganisation = "no-organisation"
	ReviewNoZone         = "no-time-zone" // the text names none for some of its times; they were read as UTC
	ReviewSecret         = "has-secret"   // a token, a key or a password: see Entry.Published
	ReviewPersonal       = "has-personal-data"
	ReviewDisputed       = "classes-disputed" // a second reader gave other classes, see package assistant
)

// MadeTitle is the title of a report that has none: "Acme incident of 4 April
// 2019", as far as the date is known; "" when one of the two is not.
func MadeTitle(organisation string, at Moment) string {
	layout := map[Precision]string{Year: "2006", Month: "January 2006"}[at.Precision()]
	if layout == "" {
		layout = "2 January 2006"
	}
	if organisation == "" || at.IsZero() {
		return ""
	}
	return organisation + " incident of " + at.Time().Format(layout)
}
