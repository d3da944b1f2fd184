// Package list reads what points to postmortems elsewhere: a README of links
// with a line each, and entries whose front matter names the address.
package list

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/weburl"
)

// MaxBytes is the largest list that is read; the longest known has 200 KB.
const MaxBytes = 4 << 20

// Recognise tells from the content alone whether this package reads the input,
// and returns its importer, which keeps what was read to tell.
func Recognise(in hindsight.Input) (hindsight.Importer, bool) {
	i := open(in, false)
	return i, i.err == nil
}

// New returns an importer for an input of which somebody said that it is a
// list: one link is enough.
func New(in hindsight.Input) hindsight.Importer { return open(in, true) }

// WithBare makes an importer of this package yield the links without a word about
// them, too, as postmortems without a text: for who reads the pages themselves.
func WithBare(im hindsight.Importer) hindsight.Importer {
	if i, ok := im.(importer); ok {
		i.bare = true
		return i
	}
	return im
}

type importer struct {
	in      hindsight.Input
	bare    bool // links without a word about them are wanted, too
	entries []entry
	missed  lines // items with a link among other words
	err     error // why there are none
}

func open(in hindsight.Input, wanted bool) importer {
	entries, missed, err := read(in, wanted)
	if err == nil && len(entries) == 0 {
		err = errors.New("no list: want lines or items that begin with a link, or front matter with url and company")
	}
	return importer{in, false, entries, missed, err}
}

// Import yields a postmortem for each entry.
func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {
		if i.err != nil {
			yield(hindsight.Postmortem{}, fmt.Errorf("%s: %w", i.in.Name, i.err))
			return
		}
		var bare, struck, others lines
		for _, e := range i.entries {
			if e.others != "" {
				others.add(e.line)
				continue
			}
			if e.struck {
				struck.add(e.line)
			}
			p := e.postmortem()
			err := ctx.Err()
			if err != nil {
				err = fmt.Errorf("%s: %w", i.in.Name, err)
			} else if p.Body == "" && !i.bare {
				bare.add(e.line)
				continue
			}
			if !yield(p, err) || ctx.Err() != nil {
				return
			}
		}
		for _, notice := range []hindsight.Notice{
			bare.notice("links without a word about them are passed over; import the pages themselves"),
			struck.notice("struck out in the list and taken all the same; see whether the pages still answer"),
			i.missed.notice("items with a link among other words are passed over; put the link first"),
			others.notice("links under headings over other things than reports are passed over"),
		} {
			if notice != "" && !yield(hindsight.Postmortem{}, fmt.Errorf("%s: %w", i.in.Name, notice)) {
				return
			}
		}
	}
}

// Lines are numbers of lines, from 1.
type lines []int

func (l *lines) add(n int) { *l = append(*l, n) }

// maxLines is how many line numbers a notice names.
const maxLines = 20

// notice says something of the lines, "" of none.
func (l lines) notice(what string) hindsight.Notice {
	if len(l) == 0 {
		return ""
	}
	var named []string
	for _, n := range l[:min(len(l), maxLines)] {
		named = append(named, strconv.Itoa(n))
	}
	tail := ""
	if n := len(l) - len(named); n > 0 {
		tail = fmt.Sprintf(" and %d more", n)
	}
	return hindsight.Notice("line " + strings.Join(named, ", ") + tail + ": " + what)
}

func read(in hindsight.Input, wanted bool) ([]entry, lines, error) {
	if len(in.Data) > MaxBytes {
		return nil, nil, fmt.Errorf("%d MB, more than the %d MB of a list: cut it into files", len(in.Data)>>20, MaxBytes>>20)
	}
	text, err := clean.InputText(in)
	switch {
	case errors.Is(err, clean.ErrEmpty):
		return nil, nil, fmt.Errorf("%w: put links with a line about each into it", err)
	case errors.Is(err, clean.ErrBinary):
		return nil, nil, fmt.Errorf("%w: save the list as Markdown", err)
	case err != nil:
		return nil, nil, err
	}
	if e, ok := frontMatterEntry(text); ok {
		return []entry{e}, nil, nil
	}
	entries, missed := linkEntries(text, wanted)
	return entries, missed, nil
}

// An entry is what a list says of one postmortem.
type entry struct {
	line         int    // where it stands, from 1
	url, archive string // the original, and a copy of it
	title        string
	sep          string // the mark after the link
	before       string // words before the link
	group        string // the item or heading above it
	struck       bool   // the list strikes it out
	others       string // the heading above it, when that is over other things than reports
	organisation string
	date         hindsight.Moment
	incident     hindsight.Incident
	summary      string   // one to three sentences
	text         string   // Markdown: all that the list says
	more         []string // its lines below the first, until finish joins them
	licence      string
	extra        hindsight.Extra // what its front matter says besides
}

func (e entry) postmortem() hindsight.Postmortem {
	text := body.FromMarkdown(e.text, "")
	if strings.TrimSpace(text) == "" {
		text = ""
	}
	title := clean.Title(e.title)
	if title == "" {
		title = firstSentence(body.Paragraph(cmp.Or(e.summary, e.text)))
	}
	return hindsight.Postmortem{
		Title:        title,
		Date:         e.date,
		Organisation: clean.Title(e.organisation),
		Summary:      body.Paragraph(e.summary),
		Incident:     e.incident,
		Body:         text,
		Extra:        e.extra,
		Source: hindsight.Source{
			Importer:   hindsight.ImporterList,
			URL:        e.url,
			ArchiveURL: e.archive,
			ID:         weburl.Canonical(e.url),
			SHA256:     hindsight.TextHash(hindsight.HashLines, title, text),
			Licence:    cmp.Or(e.licence, hindsight.LicenceUnknown),
		},
	}
}

// maxTitle is the length above which a title made of a sentence is cut.
const maxTitle = 110

// firstSentence makes a title of a text: its first sentence, without the full
// stop, cut at a word when it is long.
func firstSentence(text string) string {
	text = strings.TrimRight(sentences(text, 1), ". ")
	if len(text) <= maxTitle {
		return text
	}
	if i := strings.LastIndexByte(text[:maxTitle], ' '); i > 0 {
		return strings.TrimRight(text[:i], ",;: ") + "…"
	}
	return strings.ToValidUTF8(text[:maxTitle], "") + "…"
}
