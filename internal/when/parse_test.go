package when

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hindsight"
)

// One table: what is written, and what it means; "" for what is no date.
var wholeStrings = []struct{ in, want string }{
	// RFC 822, 850, 2822, with the slips that feeds make
	{"Thu, 09 Jul 2020 23:18:40 +0000", "2020-07-09T23:18:40Z"},
	{"Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21Z"},
	{"01 Jan 2004 19:48 GMT", "2004-01-01T19:48:00Z"},
	{"Mon, 26 January 2004 16:31:00 EST", "2004-01-26T21:31:00Z"},
	{"Sunday, 04-Jan-04 16:29:06 GMT", "2004-01-04T16:29:06Z"},
	{"Mon, 13 Feb, 2012 06:28:00 UTC", "2012-02-13T06:28:00Z"},
	{"Wed, 19 Feb 2012 22:40:00 GMT-01:01", "2012-02-19T23:41:00Z"},
	{"Wed, 19 Aug 2009 18:28:00 Etc/GMT", "2009-08-19T18:28:00Z"},
	{"Thu, 30 Apr 2009 08:57:00 EST5EDT", "2009-04-30T12:57:00Z"},
	{"Fri, 15 Jun 2007 12:59:59 A", "2007-06-15T12:59:59Z"},
	{"Sat, 7 Sep 2002 9:42:31 +0200 (CEST)", "2002-09-07T07:42:31Z"},
	{"Sat, 07 Sep 2002 24:00:00 GMT", "2002-09-08T00:00:00Z"},
	{"Sat, 07 Sep 99 00:00:01 GMT", "1999-09-07T00:00:01Z"},
	{"Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"},
	{"Mon,   26 Jan\n2004 16:31:00 PDT", "2004-01-26T23:31:00Z"},
	{"Thu, 5 Apr 2012 10:00:00 PT", "2012-04-05T17:00:00Z"},
	{"Thu, 05 Jan 2012 10:00:00 PT", "2012-01-05T18:00:00Z"},
	// asctime and its relatives
	{"Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z"},
	{"Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"},
	{"Thu Jan 01 2004 19:48:21 GMT+0100 (CET)", "2004-01-01T18:48:21Z"},
	{"29/Jun/2022:03:28:53 +0000", "2022-06-29T03:28:53Z"},
	// RFC 3339, W3CDTF, ISO 8601
	{"2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55Z"},
	{"2003-12-31T10:14:55.123456Z", "2003-12-31T10:14:55Z"},
	{"2003-12-31t10:14:55z", "2003-12-31T10:14:55Z"},
	{"2003-12-31T10:14+0530", "2003-12-31T04:44:00Z"},
	{"2003-12-31T10:14:55", "2003-12-31T10:14:55Z"},
	{"2003-12-31 10:14:55.0", "2003-12-31T10:14:55Z"},
	{"2003-12-31 10:14:55 -0800", "2003-12-31T18:14:55Z"},
	{"2003-12-31 10:14-05:00", "2003-12-31T15:14:00Z"},
	{"31 December 2003, 10:14–12:50 UTC", ""},
	{"31 December 2003, 10:14-12:50", ""},
	{"31 December 2003, 10:14-11:00 UTC", ""},
	{"2003-12-31 10:14:55-12:00", "2003-12-31T22:14:55Z"},
	{"31 December 2003, 6:20 in the evening UTC", "2003-12-31T18:20:00Z"},
	{"2003-12-31", "2003-12-31"},
	{"2003/12/31", "2003-12-31"},
	{"2003-12", "2003-12"},
	{"2003", "2003"},
	{"20031231", "2003-12-31"},
	{"20031231T101455Z", "2003-12-31T10:14:55Z"},
	{"20031231T1014", "2003-12-31T10:14:00Z"},
	{"20031231101455", "2003-12-31T10:14:55Z"},
	{"2003-335", "2003-12-01"},
	{"2003335", "2003-12-01"},
	{"03335", "2003-12-01"},
	{"031231", "2003-12-31"},
	{"03-12-31", "2003-12-31"},
	{"2013-W07-2", "2013-02-12"},
	{"2013-W07-2T10:00Z", "2013-02-12T10:00:00Z"},
	{"1512038095", "2017-11-30T10:34:55Z"},
	{"1512038095123", "2017-11-30T10:34:55Z"},
	// status pages, blogs, front matter
	{"Oct 12, 2017 - 14:18 UTC", "2017-10-12T14:18:00Z"},
	{"Oct 12, 2017 – 14:18 UTC", "2017-10-12T14:18:00Z"},
	{"Posted Feb 25, 2019 - 19:06 UTC", "2019-02-25T19:06:00Z"},
	{"Feb 18th, 2019 at 3:15pm PST", "2019-02-18T23:15:00Z"},
	{"Feb. 18, 2019, 3:15 p.m. US/Pacific", "2019-02-18T23:15:00Z"},
	{"August 9, 2019 3pm Pacific Time", "2019-08-09T22:00:00Z"},
	{"August 9, 2019 3pm Pacific Standard Time", "2019-08-09T23:00:00Z"},
	{"18 February 2019", "2019-02-18"},
	{"18th of February, 2019", "2019-02-18"},
	{"Monday 18 February 2019", "2019-02-18"},
	{"February 2019", "2019-02"},
	{"18-Feb-2019", "2019-02-18"},
	{"2019-Feb-18", "2019-02-18"},
	{"18.02.2019", "2019-02-18"},
	{"02/18/2019", "2019-02-18"},
	{"18/02/2019", "2019-02-18"},
	{"February 16, 2024: 5:20pm UTC", "2024-02-16T17:20:00Z"},
	{"2020-06-01 noon UTC", "2020-06-01T12:00:00Z"},
	{"2019-02-18 12:53 America/Argentina/Buenos_Aires", "2019-02-18T15:53:00Z"},
	{`"2019-02-18"`, "2019-02-18"},
	// other languages
	{"2004년 05월 28일 01:31:15", "2004-05-28T01:31:15Z"},
	{"2004-05-25 오후 11:23:17", "2004-05-25T23:23:17Z"},
	{"2004年5月28日", "2004-05-28"},
	{"2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"},
	{"Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"},
	{"18. Februar 2019 um 14:18 Uhr", "2019-02-18T14:18:00Z"},
	{"18 février 2019 à 14:18", "2019-02-18T14:18:00Z"},
	{"18 de febrero de 2019", "2019-02-18"},
	// no dates
	{"", ""}, {"yesterday", ""}, {"Tue, 31 Jun 2004 19:48:21 GMT", ""}, {"2003-13-01", ""}, {"2003-02-29", ""}, {"2003-00-10", ""},
	{"2003-366", ""}, {"2003-12-31T25:00:00Z", ""}, {"12:30", ""}, {"Feb 18", ""}, {"Monday", ""}, {"42", ""}, {"1234567", ""},
	{"9999999999", ""}, {"version 2019", ""}, {"2019-02-18 and 2019-02-19", ""}, {"T", ""}, {"2003T10", ""}, {"0000-00-00", ""},
	{strings.Repeat("2019-02-18 ", 99), ""},
}

func TestParse(t *testing.T) {
	for _, c := range wholeStrings {
		got, ok := Parse(c.in)
		if got.String() != c.want || ok != (c.want != "") {
			t.Errorf("Parse(%q)\n got %q, %v\nwant %q", c.in, got, ok, c.want)
		}
	}
}

// What String writes, Parse reads.
func TestParseRoundTrip(t *testing.T) {
	for n := int64(0); n < 2000; n++ {
		at := time.Unix(n*777_777, 0).UTC().AddDate(20, 0, 0)
		for p := hindsight.Year; p <= hindsight.Instant; p++ {
			want := hindsight.At(at, p)
			if got, ok := Parse(want.String()); got != want || !ok {
				t.Fatalf("Parse(%q)\n got %q, %v", want, got, ok)
			}
		}
	}
}

// layouts is the dumber way: what the standard library can read by a fixed
// layout, Parse reads to the same instant.
var layouts = []string{
	time.RFC3339Nano, time.RFC1123Z, time.RFC822Z, "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700",
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02", "2006-01", "January 2, 2006", "Mon, 2 Jan 2006 15:04:05 GMT", "Mon Jan _2 15:04:05 2006",
}

var dateElementRE = regexp.MustCompile(`(?i)<(?:\w+:)?(?:pubdate|updated|published|modified|issued|created|date|lastbuilddate)[^>]*>([^<]+)<`)

func TestParseAgainstLayouts(t *testing.T) {
	dates := suiteDates(t)
	read, agreed := 0, 0
	for _, s := range dates {
		got, ok := Parse(s)
		if ok {
			read++
		}
		for _, layout := range layouts {
			at, err := time.Parse(layout, strings.TrimSpace(s))
			if err != nil || at.Year() < 1900 {
				continue
			}
			if want := at.Truncate(time.Second); !ok || !got.Time().Equal(want.UTC()) {
				t.Errorf("Parse(%q)\n got %v, %v\nwant %v", s, got, ok, want.UTC())
			}
			agreed++
			break
		}
	}
	t.Logf("%d date strings, %d read, %d checked against a fixed layout", len(dates), read, agreed)
}

// suiteDates collects the dates of the feed suites beside the checkout, or
// the table above when they are not there.
func suiteDates(t *testing.T) []string {
	seen := map[string]bool{}
	var dates []string
	for _, c := range wholeStrings {
		dates = append(dates, c.in)
	}
	root := filepath.Join("..", "..", "..", "shared", "corpus")
	err := filepath.Walk(filepath.Join(root, "suites", "feeds"), func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() || info.Size() > 1<<20 {
			return err
		}
		data, err := os.ReadFile(path)
		for _, m := range dateElementRE.FindAllStringSubmatch(string(data), 50) {
			if !seen[m[1]] {
				seen[m[1]] = true
				dates = append(dates, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Logf("the feed suites are not beside this checkout (%v): only the table is checked", err)
	}
	return dates
}

func FuzzParse(f *testing.F) {
	for _, c := range wholeStrings {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, ok := Parse(s)
		if ok == m.IsZero() {
			t.Fatalf("Parse(%q) = %q, %v", s, m, ok)
		}
		if again, _ := Parse(m.String()); ok && again != m && m.Time().Year() >= 1900 && m.Time().Year() < 2200 {
			t.Fatalf("Parse(%q) = %q, which reads as %q", s, m, again)
		}
	})
}
