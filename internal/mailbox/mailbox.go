// Package mailbox opens mails: a file as mailers save it, a mailbox of them, or a
// text that was pasted with the head of a mail. It opens a mail part by part,
// finds what is quoted and forwarded in it, and says who wrote to whom when; what
// the text is about is for others to read.
package mailbox

import (
	"bytes"
	"regexp"
)

// A mail that was saved begins with its fields, one in a mailbox with a line
// for the mailbox:
//
//	From ina@finch.example Wed Oct 17 09:00:00 2018
//	Message-ID: <1@finch.example>
//	Subject: =?utf-8?q?Loss_of_the_mail_relay?=
var (
	mboxLineRE = regexp.MustCompile(`^From \S.{0,200}\d{4}(?: [+-]\d{4})?\r?$`)
	mailHeadRE = regexp.MustCompile(`^[!-9;-~]{1,80}:(?:[ \t]|\r?$)`)
	mailSureRE = regexp.MustCompile(`(?i)^(?:message-id|mime-version|received|return-path|delivered-to|content-type|content-transfer-encoding` +
		`|dkim-signature|x-[\w-]+):`)
	mailSeenRE = regexp.MustCompile(`(?i)^(?:from|subject|date|snapshot-content-location):`)
)

var (
	bom        = []byte("\ufeff")
	lineEndsRE = regexp.MustCompile(`\r+\n`)
)

// maxMails bounds a mailbox: a year of an operations list has a few hundred.
const maxMails = 2000

// MaxBytes is the largest file that is read. A mail may be four times as large
// as another text, with its attachments.
const MaxBytes = 16 << 20

// IsFile says that data is a mail as mailers save it: its fields are those
// that a person does not paste.
func IsFile(data []byte) bool {
	data = bytes.TrimPrefix(data, bom)
	sure, seen, n := false, false, 0
	for len(data) > 0 && n < 200 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		bare := bytes.TrimRight(line, "\r ")
		switch {
		case n == 0 && (len(bare) == 0 || mboxLineRE.Match(bare)):
			continue
		case len(bare) == 0:
			return sure && seen
		case !mailHeadRE.Match(line) && line[0] != ' ' && line[0] != '\t' && n == 0:
			return false
		}
		sure, seen = sure || mailSureRE.Match(line), seen || mailSeenRE.Match(line)
		n++
	}
	return sure && seen
}

// split cuts a file into its mails: at the lines "From …" after a blank
// line with a field below.
func split(data []byte) [][]byte {
	if !IsFile(data) {
		return nil
	}
	data = bytes.TrimLeft(lineEndsRE.ReplaceAll(bytes.TrimPrefix(data, bom), []byte("\n")), "\n ")
	var mails [][]byte
	start, blank := 0, true
	for at := 0; at < len(data) && len(mails) < maxMails-1; {
		line, rest, _ := bytes.Cut(data[at:], []byte("\n"))
		next := len(data) - len(rest)
		if blank && mboxLineRE.Match(line) && mailHeadRE.Match(rest) {
			if at > start {
				mails = append(mails, data[start:at])
			}
			start = next
		}
		blank = len(bytes.TrimSpace(line)) == 0
		at = next
	}
	mails = append(mails, data[start:])
	if start == 0 {
		return mails // one mail, and nothing was quoted in it
	}
	for i := range mails {
		mails[i] = quotedFromRE.ReplaceAll(mails[i], []byte("$1"))
	}
	return mails
}

var quotedFromRE = regexp.MustCompile(`(?m)^>(>*From )`)

// Read reads the mails of a file; nil when it holds none.
func Read(data []byte) []Letter {
	var all []Letter
	for _, m := range split(data) {
		if msg := message(m); msg != nil {
			all = append(all, newLetter(msg, 0))
		}
	}
	return all
}
