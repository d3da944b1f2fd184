package feed

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"hindsight"
	"hindsight/internal/when"
)

// published is the date of first publication; of an update when that is all
// there is. A date whose time is wrong still gives the day.
func (c *channel) published(it *gofeed.Item) hindsight.Moment {
	dates := stated(it)
	for _, s := range dates {
		if m, ok := c.order.parse(s); ok && sane(m) {
			return m
		}
	}
	for _, t := range []*time.Time{it.PublishedParsed, it.UpdatedParsed} {
		if t != nil && sane(hindsight.At(*t, hindsight.Instant)) {
			return hindsight.At(*t, hindsight.Instant)
		}
	}
	for _, s := range dates {
		if m, ok := when.Parse(dayPartRE.FindString(s)); ok && sane(m) {
			return m
		}
	}
	return hindsight.Moment{}
}

// stated are the dates that an item gives, those of publication first.
func stated(it *gofeed.Item) []string {
	all := []string{
		it.Published, extension(it, "dcterms", "issued"), extension(it, "dcterms", "created"),
		it.Updated, extension(it, "dcterms", "modified"), it.Custom["pubDate"],
	}
	for i, s := range all {
		all[i] = strings.TrimSpace(s)
	}
	return all
}

// instantOf is the zero Moment for a time that is not stated.
func instantOf(t *time.Time) hindsight.Moment {
	if t == nil {
		return hindsight.Moment{}
	}
	return hindsight.At(*t, hindsight.Instant)
}

var dayPartRE = regexp.MustCompile(`^(?:19|20)\d\d-\d\d-\d\d`)

// sane leaves out the years that programs write for "no date": 1, 1601, 1970.
func sane(m hindsight.Moment) bool { return m.Time().Year() > 1985 }

// A dateOrder is which of the first two numbers of "03/04/2021" a feed's other
// dates show to be the day: 1 the first, 2 the second, 0 when none settles it.
type dateOrder int

var slashedRE = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})`)

func orderOf(feed *gofeed.Feed) dateOrder {
	seen := [3]bool{}
	for _, it := range feed.Items {
		for _, s := range stated(it) {
			if m := slashedRE.FindStringSubmatch(s); m != nil {
				first, _ := strconv.Atoi(m[1])
				second, _ := strconv.Atoi(m[2])
				seen[1] = seen[1] || first > 12
				seen[2] = seen[2] || second > 12
			}
		}
	}
	switch {
	case seen[1] && !seen[2]:
		return 1
	case seen[2] && !seen[1]:
		return 2
	}
	return 0
}

// parse reads a date. Of one that can be read in two ways, and that nothing
// settles, the year is sure.
func (o dateOrder) parse(s string) (hindsight.Moment, bool) {
	m := slashedRE.FindStringSubmatch(s)
	if m == nil {
		return when.Parse(s)
	}
	day, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	switch {
	case day == month, day > 12, month > 12:
		return when.Parse(s)
	case o == 0:
		return when.Parse(m[3])
	case o == 2:
		day, month = month, day
	}
	iso := m[3] + "-" + strconv.Itoa(100 + month)[1:] + "-" + strconv.Itoa(100 + day)[1:]
	return when.Parse(iso + s[len(m[0]):])
}
