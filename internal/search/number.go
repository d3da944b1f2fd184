// No twin: it writes the index.

package search

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hindsight"
)

// A card is what a hit shows of a document, and what it is counted and
// filtered by.
type card struct {
	id, url, title string
	date           hindsight.Moment // of the publication
	when           hindsight.Moment // of the incident, as far as it is known
	organisation   string
	slug           string // folder of the organisation: the short name that filters accept
	classes        []string
	source         string
	summary        string           // at most maxSummary characters
	lengths        [lengthCount]int // see lengthKeys: minutes and one more, 0 where it is not known
	extra          hindsight.Extra
	same           []string // addresses of others that tell of the same incident
}

// recount gives each card the others that tell of the same incident, as people
// have said: entries are those of the cards, with what is said in them.
func recount(cards []card, entries []hindsight.Entry) {
	url := map[string]string{}
	for _, c := range cards {
		url[c.id] = c.url
	}
	accounts := hindsight.Accounts(entries)
	for i := range cards {
		for _, id := range accounts[cards[i].id] {
			cards[i].same = append(cards[i].same, url[id])
		}
	}
}

func cardOf(e hindsight.Entry) card {
	slug, _, _ := strings.Cut(e.ID(), "/")
	valid := func(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
	e = e.Published()
	c := card{id: e.ID(), url: e.URL(), title: valid(e.Title), date: e.Date, when: e.When(), organisation: valid(e.Organisation), slug: slug,
		source: valid(e.Source.Name), summary: cutSummary(valid(e.Summary)), extra: e.Extra}
	for i, length := range []func() (time.Duration, bool){e.Incident.Lasted, e.Incident.NoticedAfter, e.Incident.MitigatedAfter} {
		if d, ok := length(); ok {
			c.lengths[i] = int(d.Minutes()) + 1
		}
	}
	for _, class := range e.Classes {
		if class = valid(class); class != "" && !slices.Contains(c.classes, class) {
			c.classes = append(c.classes, class)
		}
	}
	return c
}

// maxSummary is how much of a summary a hit shows before its excerpt is there:
// two lines on a wide page, four on a narrow one.
const maxSummary = 200

// cutSummary cuts a long summary after a word.
func cutSummary(s string) string {
	r := []rune(s)
	if len(r) <= maxSummary {
		return s
	}
	cut := string(r[:maxSummary])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

func (c card) year() int {
	if c.when.IsZero() {
		return 0
	}
	return max(0, c.when.Time().Year())
}

// lengthCount is the number of lengths that are known of a document.
const lengthCount = 3

// number gives every document its number in the files: undated documents
// first, then oldest to newest by when it happened; of the same date, the greater id first.
//
// So equal scores need no further column to be put in order (the greater
// number wins: newer first, then the smaller id), sorting by date is sorting
// by number, years and organisations come in runs that compress to almost
// nothing, and a new document is mostly added at the end, which leaves the
// shards before it as they were.
func number(cards []card) (order []int, undated int) {
	order = make([]int, len(cards))
	for i, c := range cards {
		order[i] = i
		if c.when.IsZero() {
			undated++
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := cards[a], cards[b]
		return cmp.Or(x.when.Compare(y.when), -strings.Compare(x.id, y.id))
	})
	return order, undated
}
