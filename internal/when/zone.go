package when

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // so that "US/Pacific" means the same on a machine without a zone database
)

// A Zone is a time zone that a text names. The zero Zone means "not stated".
// Zones of equal meaning compare with ==.
type Zone struct{ loc *time.Location }

// UTC is the zone that everything is stored in.
var UTC = Zone{time.UTC}

// IsZero says that no zone is stated.
func (z Zone) IsZero() bool { return z.loc == nil }

// Location returns the zone's rules, UTC for the zero Zone.
func (z Zone) Location() *time.Location {
	if z.loc == nil {
		return time.UTC
	}
	return z.loc
}

func (z Zone) String() string {
	if z.loc == nil {
		return ""
	}
	return z.loc.String()
}

// abbreviations are minutes east of Greenwich. An abbreviation that names a
// standard or a summer time is taken at its word, also in the wrong season.
//
// Several parts of the world share some of them. What stands here is what
// incident reports mean: BST British Summer Time (not Bangladesh), CST and CDT
// North America (not China or Cuba), IST India (not Ireland or Israel), AST
// Atlantic (not Arabia), GST the Gulf, SST Singapore's old name is left out,
// EST and EDT North America (not Australia), MST Mountain (not Malaysia),
// PST Pacific (not Philippines), WST Western Australia, BRT Brazil.
var abbreviations = map[string]int{
	"utc": 0, "gmt": 0, "ut": 0, "z": 0, "zulu": 0, "uct": 0, "wet": 0,
	"bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60, "wat": 60,
	"cest": 120, "mest": 120, "mesz": 120, "eet": 120, "cat": 120, "sast": 120,
	"eest": 180, "msk": 180, "eat": 180, "trt": 180, "idt": 180, "msd": 240, "gst": 240,
	"pkt": 300, "ist": 330, "npt": 345, "ict": 420, "wib": 420,
	"sgt": 480, "hkt": 480, "pht": 480, "myt": 480, "awst": 480, "wst": 480,
	"jst": 540, "kst": 540, "acst": 570, "aest": 600, "acdt": 630, "aedt": 660,
	"nzst": 720, "nzdt": 780,
	"nst": -210, "ndt": -150, "art": -180, "brt": -180, "brst": -120, "clt": -240, "clst": -180, "cot": -300, "pet": -300,
	"ast": -240, "adt": -180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
	"pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "hdt": -540,
}

// regions are names whose offset depends on the date.
var regions = map[string]string{
	"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
	"est5edt": "America/New_York", "cst6cdt": "America/Chicago", "mst7mdt": "America/Denver", "pst8pdt": "America/Los_Angeles",
	"atlantic": "America/Halifax", "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
}

// lowerCase are the abbreviations that Find takes when they are written
// small: the others are words ("east" is no zone, but "est", "met" and "cat" …).
var lowerCase = words("utc gmt pst pdt edt cdt cet cest")

//go:embed zonenames.txt
var zoneNamesText string

// zoneNames holds every "Area/Place" of the zone database, so that a hostile
// text cannot make us look for files.
var zoneNames = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for area := range strings.Lines(zoneNamesText) {
		name, places, _ := strings.Cut(strings.TrimSpace(area), ": ")
		for _, place := range strings.Fields(places) {
			m[name+"/"+place] = true
		}
	}
	return m
})

var loaded sync.Map // of the zone names above to *time.Location

func region(name string) Zone {
	if loc, ok := loaded.Load(name); ok {
		return Zone{loc.(*time.Location)}
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return Zone{}
	}
	kept, _ := loaded.LoadOrStore(name, loc)
	return Zone{kept.(*time.Location)}
}

var offsets sync.Map // of minutes to *time.Location, so that equal zones compare equal

// fixed is the zone so many minutes east of Greenwich; at most 14 hours of it.
func fixed(minutes int) Zone {
	if minutes == 0 {
		return UTC
	}
	if loc, ok := offsets.Load(minutes); ok {
		return Zone{loc.(*time.Location)}
	}
	name := fmt.Sprintf("%+03d:%02d", minutes/60, max(minutes, -minutes)%60)
	kept, _ := offsets.LoadOrStore(minutes, time.FixedZone(name, minutes*60))
	return Zone{kept.(*time.Location)}
}

// zone reads a zone at token i: a name, an offset, or one of them in
// brackets. It returns the token after it; next == i when there is none.
func (r *reader) zone(i int) (z Zone, next int) {
	switch k := r.at(i); {
	case !r.near(i, line):
		return z, i
	case k == '(' || k == '[':
		z, next = r.zone1(i + 1)
		if next > i+1 && (r.at(next) == ')' || r.at(next) == ']') {
			return z, next + 1
		}
		return Zone{}, i
	}
	return r.zone1(i)
}

func (r *reader) zone1(i int) (Zone, int) {
	switch r.at(i) {
	case '+', '-':
		return r.offset(i)
	case 'a':
		if z, next := r.place(i); next > i {
			return z, next
		}
		return r.abbreviation(i)
	}
	return Zone{}, i
}

// place reads "US/Pacific" or "America/Argentina/Buenos_Aires".
func (r *reader) place(i int) (Zone, int) {
	if r.at(i+1) != '/' || !r.near(i+1, glued) {
		return Zone{}, i
	}
	start := r.toks[i].start
	end := start
	for end < len(r.s) && end < start+40 && (isZoneByte(r.s[end])) {
		end++
	}
	name := strings.TrimRight(strings.ReplaceAll(r.s[start:end], `\_`, "_"), "_-+/")
	if !zoneNames()[name] {
		return Zone{}, i
	}
	next := i
	for next < len(r.toks) && r.toks[next].start < end {
		next++
	}
	return region(name), next
}

func isZoneByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte(`/_-+\`, c) >= 0
}

// abbreviation reads "PST", "UTC+2", "GMT-01:01", "EST5EDT", "Pacific Time",
// "Eastern Daylight Time", "US Eastern", "Central European Summer Time".
func (r *reader) abbreviation(i int) (Zone, int) {
	if r.word(i) == "us" && r.near(i+1, space) && len(r.word(i+1)) >= 6 && regions[r.word(i+1)] != "" {
		i++
	}
	w := r.word(i)
	if v, n := r.number(i + 1); n == 1 && v >= 5 && v <= 8 && r.near(i+1, glued) && r.near(i+2, glued) {
		if name := regions[w+r.text(i+1)+r.word(i+2)]; name != "" {
			return region(name), i + 3
		}
	}
	if minutes, ok := abbreviations[w]; ok && (!r.strict || r.isZoneWord(i)) {
		if next := i + 1; (w == "utc" || w == "gmt") && r.near(next, glued) {
			if z, after := r.offset(next); after > next {
				return z, after
			}
		}
		return fixed(minutes), i + 1
	}
	return r.regional(i)
}

// isZoneWord says that the word at i is written as people write a zone.
func (r *reader) isZoneWord(i int) bool {
	t := r.text(i)
	return t == strings.ToUpper(t) || lowerCase[t]
}

// regional reads the names that stand for a place: "PT", "Pacific Standard Time".
func (r *reader) regional(i int) (Zone, int) {
	w := r.word(i)
	name := regions[w]
	if w == "central" && r.word(i+1) == "european" {
		return r.european(i)
	}
	if name == "" || r.strict && len(w) == 2 && !r.isZoneWord(i) {
		return Zone{}, i
	}
	if len(w) == 2 {
		return region(name), i + 1
	}
	next := i + 1
	kind := r.word(next)
	if kind == "standard" || kind == "daylight" || kind == "us" {
		next++
	}
	if r.word(next) != "time" {
		return region(name), i + 1
	}
	switch kind {
	case "standard":
		return fixed(abbreviations[w[:1]+"st"]), next + 1
	case "daylight":
		return fixed(abbreviations[w[:1]+"dt"]), next + 1
	}
	return region(name), next + 1
}

func (r *reader) european(i int) (Zone, int) {
	switch {
	case r.word(i+2) == "time":
		return fixed(60), i + 3
	case r.word(i+2) == "summer" && r.word(i+3) == "time":
		return fixed(120), i + 4
	}
	return Zone{}, i
}

// offset reads "+02:00", "-0800" or "+2" glued together.
func (r *reader) offset(i int) (Zone, int) {
	if k := r.at(i); k != '+' && k != '-' || !r.near(i+1, glued) {
		return Zone{}, i
	}
	v, w := r.number(i + 1)
	hours, minutes, next := v, 0, i+2
	switch {
	case w == 4:
		hours, minutes = v/100, v%100
	case w != 1 && w != 2:
		return Zone{}, i
	case r.at(next) == ':' && r.near(next, glued) && r.near(next+1, glued):
		m, mw := r.number(next + 1)
		if mw != 2 {
			return Zone{}, i
		}
		minutes, next = m, next+2
	}
	if hours > 14 || minutes > 59 {
		return Zone{}, i
	}
	total := hours*60 + minutes
	if r.at(i) == '-' {
		total = -total
	}
	return fixed(total), next
}

// ZoneIn returns the first zone that text names, wherever it stands: for
// statements such as "all times are in PST". Names of one letter and of
// plain words ("central") do not count.
func ZoneIn(text string) (Zone, bool) {
	r := &reader{s: text, toks: tokenise(text), strict: true}
	for i := range r.toks {
		w := r.word(i)
		if len(w) < 2 || !r.near(i, block) || len(w) > 4 && regions[w] != "" && r.word(i+1) != "time" && r.word(i+2) != "time" {
			continue
		}
		if r.near(i, glued) && (r.at(i-1) == '0' || r.at(i-1) == '-') {
			continue
		}
		if z, next := r.zone1(i); next > i && !(r.at(next) == '-' && r.near(next, glued)) {
			return z, true
		}
	}
	return Zone{}, false
}
