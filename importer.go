package hindsight

import "strings"

// An ImporterName says what read a text. Importers write it into
// Source.Importer, content files hold it; who wants to know something of it
// asks its methods.
type ImporterName string

// The importers. Each but ImporterHand is a package of importers/.
const (
	ImporterFeed       ImporterName = "feed"       // an item of a feed
	ImporterIncident   ImporterName = "incident"   // an incident of the tool that it was managed with, as JSON
	ImporterIssue      ImporterName = "issue"      // an issue of a tracker, as JSON
	ImporterList       ImporterName = "list"       // a line of a list of links
	ImporterPage       ImporterName = "page"       // a web page
	ImporterStatuspage ImporterName = "statuspage" // an incident of a status page, as JSON
	ImporterHand       ImporterName = "hand"       // no importer: a person wrote the file
)

// What importers/dump reads: text that somebody saved. A markup that nobody
// needs to know by name has none here; Dump makes that of any kind.
const (
	DumpMail       ImporterName = dump + "mail"
	DumpStatuspage ImporterName = dump + "statuspage"
	DumpDashboard  ImporterName = dump + "dashboard"
	DumpForum      ImporterName = dump + "forum"
	DumpChat       ImporterName = dump + "chat"
	DumpMarkdown   ImporterName = dump + "markdown"
	DumpJira       ImporterName = dump + "jira"
	DumpMediaWiki  ImporterName = dump + "mediawiki"
	DumpArticle    ImporterName = dump + "article"
)

const dump = "dump/"

// Dump is the name for one kind of saved text, as importers/dump calls it.
func Dump(kind string) ImporterName { return ImporterName(dump + kind) }

// Kind is how --as and sources.yaml name what the importer reads: "feed", and
// "forum" for "dump/forum".
func (n ImporterName) Kind() string { return strings.TrimPrefix(string(n), dump) }

// IsDump says that the text is one that somebody saved.
func (n ImporterName) IsDump() bool { return strings.HasPrefix(string(n), dump) }

// StatesLicence says that a licence may be the text's own word. Dumps and lists
// can hold one; what other importers give is what the curator says of a source.
func (n ImporterName) StatesLicence() bool { return n.IsDump() || n == ImporterList }

// NumbersItems says that the texts have ids that a publisher gave them one by
// one, so that two of them at one address may be two.
func (n ImporterName) NumbersItems() bool { return n == ImporterFeed }
