package numbers

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func minutes(all ...int) []time.Duration {
	var out []time.Duration
	for _, m := range all {
		if m < 0 {
			out = append(out, Unknown)
		} else {
			out = append(out, time.Duration(m)*time.Minute)
		}
	}
	return out
}

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		of   []time.Duration
		n    int
		want string // low, median, high
	}{
		{nil, 0, "0s 0s 0s"},
		{minutes(-1, -1, -1, -1, -1, -1), 0, "0s 0s 0s"},
		{minutes(1, 2, 3, 4), 4, "0s 0s 0s"},
		{minutes(0, 0, 0, 0, 0), 5, "0s 0s 0s"},
		{minutes(5, 1, 4, 2, 3), 5, "2m0s 3m0s 4m0s"},
		{minutes(5, 1, 4, 2, 3, -1), 5, "2m0s 3m0s 4m0s"},
		{minutes(1, 2, 3, 4, 5, 6), 6, "2m15s 3m30s 4m45s"},                   // R: quantile(1:6)
		{minutes(10, 20, 30, 40, 50, 60, 70, 500), 8, "27m30s 45m0s 1h2m30s"}, // the tail moves nothing
	} {
		s := SpreadOf(c.of)
		if got := fmt.Sprint(s.Low, s.Median, s.High); got != c.want || len(s.All) != c.n {
			t.Errorf("%v: %s of %d, want %s of %d", c.of, got, len(s.All), c.want, c.n)
		}
	}
}

// Whatever the lengths, a quarter of them lies on either side of the middle
// half, counted one by one.
func TestSpreadCounted(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var all []time.Duration
		for range 5 + r.IntN(60) {
			all = append(all, time.Duration(r.IntN(40))*time.Minute)
		}
		s := SpreadOf(all)
		for q, at := range []time.Duration{s.Low, s.Median, s.High} {
			below, above := 0, 0
			for _, d := range all {
				if d < at {
					below++
				}
				if d > at {
					above++
				}
			}
			if places := len(all) - 1; 4*below > (q+1)*places+4 || 4*above > (3-q)*places+4 {
				t.Fatalf("quartile %d of %v is %v: %d below, %d above", q+1, all, at, below, above)
			}
		}
	}
}

func TestYears(t *testing.T) {
	for _, c := range []struct {
		years []int
		want  string
	}{
		{nil, ""},
		{[]int{0, 0}, ""},
		{[]int{2019, 0, 2019}, "2019:2"},
		{[]int{2019, 2016}, "2016:1 2017:0 2018:0 2019:1"},
		{[]int{1997, 2012}, "1997:1 +14 2012:1"},
		{[]int{1999, 2012}, "1999:1 2000:0 2001:0 2002:0 2003:0 2004:0 2005:0 2006:0 2007:0 2008:0 2009:0 2010:0 2011:0 2012:1"},
		{[]int{1, 9999}, "1:1 +9997 9999:1"},
	} {
		var cases []Case
		for _, y := range c.years {
			cases = append(cases, Case{Year: y})
		}
		var got []string
		for _, y := range Years(cases) {
			if y.Skips > 0 {
				got = append(got, fmt.Sprintf("+%d", y.Skips))
			} else {
				got = append(got, fmt.Sprintf("%d:%d", y.Year, y.N))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%v: %s, want %s", c.years, s, c.want)
		}
	}
	var all []Case
	for y := range 2000 {
		all = append(all, Case{Year: y + 1})
	}
	if got := Years(all); len(got) != maxYears || got[maxYears-1].Year != 2000 {
		t.Errorf("%d columns up to %v", len(got), got[len(got)-1])
	}
}

// Pairs, steps and counts, each against a count one by one.
func TestCounted(t *testing.T) {
	classes := []string{"a", "b", "c", "d"}
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var cases []Case
		for range r.IntN(40) {
			c := Case{Lasted: Unknown, Noticed: time.Duration(r.IntN(3000)-200) * time.Minute}
			if c.Noticed < 0 {
				c.Noticed = Unknown
			}
			for _, i := range r.Perm(4)[:r.IntN(5)] {
				c.Classes = append(c.Classes, classes[i])
			}
			cases = append(cases, c)
		}
		pairs := Pairs(cases, classes)
		for i, a := range classes {
			if got, want := len(Of(cases, a)), having(cases, a); got != want {
				t.Fatalf("%s: %d, want %d", a, got, want)
			}
			for _, b := range classes[i+1:] {
				got := 0
				for _, p := range pairs {
					if p.A == a && p.B == b {
						got += p.N
					}
				}
				if want := having(cases, a, b); got != want {
					t.Fatalf("%s with %s: %d, want %d", a, b, got, want)
				}
			}
		}
		if !slices.IsSortedFunc(pairs, func(a, b Pair) int { return b.N - a.N }) {
			t.Fatalf("not the most frequent first: %v", pairs)
		}
		total := 0
		for _, s := range Steps(Noticed(cases), NoticeSteps) {
			total += s.N
		}
		if known := len(SpreadOf(Noticed(cases)).All); total != known {
			t.Fatalf("%d in steps of %d", total, known)
		}
	}
}

func having(cases []Case, classes ...string) (n int) {
	for _, c := range cases {
		all := true
		for _, class := range classes {
			all = all && strings.Contains(" "+strings.Join(c.Classes, " ")+" ", " "+class+" ")
		}
		if all {
			n++
		}
	}
	return n
}

func TestSteps(t *testing.T) {
	got := Steps(minutes(-1, 0, 1, 4, 5, 14, 15, 59, 60, 359, 360, 1439, 1440, 99999), NoticeSteps)
	var n []int
	for _, s := range got {
		n = append(n, s.N)
	}
	if fmt.Sprint(n) != "[1 2 2 2 2 2 2]" || NoticeSteps[0].N != 0 {
		t.Errorf("%v", n)
	}
}

func TestCounts(t *testing.T) {
	got := Counts([]string{"b", "a", "", "c", "b", "a", "d"})
	if fmt.Sprint(got) != "[{a 2} {b 2} {c 1} {d 1}]" {
		t.Errorf("%v", got)
	}
}
