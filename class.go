package hindsight

// A Class is one failure class of taxonomy.yaml, which is the one place that
// a curator edits; internal/classify loads and checks it.
type Class struct {
	ID         string   // kebab-case: "noisy-neighbour"
	Title      string   // "Noisy neighbour"
	Short      string   // a shorter title for rows of lists and for charts; "" where the title is short enough
	Group      string   // mechanism, entry or layer: which comes first among a report's classes
	Definition string   // one sentence
	Counts     []string // what belongs here
	CountsNot  []string // what looks like it and does not, with the class it goes to
	Examples   []string
	Confused   []Contrast // what it is often taken for, in the order of the file
	Cues       []string   // patterns that speak for the class; syntax in internal/classify
	Against    []string   // patterns that speak against it
}

// A Contrast says how a class parts from another that is often confused with it.
type Contrast struct {
	Class string // the other one's id
	Parts string // one sentence
}

// Brief is the title where there is little room.
func (c Class) Brief() string {
	if c.Short != "" {
		return c.Short
	}
	return c.Title
}

// A Taxonomy is the ordered list of classes.
type Taxonomy []Class

// Class returns the class with this id.
func (t Taxonomy) Class(id string) (Class, bool) {
	for _, c := range t {
		if c.ID == id {
			return c, true
		}
	}
	return Class{}, false
}

// A Finding says that a postmortem belongs to a class, and why.
type Finding struct {
	Class    string
	Score    float64 // estimated probability that a person would give the class, 0 to 1
	Evidence []Evidence
}

// Evidence is a passage that earned a class.
type Evidence struct {
	Class   string
	Section string // heading it stands under; "" before the first heading; "title" for the title
	Quote   string // verbatim
	Start   int    // byte offset of Quote in the Body, -1 when it is from the title; not stored
	Rule    string // the cue or feature that fired; not stored
}
