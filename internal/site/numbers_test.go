package site

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/wording"
)

// measured gives generated entries lengths, so that every chart has something
// to show.
func measured(entries []hindsight.Entry) []hindsight.Entry {
	r := rand.New(rand.NewPCG(5, 6))
	for i := range entries {
		start := entries[i].Date.Time()
		after := func(most int) hindsight.Moment {
			return hindsight.At(start.Add(time.Duration(r.IntN(most))*time.Minute), hindsight.Instant)
		}
		entries[i].Incident = hindsight.Incident{Started: hindsight.At(start, hindsight.Instant)}
		if i%3 > 0 {
			entries[i].Incident.Resolved = after(9000)
		}
		if i%2 > 0 {
			entries[i].Incident.Detected = after(90)
		}
	}
	return entries
}

// Every number of every table and file of numbers.html, counted in the entries
// one by one.
func TestNumbersCounted(t *testing.T) {
	all := append(fixtures(), measured(generated(300, 100))...)
	dir, _ := build(t, Options{}, all)
	files := tree(t, dir)
	count := func(has func(hindsight.Entry) bool) string {
		n := 0
		for _, e := range all {
			if has(e) {
				n++
			}
		}
		return fmt.Sprint(n)
	}
	in := func(class string) func(hindsight.Entry) bool {
		return func(e hindsight.Entry) bool { return class == "" || slices.Contains(e.Classes, class) }
	}
	for name, counted := range map[string]func(row []string) string{
		"years": func(r []string) string {
			return r[0] + count(func(e hindsight.Entry) bool { return strings.HasPrefix(e.When().String(), r[0]) })
		},
		"together": func(r []string) string {
			return r[0] + r[1] + count(func(e hindsight.Entry) bool { return in(r[0])(e) && in(r[1])(e) })
		},
		"noticed": func(r []string) string {
			return r[0] + r[1] + count(func(e hindsight.Entry) bool {
				from, to := 0.0, 1e9
				_, _ = fmt.Sscan(r[0], &from)
				_, _ = fmt.Sscan(r[1], &to)
				d, ok := e.Incident.NoticedAfter()
				return ok && d.Minutes() >= from && d.Minutes() < to
			})
		},
		"lasted": func(r []string) string {
			var each []time.Duration
			for _, e := range all {
				if d, ok := e.Incident.Lasted(); ok && in(r[0])(e) {
					each = append(each, d)
				}
			}
			slices.Sort(each)
			middle := ""
			if n := len(each); n >= 5 {
				middle = fmt.Sprint((each[(n-1)/2] + each[n/2]).Minutes() / 2)
			}
			return r[0] + fmt.Sprint(len(each)) + r[2] + middle + r[4]
		},
		"said": func(r []string) string {
			says := map[string]func(hindsight.Entry) bool{
				"date": func(e hindsight.Entry) bool { return e.When() != hindsight.Moment{} }, "start": func(e hindsight.Entry) bool { return !e.Incident.Started.IsZero() },
				"cause": func(e hindsight.Entry) bool { return len(e.Classes) > 0 }, "organisation": func(e hindsight.Entry) bool { return e.Organisation != "" },
				"lasted": func(e hindsight.Entry) bool { _, ok := e.Incident.Lasted(); return ok },
			}[r[0]]
			if says == nil {
				return strings.Join(r, "")
			}
			return r[0] + count(says) + fmt.Sprint(len(all))
		},
	} {
		rows, err := csv.NewReader(strings.NewReader(files["numbers/"+name+".csv"])).ReadAll()
		if err != nil || len(rows) < 3 {
			t.Fatalf("%s.csv: %d rows, %v", name, len(rows), err)
		}
		for _, r := range rows[1:] {
			if got, want := strings.Join(r, ""), counted(r); got != want {
				t.Errorf("%s.csv: %q, counted %q", name, r, want)
			}
			shown := r[len(r)-1]
			if d, err := time.ParseDuration(shown + "m"); name == "lasted" && err == nil {
				shown = wording.BuiltIn().Length(d)
			}
			if name != "said" && !strings.Contains(files["numbers.html"], `<td class="to-right">`+shown+"</td>") {
				t.Errorf("numbers.html lacks %q of %s.csv", shown, name)
			}
		}
	}
	// with nothing to count there is a page all the same
	empty, _ := build(t, Options{}, nil)
	if page := tree(t, empty)["numbers.html"]; !strings.Contains(page, "The archive is empty") || strings.Contains(page, "<svg class=\"strips") {
		t.Error("numbers.html of an empty archive")
	}
}
