package duplicate

import (
	"cmp"
	_ "embed"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hindsight"
	"hindsight/internal/weburl"
)

// A Pair is two entries that may tell of one incident. A's id is before B's.
type Pair struct {
	A, B  string
	Score float64 // share of the weight of the shorter text's words that the other has, 0 to 1
}

// What makes a pair a candidate. Between 0.3 and 0.45 of the one threshold, and 0.4
// and 0.55 of the other, the labelled pairs fall apart in the same way: see
// TestAccounts.
const (
	// sameDay is the score from where two texts of one organisation and about the
	// same day may be of one incident.
	sameDay = 0.35
	// noDay is that score where one of the two does not say when it was.
	noDay = 0.5
	// otherName is the score from where even two texts of different organisations
	// may be, where one names the other's and the day is one: a service and its
	// foundation.
	otherName = 0.6
	// dayWeight and noDayWeight are how much the words in common must weigh. A rare
	// word weighs about 6, so that a line such as "A bad config took down storage"
	// can be anybody's.
	dayWeight, noDayWeight = 30, 40
	// rare is how many entries may have a word that leads from one to another, and
	// telling how many words of a text are looked up, the rarest first.
	rare, telling = 60, 40
	// mostWords is how many different words of a text are compared; the longest of
	// the corpora has 2,300.
	mostWords = 20_000
)

// Accounts finds the entries that may tell of the same incident: of one
// organisation, about the same day as far as both state it, in words that few
// others use, and not of one source, which tells of an incident once. They are
// candidates for a person to confirm; what somebody has confirmed or denied is
// not among them. What it costs grows with the number of
// entries: each is compared with a crowd of others at most.
func Accounts(entries []hindsight.Entry) []Pair {
	tellers := make([]teller, len(entries))
	shares := map[string]float64{}
	for i, e := range entries {
		tellers[i] = newTeller(e)
		for w := range tellers[i].words {
			shares[w]++
		}
	}
	many := float64(max(len(entries), fewest))
	for w, n := range shares {
		shares[w] = -math.Log(max(n/many, widespread[w]))
	}
	by := postings(tellers, shares)
	known := settled(entries)
	var pairs []Pair
	for i := range tellers {
		for _, n := range by.near(i, tellers[i]) {
			if s := tellers[i].alike(&tellers[n], shares); s > 0 && !known(entries[i], entries[n]) {
				a, b := entries[i].ID(), entries[n].ID()
				pairs = append(pairs, Pair{min(a, b), max(a, b), s})
			}
		}
	}
	slices.SortFunc(pairs, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.CompactFunc(pairs, func(x, y Pair) bool { return x.A == y.A && x.B == y.B })
}

// settled is a function that says whether a person has said of two entries what
// they are to each other, or an import that one is a copy of the other.
func settled(entries []hindsight.Entry) func(a, b hindsight.Entry) bool {
	accounts := hindsight.Accounts(entries)
	says := func(a, b hindsight.Entry) bool {
		id := b.ID()
		return slices.Contains(accounts[a.ID()], id) || slices.Contains(a.SameAs, id) || slices.Contains(a.NotSameAs, id) ||
			slices.Contains(a.Review, hindsight.ReviewDuplicateOf+id)
	}
	return func(a, b hindsight.Entry) bool { return says(a, b) || says(b, a) }
}

// fewest is the size of the archive that words are weighed by when it has fewer
// entries: in an archive of two every word that both have would be common.
const fewest = 200

// widespread is how many of the postmortems use a word, as a share, for words that
// many use in any archive.
var widespread = readWidespread()

//go:embed widespread.txt
var widespreadText string

// Widespread says that many postmortems use a word, whatever they tell of.
func Widespread(word string) bool { return widespread[strings.ToLower(word)] > 0 }

func readWidespread() map[string]float64 {
	words := map[string]float64{}
	for line := range strings.Lines(widespreadText) {
		if word, percent, ok := strings.Cut(strings.TrimSpace(line), " "); ok && word != "#" {
			n, _ := strconv.Atoi(percent)
			words[word] = float64(n) / 100
		}
	}
	return words
}

// A teller is what of an entry is compared with others.
type teller struct {
	owner        string // its source, "" for texts imported by hand
	address      string // of the original, canonical
	names, hosts []string
	incident     hindsight.Moment
	end          hindsight.Moment
	published    hindsight.Moment
	words        map[string]bool // of title and text
	telling      []string        // the same, the rarest first
}

func newTeller(e hindsight.Entry) teller {
	t := teller{incident: e.Incident.Started, published: e.Date, words: map[string]bool{}, names: nameWords(e.Organisation)}
	if t.end = e.Incident.Resolved; t.end.IsZero() {
		t.end = e.Incident.Mitigated
	}
	if t.incident.Precision() < hindsight.Day {
		t.incident = e.Incident.Detected
	}
	if e.Source.IsNamed() {
		t.owner = e.Source.Name
	}
	if e.Source.URL != "" {
		t.address = weburl.Canonical(e.Source.URL)
		if u, err := url.Parse(e.Source.URL); err == nil {
			t.hosts = nameWords(u.Hostname())
		}
	}
	for _, w := range wordsOf(e.Title + "\n" + e.Summary + "\n" + e.Body) {
		if len(t.words) == mostWords {
			break
		}
		if telltale(w) {
			t.words[w] = true
		}
	}
	return t
}

// telltale says that a word can tell of what a text is about: no number, no
// particle.
func telltale(w string) bool {
	return len(w) > 2 && strings.ContainsFunc(w, unicode.IsLetter)
}

// anyName are parts of names and hosts that many organisations have.
var anyName = setOf(`
	www com org net blog status cloud services service inc ltd gmbh the labs web tech engineering foundation software
	platform group company systems data lang app dev and github gitlab medium io`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// nameWords are the words that an organisation is known by.
func nameWords(name string) []string {
	var names []string
	for _, w := range wordsOf(name) {
		if len(w) > 1 && !anyName[w] {
			names = append(names, w)
		}
	}
	return names
}

// An index of tellers by what may lead from one to another.
type index struct {
	byWord, byAddress map[string][]int32
}

func postings(tellers []teller, weights map[string]float64) *index {
	x := &index{map[string][]int32{}, map[string][]int32{}}
	for i := range tellers {
		t := &tellers[i]
		for w := range t.words {
			t.telling = append(t.telling, w)
		}
		slices.SortFunc(t.telling, func(a, b string) int { return cmp.Or(cmp.Compare(weights[b], weights[a]), cmp.Compare(a, b)) })
		if t.address != "" {
			x.byAddress[t.address] = append(x.byAddress[t.address], int32(i))
		}
		for w := range t.words {
			if at := x.byWord[w]; len(at) <= rare {
				x.byWord[w] = append(at, int32(i))
			}
		}
	}
	return x
}

// near are the entries before the i-th that share most of its telling words, or
// its address.
func (x *index) near(i int, t teller) []int32 {
	hits := map[int32]int{}
	looked := 0
	for _, w := range t.telling {
		at := x.byWord[w]
		if len(at) < 2 || len(at) > rare {
			continue
		}
		for _, n := range at {
			if n != int32(i) {
				hits[n]++
			}
		}
		if looked++; looked == telling {
			break
		}
	}
	if t.address != "" {
		for _, n := range x.byAddress[t.address][:min(len(x.byAddress[t.address]), crowd)] {
			if n != int32(i) {
				hits[n] += telling
			}
		}
	}
	return mostHit(hits)
}

// alike is the score of a pair that may be of one incident, else 0.
func (t *teller) alike(o *teller, weights map[string]float64) float64 {
	day := t.when(o)
	if t.owner != "" && t.owner == o.owner || day == otherDay {
		return 0
	}
	score, weight := t.shared(o, weights)
	if t.address != "" && t.address == o.address {
		return max(score, sameDay)
	}
	needed, heavy := noDay, noDayWeight
	switch same := t.sameName(o); {
	case day == oneDay && same:
		needed, heavy = sameDay, dayWeight
	case day == oneDay && (t.mentions(o) || o.mentions(t)):
		needed, heavy = otherName, dayWeight
	case !same:
		return 0
	}
	if score < needed || weight < float64(heavy) {
		return 0
	}
	return score
}

// sameName says that two texts are of one organisation, by its name or its host;
// where one has neither, the text names the other's.
func (t *teller) sameName(o *teller) bool {
	in := func(names []string, all ...[]string) bool {
		return slices.ContainsFunc(names, func(n string) bool {
			return slices.ContainsFunc(all, func(l []string) bool { return slices.Contains(l, n) })
		})
	}
	if len(t.names) > 0 && len(o.names) > 0 {
		return in(t.names, o.names, o.hosts) || in(o.names, t.hosts)
	}
	return in(t.hosts, o.hosts) || t.mentions(o) || o.mentions(t)
}

// mentions says that a text has the other's name among its words, or a part of
// its host that is no word of all texts.
func (t *teller) mentions(o *teller) bool {
	if len(o.names) > 0 && !slices.ContainsFunc(o.names, func(n string) bool { return !t.words[n] }) {
		return true
	}
	return slices.ContainsFunc(o.hosts, func(h string) bool { return t.words[h] && widespread[h] == 0 })
}

// shared is how much of the weight of the lighter text's words the other has,
// and that weight.
func (t *teller) shared(o *teller, weights map[string]float64) (score, weight float64) {
	mine, theirs := 0.0, 0.0
	for _, w := range o.telling {
		theirs += weights[w]
	}
	for _, w := range t.telling {
		mine += weights[w]
		if o.words[w] {
			weight += weights[w]
		}
	}
	return weight / max(min(mine, theirs), 1), weight
}

// What the dates of two texts say.
type agreement int

const (
	unknownDay agreement = iota
	oneDay               // about the same incident, by their dates
	otherDay
)

// How long after an incident a report on it comes out: mostly within weeks, and
// hardly ever after a year.
const (
	soon = 30 * 24 * time.Hour
	late = 400 * 24 * time.Hour
)

// when compares days of incidents, and where one has none, that of the other
// with the day when it was published.
func (t *teller) when(o *teller) agreement {
	a, b := t.incident, o.incident
	switch known := func(m hindsight.Moment) bool { return m.Precision() >= hindsight.Day }; {
	case known(a) && known(b):
		if a.Precision() == hindsight.Instant && b.Precision() == hindsight.Instant {
			return t.overlaps(o)
		}
		return between(a, b, 36*time.Hour, 36*time.Hour)
	case known(a) && !o.published.IsZero():
		return after(a, o.published)
	case known(b) && !t.published.IsZero():
		return after(b, t.published)
	case !t.published.IsZero() && !o.published.IsZero():
		return between(t.published, o.published, soon, late)
	}
	return unknownDay
}

// clocks is how far two accounts are apart in when an incident began: one writer
// counts from the first error, another from the first call, in the wrong zone.
const clocks = 12 * time.Hour

// overlaps compares two times: of one day, an incident that was over before the
// other began is another one.
func (t *teller) overlaps(o *teller) agreement {
	first, second := t, o
	if second.incident.Compare(first.incident) < 0 {
		first, second = o, t
	}
	between := second.incident.Time().Sub(first.incident.Time())
	over := first.end.Precision() == hindsight.Instant && second.incident.Time().Sub(first.end.Time()) > clocks/4
	if between > clocks || over {
		return otherDay
	}
	return oneDay
}

func between(a, b hindsight.Moment, near, far time.Duration) agreement {
	return apart(a.Time().Sub(b.Time()).Abs(), min(a.Precision(), b.Precision()), near, far)
}

// after compares an incident with a publication, which does not come before it.
func after(incident, published hindsight.Moment) agreement {
	d := published.Time().Sub(incident.Time())
	if d < -48*time.Hour && published.Precision() >= hindsight.Day {
		return otherDay
	}
	return apart(d.Abs(), published.Precision(), soon, late)
}

func apart(d time.Duration, p hindsight.Precision, near, far time.Duration) agreement {
	if p < hindsight.Day { // a year says no day, but may exclude one
		if d > far+366*24*time.Hour {
			return otherDay
		}
		return unknownDay
	}
	switch {
	case d <= near:
		return oneDay
	case d <= far:
		return unknownDay
	}
	return otherDay
}
