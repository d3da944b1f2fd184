package figure

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/wording"
)

// events are entries of a timeline at these moments, with ids t1, t2 …
func events(moments ...string) (marks []Mark) {
	for n, m := range moments {
		if len(m) == 5 {
			m = "2024-03-20T" + m + ":00Z"
		}
		marks = append(marks, Mark{fmt.Sprintf("t%d", n+1), at(m).Time(), "Entry <" + m + "> & more"})
	}
	return marks
}

// shapes are the kinds of incidents that are drawn differently.
var shapes = map[string]struct {
	incident hindsight.Incident
	marks    []Mark
}{
	"three phases":  {incident("07:11", "08:56", "09:43", "14:39"), events("07:11", "08:56", "08:56", "09:14", "09:14", "09:22", "09:43", "11:30", "14:38", "14:39", "14:39", "14:40")},
	"ends alone":    {incident("08:00", "", "", "08:45"), nil},
	"noticed":       {incident("08:00", "08:10", "", "12:00"), events("08:00", "08:10")},
	"at once":       {incident("08:00", "08:00", "09:00", "12:00"), nil},
	"no end":        {incident("08:00", "08:20", "", ""), events("08:00", "08:20", "08:45")},
	"start alone":   {incident("08:00", "", "", ""), events("08:00", "08:20", "08:45", "09:30")},
	"timeline":      {hindsight.Incident{}, events("08:00", "08:20", "08:45", "09:30")},
	"long before":   {incident("08:00", "", "", "09:00"), events("2024-03-03T10:00:00Z", "2024-03-04T10:00:00Z", "08:20", "08:45")},
	"long after":    {incident("08:00", "08:30", "", "09:00"), events("08:20", "08:45", "2024-04-20T10:00:00Z")},
	"over midnight": {incident("22:10", "", "", ""), append(events("22:30", "23:10"), Mark{"t3", at("2024-03-21T01:00:00Z").Time(), "Over"})},
	"two months":    {hindsight.Incident{Started: at("2024-03-20T08:00:00Z"), Detected: at("2024-04-20T08:00:00Z"), Resolved: at("2024-05-20T08:00:00Z")}, nil},
	"a crowd":       {incident("08:00", "", "", "09:00"), events(strings.Fields(strings.Repeat("08:30 08:31 ", 40))...)},
	"nothing":       {hindsight.Incident{}, events("08:00")},
	"coarse":        {hindsight.Incident{Started: at("2024-03-20"), Resolved: at("2024-03-21")}, nil},
}

func TestIncident(t *testing.T) {
	golden := map[string]bool{}
	for name, c := range shapes {
		d := Incident(c.incident, c.marks, wording.BuiltIn())
		check(t, d, c.incident, c.marks)
		file := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".golden")
		golden[file] = true
		got := fmt.Sprintf("%s\n%s\n%v\n", d.Wide, d.Narrow, d.Key)
		got = strings.ReplaceAll(got, "><", ">\n<")
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || string(want) != got {
			t.Errorf("%s: %v\ngot\n%s\nwant\n%s", name, err, got, want)
		}
	}
	files, _ := filepath.Glob("testdata/*.golden")
	for _, f := range files {
		if !golden[f] {
			t.Errorf("%s belongs to no shape", f)
		}
	}
}

// check holds what is true of every drawing: it is well-formed, everything is a
// number and within the sheet, the dots of a lane stand in the order of their
// entries and apart, each leads to an entry, and no entry comes twice.
func check(t testing.TB, d Drawing, i hindsight.Incident, marks []Mark) {
	t.Helper()
	if (d.Wide == "") != (d.Narrow == "") {
		t.Fatal("one drawing of two")
	}
	known := map[string]time.Time{}
	for _, m := range marks {
		known["#"+m.ID] = m.At
	}
	for _, svg := range []string{d.Wide, d.Narrow} {
		if svg == "" {
			continue
		}
		all := drawn(t, svg)
		width, height := coordinate(t, all[0]["width"]), coordinate(t, all[0]["height"])
		lane, lead, seen := map[string]float64{}, "", map[string]bool{}
		var before time.Time
		for _, e := range all {
			for name, v := range e {
				limit := map[string]float64{"x": width, "cx": width, "y": height, "cy": height, "width": width, "height": height}[name]
				if x := 0.0; limit > 0 {
					if x = coordinate(t, v); x < 0 || x > limit {
						t.Errorf("%s=%s is outside of %v×%v: %v in %s", name, v, width, height, i, svg)
					}
				}
			}
			switch e[""] {
			case "a":
				lead = e["href"]
				if _, ok := known[lead]; !ok || seen[lead] || known[lead].Before(before) {
					t.Errorf("a dot leads to %q, after one of %v", lead, before)
				}
				seen[lead], before = true, known[lead]
			case "circle":
				x := coordinate(t, e["cx"])
				if last, ok := lane[e["cy"]]; ok && x-last < apart-.2 {
					t.Errorf("%s: a dot at %v beside one at %v", lead, x, last)
				}
				lane[e["cy"]] = x
			}
		}
		if len(lane) > lanes {
			t.Errorf("%d lanes", len(lane))
		}
	}
}

// The phases together are as wide as the time that they take of the scale.
func TestToScale(t *testing.T) {
	c := shapes["three phases"]
	width := map[string]float64{}
	for _, e := range drawn(t, Incident(c.incident, nil, wording.BuiltIn()).Wide) {
		if e[""] == "rect" {
			width[e["class"]] = coordinate(t, e["width"])
		}
	}
	for _, p := range Phases(c.incident) {
		whole := c.incident.Resolved.Time().Sub(c.incident.Started.Time())
		if want := (1088 - 2*edge) * p.Length().Seconds() / whole.Seconds(); width[string(p.Kind)] < want-2 || width[string(p.Kind)] > want {
			t.Errorf("%s is %v wide, want about %v", p.Kind, width[string(p.Kind)], want)
		}
	}
}

func FuzzIncident(f *testing.F) {
	f.Add(int64(0), int64(60), int64(120), int64(600), uint8(15), []byte("abcdefgh"))
	f.Add(int64(1710921600), int64(1710921600), int64(1), int64(-62135596800), uint8(9), []byte{0, 255, 255, 255, 1, 1})
	f.Fuzz(func(t *testing.T, a, b, c, d int64, known uint8, rest []byte) {
		moment := func(bit int, s int64) hindsight.Moment {
			if known&(1<<bit) == 0 {
				return hindsight.Moment{}
			}
			return hindsight.At(time.Unix(s%(1<<40), 0), hindsight.Instant)
		}
		i := hindsight.Incident{Started: moment(0, a), Detected: moment(1, b), Mitigated: moment(2, c), Resolved: moment(3, d)}
		var marks []Mark
		for n, v := range rest[:min(len(rest), 600)] {
			s := a%(1<<40) + int64(v)*int64(1+known)
			if v > 250 {
				s = b % (1 << 40)
			}
			marks = append(marks, Mark{fmt.Sprintf("t%d", n+1), time.Unix(s, 0).UTC(), string(rest[n:min(n+5, len(rest))])})
		}
		check(t, Incident(i, marks, wording.BuiltIn()), i, marks)
	})
}
