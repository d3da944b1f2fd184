package dump

import (
	"cmp"
	"net/mail"
	"net/url"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/tidy"
	"hindsight/internal/when"
)

// A letter is what a mail says, from a file or pasted with its head.
type letter struct {
	subject, from string
	date          hindsight.Moment
	id, link      string // Message-ID; the address that an archive gave it
	organisation  string // that the head names
	text          string
	markdown      bool     // the text was HTML
	left          []string // attachments, which are not read
	page          bool     // a web page that a browser saved as a mail
}

// newLetter reads a mail; of one that only forwards another, that one.
func newLetter(m *mail.Message, depth int) letter {
	l := letter{
		subject:      word(m.Header.Get("Subject")),
		from:         word(m.Header.Get("From")),
		organisation: word(m.Header.Get("Organization")),
		id:           strings.Trim(word(m.Header.Get("Message-Id")), "<> "),
		link:         webLink(m.Header.Get("Archived-At")),
	}
	if l.date = mailDate(m.Header.Get("Date")); l.date.IsZero() {
		l.date = mailDate(m.Header.Get("Delivery-Date"))
	}
	var o opened
	o.open(m.Header, m.Body, 0)
	l.left = o.left
	if saved := webLink(m.Header.Get("Snapshot-Content-Location")); saved != "" || strings.HasPrefix(l.from, "<Saved by") {
		return l.savedPage(o, saved)
	}
	l.text, l.markdown = o.text()
	if len(o.inner) > 0 && depth < maxWithin && len(strings.Fields(l.text)) < fewWords {
		inner := newLetter(o.inner[0], depth+1)
		inner.left = append(inner.left, l.left...)
		return inner
	}
	return l
}

// savedPage reads what a browser saved: the date is that of the saving.
func (l letter) savedPage(o opened, address string) letter {
	page, err := clean.Article(o.html, address)
	if err != nil {
		l.text, l.markdown = o.text()
	} else {
		l.text, l.markdown = page.Markdown, true
	}
	l.page, l.left, l.id = true, nil, ""
	l.link = cmp.Or(page.URL, address)
	l.subject = cmp.Or(page.Title, l.subject)
	l.from, l.organisation = page.Author, clean.Owner(page.SiteName, l.link)
	l.date, _ = when.Parse(page.Date)
	if seen := tidy.ReadByline(page.Byline); l.date.IsZero() {
		l.date = seen.Date
	}
	return l
}

var structured = regexp.MustCompile(`(?i)<(?:h[1-4]|li|pre|th)\b`)

// text chooses between the two versions of a mail's text. The plain one is
// what people wrote; the other one knows of headings, lists and tables. Where
// the plain one only says that there is another, it has far fewer words.
func (o opened) text() (text string, markdown bool) {
	plain := len(strings.Fields(o.plain))
	if strings.TrimSpace(o.html) == "" {
		return o.plain, false
	}
	md, err := clean.Markdown(o.html, "")
	rich := len(strings.Fields(md))
	if err != nil || plain > 0 && 2*plain >= rich && !(structured.MatchString(o.html) && 5*rich >= 4*plain) {
		return o.plain, false
	}
	return md, true
}

func webLink(s string) string {
	s = strings.Trim(strings.TrimSpace(s), "<>")
	if u, err := url.Parse(s); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return s
	}
	return ""
}

func mailDate(s string) hindsight.Moment {
	if t, err := mail.ParseDate(s); err == nil {
		return hindsight.At(t, hindsight.Instant)
	}
	at, _ := when.Parse(strings.Replace(s, " at ", " ", 1))
	if !stated.MatchString(s) && at.Precision() == hindsight.Instant {
		return hindsight.At(at.Time(), hindsight.Day) // whose clock it was nobody knows
	}
	return at
}

// stated is a zone at the end of a date.
var stated = regexp.MustCompile(`(?:Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2})\)?\s*$`)

// pasted makes a letter of the head and text that cutMail found.
func pasted(head map[string]string, text string) letter {
	return letter{subject: head["subject"], from: head["from"], date: mailDate(head["date"]), organisation: head["organization"], text: text}
}

var (
	subjectTag = regexp.MustCompile(`(?i)^(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|fyi)(?:\[\d+\])?\s*:\s*|\[[^\[\]]{1,40}\]\s*)+`)
	roleBox    = regexp.MustCompile(`(?i)^(?:no-?reply|do-?not-?reply|support|status|notifications?|alerts?|info|hello|ops|noc|security|team|admin|root|postmaster|mailer-daemon)$`)
)

// readMail reads a mail by what its text is written in. Subject, date and
// sender come from its head.
func readMail(s source) draft {
	l := s.letter
	if l == nil {
		head, text := cutMail(s.body)
		if head == nil {
			return readArticle(s)
		}
		read := pasted(head, text)
		l = &read
	}
	if l.page {
		return draft{titles: []string{l.subject}, date: l.date, author: l.from, organisation: l.organisation, body: l.text}
	}
	report := l.forwarded()
	if report.text = cutSignature(report.text); !report.markdown {
		report.text = unquote(report.text)
	}
	d := report.body(s)
	d.titles = append([]string{subjectTag.ReplaceAllString(report.subject, "")}, d.titles...)
	if !report.date.IsZero() {
		d.date = report.date
	}
	d.author = cmp.Or(sender(report.from), d.author)
	if d.organisation == "" && headOrganisation(report.text) == "" {
		d.organisation = report.owner()
	}
	return d
}

// body reads the text as its kind asks for.
func (l letter) body(s source) draft {
	if l.markdown {
		return draft{body: l.text}
	}
	s.body = l.text
	for _, r := range readers() {
		if r.kind != Mail && r.kind != Forum && r.kind != Markdown && r.kind != Article && r.is(l.text) {
			return r.read(s)
		}
	}
	return draft{body: tidy.Any(l.text, s.url)}
}

// owner is whose mail it is, as far as the head tells: the field for it, a
// sender's name such as "Finch Status", a host that the text names as well.
func (l letter) owner() string {
	a, err := mail.ParseAddress(mailto.Replace(l.from))
	if err != nil {
		return clean.Title(l.organisation)
	}
	_, host, _ := strings.Cut(a.Address, "@")
	if name := clean.Owner(a.Name, "https://"+host); name != "" {
		return name
	}
	if l.organisation != "" {
		return clean.Title(l.organisation)
	}
	labels := strings.Split(strings.ToLower(host), ".")
	if len(labels) < 2 || freeMail[labels[len(labels)-2]] {
		return ""
	}
	return named(l.subject+"\n"+l.text, labels[len(labels)-2])
}

// freeMail are hosts of other people's mail, and what stands before a country.
var freeMail = map[string]bool{
	"gmail": true, "googlemail": true, "outlook": true, "hotmail": true, "live": true, "yahoo": true, "icloud": true, "me": true, "proton": true,
	"protonmail": true, "gmx": true, "web": true, "aol": true, "fastmail": true, "mail": true, "posteo": true, "mailbox": true, "zoho": true,
	"googlegroups": true, "groups": true, "lists": true, "sendgrid": true, "mailchimp": true, "amazonses": true, "co": true, "com": true, "ac": true, "org": true, "net": true, "gov": true, "edu": true,
}

// named finds a host's label in a text as a name: with a capital.
func named(text, label string) string {
	if len(label) < 3 {
		return ""
	}
	re, err := regexp.Compile(`(?i)\b` + regexp.QuoteMeta(label) + `\b`)
	if err != nil {
		return ""
	}
	for _, m := range re.FindAllStringIndex(text, 50) {
		w := text[m[0]:m[1]]
		after := text[m[1]:min(len(text), m[1]+1)]
		before := text[max(0, m[0]-1):m[0]]
		if w[0] >= 'A' && w[0] <= 'Z' && after != "." && before != "." && before != "@" && before != "/" {
			return w
		}
	}
	return ""
}

// mailto is how some mailers write an address.
var mailto = strings.NewReplacer("[mailto:", "<", "[", "<", "]", ">")

// sender is the name in a From field; of a bare address, or of a box that
// many read, nothing.
func sender(from string) string {
	a, err := mail.ParseAddress(mailto.Replace(from))
	if err != nil {
		name, _, found := strings.Cut(from, "<")
		if !found && !adocPerson.MatchString(from) || strings.Contains(name, "@") {
			return ""
		}
		return clean.Title(strings.Trim(name, `"' `))
	}
	name, _, _ := strings.Cut(a.Name, " via ")
	name = strings.Trim(name, `"' `)
	if last, first, ok := strings.Cut(name, ", "); ok && !strings.ContainsAny(first, ",.") && len(strings.Fields(last)) < 3 {
		name = first + " " + last
	}
	if roleBox.MatchString(name) || strings.Contains(name, "@") || clean.Owner(name, "") != "" {
		return ""
	}
	return name
}

func isMail(text string) bool { head, _ := mailFields(text); return head != nil }

// source is the letter as one report. Its hash is that of what was written,
// not of the way that the mail took.
func (l letter) source(in hindsight.Input) source {
	s := newSource(in, l.text, true)
	s.text = l.from + "\n" + l.date.String() + "\n" + l.subject + "\n\n" + l.text
	s.meta, s.body, s.letter = nil, l.text, &l
	s.url = cmp.Or(in.URL, l.link)
	return s
}

// id is what a mail is known by in the whole world: RFC 2392 makes an address
// of its Message-ID. "" for other texts.
func (s source) id() string {
	if s.letter == nil || s.letter.id == "" {
		return ""
	}
	return "mid:" + s.letter.id
}

// leftOut says which attachments are not read.
func (s source) leftOut() hindsight.Notice {
	if s.letter == nil || len(s.letter.left) == 0 {
		return ""
	}
	return hindsight.Notice("attachments are left out: " + strings.Join(s.letter.left[:min(len(s.letter.left), 20)], ", "))
}
