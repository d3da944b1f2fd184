package when

import (
	"strings"
	"time"
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
