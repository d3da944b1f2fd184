package site

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/wording"
)

func TestSteps(t *testing.T) {
	got := steps([]hindsight.Event{
		{At: at("2019-02-17T06:10:00Z"), Until: at("2019-02-17T06:20:00Z"), Text: "a\nb", Kind: hindsight.KindEvent},
		{Text: "c", Kind: hindsight.KindUpdate},
		{At: at("2019-02-17T07:55:00Z"), Text: "d"},
		{At: at("2019-02-17T07:55:00Z"), Text: "d"},
		{At: at("2019-02-17T07:55:00Z"), Text: "d"},
		{At: at("2019-02-17T05:50:00Z"), Until: at("2019-02-18T01:00:00Z"), Text: "e"},
		{At: at("2019-02-18"), Until: at("2019-02-20"), Text: "f"},
		{At: at("2019-03"), Text: "g"},
	}, at("2019-02-17T06:10:00Z"), wording.BuiltIn())
	want := []step{
		{ID: "t1", Date: "17 Feb 2019", Time: "06:10", ISO: "2019-02-17T06:10:00Z", Until: "06:20", Text: "a b"},
		{ID: "t2", Text: "c", Kind: "update", Word: "update"},
		{ID: "t3", Date: "17 Feb 2019", Time: "07:55", ISO: "2019-02-17T07:55:00Z", Since: "+1 h 45 min", Text: "d", Times: "three times"},
		{ID: "t6", Date: "17 Feb 2019", Time: "05:50", ISO: "2019-02-17T05:50:00Z", Since: "−20 min", Until: "18 February, 01:00", Text: "e"},
		{ID: "t7", Date: "18 Feb 2019", ISO: "2019-02-18", Until: "20 February 2019", Text: "f"},
		{ID: "t8", Date: "March 2019", ISO: "2019-03", Text: "g"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
}

// What happened stands by days, what was posted apart; of many updates those
// that bring no new state are folded. No step is lost, and none comes twice.
func TestDivide(t *testing.T) {
	for _, c := range []struct{ steps, timeline, reported string }{
		{"1 2 /3", "1 2|3", ""},
		{"1 /2", "1|2", ""},
		{"1 investigating resolved", "1", "investigating resolved"},
		{"investigating update identified resolved 1", "1", "investigating update identified resolved"},
		{"investigating investigating update identified update update monitoring resolved", "", "investigating|(investigating update)|identified|(update update)|monitoring resolved"},
	} {
		var all []step
		date := 1
		for _, w := range strings.Fields(c.steps) {
			text, next := strings.CutPrefix(w, "/")
			if next {
				date++
			}
			s := step{Text: text, Date: fmt.Sprint(date)}
			if len(text) > 1 {
				s.Kind = text
			}
			all = append(all, s)
		}
		texts := func(steps []step) string {
			var out []string
			for _, s := range steps {
				out = append(out, s.Text)
			}
			return strings.Join(out, " ")
		}
		timeline, reported := divide(all)
		var days, runs []string
		for _, d := range timeline {
			days = append(days, texts(d.Steps))
		}
		for _, r := range reported {
			if s := texts(r.Steps); r.Folded {
				runs = append(runs, "("+s+")")
			} else {
				runs = append(runs, s)
			}
		}
		if d, r := strings.Join(days, "|"), strings.Join(runs, "|"); d != c.timeline || r != c.reported {
			t.Errorf("%s: %q and %q, want %q and %q", c.steps, d, r, c.timeline, c.reported)
		}
	}
}

// A sentence that earned several classes is quoted once, and each class has the
// first of its sentences before the others.
func TestProofs(t *testing.T) {
	labels := []label{
		{ID: "a", Quotes: []quote{{Text: "one"}, {Text: "two"}, {Text: "three"}}},
		{ID: "b", Quotes: []quote{{Text: "one"}, {Text: "three"}}},
		{ID: "c", Quotes: []quote{{Text: "two"}}},
		{ID: "d"},
	}
	spell := func(all []proof) string {
		var out []string
		for _, p := range all {
			s := p.Quote.Text + ":"
			for _, c := range p.Classes {
				s += c.ID
			}
			out = append(out, s)
		}
		return strings.Join(out, " ")
	}
	first, further := proofs(labels)
	if got, want := spell(first)+" / "+spell(further), "one:ab two:c :d / three:ab"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCalm(t *testing.T) {
	for in, want := range map[string]string{
		"ROOT CAUSE AND REMEDIATION": "Root cause and remediation", "Root cause": "Root cause", "DNS": "DNS", "RCA": "RCA", "ÜBERBLICK ZUR LAGE": "Überblick zur lage", "": "", "2019-02-18": "2019-02-18",
	} {
		if got := calm(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// The lede says nothing that stands directly below it, and ends with a sentence.
func TestLede(t *testing.T) {
	long := strings.Repeat("A sentence of some length. ", 20)
	for _, c := range []struct{ summary, body, want string }{
		{"The lock hung.", "## What happened\n\nThe **lock** hung. We let it go.", ""},
		{"The lock hung.", "## What happened\n\nAll was well.", "The lock hung."},
		{"The lock hung.", "", "The lock hung."},
		{long, "", strings.TrimSpace(strings.Repeat("A sentence of some length. ", 8))},
		{"", "Text", ""},
		{"The lock hung.", strings.Repeat("Before that much else happened. ", 40) + "The lock hung.", "The lock hung."},
	} {
		var e hindsight.Entry
		e.Summary, e.Body = c.summary, c.body
		if got := lede(e); got != c.want {
			t.Errorf("%.40q over %.40q: %q, want %q", c.summary, c.body, got, c.want)
		}
	}
}

// A page leads to those of its organisation next in time.
func TestSurround(t *testing.T) {
	var pages []*page
	for n := range 7 {
		pages = append(pages, &page{URL: fmt.Sprint(n), Organisations: []string{"acme"}})
	}
	pages = append(pages, &page{URL: "alone", Organisations: []string{"globex"}}, &page{URL: "nobody's"})
	surround(pages)
	for n, want := range []string{"1234", "0234", "0134", "1245", "2356", "2346", "2345", "", ""} {
		got := ""
		for _, l := range pages[n].Params.More {
			got += l.URL
		}
		if got != want {
			t.Errorf("%s: more are %q, want %q", pages[n].URL, got, want)
		}
	}
	if n := pages[3].Params.Neighbours; n.Newer.URL != "2" || n.Older.URL != "4" || pages[0].Params.Neighbours.Newer != nil || pages[6].Params.Neighbours.Older != nil {
		t.Errorf("neighbours of 3: %+v", n)
	}
}
