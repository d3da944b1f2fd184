package site

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"hindsight/internal/archive"

	"hindsight"
	"hindsight/internal/wording"
)

// A Source is one that an archive imports from, as far as everybody may know it.
type Source struct {
	Name         string
	Organisation string
	URL          string // "" for a folder, a private server, an address with a secret
	Feed         bool   // a feed reader can follow it
	Licence      string
	Publish      string
	Asked        bool             // its server has been asked since its entry was last changed
	FailingSince hindsight.Moment // the day since which there was no answer that could be read; zero: there was one
	Error        string           // of that day
	Gone         bool             // its server has said so
}

// The words for how a source does; i18n has them as "source-…".
const (
	sourceWell    = "well"
	sourceFailing = "failing"
	sourceGone    = "gone"
	sourceUnasked = "unasked"
)

// sourceRow is a source on its page.
type sourceRow struct {
	Name         string `json:"name"`
	Organisation string `json:"organisation"`
	URL          string `json:"url"`
	Licence      string `json:"licence"`
	Publish      string `json:"publish"`
	N            int    `json:"n"`
	Newest       moment `json:"newest"` // when the newest of its texts was fetched
	Health       string `json:"health"`
	FailingSince moment `json:"since"`
	Error        string `json:"error"`
}

// maxLeftOut bounds each list of what is not shown as it should be.
const maxLeftOut = 200

// sourcesPage says how each source does, what it brought, and what of the
// archive is not shown as it should be.
func sourcesPage(o Options, pages []*page, skipped []archive.Problem, say wording.Texts) fixed {
	rows := make([]sourceRow, len(o.Sources))
	newest, at := make([]hindsight.Moment, len(rows)), map[string]int{}
	for i, s := range o.Sources {
		rows[i] = sourceRow{Name: oneLine(s.Name, 80), Organisation: oneLine(s.Organisation, 120), URL: webAddress(s.URL),
			Licence: oneLine(cmp.Or(s.Licence, hindsight.LicenceUnknown), 120), Publish: cmp.Or(s.Publish, hindsight.PublishFull),
			Health: s.health(), FailingSince: newMoment(s.FailingSince, say), Error: oneLine(s.Error, 200)}
		at[s.Name] = i
	}
	others := 0
	for _, p := range pages {
		i, ok := at[p.record.Source.Name]
		if !ok {
			others++
			continue
		}
		rows[i].N++
		if m := p.record.Source.Fetched; m.Compare(newest[i]) > 0 {
			newest[i] = m
		}
	}
	for i := range rows {
		rows[i].Newest = newMoment(newest[i], say)
	}
	type left struct {
		Path   string `json:"path"`
		Reason string `json:"reason"`
	}
	var out []left
	for _, p := range slices.Concat(o.LeftOut, skipped) {
		if strings.HasPrefix(p.Path, hindsight.Folder) && len(out) < maxLeftOut {
			out = append(out, left{oneLine(p.Path, 300), oneLine(p.Reason, 300)})
		}
	}
	var held, doubtful []link
	for _, p := range pages {
		switch {
		case p.Params.Held && len(held) < maxLeftOut:
			held = append(held, p.link())
		case p.Params.Doubt != "" && len(doubtful) < maxLeftOut:
			doubtful = append(doubtful, p.link())
		}
	}
	return fixed{Title: say.Say("sources"), Layout: "sources", URL: "/sources.html", Params: map[string]any{
		"sources": rows, "others": others, "left": out, "held": held, "doubtful": doubtful}}
}

func (s Source) health() string {
	switch {
	case s.Gone:
		return sourceGone
	case !s.FailingSince.IsZero():
		return sourceFailing
	case !s.Asked:
		return sourceUnasked
	}
	return sourceWell
}

type opml struct {
	XMLName xml.Name   `xml:"opml"`
	Version string     `xml:"version,attr"`
	Title   string     `xml:"head>title"`
	Feeds   []opmlFeed `xml:"body>outline"`
}

type opmlFeed struct {
	Type string `xml:"type,attr"`
	Text string `xml:"text,attr"`
	Feed string `xml:"xmlUrl,attr"`
}

// writeOPML lists the sources that a feed reader can follow.
func writeOPML(out *output, title string, sources []Source) error {
	list := opml{Version: "2.0", Title: oneLine(title, 200)}
	for _, s := range sources {
		if address := webAddress(s.URL); s.Feed && address != "" {
			list.Feeds = append(list.Feeds, opmlFeed{"rss", oneLine(cmp.Or(s.Organisation, s.Name), 200), address})
		}
	}
	return writeXML(out, "sources.opml", list)
}
