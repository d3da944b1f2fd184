package content

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/hostile"
)

// hostileStrings are what importers have been made to bring.
var hostileStrings = []string{"", " ", "x", "Two\nlines\r\n", "\x00\x1b[31m", "\xff\xfe", "---\n", "\n---\nb", "? a", "a?<<", "[[[[", "&a *a", "\uFEFFb", "\u2028", "javascript:alert(1)", "https://x.example/a b", "https://x.example/" + strings.Repeat("a", 5000),
	strings.Repeat("long ", 2000), strings.Repeat("\U000e0001", 6000), "network", "duplicate-of:", "duplicate-of:../../etc/passwd", "undated", "https://ok.example/1", "\r\n", "1. a\n2. b", "content/postmortems"}

// A hostile postmortem is made of such strings, of dates of all times, and of
// too many of each.
func hostileEntry(r *rand.Rand) hindsight.Entry {
	str := func() string {
		s := hostileStrings[r.Intn(len(hostileStrings))]
		if r.Intn(3) == 0 {
			s += hostileStrings[r.Intn(len(hostileStrings))]
		}
		return s
	}
	when := func() hindsight.Moment {
		year := []int{-5, 0, 1, 1599, 1970, 2020, 2020, 2021, 2200, 9999, 20_000}[r.Intn(11)]
		return hindsight.At(time.Date(year, 2, 29, 23, r.Intn(60), 0, 5, time.FixedZone("", r.Intn(90_000)-45_000)), hindsight.Precision(r.Intn(5)))
	}
	many := func() int { return []int{0, 1, 3, 12, 60}[r.Intn(5)] }
	list := func() (all []string) {
		for range many() {
			all = append(all, str())
		}
		return all
	}
	e := hindsight.Entry{Classes: list(), Publish: str(), Postmortem: hindsight.Postmortem{Title: str(), Date: when(), Organisation: str(), Summary: str(), Body: strings.Repeat(str(), r.Intn(4)), Review: list(),
		Incident: hindsight.Incident{Started: when(), Detected: when(), Mitigated: when(), Resolved: when()},
		Source:   hindsight.Source{Name: str(), Importer: hindsight.ImporterName(str()), URL: str(), ArchiveURL: str(), ID: str(), Author: str(), Fetched: when(), SHA256: str(), Licence: str()}}}
	for range many() {
		e.Extra = append(e.Extra, hindsight.Field{Key: []string{str(), "severity", "id", "a.b", "no"}[r.Intn(5)], Values: append(list(), "SEV-1", "1.20")})
	}
	for range many() {
		class := str()
		if len(e.Classes) > 0 {
			class = e.Classes[r.Intn(len(e.Classes))]
		}
		quote := str()
		if len(e.Body) > 0 && r.Intn(2) == 0 {
			quote = e.Body[r.Intn(len(e.Body)):]
		}
		e.Evidence = append(e.Evidence, hindsight.Evidence{Class: class, Section: str(), Quote: quote})
	}
	for range many() * many() {
		e.Timeline = append(e.Timeline, hindsight.Event{At: when(), Until: when(), Text: str(), Kind: str()})
	}
	return e
}

// TestWhatIsWrittenIsRead: whatever an importer brings, what Put writes is read
// again as it was, and Check finds nothing wrong with it; the same once more
// changes nothing.
func TestWhatIsWrittenIsRead(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for n := range 60 {
		dir := t.TempDir()
		a := open(t, dir)
		e := hostileEntry(r)
		status, now, err := a.Put(e, Settings{}, false)
		if errors.Is(err, ErrNothing) {
			continue
		}
		if err != nil || status != New {
			t.Fatalf("%d: %s %v", n, status, err)
		}
		if problems := a.checkFile(now); len(problems) > 0 {
			t.Errorf("%d: %v", n, problems)
		}
		a = reopen(t, a, dir)
		if len(a.Broken()) > 0 || len(a.Entries()) != 1 {
			t.Fatalf("%d: %v", n, a.Broken())
		}
		if status, _, err := a.Put(e, Settings{}, false); err != nil || status != Unchanged {
			t.Errorf("%d: the same once more: %s %v", n, status, err)
		}
		e.Source.SHA256, e.Title = "other", "Another title"
		if _, now, err = a.Put(e, Settings{}, false); err != nil {
			t.Fatalf("%d: a changed text: %v", n, err)
		}
		if problems := a.checkFile(now); len(problems) > 0 {
			t.Errorf("%d: changed: %v", n, problems)
		}
	}
}

// checkFile is Check with a taxonomy of the entry's own classes.
func (a *Archive) checkFile(e hindsight.Entry) []error {
	var tax hindsight.Taxonomy
	for _, id := range e.Classes {
		tax = append(tax, hindsight.Class{ID: id})
	}
	data, err := a.folder.ReadFile(e.Path)
	if err != nil {
		return []error{err}
	}
	return Check(e.Path, data, tax)
}

// TestFit: what is beyond a limit is cut, and said.
func TestFit(t *testing.T) {
	day, _ := hindsight.ParseMoment("2024-03-12")
	for _, c := range []struct {
		name   string
		change func(e *hindsight.Entry)
		got    func(e hindsight.Entry) any
		want   any
		cuts   string
		err    error
	}{
		{"nothing to cut", func(*hindsight.Entry) {}, func(e hindsight.Entry) any { return e.Title + e.Body }, "OutageIt was down.\n", "", nil},
		{"a title of two lines", func(e *hindsight.Entry) { e.Title = "An\noutage" }, func(e hindsight.Entry) any { return e.Title }, "An outage", "", nil},
		{"a book for a title", func(e *hindsight.Entry) { e.Title = strings.Repeat("é", 2000) }, func(e hindsight.Entry) any { return len([]rune(e.Title)) }, 1000, "title is cut to 1000 characters", nil},
		{"a long quote is none", func(e *hindsight.Entry) {
			e.Body, e.Classes, e.Evidence = strings.Repeat("word ", 1000), []string{"a"}, []hindsight.Evidence{{Class: "a", Quote: strings.Repeat("word ", 500)}}
		}, func(e hindsight.Entry) any { return fmt.Sprint(e.Classes, len(e.Evidence)) }, "[] 0", "evidence is cut to 2000 characters", nil},
		{"a class 100,000 times", func(e *hindsight.Entry) {
			for range 100_000 {
				e.Classes = append(e.Classes, "a")
			}
			e.Evidence = []hindsight.Evidence{{Class: "a", Quote: "down"}}
		}, func(e hindsight.Entry) any { return len(e.Classes) }, 1, "", nil},
		{"a quote that is not there", func(e *hindsight.Entry) {
			e.Classes, e.Evidence = []string{"a", "b"}, []hindsight.Evidence{{Class: "a", Quote: "up"}, {Class: "b", Quote: "down"}}
		}, func(e hindsight.Entry) any { return fmt.Sprint(e.Classes, len(e.Evidence)) }, "[b] 1", "", nil},
		{"events", func(e *hindsight.Entry) {
			for range 20_000 {
				e.Timeline = append(e.Timeline, hindsight.Event{Text: "x", Kind: "party"})
			}
		}, func(e hindsight.Entry) any { return fmt.Sprint(len(e.Timeline), e.Timeline[0].Kind) }, "5000event", "of 20000 events of the timeline the first 5000 are kept", nil},
		{"events that fill the front matter", func(e *hindsight.Entry) {
			for range 1000 {
				e.Timeline = append(e.Timeline, hindsight.Event{Text: strings.Repeat("x ", 2000)})
			}
		}, func(e hindsight.Entry) any { return len(e.Timeline) }, 250, "the first 500 events of the timeline are kept; the first 250 events of the timeline are kept", nil},
		{"published in the year 9000", func(e *hindsight.Entry) {
			e.Date = hindsight.At(time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC), hindsight.Day)
		}, func(e hindsight.Entry) any { return fmt.Sprint(e.Date, e.Review) }, " [undated]", "9000-01-01 is not of the years 1600 to 2199", nil},
		{"ended before it started", func(e *hindsight.Entry) {
			e.Incident.Started, e.Incident.Resolved = day, hindsight.At(day.Time().AddDate(0, 0, -9), hindsight.Day)
		}, func(e hindsight.Entry) any { return e.Incident }, hindsight.Incident{}, "resolved 2024-03-03 comes before started 2024-03-12", nil},
		{"an address that is none", func(e *hindsight.Entry) { e.Source.URL = "javascript:alert(1)" }, func(e hindsight.Entry) any { return e.Source.URL }, "", `"javascript:alert(1)" is no address that can be kept`, nil},
		{"a long id", func(e *hindsight.Entry) { e.Source.ID = strings.Repeat("x", 3000) }, func(e hindsight.Entry) any { return e.Source.ID[:20] }, "urn:sha256:e1630f843", "", nil},
		{"flags", func(e *hindsight.Entry) { e.Review = []string{"<script>", "duplicate-of:x", "untitled"} }, func(e hindsight.Entry) any { return fmt.Sprint(e.Review) }, "[untitled]", "", nil},
		{"no text, an address", func(e *hindsight.Entry) { e.Body, e.Source.URL = "\n", "https://x.example/" }, func(e hindsight.Entry) any { return e.Publish }, "link", "", nil},
		{"no text, no address", func(e *hindsight.Entry) { e.Body, e.Source.URL = "\n", "" }, func(e hindsight.Entry) any { return "" }, "", "", ErrNothing},
		{"a text as long as ten books", func(e *hindsight.Entry) { e.Body = strings.Repeat("x", maxBody+1) }, func(e hindsight.Entry) any { return "" }, "", "", ErrTooLong},
	} {
		e := hindsight.Entry{Publish: "full", Postmortem: hindsight.Postmortem{Title: "Outage", Organisation: "Acme", Date: day, Body: "It was down.", Source: hindsight.Source{ID: "1"}}}
		c.change(&e)
		fit, cuts, err := Fit(e)
		if got := c.got(fit); got != c.want || strings.Join(cuts, "; ") != c.cuts || err != c.err {
			t.Errorf("%s:\n got %v, cuts %q, %v\nwant %v, cuts %q, %v", c.name, got, cuts, err, c.want, c.cuts, c.err)
		}
	}
}

// TestCheckGrowth: a file that is wrong in every place costs what its size
// costs, and is not named a thousand times.
func TestCheckGrowth(t *testing.T) {
	wrong := map[string]func(n int) string{
		"classes": func(n int) string { return file("[locking]", "["+strings.Repeat("network, ", n)+"x]") },
		"events": func(n int) string {
			return file("timeline:\n", "timeline:\n"+strings.Repeat("  - {at: 2019-02-18, text: '', kind: party}\n", n/2))
		},
		"evidence": func(n int) string {
			return file("evidence:\n", "evidence:\n"+strings.Repeat("  - {class: x, quote: 'not there'}\n", 190)) + strings.Repeat("the text goes on and on\n", n)
		},
		"keys": func(n int) string { return file("publish: full", "publish: full\n"+keyed(min(n, 150))) },
		"review": func(n int) string {
			return file("publish: full", "publish: full\nreview: ["+strings.Repeat("x, ", n)+"y]")
		},
	}
	var shapes []hostile.Shape
	for name, of := range wrong {
		shapes = append(shapes, hostile.Shape{Kind: "content file", Name: name, Make: func(size int) []byte { return []byte(of(size / 2)) }})
	}
	hostile.Growth(t, shapes, func(s hostile.Shape, data []byte) {
		if found := Check(good, data, nil); len(found) == 0 || len(found) > maxFound+1 {
			t.Errorf("%s: %d problems", s.Name, len(found))
		}
	})
}
