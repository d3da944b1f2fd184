package dump

import (
	"cmp"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/mailbox"
)

// isMail says that a text was pasted with the head of a mail.
func isMail(text string) bool { _, ok := mailbox.Pasted(text); return ok }

// readMail reads a mail by what its text is written in. Subject, date and
// sender come from its head.
func readMail(s source) draft {
	l := s.letter
	if l == nil {
		pasted, ok := mailbox.Pasted(s.body)
		if !ok {
			return readArticle(s)
		}
		l = &pasted
	}
	if l.Page {
		return draft{titles: []string{l.Subject}, date: l.Date, author: l.From, organisation: l.Organisation, body: l.Text}
	}
	report := l.Report()
	d := readLetter(report, s)
	d.titles = append([]string{report.Title()}, d.titles...)
	if !report.Date.IsZero() {
		d.date = report.Date
	}
	d.author = cmp.Or(report.Sender(), d.author)
	if d.organisation == "" && headOrganisation(report.Text) == "" {
		d.organisation = report.Owner()
	}
	return d
}

// readLetter reads a letter's text as its kind asks for.
func readLetter(l mailbox.Letter, s source) draft {
	if l.Markdown {
		return draft{body: l.Text}
	}
	s.body = l.Text
	for _, r := range readers() {
		if r.mailed && r.is(l.Text) {
			return r.read(s)
		}
	}
	return draft{body: body.From(l.Text, s.url)}
}

// letterSource is a letter as one report. Its hash is that of what was written,
// not of the way that the mail took.
func letterSource(in hindsight.Input, l mailbox.Letter) source {
	s := newSource(in, l.Text, true)
	s.text = l.From + "\n" + l.Date.String() + "\n" + l.Subject + "\n\n" + l.Text
	s.meta, s.body, s.letter = nil, l.Text, &l
	s.url = cmp.Or(in.URL, l.Link)
	return s
}

// id is what a mail is known by in the whole world: RFC 2392 makes an address
// of its Message-ID. "" for other texts.
func (s source) id() string {
	if s.letter == nil || s.letter.ID == "" {
		return ""
	}
	return "mid:" + s.letter.ID
}
