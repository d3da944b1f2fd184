package mailbox

import (
	"bytes"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hindsight/internal/fixture"
)

const outage = "The disk of the first server was full at 10:00 UTC, and nobody was told, because the alert went to a box that nobody reads.\n"

// Mails as they come: what is made of subject, date, sender and text.
var mails = []struct{ name, in, title, date, author, has, hasNot string }{
	{"eight bits in the head", "Message-ID: <1@x>\nFrom: J\xf8rn Berg <j@x.example>\nSubject: St\xf8j p\xe5 disken i dag\n\n" + outage,
		"Støj på disken i dag", "", "Jørn Berg", "was full", "Message"},
	{"fields that are none", "Message-ID: <1@x>\nFrom: a@x.example\n>From somebody\nnonsense here\nSubject: Disk full again\n\n" + outage,
		"Disk full again", "", "", "was full", "nonsense"},
	{"cut off in an attachment", "MIME-Version: 1.0\nSubject: Disk full again\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n" + outage + "\n--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0x",
		"Disk full again", "", "", "was full", "JVBER"},
	{"an unknown charset", "MIME-Version: 1.0\nSubject: =?x-odd?Q?Disk_full?= again\nContent-Type: text/plain; charset=x-odd\n\n" + outage,
		"Disk full again", "", "", "was full", ""},
	{"plain says that there is HTML", "MIME-Version: 1.0\nSubject: Disk full again\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nThis mail needs a program that shows HTML.\n\n--b\nContent-Type: text/html\n\n<p>" + outage + "</p>\n--b--\n",
		"Disk full again", "", "", "was full", "needs a program"},
	{"a mail within a mail", "MIME-Version: 1.0\nSubject: Fwd: see below\nFrom: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nFYI\n\n--b\nContent-Type: message/rfc822\n\nSubject: Disk full again\nFrom: Ina Holt <i@x.example>\nDate: 4 Mar 2021 10:00:00 -0500\n\n" + outage + "\n--b--\n",
		"Disk full again", "2021-03-04T15:00:00Z", "Ina Holt", "was full", "FYI"},
	{"handed on and quoted", "Received: x\nSubject: Fwd: odd\nFrom: a@x.example\n\nFor the archive.\n\nBegin forwarded message:\n\n> From: Ina Holt <i@x.example>\n> Subject: Disk full again\n> Date: 4. March 2021 at 10:00:00 GMT\n> \n> " + outage,
		"Disk full again", "2021-03-04T10:00:00Z", "Ina Holt", "was full", ">"},
	{"handed on in German", "Received: x\nSubject: WG: odd\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Disk full again\nDatum: Thu, 4 Mar 2021 10:00:00 +0100\nVon: Ina Holt <i@x.example>\nAn: a@x.example\n\n" + outage,
		"Disk full again", "2021-03-04T09:00:00Z", "Ina Holt", "was full", "Betreff"},
	{"quoted as a whole", "Received: x\nSubject: AW: Disk full again\n\n> " + outage + "> It is empty now.\n",
		"Disk full again", "", "", "empty now", ">"},
	{"several tags", "Received: x\nSubject: Re: Fwd: [ops] RE[2]: Disk full again\n\n" + outage, "Disk full again", "", "", "", ""},
	{"two mails within each other", "Received: x\nSubject: FW: FW: odd\n\n-----Original Message-----\nFrom: A B <a@x.example>\nSent: Friday, March 5, 2021 10:00 AM\nSubject: FW: odd\n\nsee below\n\n-----Original Message-----\nFrom: Ina Holt <i@x.example>\nSent: Thursday, March 4, 2021 9:00 AM\nSubject: Disk full again\n\n" + outage,
		"Disk full again", "2021-03-04", "Ina Holt", "was full", "see below"},
}

// read reads a mail from a file or, with its head, pasted.
func read(t *testing.T, in string) Letter {
	t.Helper()
	letters := Read([]byte(in))
	if l, ok := Pasted(in); ok && len(letters) == 0 {
		letters = append(letters, l)
	}
	if len(letters) != 1 {
		t.Fatalf("%d mails in %q", len(letters), in)
	}
	return letters[0]
}

func TestReport(t *testing.T) {
	for _, c := range mails {
		l := read(t, c.in).Report()
		if l.Title() != c.title || l.Date.String() != c.date || l.Sender() != c.author {
			t.Errorf("%s: got %q, %v, %q; want %q, %s, %q", c.name, l.Title(), l.Date, l.Sender(), c.title, c.date, c.author)
		}
		if !strings.Contains(l.Text, c.has) || c.hasNot != "" && strings.Contains(l.Text, c.hasNot) {
			t.Errorf("%s: got %q; want it with %q, without %q", c.name, l.Text, c.has, c.hasNot)
		}
	}
}

// What is no mail is neither a file of them nor pasted.
func TestNoMail(t *testing.T) {
	for _, in := range []string{
		"", "\n", "From", "Disk full again\n\n" + outage,
		"Date: 4 March 2021\nDisk full again\n\n" + outage,  // fields without a blank line behind them
		"Date: 4 March 2021\nAuthor: Ina Holt\n\n" + outage, // of a note: no subject
		"Subject: Disk full again\n\n" + outage,             // nobody wrote it, and never
		"From the very beginning the disk was full in 2021\n\n" + outage,
	} {
		if l, ok := Pasted(in); ok || IsFile([]byte(in)) || Read([]byte(in)) != nil {
			t.Errorf("%q is a mail: %+v", in, l)
		}
	}
}

// Where the mails of a mailbox begin, and what else begins with "From ".
func TestMailbox(t *testing.T) {
	const first, second = "From a@x.example Wed Oct 17 09:00:00 2018\nMessage-ID: <1@x>\nSubject: One\n\n", "From b@x.example Thu Oct 18 09:00:00 2018\nMessage-ID: <2@x>\nSubject: Two\n\n"
	for _, c := range []struct {
		name, in string
		ids      []string
	}{
		{"two", first + outage + "\n" + second + outage, []string{"1@x", "2@x"}},
		{"two, from a PC", strings.ReplaceAll("\ufeff"+first+outage+"\n"+second+outage, "\n", "\r\n"), []string{"1@x", "2@x"}},
		{"no blank line before it", first + outage + second + outage, []string{"1@x"}},
		{"no field below it", first + outage + "\nFrom c@x.example Fri Oct 19 09:00:00 2018\nit was full.\n", []string{"1@x"}},
		{"quoted by the mailer", first + "From memory:\n\n>From the start it was full.\n\n" + second + outage, []string{"1@x", "2@x"}},
		{"a head alone", first, []string{"1@x"}},
	} {
		var ids []string
		for _, l := range Read([]byte(c.in)) {
			ids = append(ids, l.ID)
			if strings.Contains(l.Text, ">From") {
				t.Errorf("%s: the mailer's mark stays in %q", c.name, l.Text)
			}
		}
		if !slices.Equal(ids, c.ids) {
			t.Errorf("%s: got %q, want %q", c.name, ids, c.ids)
		}
	}
}

func TestSender(t *testing.T) {
	for from, want := range map[string]string{
		`Ina Holt <i@x.example>`:              "Ina Holt",
		`"Holt, Ina" <i@x.example>`:           "Ina Holt",
		`Ina Holt via ops <ops@x.example>`:    "Ina Holt",
		`Ina Holt [mailto:i@x.example]`:       "Ina Holt",
		`Ina Holt`:                            "Ina Holt",
		`Jørn Ødegård-Berg`:                   "Jørn Ødegård-Berg",
		`Ina Holt; Jan Berg`:                  "Ina Holt; Jan Berg",
		`i@x.example`:                         "",
		`"i@x.example" <i@x.example>`:         "",
		`Support <s@x.example>`:               "",
		`noreply <s@x.example>`:               "",
		`Finch Status <status@finch.example>`: "",
		`the whole team`:                      "",
		`Ina`:                                 "",
		``:                                    "",
	} {
		if got := (Letter{From: from}).Sender(); got != want {
			t.Errorf("%q: got %q, want %q", from, got, want)
		}
	}
}

func TestOwner(t *testing.T) {
	for _, c := range []struct {
		name, want string
		letter     Letter
	}{
		{"a sender of that name", "Finch", Letter{From: "Finch Status <status@finch.example>"}},
		{"a field", "Finch Ltd", Letter{From: "Ina Holt <i@x.example>", Organisation: "Finch Ltd"}},
		{"a field, and no sender", "Finch Ltd", Letter{Organisation: "Finch Ltd"}},
		{"a host that the text names", "Finch", Letter{From: "Ina Holt <i@mail.finch.example>", Text: "The disk of Finch was full."}},
		{"a host that the text names as one", "", Letter{From: "Ina Holt <i@finch.example>", Text: "see finch.example and a@Finch.example"}},
		{"a host that the text does not name", "", Letter{From: "Ina Holt <i@finch.example>", Text: "It was full."}},
		{"a host of other people's mail", "", Letter{From: "Ina Holt <ina@gmail.com>", Text: "Gmail was down."}},
		{"nobody", "", Letter{}},
	} {
		if got := c.letter.Owner(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// check reads data as a file and as a pasted text, and holds what is true of
// any: it ends, it comes out the same twice, no more mails come than lines that
// begin one, and their text is clean.
func check(t *testing.T, data []byte) {
	t.Helper()
	var letters []Letter
	fixture.Ends(t, func() {
		letters = Read(data)
		for i := range letters {
			letters[i] = letters[i].Report()
		}
		if l, ok := Pasted(string(data)); ok {
			l.Report()
		}
	})
	if again := Read(data); len(again) != len(letters) || len(again) > 0 && !reflect.DeepEqual(again[0].Report(), letters[0]) {
		t.Error("two readings differ")
	}
	if most := 1 + bytes.Count(data, []byte("From ")); len(letters) > most {
		t.Errorf("%d mails, where %d can begin", len(letters), most)
	}
	size := 0
	for _, l := range letters {
		size += len(l.Text)
		l.Owner()
		if text := l.Title() + l.Text + l.Sender(); !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\x01\x7f\r\u202e") {
			t.Errorf("not clean: %q", text)
		}
	}
	if size > 8*len(data)+64<<10 {
		t.Errorf("%d bytes of %d", size, len(data))
	}
}

func FuzzMailbox(f *testing.F) {
	for _, c := range mails {
		f.Add([]byte(c.in))
	}
	for _, c := range endless {
		f.Add([]byte(c.once + strings.Repeat(c.again, 40)))
	}
	for _, name := range fixture.Files(f, "../../importers/dump/testdata/mail*") {
		f.Add(fixture.Read(f, name).Data)
	}
	f.Fuzz(check)
}

// endless are beginnings that nothing ends, as in internal/markup.
var endless = []struct{ name, once, again string }{
	{"parts", "MIME-Version: 1.0\nSubject: a\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\na\n"},
	{"parts within parts", "MIME-Version: 1.0\nSubject: a\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n"},
	{"mails within mails", "MIME-Version: 1.0\nSubject: a\n", "Content-Type: message/rfc822\n\nSubject: a\n"},
	{"lines of a field", "MIME-Version: 1.0\nSubject: a\n", " a\n"},
	{"fields", "MIME-Version: 1.0\nSubject: a\n", "X-A: a\n"},
	{"encoded words", "MIME-Version: 1.0\nSubject: a", " =?utf-8?q?a?="},
	{"quotes", "MIME-Version: 1.0\nSubject: a\n\n", "> "},
	{"quoted lines", "MIME-Version: 1.0\nSubject: a\n\n", "> a\n"},
	{"forwarded", "MIME-Version: 1.0\nSubject: a\n\n", "\n---- Original Message ----\nFrom: a\nSubject: b\nDate: c\n\n"},
	{"bare heads", "MIME-Version: 1.0\nSubject: a\n\n", "\n\nFrom: a"},
	{"answers", "MIME-Version: 1.0\nSubject: a\n\n", "On the first day, he\nwrote:\n"},
	{"signatures", "MIME-Version: 1.0\nSubject: a\n\n", "\n--\n"},
	{"mails", "From a@b Wed Oct 17 09:00:00 2018\nMIME-Version: 1.0\nSubject: a\n", "\nFrom a@b Wed Oct 17 09:00:00 2018\nSubject: a\n"},
	{"From", "From a@b Wed Oct 17 09:00:00 2018\nMIME-Version: 1.0\nSubject: a\n\n", "From a@b Wed Oct 17 09:00:00 2018\n\n"},
	{"flowed", "MIME-Version: 1.0\nSubject: a\nContent-Type: text/plain; format=flowed\n\n", "a \n"},
	{"soft breaks", "MIME-Version: 1.0\nSubject: a\nContent-Transfer-Encoding: quoted-printable\n\n", "=\n"},
	{"carriage returns", "MIME-Version: 1.0\nSubject: a\n\n", "\r"},
	{"pasted fields", "Subject: a\nFrom: b\n", "Xa: b\n"},
}

// Four times as much of anything takes about four times the memory, and ends.
func TestEndless(t *testing.T) {
	for _, c := range endless {
		cost := func(size int) uint64 {
			data := []byte(c.once + strings.Repeat(c.again, size/len(c.again)))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			check(t, data)
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc
		}
		if small, large := cost(16<<10), cost(64<<10); large > 10*small {
			t.Errorf("%s: %d KB for 16 KB, %d KB for 64 KB", c.name, small>>10, large>>10)
		}
	}
}
