package dump

import (
	"strings"
	"testing"

	"hindsight"
)

const outage = "The disk of the first server was full at 10:00 UTC, and nobody was told, because the alert went to a box that nobody reads.\n"

// Mails as they come: what is made of subject, date, author and text.
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
	{"no mail", "Date: 4 March 2021\nDisk full again\n\n" + outage, "", "2021-03-04", "", "was full", ""},
}

func TestMails(t *testing.T) {
	for _, c := range mails {
		var got []hindsight.Postmortem
		for p, err := range New(hindsight.Input{Name: "mail", Data: []byte(c.in)}, "").Import(t.Context()) {
			if err == nil {
				got = append(got, p)
			} else if !strings.Contains(err.Error(), "attachments are left out: a.pdf") {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if len(got) != 1 {
			t.Errorf("%s: %d reports", c.name, len(got))
			continue
		}
		p := got[0]
		if c.title != "" && p.Title != c.title || p.Date.String() != c.date || p.Source.Author != c.author || !strings.Contains(p.Body, c.has) || c.hasNot != "" && strings.Contains(p.Body, c.hasNot) {
			t.Errorf("%s: got %q, %v, %q, %q; want %q, %s, %q, with %q, without %q", c.name, p.Title, p.Date, p.Source.Author, p.Body, c.title, c.date, c.author, c.has, c.hasNot)
		}
	}
}
