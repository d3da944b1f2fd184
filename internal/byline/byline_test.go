package byline

import (
	"strings"
	"testing"
)

// Head lines, and what is read of them: author | date | organisation. What
// follows the arrow stays in the text.
var bylines = []struct{ head, want, stays string }{
	// names and days
	{"Acme Billing, 4 April 2019", "Acme Billing|2019-04-04|", ""},
	{"By Jane Doe, 4 April 2019", "Jane Doe|2019-04-04|", ""},
	{"*By Jane Doe on April 4th, 2019*", "Jane Doe|2019-04-04|", ""},
	{"Posted on May 3, 2021 by Jane", "Jane|2021-05-03|", ""},
	{"Posted on May 3, 2021 by Jane in Engineering", "Jane|2021-05-03|", ""},
	{"*Published on March 3rd, 2020 by [Jane Doe](https://a.example/jane) in [Engineering](https://a.example/e)*", "Jane Doe|2020-03-03|", ""},
	{"Published: 2020-03-03", "|2020-03-03|", ""},
	{"Author: Jane Doe  \nPublished: 3 March 2020", "Jane Doe|2020-03-03|", ""},
	{"**Author:** Jane Doe\n**Date:** 3 March 2020", "Jane Doe|2020-03-03|", ""},
	{"Jane Doe · Mar 3, 2020 · 5 min read", "Jane Doe|2020-03-03|", ""},
	{"Jane Doe | March 3, 2020", "Jane Doe|2020-03-03|", ""},
	{"Mar 3, 2020 - Jane Doe", "Jane Doe|2020-03-03|", ""},
	{"By the Acme Platform Team — March 3, 2020 — 4 minute read", "Acme Platform Team|2020-03-03|", ""},
	{"###### March 3, 2020 | Jane Doe, SRE", "Jane Doe|2020-03-03|", ""},
	{"_Mar 3, 2020_", "|2020-03-03|", ""},
	{"Written by Jane Doe and John Smith on 2020-03-03\nLast updated: 2020-03-05\nFiled under: Outages\n12 Comments", "Jane Doe, John Smith|2020-03-03|", ""},
	{"3 March 2020\nJane Doe\n@janedoe", "Jane Doe|2020-03-03|", ""},
	{"March 3, 2020\n\nTags: outage, tls\n\nShare on Twitter", "|2020-03-03|", ""},
	{"Posted by the Operations Team, 21 July 2023", "Operations Team|2023-07-21|", ""},
	{"Prepared by: Jane Doe", "Jane Doe||", ""},
	{"21.07.2023, Ann Lee", "Ann Lee|2023-07-21|", ""},
	{"July 21, 2023, Ann Lee", "Ann Lee|2023-07-21|", ""},
	{"Last updated 21 July 2023", "||", ""},
	{"*(last changed 2023-07-21)*", "||", ""},
	{"Last updated 5 March 2020\nPublished 3 March 2020", "|2020-03-03|", ""},
	// pictures above it stay
	{"![The hall](hall.jpg)\n\nBy Jane Doe, 4 April 2019", "Jane Doe|2019-04-04|", "![The hall](hall.jpg)"},
	{"<p align=\"center\">\n<img src=\"a.png\">\n</p>\n\nPosted by Jane Doe on 4 April 2019", "Jane Doe|2019-04-04|",
		"<p align=\"center\">\n<img src=\"a.png\">\n</p>"},
	{"![The hall](hall.jpg) was dark.\n\nBy Jane Doe, 4 April 2019", "||", "![The hall](hall.jpg) was dark.\n\nBy Jane Doe"},
	// an organisation, where a line says so
	{"Jane Doe, Acme Inc.\nTuesday, March 3rd 2020, 09:30 CET", "Jane Doe|2020-03-03T08:30:00Z|Acme Inc.", ""},
	{"Jane Doe\nStaff Engineer, Acme\nMarch 3, 2020", "Jane Doe|2020-03-03|Acme", ""},
	{"Jane Doe, Staff Engineer at Acme Maps | March 3, 2020", "Jane Doe|2020-03-03|Acme Maps", ""},
	{"Acme Billing GmbH, 4 April 2019", "|2019-04-04|Acme Billing GmbH", ""},
	// where it appeared
	{"Acme Maps engineering blog, March 14, 2024, by Lena Brandt", "Lena Brandt|2024-03-14|", ""},
	{"Acme Maps Blog · 14 March 2024 · by Lena Brandt and Tom Ode", "Lena Brandt, Tom Ode|2024-03-14|", ""},
	{"By Lena Brandt, Acme Maps engineering blog, 2024-03-14", "Lena Brandt|2024-03-14|", ""},
	{"March 14, 2024, Acme Maps, by Lena Brandt", "Lena Brandt|2024-03-14|", ""},
	{"Acme Maps — March 14, 2024 — by Lena Brandt", "Lena Brandt|2024-03-14|", ""},
	{"Lena Brandt, Acme Maps engineering blog, March 14, 2024", "Lena Brandt|2024-03-14|", ""},
	{"Published on the Acme Maps blog on March 14, 2024 by Lena Brandt", "Lena Brandt|2024-03-14|", ""},
	{"The Acme blog, 14 March 2024", "|2024-03-14|", ""},
	{"On March 9, 2024, tiles stopped loading, caused by Redis", "||", "On March"},
	{"Login outage, March 9, 2024, by Lena Brandt", "||", "Login"},
	{"Tiles failed on March 9, 2024, noticed by Lena", "||", "Tiles"},
	// what is no byline
	{"Frankfurt, 4 April 2019\n\nwas the day.", "||", "Frankfurt"},
	{"By 4 April 2019, the certificate had expired.", "||", "By 4"},
	{"Posted on the wrong channel, the alert was not seen.", "||", "Posted"},
	{"21.07.2023, the disk", "||", "21.07.2023"},
	{"21.07.2023, Login Outage", "||", "21.07.2023"},
	{"Updated the certificate on 21 July 2023", "||", "Updated"},
	{"Posted by the router, 21 routes were lost.", "||", "Posted"},
	{"By Monday all was well.", "||", "By Monday"},
	{"Jane Doe", "||", "Jane Doe"},
	{"Login Outage, 4 April 2019", "||", "Login"},
	{"Root Cause", "||", "Root Cause"},
	{"4 April 2019\n10:00 UTC: first alert", "||", "4 April"},
	{"4 April 2019, 10:00 UTC: first alert.", "||", "4 April"},
	{"## Jane Doe, 4 April 2019", "||", "## Jane"},
	{"The deploy of 4 April 2019 - Jane Doe", "||", "The deploy"},
	{"5 min read", "||", "5 min"},
	// the day of times of day that stand in lines of their own stays
	{"**Date:** 12 February 2024\n**Start:** 11:05 UTC", "|2024-02-12|", "**Date:** 12 February"},
	{"Author: Jane Doe\nDate: 12 February 2024\n\nImpact: all users\nDuration: 11:05–12:50 GMT", "Jane Doe|2024-02-12|", "Date: 12"},
	{"Date: 12 February 2024\n\nStart: 11 February 2024, 11:05 UTC", "|2024-02-12|", "Start: 11"},
	{"**Published:** 12 February 2024\n**Start:** 11:05 UTC", "|2024-02-12|", "**Start:**"},
	{"Date: 12 February 2024, 11:05–12:50 UTC", "||", "Date: 12"},
}

func TestCut(t *testing.T) {
	for _, c := range bylines {
		for _, head := range []string{"", "# Title\n\n", "Title\n=====\n\n"} {
			b, rest := Cut(head+c.head+"\n\nThe text. It has words.\n", nil)
			if got := b.Author + "|" + b.Date.String() + "|" + b.Organisation; got != c.want {
				t.Errorf("%q: got %s, want %s", head+c.head, got, c.want)
			}
			want := strings.TrimSpace(head) + c.stays
			if got, _, _ := strings.Cut(rest, "The text."); !strings.HasPrefix(strings.Join(strings.Fields(got), ""), strings.Join(strings.Fields(want), "")) || c.stays == "" && strings.TrimSpace(got) != strings.TrimSpace(head) {
				t.Errorf("%q: what stays is %q", head+c.head, got)
			}
		}
	}
	if b, rest := Cut("By Jane Doe, 4 April 2019\n", nil); rest == "" || b.Author != "" {
		t.Errorf("a text that is a byline alone: %q, %v", rest, b)
	}
}

// Whatever it is given, it takes whole lines and loses no others.
func FuzzCut(f *testing.F) {
	for _, c := range bylines {
		f.Add("# T\n\n" + c.head + "\n\nThe text.\n")
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, rest := Cut(text, nil)
		for line := range strings.Lines(rest) {
			if !strings.Contains(text, line) {
				t.Errorf("%q is not in %q", line, text)
			}
		}
		if strings.TrimSpace(text) != "" && strings.TrimSpace(rest) == "" {
			t.Errorf("nothing is left of %q", text)
		}
	})
}
