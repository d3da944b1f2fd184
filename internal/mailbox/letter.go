package mailbox

import (
	"cmp"
	"net/mail"
	"net/url"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/byline"
	"hindsight/internal/clean"
	"hindsight/internal/when"
)

// A Letter is what a mail says, from a file or pasted with its head. It is also
// a web page that a browser saved as a mail.
type Letter struct {
	Subject      string
	From         string // as it stands in the head; of a saved page its author
	Date         hindsight.Moment
	ID           string   // Message-ID, without brackets
	Link         string   // the address that an archive gave it, or that of the page
	Organisation string   // that the head names
	Text         string   // plain text, or Markdown
	Markdown     bool     // Text was HTML
	Left         []string // names of the attachments, which are not read
	Page         bool     // a web page

	pictures map[string][]byte // that Text shows, see Pictures
}

// newLetter reads a mail; of one that only forwards another, that one.
func newLetter(m *mail.Message, depth int) Letter {
	l := Letter{
		Subject:      word(m.Header.Get("Subject")),
		From:         word(m.Header.Get("From")),
		Organisation: word(m.Header.Get("Organization")),
		ID:           strings.Trim(word(m.Header.Get("Message-Id")), "<> "),
		Link:         webLink(m.Header.Get("Archived-At")),
	}
	if l.Date = mailDate(m.Header.Get("Date")); l.Date.IsZero() {
		l.Date = mailDate(m.Header.Get("Delivery-Date"))
	}
	var o opened
	o.open(m.Header, m.Body, 0)
	l.Left = o.left
	if saved := webLink(m.Header.Get("Snapshot-Content-Location")); saved != "" || strings.HasPrefix(l.From, "<Saved by") {
		return l.savedPage(o, saved)
	}
	l.pictures = o.show()
	if l.Text, l.Markdown = o.text(len(l.pictures) > 0); !l.Markdown {
		l.pictures = nil
	}
	if len(o.inner) > 0 && depth < maxWithin && len(strings.Fields(l.Text)) < fewWords {
		inner := newLetter(o.inner[0], depth+1)
		inner.Left = append(inner.Left, l.Left...)
		return inner
	}
	return l
}

// savedPage reads what a browser saved: the date is that of the saving.
func (l Letter) savedPage(o opened, address string) Letter {
	page, err := clean.Article(o.html, address)
	page = byline.OfPage(page)
	if err != nil {
		l.Text, l.Markdown = o.text(false)
	} else {
		l.Text, l.Markdown = page.Markdown, true
	}
	l.Page, l.Left, l.ID = true, nil, ""
	l.Link = cmp.Or(page.URL, address)
	l.Subject = cmp.Or(page.Title, l.Subject)
	l.From, l.Organisation = page.Author, clean.Owner(page.SiteName, l.Link)
	l.Date, _ = when.Parse(page.Date)
	if seen := byline.Read(page.Byline); l.Date.IsZero() {
		l.Date = seen.Date
	}
	return l
}

var structuredRE = regexp.MustCompile(`(?i)<(?:h[1-4]|li|pre|th)\b`)

// text chooses between the two versions of a mail's text. The plain one is
// what people wrote; the other one knows of headings, lists and tables. Where
// the plain one only says that there is another, it has far fewer words. Pictures are
// a reason for the other one as headings are.
func (o opened) text(pictures bool) (text string, markdown bool) {
	plain := len(strings.Fields(o.plain))
	if strings.TrimSpace(o.html) == "" {
		return o.plain, false
	}
	md, err := clean.Markdown(o.html, "")
	rich := len(strings.Fields(md))
	if err != nil || plain > 0 && 2*plain >= rich && !((pictures || structuredRE.MatchString(o.html)) && 5*rich >= 4*plain) {
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
	if !statedRE.MatchString(s) && at.Precision() == hindsight.Instant {
		return hindsight.At(at.Time(), hindsight.Day) // whose clock it was nobody knows
	}
	return at
}

// statedRE is a zone at the end of a date.
var statedRE = regexp.MustCompile(`(?:Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2})\)?\s*$`)

// pasted makes a letter of a head that fields read, and of the text below it.
func pasted(head map[string]string, text string) Letter {
	return Letter{
		Subject: head["subject"], From: head["from"], Date: mailDate(head["date"]),
		Organisation: head["organization"], Text: text,
	}
}

var (
	subjectTagRE = regexp.MustCompile(`(?i)^(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|fyi)(?:\[\d+\])?\s*:\s*|\[[^\[\]]{1,40}\]\s*)+`)
	roleBoxRE    = regexp.MustCompile(`(?i)^(?:no-?reply|do-?not-?reply|support|status|notifications?|alerts?|info|hello|ops|noc|security|team|admin|root` +
		`|postmaster|mailer-daemon)$`)
)

// Title is the subject without "Re:", "Fwd:", the name of a list and their like.
func (l Letter) Title() string { return subjectTagRE.ReplaceAllString(l.Subject, "") }

// Owner is whose mail it is, as far as the head tells: the field for it, a
// sender's name such as "Finch Status", a host that the text names as well.
func (l Letter) Owner() string {
	a, err := mail.ParseAddress(mailto.Replace(l.From))
	if err != nil {
		return clean.Title(l.Organisation)
	}
	_, host, _ := strings.Cut(a.Address, "@")
	if name := clean.Owner(a.Name, "https://"+host); name != "" {
		return name
	}
	if l.Organisation != "" {
		return clean.Title(l.Organisation)
	}
	labels := strings.Split(strings.ToLower(host), ".")
	if len(labels) < 2 || freeMail[labels[len(labels)-2]] {
		return ""
	}
	return named(l.Subject+"\n"+l.Text, labels[len(labels)-2])
}

// freeMail are hosts of other people's mail, and what stands before a country.
var freeMail = wordSet(`
	gmail googlemail outlook hotmail live yahoo icloud me proton protonmail gmx web aol fastmail mail posteo mailbox zoho
	googlegroups groups lists sendgrid mailchimp amazonses
	co com ac org net gov edu
`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
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

// personRE is a name of two to four words, as a pasted head may give it without an
// address; others may follow behind a semicolon.
var personRE = regexp.MustCompile(`^\p{Lu}[\pL.'’-]*(?: \p{Lu}[\pL.'’-]*){1,3}(?:;.*)?$`)

// Sender is the name in the From field; of a bare address, or of a box that
// many read, nothing.
func (l Letter) Sender() string {
	a, err := mail.ParseAddress(mailto.Replace(l.From))
	if err != nil {
		name, _, found := strings.Cut(l.From, "<")
		if !found && !personRE.MatchString(l.From) || strings.Contains(name, "@") {
			return ""
		}
		return clean.Title(strings.Trim(name, `"' `))
	}
	name, _, _ := strings.Cut(a.Name, " via ")
	name = strings.Trim(name, `"' `)
	if last, first, ok := strings.Cut(name, ", "); ok && !strings.ContainsAny(first, ",.") && len(strings.Fields(last)) < 3 {
		name = first + " " + last
	}
	if roleBoxRE.MatchString(name) || strings.Contains(name, "@") || clean.Owner(name, "") != "" {
		return ""
	}
	return name
}
