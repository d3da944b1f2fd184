// Twin: assets/ts/search/types.ts

// Package search turns entries into a search that needs no server: bleve
// analyses and indexes, its postings are written as small content-hashed
// scripts (Build), and a reader of those scripts (Open, Search) ranks as bleve
// does. The client in assets/ts/search reads the same files in a browser.
//
//	Build: entries ─► spill (texts) + gather (bleve, batch by batch) ─► number ─► write (shards)
//	Search: parse ─► plan (look up, complete, correct) ─► match ─► score ─► hits, facets, excerpts
//	Like: telling words of a text ─► look up ─► score ─► hits, and the words they share
//
// It is one room because writer and readers must agree on every byte and on
// what a word is: a change of either is a change of both, and of the client.
//
// FORMAT.md describes the files. This is the only package that imports bleve.
package search

import "hindsight"

// Options of Build.
type Options struct {
	// Boosts overrides the weight of single fields; for measurements.
	Boosts map[string]float64
	// Synonyms are what is searched besides the words of a query.
	Synonyms Synonyms
	// Store, when set, keeps what the next Build need not make again.
	Store Store
	// Old is the folder of the last index, "" for none: files that Store knows are
	// taken from there.
	Old string
}

// Stats says what Build wrote.
type Stats struct {
	Documents int               `json:"documents"`
	Terms     int               `json:"terms"`
	Files     int               `json:"files"`
	Bytes     int64             `json:"bytes"` // of all files
	Families  map[string]Family `json:"families"`

	told [][]byte // words of each document by its number, for Related
	urls []string
}

// Family says what a family of shards takes.
type Family struct {
	Files int   `json:"files"`
	Bytes int64 `json:"bytes"`
}

// Orders of hits.
const (
	Relevance = "relevance"
	Newest    = "newest" // by when it happened, as far as that is known
	Oldest    = "oldest"
	Longest   = "longest" // by how long it lasted
	Slowest   = "slowest" // by how long it took until somebody noticed
)

// Orders are all of them.
var Orders = []string{Relevance, Newest, Oldest, Longest, Slowest}

// A Query says which part of the result is wanted.
type Query struct {
	Limit  int    // hits at most; 0 gives total and facets alone
	Offset int    // hits to leave out first
	Sort   string // one of Orders; "" is Relevance
	All    bool   // a query without words and filters asks for all documents
	Typing bool   // the last word is still being typed: it stands for all words that begin so
	AsIs   bool   // do not correct words that no document has
	Almost bool   // instead of documents with all the words: the best of those that lack some
}

// A Result is the answer to a query.
type Result struct {
	Total     int    `json:"total"`
	Partial   bool   `json:"partial"`   // no document has all the words: these have the most of them
	Corrected string `json:"corrected"` // the query that was answered, when a word had to be corrected; else ""
	Hits      []Hit  `json:"hits"`

	// Also is what was searched besides the words of the query because it means
	// the same, as synonyms.yaml writes it: kubernetes for k8s.
	Also []string `json:"also,omitempty"`

	Facets Facets `json:"facets"`

	Unknown  []Unknown `json:"unknown,omitempty"`  // values of filters that no document has
	Unstated int       `json:"unstated,omitempty"` // how many do not say what they are sorted by (Longest, Slowest); they come last
}

// FewHits says that there are so few that what has most of the words is worth
// showing below them: a document may have all the words by chance.
func FewHits(r Result) bool { return !r.Partial && 0 < r.Total && r.Total <= 3 }

// A Hit is one document of a result.
type Hit struct {
	URL          string           `json:"url"` // relative to the site's root
	Title        string           `json:"title"`
	Score        float64          `json:"score"`
	Date         hindsight.Moment `json:"date"` // of the publication
	When         hindsight.Moment `json:"when"` // of the incident, as far as that is known
	Organisation string           `json:"organisation"`
	Classes      []string         `json:"classes"`
	Summary      string           `json:"summary"` // its beginning
	Lasted       *int             `json:"lasted"`  // whole minutes that the incident lasted, nil where that is not known
	Same         []string         `json:"same"`    // addresses of others that tell of the same incident
	Excerpt      string           `json:"excerpt"`
	Marks        [][2]int         `json:"marks"` // where the hits stand in Excerpt, in UTF-16 units as in a browser
}

// Facets count the documents of a result: all of them, not only the hits returned.
type Facets struct {
	Class        map[string]int `json:"class"`
	Organisation map[string]int `json:"organisation"`
	Year         map[string]int `json:"year"`    // of When
	Lasted       map[string]int `json:"lasted"`  // by filters: "1h..6h" counts what lasted:1h..6h finds
	Noticed      map[string]int `json:"noticed"` // likewise
}

func newFacets() Facets {
	return Facets{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
}
