// Package dump reads postmortems from text that somebody saved: a pasted
// status page, a forum thread, an article, a Markdown file.
//
// Import decodes the input, split cuts it into one text for each postmortem,
// and the reader of its kind (readStatuspage, readDashboard, readForum,
// readMarkdown, …) makes a draft of it: title, date and a Markdown body.
//
// It is one room because each file is a shape that a text may have, or a way to
// cut a text into several, and all of them make the same draft.
package dump

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/frontmatter"
	"hindsight/internal/incidentpage"
	"hindsight/internal/mailbox"
	"hindsight/internal/markdown"
	"hindsight/internal/markup"
	"hindsight/internal/watch"
)

// Kinds of dumps; Source.Importer is "dump/" followed by one of them, or by the
// name of a dialect of package markup.
const (
	Statuspage = "statuspage" // an incident page pasted as text, with its updates
	Dashboard  = "dashboard"  // an incident of a status dashboard, updates in a table
	Forum      = "forum"      // a thread: the first post is the postmortem
	Markdown   = "markdown"   // Markdown, with or without front matter, and its relatives
	Chat       = "chat"       // a channel of Slack, Teams, Discord or IRC, copied
	Mail       = "mail"       // a mail, pasted with its head or as a mailer saves it, or a mailbox of them
	Article    = "article"    // any other prose
)

// MaxBytes is the largest text that is read. The longest dump seen has 60 KB.
const MaxBytes = 4 << 20

// A reader reads one kind of dump.
type reader struct {
	kind string
	is   func(text string) bool
	read func(source) draft
	// mailed says that a mail's text may be of this kind. Threads are told by
	// signatures and quotes, Markdown and articles by what any mail has.
	mailed bool
	// dialect says that front matter may stand before it.
	dialect bool
}

// readers are asked in this order.
func readers() []reader {
	all := []reader{
		{kind: Mail, is: isMail, read: readMail},
		{kind: Statuspage, is: isStatuspage, read: readStatuspage, mailed: true},
		{kind: Dashboard, is: isDashboard, read: readDashboard, mailed: true},
		{kind: Forum, is: isForum, read: readForum},
		{kind: Chat, is: isChat, read: readChat, mailed: true},
	}
	for _, d := range markup.Dialects() {
		all = append(all, reader{kind: d.Name, is: d.Is, read: readMarkup(d), mailed: true, dialect: true})
	}
	return append(all,
		reader{kind: Markdown, is: body.IsMarkdown, read: readMarkdown},
		reader{kind: Article, is: isArticle, read: readArticle},
	)
}

// Kinds lists the names that New and `--as` accept.
func Kinds() []string {
	var kinds []string
	for _, r := range readers() {
		kinds = append(kinds, r.kind)
	}
	return kinds
}

// Recognise tells from the content alone which kind of dump the input is, and
// returns its importer, which keeps what was read to tell. The kind is "" for
// what holds no prose: binaries, data, whole HTML pages.
func Recognise(in hindsight.Input) (hindsight.Importer, string) {
	if len(in.Data) <= mailbox.MaxBytes && mailbox.IsFile(in.Data) {
		return New(in, Mail), Mail
	}
	if len(in.Data) > MaxBytes {
		head := in
		head.Data, head.Text = in.Data[:64<<10], ""
		if text, err := clean.InputText(head); err != nil || isData(text) {
			return nil, ""
		}
		return New(in, Article), Article // it says that the text is too long
	}
	text, err := clean.InputText(in)
	if err != nil || isData(text) {
		return nil, ""
	}
	i := importer{in: in}
	i.parts, i.converted = cutApart(text)
	i.in.Text, i.kind, i.front = text, kindOf(i.parts[0]), incidentpage.IsFrontText(text)
	return i, i.kind
}

// A conversion is what became of a text in a dialect when it was to be cut apart.
// Who reads a text that stayed whole takes it from there: a sixth of the time of an
// import was to do it again.
type conversion struct {
	dialect, text, markdown string
	fields                  map[string]string
}

// cutApart is split, also of a text in a dialect, whose reports come in Markdown.
func cutApart(text string) ([]string, *conversion) {
	parts := split(text)
	if len(parts) > 1 || !hasDays(text, 2) {
		return parts, nil
	}
	meta, _, rest := frontmatter.Read(text)
	for _, d := range markup.Dialects() {
		if !d.Is(rest) {
			continue
		}
		md, fields := d.Read(rest)
		whole := &conversion{d.Name, rest, md, fields}
		if title := cmp.Or(meta["title"], fields["title"]); title != "" {
			md = "# " + title + "\n\n" + md
		}
		if several := split(md); len(several) > 1 {
			return several, nil
		}
		return parts, whole
	}
	return parts, nil
}

// Collection reads a page that tells of several incidents, each under a heading
// with its day; false for any other.
func Collection(in hindsight.Input) (hindsight.Importer, bool) {
	text, err := clean.InputText(in)
	if err != nil || len(text) > MaxBytes || len(datedHeadRE.FindAllStringIndex(text, 2)) < 2 {
		return nil, false
	}
	page, err := clean.Article(text, in.URL)
	if err != nil || incidentpage.IsFrontText(page.Markdown) {
		return nil, false
	}
	md := page.Markdown
	if page.Title != "" {
		md = "# " + page.Title + "\n\n" + md
	}
	parts := split(md)
	if len(parts) < 2 {
		return nil, false
	}
	in.URL = cmp.Or(page.URL, in.URL)
	return importer{in: in, kind: Markdown, parts: parts, owner: clean.Owner(page.SiteName, in.URL)}, true
}

// datedHeadRE is a heading of HTML with a day in it.
var datedHeadRE = regexp.MustCompile(`(?is)<h[1-6]\b[^<>]{0,200}>[^<>]{0,200}(?:` + headingDayRE.String() + `)`)

// enough is how much of a text says what kind it is of, in bytes.
const enough = 256 << 10

func kindOf(text string) string {
	meta, _, rest := frontmatter.Read(text)
	rest = rest[:min(len(rest), enough)]
	for _, r := range readers() {
		switch {
		case meta != nil && !r.dialect && r.kind != Markdown && r.kind != Article:
		case r.is(rest), r.kind == Markdown && meta != nil && !plainHead(text):
			return r.kind
		}
	}
	return ""
}

// plainHead says that a text's front matter is lines of keys down to a blank
// line, as plain text may have them; borders are for Markdown.
func plainHead(text string) bool {
	fm, ok := markdown.CutFrontMatter(strings.TrimLeft(text, "\n\t "))
	return ok && fm.Border == "" && fm.Format == "yaml"
}

// New returns an importer that reads in as the given kind; "" stands for
// what Recognise says.
func New(in hindsight.Input, kind string) hindsight.Importer { return importer{in: in, kind: kind} }

type importer struct {
	in    hindsight.Input
	kind  string
	front bool     // it is the front page of a status page
	owner string   // who the page says that it is of; "" else
	parts []string // the texts that the input was cut into to recognise it; nil when it was not

	converted *conversion // of the text when it is one, and was converted to see that
}

// Import yields a postmortem for each report that the input holds.
func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {
		parts, err := i.sources()
		if i.front && err == nil {
			err = errors.New(incidentpage.FrontReason)
		}
		if err != nil {
			yield(hindsight.Postmortem{}, fmt.Errorf("%s: %w", i.in.Name, err))
			return
		}
		for n, part := range parts {
			name := i.in.Name
			if len(parts) > 1 {
				name = fmt.Sprintf("%s, report %d of %d", name, n+1, len(parts))
			}
			p, err := watch.Safe(func() (hindsight.Postmortem, error) { return i.read(part) })
			left := part.leftOut(p)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
			if !yield(p, err) || ctx.Err() != nil {
				return
			}
			if left != "" && err == nil && !yield(hindsight.Postmortem{}, fmt.Errorf("%s: %w", name, left)) {
				return
			}
		}
	}
}

// sources cuts the input into its reports.
func (i importer) sources() ([]source, error) {
	var all []source
	if (i.kind == "" || i.kind == Mail) && len(i.in.Data) <= mailbox.MaxBytes {
		for _, l := range mailbox.Read(i.in.Data) {
			all = append(all, letterSource(i.in, l))
		}
	}
	if len(all) > 0 {
		return all, nil
	}
	var text string
	parts, converted := i.parts, i.converted
	if i.owner == "" || parts == nil {
		var err error
		if text, err = i.text(); err != nil {
			return nil, err
		}
	}
	if parts == nil {
		parts, converted = cutApart(text)
	}
	whole, _, rest := frontmatter.Read(text)
	collected := len(parts) > 1 && collectedRE.MatchString(lineOver(strings.SplitAfter(firstLines(rest, 1), "\n")))
	for _, part := range parts {
		s := newSource(i.in, part, len(parts) > 1)
		s.converted = converted
		if s.part = len(parts) > 1; s.part {
			s.inherit(whole)
			s.owner, s.among = i.owner, collected
		}
		all = append(all, s)
	}
	return all, nil
}

func (i importer) text() (string, error) {
	if i.kind != "" && !slices.Contains(Kinds(), i.kind) {
		return "", fmt.Errorf("unknown kind of dump %q: want %s", i.kind, strings.Join(Kinds(), ", "))
	}
	if len(i.in.Data) > MaxBytes {
		return "", fmt.Errorf("%d MB of text, more than the %d MB that are read: cut it into one file for each postmortem", len(i.in.Data)>>20, MaxBytes>>20)
	}
	text, err := clean.InputText(i.in)
	switch {
	case errors.Is(err, clean.ErrEmpty):
		return "", fmt.Errorf("%w: put the postmortem's text into it", err)
	case errors.Is(err, clean.ErrBinary) && !errors.Is(err, clean.ErrDocument): // which says what to do
		return "", fmt.Errorf("%w: save it as plain text, Markdown or HTML", err)
	}
	return text, err
}

var errNoProse = errors.New("no prose in it: give the postmortem as text, or name its kind with --as")

func (i importer) read(src source) (hindsight.Postmortem, error) {
	kind := i.kind
	switch {
	case src.letter != nil:
		kind = Mail
	case kind == "":
		kind = kindOf(src.text)
	}
	for _, r := range readers() {
		if r.kind != kind {
			continue
		}
		d := r.read(src)
		d.kind = kind
		if p := d.postmortem(src); strings.TrimSpace(p.Body) != "" {
			return p, nil
		}
	}
	return hindsight.Postmortem{}, errNoProse
}
