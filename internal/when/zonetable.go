package when

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // so that "US/Pacific" means the same on a machine without a zone database
)

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
