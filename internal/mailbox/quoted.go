package mailbox

import (
	"regexp"
	"slices"
	"strings"
)

// A report that was mailed keeps the head of the mail when it is pasted:
//
//	From: Jane Doe <jane@example.org>
//	Date: Wed, 17 Oct 2018 09:00:00 +0200
//	Subject: [ops] Loss of the mail relay
var mailFieldRE = regexp.MustCompile(`^(?:> ?)?[*_]{0,2}(\p{Lu}[\pL-]{1,30})[*_]{0,2}\p{Zs}?:[*_]{0,2}[ \t]+(\S.*)$`)

// fieldNames are what mailers of other countries call the fields.
var fieldNames = map[string]string{
	"sent": "date", "von": "from", "gesendet": "date", "datum": "date", "betreff": "subject", "an": "to",
	"de": "from", "envoyé": "date", "objet": "subject", "à": "to", "asunto": "subject", "fecha": "date", "enviado": "date", "para": "to",
	"da": "from", "inviato": "date", "oggetto": "subject", "van": "from", "verzonden": "date", "onderwerp": "subject", "aan": "to",
}

// Pasted reads a text that begins with the head of a mail: fields up to the
// first blank line, of which one is the subject and another says from whom or
// when.
func Pasted(text string) (l Letter, ok bool) {
	head, body := fields(text)
	if head == nil {
		return Letter{}, false
	}
	return pasted(head, cutSignature(body)), true
}

// fields reads the head that a text begins with, nil when it has none.
func fields(text string) (head map[string]string, body string) {
	if m := gmailHeadRE.FindStringSubmatch(text[:min(len(text), 1000)]); m != nil {
		day, _, _ := strings.Cut(m[3], "(")
		return map[string]string{"subject": m[1], "from": m[2], "date": strings.TrimSpace(day)}, text[len(m[0]):]
	}
	head = map[string]string{}
	rest, last := strings.TrimLeft(text, "\n "), ""
	for range 60 {
		line, after, _ := strings.Cut(rest, "\n")
		m := mailFieldRE.FindStringSubmatch(strings.TrimRight(line, " \t"))
		switch {
		case m != nil:
			last = strings.ToLower(m[1])
			if name := fieldNames[last]; name != "" {
				last = name
			}
			head[last] = strings.Trim(m[2], "*_ ")
		case last != "" && strings.TrimSpace(line) != "" && (line[0] == ' ' || line[0] == '\t'):
			head[last] += " " + strings.TrimSpace(line)
		default:
			if head["subject"] == "" || head["from"] == "" && head["date"] == "" || strings.TrimSpace(strings.TrimLeft(line, ">")) != "" {
				return nil, text
			}
			return head, after
		}
		rest = after
	}
	return nil, text
}

// maxSignature is how many lines behind "--", its blank lost, are a signature
// and not the rest of the text. Custom is four; legal notices take more.
const maxSignature = 12

var listFooterRE = regexp.MustCompile(`(?i)^(?:>? ?)(?:to unsubscribe\b.{0,200}|(?:un)?subscribe(?: here)?:? .{0,200}|unsubscribe|you (?:are receiving` +
	`|received) this (?:e?mail|message).{0,200}|_{20,}|-{30,}|view this (?:e?mail|message) in your browser.{0,100}|sent from my \w.{0,30}` +
	`|reply(?:\s?all)?\s?forward|get outlook for \w+|.{0,60} mailing list|this (?:e-?mail|message)(?: and any \w+)? (?:is|are|may be` +
	`|contains?) (?:confidential|intended only).{0,400})$`)

// cutSignature drops the signature behind "-- ", and the lines of the list's
// software.
func cutSignature(text string) string {
	text, _, _ = strings.Cut(text, "\n-- \n")
	if i := strings.LastIndex(text, "\n--\n"); i >= 0 && strings.Count(strings.TrimSpace(text[i+4:]), "\n") < maxSignature {
		text = text[:i+1]
	}
	lines := strings.Split(strings.TrimRight(text, "\n "), "\n")
	for n := len(lines); n > 0 && (listFooterRE.MatchString(lines[n-1]) || strings.TrimSpace(lines[n-1]) == ""); n = len(lines) {
		lines = lines[:n-1]
	}
	return strings.Join(lines, "\n") + "\n"
}

// fewWords is how long a note is that somebody puts above what he forwards.
const fewWords = 50

var (
	forwardMarkRE = regexp.MustCompile(`(?m)^[>* ]{0,4}(?:-{3,} ?(?:\pL[\pL ]{4,40}) ?-{3,}|Begin forwarded message:` +
		`|Anfang der weitergeleiteten Nachricht:|_{20,})[ \t*]*$`)
	wroteLineRE = regexp.MustCompile(`(?m)^(?:On|Am|Le|El|Il) [^\n]{6,120}(?:\n[^\n>]{1,80})?(?:wrote|schrieb[^\n:]{0,60}|a écrit|escribió|ha scritto) ?: *$`)
)

var bareHeadRE = regexp.MustCompile(`\n\n[*_]{0,2}(?:From|Von|De|Da|Van)[*_]{0,2}\p{Zs}?:`)

// gmailHeadRE is how Gmail shows a mail: subject, folder, sender, date, receivers.
var gmailHeadRE = regexp.MustCompile(`^\s*(\S[^\n]{2,200})\n(?:(?:Inbox|External|Print|Starred|Sent` +
	`|\s)*\n)*([^\n<>]{1,60} <[^\s<>@]+@[^\s<>]+>)\s*\n\s*(?:(?:Attachments` +
	`|Inbox)[^\n]*\n\s*)?([^\n]{8,40}?\d{1,2}:\d{2}[^\n]{0,30})\n\s*(?:to [^\n]{1,200}\n)?`)

// Report is the letter's text without what mailing has added: the report that a
// note hands on, without signature and quote marks.
func (l Letter) Report() Letter {
	l = l.forwarded()
	if l.Text = cutSignature(l.Text); !l.Markdown {
		l.Text = unquote(l.Text)
	}
	return l
}

// forwarded finds the report in a mail that holds another one: below a note,
// that is what the note hands on; below a text of its own, what the text
// answers, which goes.
func (l Letter) forwarded() Letter {
	for range maxWithin {
		at, inner, ok := l.inner()
		if !ok {
			break
		}
		own, below := len(strings.Fields(l.Text[:at])), len(strings.Fields(inner.Text))
		if own > below || own >= fewWords && (3*own >= below || inner.Subject == "") {
			l.Text = l.Text[:at]
			break
		}
		if inner.Subject == "" {
			break // an answer below what it answers
		}
		inner.Left, inner.Markdown = l.Left, l.Markdown
		l = inner
	}
	return l
}

// inner reads the mail within a mail: below a mark and with a head of its
// own, or below "On … wrote:".
func (l Letter) inner() (at int, inner Letter, ok bool) {
	for _, m := range marksIn(l.Text, forwardMarkRE, 20, "---", "Begin forwarded", "Anfang der weiter", "____") {
		below := l.Text[m[1]:]
		if l.Markdown {
			below = strings.NewReplacer("  \n", "\n", `\`, "").Replace(below)
		}
		if head, text := fields(unquoteHead(below)); head != nil {
			return m[0], pasted(head, text), true
		}
	}
	for _, m := range bareHeadRE.FindAllStringIndex(l.Text, 20) { // Outlook's, without a mark
		below := strings.TrimLeft(l.Text[m[0]:], "\n")
		if l.Markdown {
			below = strings.NewReplacer("  \n", "\n", `\`, "").Replace(below)
		}
		if head, text := fields(below); head != nil && head["date"] != "" {
			return m[0], pasted(head, text), true
		}
	}
	for _, m := range marksIn(l.Text, wroteLineRE, 1, "wrote", "schrieb", "a écrit", "escribió", "ha scritto") {
		if below := strings.TrimLeft(l.Text[m[1]:], "\n "); strings.HasPrefix(below, ">") && isQuoted(below) {
			return m[0], Letter{Text: below}, true
		}
	}
	return 0, Letter{}, false
}

// marksIn is what an expression finds in a text that has one of the words without
// which it finds nothing: an eighth of the import of a long mail was to look.
func marksIn(text string, re *regexp.Regexp, most int, words ...string) [][]int {
	if !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }) {
		return nil
	}
	return re.FindAllStringIndex(text, most)
}

// unquoteHead takes the quote marks off a text that begins with one.
func unquoteHead(text string) string {
	if strings.HasPrefix(strings.TrimLeft(text, "\n "), ">") && isQuoted(text) {
		return stripQuote(text)
	}
	return text
}

// isQuoted says that four of five lines begin with ">".
func isQuoted(text string) bool {
	quoted, all := 0, 0
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all++
			if line[0] == '>' {
				quoted++
			}
		}
	}
	return all > 0 && 5*quoted >= 4*all
}

func stripQuote(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line, _ = strings.CutPrefix(strings.TrimLeft(line, " "), ">")
		b.WriteString(strings.TrimPrefix(line, " "))
	}
	return b.String()
}

// unquote takes the marks off a text that is quoted as a whole.
func unquote(text string) string {
	for range maxWithin {
		if !isQuoted(text) {
			break
		}
		text = stripQuote(text)
	}
	return text
}
