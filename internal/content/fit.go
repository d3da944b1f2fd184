package content

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/yamltext"
)

// Why a postmortem cannot be archived at all. It concerns that postmortem alone.
var (
	ErrTooLong = fmt.Errorf("its text has more than %d bytes; import the part that is the report", maxBody)
	ErrNothing = errors.New("it has neither a text nor an address")
)

// Fit is what an importer brought as the archive can hold it: within the limits
// of Parse, and without what Check rejects. cuts says what was shortened or left
// out, a phrase each. An importer reads what a stranger wrote; what it cannot
// vouch for is given up here rather than written into a file that nobody can
// read again.
func Fit(e hindsight.Entry) (fit hindsight.Entry, cuts []string, err error) {
	f := fitter{e: e}
	f.e.Pictures = nil
	f.text()
	f.lengths()
	f.extra()
	f.source()
	f.moments()
	f.timeline()
	f.classes()
	f.review()
	f.head()
	switch blank := strings.TrimSpace(f.e.Body) == ""; {
	case len(f.e.Body) > maxBody:
		return e, nil, ErrTooLong
	case blank && f.e.Source.URL == "" && f.e.Source.ArchiveURL == "":
		return e, nil, ErrNothing
	case !slices.Contains(publishModes, f.e.Publish):
		f.e.Publish = hindsight.PublishFull
		fallthrough
	default:
		f.e.Publish = published(f.e.Publish, f.e.Body)
	}
	return f.e, f.cuts, nil
}

// published is how much of a text is shown: all of none is its address.
func published(mode, body string) string {
	if mode == hindsight.PublishFull && strings.TrimSpace(body) == "" {
		return hindsight.PublishLink
	}
	return mode
}

type fitter struct {
	e    hindsight.Entry
	cuts []string
}

func (f *fitter) cut(format string, args ...any) {
	f.cuts = append(f.cuts, fmt.Sprintf(format, args...))
}

// text makes the body as it will be read again, and the title one line. The
// lists become the entry's own, so that they can be changed.
func (f *fitter) text() {
	e := &f.e
	e.Body = strings.Trim(strings.ReplaceAll(strings.ToValidUTF8(e.Body, "\uFFFD"), "\r\n", "\n"), "\n")
	if e.Body != "" {
		e.Body += "\n"
	}
	if strings.ContainsAny(e.Title, "\n\r") {
		e.Title = strings.Join(strings.Fields(e.Title), " ")
	}
	for _, s := range []*string{&e.Title, &e.Organisation} {
		if strings.TrimSpace(*s) == "" {
			*s = ""
		}
	}
	e.Classes, e.Curated, e.Review = slices.Clone(e.Classes), slices.Clone(e.Curated), slices.Clone(e.Review)
	e.Evidence, e.Timeline = slices.Clone(e.Evidence), slices.Clone(e.Timeline)
}

// lengths shortens what is too long. A quote that is shortened is none any
// more, and classes leaves it out; so is half an address, and source does.
func (f *fitter) lengths() {
	for _, l := range lengths {
		if l.key == "source" {
			continue
		}
		n := 0
		l.within(&f.e, func(s *string) {
			if *s = strings.ToValidUTF8(*s, "\uFFFD"); longer(*s, l.most) {
				*s = shortened(*s, l.most)
				n++
			}
		})
		if n > 0 {
			f.cut("%s is cut to %d characters", l.key, l.most)
		}
	}
	for _, list := range []*[]string{&f.e.Classes, &f.e.Review, &f.e.Curated} {
		*list = shorten(*list, maxWords)
	}
	if n := len(f.e.Timeline); n > maxEvents {
		f.e.Timeline = shorten(f.e.Timeline, maxEvents)
		f.cut("of %d events of the timeline the first %d are kept", n, maxEvents)
	}
}

// extra brings the fields into their form, and leaves out what is beyond the
// bounds.
func (f *fitter) extra() {
	x, whole := hindsight.NewExtra(f.e.Extra)
	if f.e.Extra = x; !whole {
		f.cut("of extra only what is within the bounds is kept")
	}
}

// source gives up addresses that are none. An id that is too long is known by
// its hash.
func (f *fitter) source() {
	s, most := &f.e.Source, mostOf("source")
	for _, address := range []*string{&s.URL, &s.ArchiveURL} {
		if *address != "" && (!IsAddress(*address) || longer(*address, most)) {
			f.cut("%.60q is no address that can be kept", *address)
			*address = ""
		}
	}
	s.ID = shortID(s.ID)
	seeSource(s, func(field *string) { *field = shortened(strings.ToValidUTF8(*field, "\uFFFD"), most) })
}

// moments gives up what cannot be: the year 9000, the year 0 (which YAML reads
// as a number), an end before the start.
func (f *fitter) moments() {
	e := &f.e
	i := &e.Incident
	all := []*hindsight.Moment{&e.Date, &e.Source.Fetched, &i.Started, &i.Detected, &i.Mitigated, &i.Resolved}
	for n := range e.Timeline {
		all = append(all, &e.Timeline[n].At, &e.Timeline[n].Until)
	}
	for _, m := range all {
		if !m.IsZero() && !plausible(*m) {
			f.cut("%s is not of the years %d to %d", m, firstYear, lastYear)
			*m = hindsight.Moment{}
		}
	}
	for _, v := range contradictions(i) {
		f.cut("%s %s comes before %s %s", v.later, v.laterAt, v.earlier, v.earlierAt)
		if *v.at = (hindsight.Moment{}); v.at == &i.Resolved {
			i.Started = hindsight.Moment{} // nobody knows which of the two is wrong
		}
	}
	if longBefore(e.Date, *i) && !e.IsCurated("date") && !e.IsCurated("incident") {
		flag(e, hindsight.ReviewEarlyDate)
	}
}

// early says that a text was fetched well before the day it is said to be of.
func early(e hindsight.Entry) bool {
	f := e.Source.Fetched
	return !f.IsZero() && e.Date.Compare(f) > 0 && e.Date.Time().Sub(f.Time()) > 48*time.Hour
}

func (f *fitter) timeline() {
	f.e.Timeline = slices.DeleteFunc(f.e.Timeline, func(v hindsight.Event) bool { return strings.TrimSpace(v.Text) == "" })
	for n := range f.e.Timeline {
		if !slices.Contains(eventKinds, f.e.Timeline[n].Kind) {
			f.e.Timeline[n].Kind = hindsight.KindEvent
		}
	}
	if len(f.e.Timeline) == 0 {
		f.e.Timeline = nil
	}
}

// classes keeps each class once, with quotes of the text, and no class without.
func (f *fitter) classes() {
	e := &f.e
	if e.IsCurated("classes") {
		return
	}
	quoted := map[string]bool{}
	kept := e.Evidence[:0]
	for _, v := range shorten(e.Evidence, maxEvidence) {
		if slices.Contains(e.Classes, v.Class) && holds(*e, v.Quote) {
			kept = append(kept, v)
			quoted[v.Class] = true
		}
	}
	if e.Evidence = kept; len(kept) == 0 {
		e.Evidence = nil
	}
	e.Classes = slices.DeleteFunc(e.Classes, func(class string) bool {
		ok := quoted[class]
		quoted[class] = false
		return !ok
	})
	if len(e.Classes) == 0 {
		e.Classes = nil
	}
}

// holds says that a quote stands in the text or the title.
func holds(e hindsight.Entry, quote string) bool {
	return quote != "" && (strings.Contains(e.Body, quote) || strings.Contains(e.Title, quote))
}

// review flags what is missing, and drops flags that do not exist.
func (f *fitter) review() {
	e := &f.e
	dated := !e.When().IsZero() // by the incident, where the text does not say when it was published
	e.Review = slices.DeleteFunc(e.Review, func(r string) bool { return badFlag(r) != "" || r == hindsight.ReviewUndated && dated })
	for _, r := range []struct {
		flag    string
		missing bool
	}{
		{hindsight.ReviewUndated, !dated},
		{hindsight.ReviewNoTitle, strings.TrimSpace(e.Title) == ""},
		{hindsight.ReviewNoOrganisation, strings.TrimSpace(e.Organisation) == ""},
		{hindsight.ReviewFutureDate, early(*e)},
	} {
		if r.missing && !slices.Contains(e.Review, r.flag) {
			e.Review = append(e.Review, r.flag)
		}
	}
	if len(e.Review) == 0 {
		e.Review = nil
	}
}

// head drops what makes the front matter longer than it may be, the end of the
// timeline first: the text has it all the same.
func (f *fitter) head() {
	e := &f.e
	size := 0
	for _, l := range lengths {
		l.within(e, func(s *string) { size += len(*s) + 100 })
	}
	if size < yamltext.FrontMatter.Bytes/10 { // a character becomes ten at most, \U0001f600
		return
	}
	for !headFits(*e) && len(e.Timeline)+len(e.Evidence) > 0 {
		if n := len(e.Timeline); n > 0 {
			e.Timeline = shorten(e.Timeline, n/2)
			f.cut("the first %d events of the timeline are kept", n/2)
			continue
		}
		e.Evidence = shorten(e.Evidence, len(e.Evidence)/2)
		f.classes()
	}
}
