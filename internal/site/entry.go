package site

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/url"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/figure"
	"hindsight/internal/record"
	"hindsight/internal/spill"
	"hindsight/internal/wording"
)

// A page is one postmortem as the templates see it: its JSON is the front
// matter of a staged file, and Params what layouts/page.html reads.
type page struct {
	Title         string   `json:"title"`
	URL           string   `json:"url"`
	Date          string   `json:"date,omitempty"` // RFC 3339; what Hugo sorts by
	Classes       []string `json:"classes"`
	Organisations []string `json:"organisations,omitempty"` // at most one slug
	Years         []string `json:"years"`                   // one: "2019" or "undated"
	Params        params   `json:"params"`

	Weight int `json:"-"` // place among all pages, newest first; staged lays it on, see placed

	entry   hindsight.Entry // without the body
	record  record.Record
	reading reading
	html    func() string // the text; Hugo never sees it
	shown   []shown       // pictures in it
	figure  string        // the incident to scale; neither does it see that
	front   []byte        // its JSON, until it is staged
	madeBy  sum           // what the page is made of, see again.go
	same    bool          // its file is that of the last build
}

type params struct {
	Heading      string        `json:"heading"` // the title as pages show it: see hindsight.Entry.Heading
	When         moment        `json:"when"`    // it happened
	Published    moment        `json:"published"`
	Organisation string        `json:"organisation"`
	Summary      string        `json:"summary"`
	Lang         string        `json:"lang"`    // of the text, where it is not English; "" else
	Lede         string        `json:"lede"`    // the summary, where the text does not begin with it
	Lasted       string        `json:"lasted"`  // in words; "" where it is not known
	Bar          string        `json:"bar"`     // the same drawn, for a row of a list
	Noticed      string        `json:"noticed"` // after how long, in words
	Moments      []fact        `json:"moments"`
	Extra        []extraFact   `json:"extra"`
	Spans        []fact        `json:"spans"` // how long it lasted, how soon it was noticed
	Labels       []label       `json:"labels"`
	Proofs       []proof       `json:"proofs"`  // a sentence a class
	Further      []proof       `json:"further"` // the other sentences
	Key          []figure.Item `json:"key"`     // of the drawing; nil without one
	Timeline     []day         `json:"timeline"`
	Reported     []run         `json:"reported"` // updates, as they were posted
	Text         bool          `json:"text"`     // there is one: publish puts it in its place
	Contents     []heading     `json:"contents"`
	Plain        bool          `json:"plain"`
	Publish      string        `json:"publish"`
	Held         bool          `json:"held"`   // back, until a person has looked at what seems to be a secret
	Doubt        string        `json:"doubt"`  // that it is a postmortem
	Review       []string      `json:"review"` // what else a person should look at
	Source       sourceView    `json:"source"`
	Related      []link        `json:"-"` // these two are staged as places, see ways
	More         []link        `json:"-"` // of the organisation
	Neighbours   neighbours    `json:"neighbours"`
	Accounts     []account     `json:"accounts"` // others that tell of the same incident

	Record string          `json:"record"` // address of the page's record
	Cite   record.Citation `json:"cite"`
}

// A link is a postmortem as other pages name it.
type link struct {
	URL          string `json:"url"`
	Title        string `json:"title"` // its heading
	Lang         string `json:"lang"`
	Organisation string `json:"organisation"`
	When         moment `json:"when"`
	Lasted       string `json:"lasted"`
	Bar          string `json:"bar"`
	Reason       string `json:"reason"` // why it is named

	at int // its place among all pages
}

// An account is another postmortem of the same incident, and where it comes from.
type account struct {
	link
	From string `json:"from"` // host of the original, or name of the source, or ""
}

type sourceView struct {
	URL     string `json:"url"`
	Host    string `json:"host"`
	Archive string `json:"archive"`
	Author  string `json:"author"`
	Licence string `json:"licence"`
	Name    string `json:"name"` // what stands where there is no address
	Path    string `json:"path"` // of the content file
}

const (
	maxQuotes   = 24  // shown of one postmortem
	maxTimeline = 500 // events shown
)

// collect turns the entries into pages, bodies rendered side by side.
func collect(ctx context.Context, o Options, say wording.Texts, texts *spill.File) ([]*page, []archive.Problem) {
	type job struct {
		i int
		e hindsight.Entry
	}
	var (
		mu      sync.Mutex
		wg      sync.WaitGroup
		pages   []*page
		skipped []archive.Problem
		jobs    = make(chan job)
	)
	m := newMaker(o, say, texts)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for j := range jobs {
				p, err := m.page(j.e)
				mu.Lock()
				pages[j.i] = p
				if err != nil {
					skipped = append(skipped, archive.Problem{Path: j.e.Path, Reason: err.Error()})
				}
				mu.Unlock()
			}
		})
	}
	seen := map[string]string{}
	for e := range o.Entries {
		if ctx.Err() != nil {
			break
		}
		if why := refuse(e, seen); why != "" {
			mu.Lock()
			skipped = append(skipped, archive.Problem{Path: e.Path, Reason: why})
			mu.Unlock()
			continue
		}
		mu.Lock()
		pages = append(pages, nil)
		i := len(pages) - 1
		mu.Unlock()
		jobs <- job{i, e}
	}
	close(jobs)
	wg.Wait()
	slices.SortFunc(pages, newestFirst)
	for i, p := range pages {
		p.Weight = i + 1
		p.Params.Text = p.reading.Size > 0
	}
	slices.SortStableFunc(skipped, func(a, b archive.Problem) int { return strings.Compare(a.Path, b.Path) })
	return pages, skipped
}

var goodIDRE = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$`)

// refuse says why an entry can have no page, or "". Names that differ in case
// only are one file on many disks.
func refuse(e hindsight.Entry, seen map[string]string) string {
	id := e.ID()
	if e.URL() != "postmortems/"+id+".html" || !strings.HasPrefix(e.Path, hindsight.Folder) || !goodIDRE.MatchString(id) {
		return "left out: its name is not " + hindsight.Folder + "<organisation>/<name>.md in letters, digits, “.”, “_” and “-”; rename it"
	}
	if other, ok := seen[strings.ToLower(id)]; ok {
		return "left out: its name differs from " + other + " in case only; rename one"
	}
	seen[strings.ToLower(id)] = e.Path
	return ""
}

// page never fails: the error says what the page shows less well. It sees no
// more of the entry than may be published.
func (m maker) page(e hindsight.Entry) (*page, error) {
	tax, say := m.tax, m.say
	data := record.Of(e)
	e = e.Published()
	quotes := e.Evidence[:min(len(e.Evidence), maxQuotes)]
	has, err := pictures(e, m.pictures)
	r, html := m.read(e, quotes, has)
	if r.Problem != "" {
		err = errors.Join(errors.New(r.Problem), err)
	}
	p := &page{
		Title: oneLine(e.Title, 300),
		URL:   "/" + e.URL(),
		Years: []string{undated},
		Params: params{
			Heading:      oneLine(e.Heading(), 300),
			When:         newMoment(e.When(), say),
			Published:    newMoment(e.Date, say),
			Organisation: oneLine(e.Organisation, 120),
			Lang:         langTag(e.Lang),
			Lasted:       lasted(e.Incident, say),
			Bar:          figure.Bar(e.Incident),
			Noticed:      noticed(e.Incident, say),
			Moments:      moments(e.Incident, say),
			Spans:        spans(e.Incident, say),
			Extra:        extraFacts(e.Extra),
			Labels:       labels(e, quotes, r.Anchors, tax),
			Contents:     contents(r.Headings),
			Plain:        r.Plain,
			Publish:      cmp.Or(e.Publish, hindsight.PublishFull),
			Summary:      oneLine(e.Summary, 1000),
			Lede:         lede(e),
			Held:         slices.Contains(e.Review, hindsight.ReviewSecret),
			Doubt:        doubt(e.Review, say),
			Review:       reviews(e.Review, say),
			Source:       newSource(e, say),
		},
	}
	if p.Title == "" {
		p.Title = say.Say("say-untitled")
		p.Params.Heading = p.Title
	}
	if when := e.When(); !when.IsZero() {
		p.Date = when.Time().Format("2006-01-02T15:04:05Z")
		p.Years = []string{when.Time().Format("2006")}
	}
	if s := slug(e.Organisation, 80, ""); p.Params.Organisation != "" && s != "" {
		p.Organisations = []string{s}
	}
	for _, l := range p.Params.Labels {
		if l.Known {
			p.Classes = append(p.Classes, l.ID)
		}
	}
	events := shownEvents(e)
	all := steps(events, e.Incident.Started, say)
	p.Params.Timeline, p.Params.Reported = divide(all)
	p.Params.Proofs, p.Params.Further = proofs(p.Params.Labels)
	drawn := drawing(e.Incident, events, all, say)
	p.Params.Key, p.figure = drawn.Key, figureHTML(drawn)
	p.reading, p.html, p.record, p.shown = r, html, data, slices.SortedFunc(maps.Values(has), func(a, b shown) int { return strings.Compare(a.src, b.src) })
	p.entry, p.entry.Body, p.entry.Timeline = e, "", nil
	return p, err
}

// contents are the headings that a table of contents names: of a long one only
// the highest, and none of a text that is taken in at a glance, or of which
// nobody could take in the table.
func contents(all []heading) []heading {
	to := func(level int) []heading {
		return slices.DeleteFunc(slices.Clone(all), func(h heading) bool { return h.Level > level })
	}
	list := to(3)
	if len(list) > 16 {
		list = to(2)
	}
	if len(list) < 4 || len(list) > 60 {
		return nil
	}
	return list
}

func newSource(e hindsight.Entry, say wording.Texts) sourceView {
	s := sourceView{URL: webAddress(e.Source.URL), Archive: webAddress(e.Source.ArchiveURL), Author: oneLine(e.Source.Author, 120),
		Licence: oneLine(e.Source.Licence, 120), Name: origin(e.Source, say), Path: e.Path}
	if u, err := url.Parse(s.URL); err == nil {
		s.Host = strings.TrimPrefix(u.Host, "www.")
	}
	return s
}

func newestFirst(a, b *page) int {
	if c := strings.Compare(b.Date, a.Date); c != 0 {
		return c
	}
	return strings.Compare(a.URL, b.URL)
}
