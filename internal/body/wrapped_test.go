package body

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// reports are as their authors wrote them, a paragraph a line.
var reports = []string{`Postmortem: Inventory service stuck behind a deadlock

Date of incident: 2025-10-04
Status: Complete

SUMMARY
Between 13:12 and 15:40 CEST on 4 October 2025 the inventory service answered no writes. Two migrations took row locks on stock_level in opposite order and the database found a deadlock every few seconds; the retry loop in the service made it worse until the connection pool was exhausted.

ROOT CAUSE
The job updated rows ordered by location, the new worker ordered by SKU. Both ran in transactions of up to 5,000 rows. Postgres aborted one of them on each deadlock, and the aborted one was retried immediately with no backoff, so that lock waits grew without bound.

TIMELINE (CEST)
13:05 stock-take job started by the warehouse lead
13:12 first deadlock in the log
15:40 queue drained, incident closed

ACTION ITEMS
1. Order every update by primary key
2. Exponential backoff with jitter
`, `What happened

On Tuesday the 4th of March, the search cluster of Larkspur lost two of its three nodes within a minute, and for the better part of an hour all queries were answered by the one that was left. It was too small for that, so that most of them timed out before they had been looked at, and the clients sent them once more.

The nodes were lost because the disk on which both kept their translog was full. A job that compacts it had been switched off in January while we looked for another fault, and nobody had switched it on again; the alert for full disks looks at the mean over the cluster, which was at sixty percent when the first node went down.

What we change

We alert on each disk. The compaction can no longer be switched off for longer than a day, and whoever switches it off gets a reminder by mail. We have also asked the vendor why a node that has lost its translog does not leave the cluster by itself.
`}

// wrap breaks the lines of a text at a width, as a mailer does.
func wrap(text string, width int) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		n := 0
		for i, w := range strings.Fields(line) {
			size := utf8.RuneCountInString(w)
			switch {
			case i == 0:
			case n+1+size > width:
				out.WriteString("\n")
				n = -1
			default:
				out.WriteString(" ")
			}
			out.WriteString(w)
			n += 1 + size
		}
		out.WriteString("\n")
	}
	return out.String()
}

// A text that was wrapped at any width says what it said before.
func TestAnyWidth(t *testing.T) {
	for n, text := range reports {
		want := FromPlain(text, "")
		for _, width := range []int{56, 60, 66, 72, 78, 80, 90, 100, 110, 112, 115, 120, 125, 132, 140, 150} {
			if got := FromPlain(wrap(text, width), ""); got != want {
				t.Errorf("report %d at %d columns:\n%s", n, width, got)
			}
		}
	}
}

// A column may be as narrow as a box of a form; what is short by nature is no text
// that was wrapped.
func TestNarrow(t *testing.T) {
	for _, text := range []string{reports[1], "Mail was delayed on 20 July 2023 from 15:10 UTC until 19:35 UTC. The queue grew because one of two relays had " +
		"lost its route to the spam filter, and the other could not take all of the load that was left over.\n"} {
		want := FromPlain(text, "")
		for width := 28; width < 56; width += 2 {
			if got := FromPlain(wrap(text, width), ""); got != want {
				t.Errorf("at %d columns:\n%s", width, got)
			}
		}
	}
	for _, text := range []string{
		"We restarted the web server\nWe restarted the mail server\nWe restarted the chat server\nWe restarted the name server\nWe restarted the time server\n",
		"Web server in Hamburg\nmail server in Malmö\nchat server\nname server in Oslo\nall of them were hit\n",
	} {
		if got := FromPlain(text, ""); strings.Count(got, "\n\n") != strings.Count(text, "\n")-1 {
			t.Errorf("%q: %s", text, got)
		}
	}
}

// Lines that are paragraphs stay paragraphs, however long they are.
func TestNoWidth(t *testing.T) {
	for n, text := range reports {
		text = strings.ReplaceAll(text, ". ", ".\n")
		lines := strings.Count(text, ".\n")
		if got := strings.Count(FromPlain(text, ""), ".\n\n"); got < lines-3 {
			t.Errorf("report %d: %d of %d paragraphs:\n%s", n, got, lines, FromPlain(text, ""))
		}
	}
}
