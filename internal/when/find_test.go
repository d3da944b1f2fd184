package when

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// short writes a stamp as "2019-02-18 Mon 15:54:07 UTC +1", with ? for unstated parts.
func short(s Stamp) string {
	var parts []string
	if s.Year+s.Month+s.Day != 0 {
		d := fmt.Sprintf("%04d-%02d-%02d", s.Year, s.Month, s.Day)
		d = strings.Replace(strings.ReplaceAll(d, "-00", "-?"), "0000", "?", 1)
		parts = append(parts, d)
	}
	if s.Weekday != 0 {
		parts = append(parts, time.Weekday(s.Weekday % 7).String()[:3])
	}
	if s.Clock {
		parts = append(parts, strings.TrimSuffix(fmt.Sprintf("%02d:%02d:%02d", s.Hour, s.Minute, s.Second), ":00"))
	}
	if !s.Zone.IsZero() {
		parts = append(parts, s.Zone.String())
	}
	if s.Carry != 0 {
		parts = append(parts, fmt.Sprintf("%+d", s.Carry))
	}
	return strings.Join(parts, " ")
}

func shorts(spans []Span) string {
	var all []string
	for _, s := range spans {
		one := short(s.From)
		if s.About {
			one = "~" + one
		}
		if s.Range {
			one += " … " + short(s.To)
		}
		all = append(all, one)
	}
	return strings.Join(all, " | ")
}

// One table: running text, and what is found in it.
var runningText = []struct{ in, want string }{
	// the part of the day in words
	{"On Sunday, 17 March 2024, beginning at 6:20 in the evening Pacific time", "2024-03-17 Sun 18:20 America/Los_Angeles"},
	{"from 9:10 to 11:25 in the morning (CET)", "09:10 +01:00 … 11:25 +01:00"},
	{"from 11 at night UTC until 1:10 in the morning", "23:00 UTC … 01:10 UTC +1"},
	{"from 2 o'clock in the afternoon UTC", "14:00 UTC"},
	{"at 8:05 UTC in the evening of 3 May 2024", "2024-05-03 20:05 UTC"},
	{"until 2 at night; by 6.20 in the evening", "02:00 | 18:20"},
	// a dash is no minus
	{"2024-02-12T11:05–12:50 UTC", "2024-02-12 11:05 UTC … 2024-02-12 12:50 UTC"},
	{"2024-02-12 11:05:10-12:50:20", "2024-02-12 11:05:10 … 2024-02-12 12:50:20"},
	{"2024-02-12T11:05-05:00, 2024-02-12 11:05:10 -05:00", "2024-02-12 11:05 -05:00 | 2024-02-12 11:05:10 -05:00"},
	{"between 12:10 and 1:40 in the afternoon", "12:10 … 13:40"},
	{"at 14:20 in the afternoon, at 12:30 at night", "14:20 | 00:30"},
	{"the batch of 11 in the morning and the other 11 at night; 2 o'clock", ""},
	{"at 9:10 in the queue", "09:10"},
	// ranges with a remark on their first end
	{"on Saturday, 2023-05-20 from ~11:00 (perhaps earlier) to 16:40 CEST", "~2023-05-20 Sat 11:00 +02:00 … 2023-05-20 Sat 16:40 +02:00"},
	{"from about 12:00 (maybe earlier) to 17:55 CEST", "~12:00 +02:00 … 17:55 +02:00"},
	{"from 12:00 UTC [first alert] until 17:55 UTC", "12:00 UTC … 17:55 UTC"},
	{"from 12:00, possibly earlier, to about 17:55 UTC", "~12:00 UTC … 17:55 UTC"},
	{"between 12:00 (we think) and 17:55 UTC", "12:00 UTC … 17:55 UTC"},
	{"12:00 or so to 17:55 UTC", "12:00 UTC … 17:55 UTC"},
	{"12:00 – perhaps earlier – to 17:55 UTC", "12:00 UTC … 17:55 UTC"},
	{"from 12:00 UTC (at the latest) up to 17:55 UTC (when the last node was back)", "12:00 UTC … 17:55 UTC"},
	{"at 12:00, we went to 17:55 hours of logs", "12:00 | 17:55"},
	{"from 12:00 UTC (13:00 CET) to 17:55 UTC", "12:00 UTC … 17:55 UTC"},
	// times
	{"it began at 15:54.", "15:54"},
	{"15:54 UTC: the check begins", "15:54 UTC"},
	{"**15:54 UTC** – the check begins", "15:54 UTC"},
	{"[13:20] somebody asks", "13:20"},
	{"~07:00 first alert; around 3pm PST another", "~07:00 | ~15:00 -08:00"},
	{"at 3.15pm, 4 p.m. and 7:56am EST", "15:15 | 16:00 | 07:56 -05:00"},
	{"13:52 PM: said so", "13:52"},
	{"9:06a and 12:29p", "09:06 | 12:29"},
	{"08:42:33 created, 1430 UTC closed", "08:42:33 | 14:30 UTC"},
	{"until midnight UTC on the 17th", "?-?-17 00:00 UTC"},
	{"10:22 EDT (14:22 UTC): posted", "10:22 -04:00"},
	{"12:48 (16:48 UTC) posted", "16:48 UTC"},
	{"by 20:00 US/Pacific with details, 10:45am Eastern", "20:00 US/Pacific | 10:45 America/New_York"},
	{"14:18 +0200, 14:18 UTC+2 and 14:18 (CEST)", "14:18 +02:00 | 14:18 +02:00 | 14:18 +02:00"},
	// dates
	{"on 18 February 2019, February 18 2019 or 2019-02-18", "2019-02-18 | 2019-02-18 | 2019-02-18"},
	{"on Thursday, February 14th, when", "?-02-14 Thu"},
	{"on Monday 18 it was slow", "?-?-18 Mon"},
	{"on Monday we saw", "Mon"},
	{"In February 2019 we moved", "2019-02-?"},
	{"The 19-07-2017 and the 02-15-2025 run", "2017-07-19 | 2025-02-15"},
	{"on the 16th, we", "?-?-16"},
	{"Yesterday, on 19th of July 2017, it", "2017-07-19"},
	// both
	{"Oct 12, 2017 - 14:18 UTC", "2017-10-12 14:18 UTC"},
	{"around 3pm PST on Monday, we", "~Mon 15:00 -08:00"},
	{"at 18:03 PST on Monday November 2 2015", "2015-11-02 Mon 18:03 -08:00"},
	{"On Monday, Oct 15, starting at approximately 20:00 UTC, it", "~?-10-15 Mon 20:00 UTC"},
	{"Tuesday, 2019-09-24 12:53 US/Pacific.", "2019-09-24 Tue 12:53 US/Pacific"},
	{"2021-05-09T23:02:01.463 full_node", "2021-05-09 23:02:01"},
	{"29/Jun/2022:03:28:53 +0000", "2022-06-29 03:28:53 UTC"},
	{"February 16, 2024: 5:20pm UTC", "2024-02-16 17:20 UTC"},
	{"2020-05-30 10:48\nit expired", "2020-05-30 10:48"},
	// ranges
	{"from 14:30 UTC to 15:15 UTC", "14:30 UTC … 15:15 UTC"},
	{"between 14:30 and 15:15 UTC", "14:30 UTC … 15:15 UTC"},
	{"at 14:30 and 15:15 UTC", "14:30 | 15:15 UTC"},
	{"05:00 - 16:45", "05:00 … 16:45"},
	{"~02:20-3:00", "~02:20 … 03:00"},
	{"2020-06-12 02:21 – 04:50", "2020-06-12 02:21 … 2020-06-12 04:50"},
	{"2020-06-12 22:21 to 04:50", "2020-06-12 22:21 … 2020-06-12 04:50 +1"},
	{"11:31 - 2020-06-09 14:58", "2020-06-09 11:31 … 2020-06-09 14:58"},
	{"2020-06-08 10:35 - 2020-06-09 14:58", "2020-06-08 10:35 … 2020-06-09 14:58"},
	{"2020-06-13 10:57 - onward", "2020-06-13 10:57 … "},
	{"Between 13:22 and 16:10 UTC on 07 December 2016, a", "2016-12-07 13:22 UTC … 2016-12-07 16:10 UTC"},
	{"between 22:00 and 02:00 UTC on 7 December 2016", "2016-12-07 22:00 UTC -1 … 2016-12-07 02:00 UTC"},
	{"between approximately 20:00 UTC on 08 Dec 2016 and 00:47 UTC on 09 Dec 2016", "~2016-12-08 20:00 UTC … 2016-12-09 00:47 UTC"},
	{"From November 11, 4:02 PM UTC to November 14, 2025, 3:02 PM UTC", "2025-11-11 16:02 UTC … 2025-11-14 15:02 UTC"},
	{"between December 30 and January 2, 2025", "2024-12-30 … 2025-01-02"},
	{"March 15–17, 2023 and 11-15 November 2025", "2023-03-15 … 2023-03-17 | 2025-11-11 … 2025-11-15"},
	{"8-9 PM, 2–3pm, 11:30 - 1:15 PM, 1:46pm - 5:30", "20:00 … 21:00 | 14:00 … 15:00 | 11:30 … 13:15 | 13:46 … 17:30"},
	{"On 5 May 2020 from 23:10 to 01:00 UTC", "2020-05-05 23:10 UTC … 2020-05-05 01:00 UTC +1"},
	// other languages
	{"am 3. März 2021 um 14:30 Uhr MEZ fiel", "2021-03-03 14:30 +01:00"},
	{"Am Montag, den 3. Mai 2021, von 9.15 Uhr bis 10.40 Uhr", "2021-05-03 Mon 09:15 … 2021-05-03 Mon 10:40"},
	{"zwischen 14:30 und 15:15 Uhr MESZ", "14:30 +02:00 … 15:15 +02:00"},
	{"gegen 14 Uhr, um 15 Uhr 30 und um 16.05 Uhr", "~14:00 | 15:30 | 16:05"},
	{"Le 3 mars 2021 à 14h30 (CET), puis jusqu'à 15h", "2021-03-03 14:30 +01:00 | 15:00"},
	{"le mardi 1er juin 2021 de 14h05 à 15h30 UTC", "2021-06-01 Tue 14:05 UTC … 2021-06-01 Tue 15:30 UTC"},
	{"entre 14h30 et 15h10", "14:30 … 15:10"},
	{"el 3 de marzo de 2021 a las 14:30 UTC", "2021-03-03 14:30 UTC"},
	{"desde las 14:00 hasta las 15:30, de 16:00 a 17:30", "14:00 … 15:30 | 16:00 … 17:30"},
	{"em 3 de março de 2021, entre 14h00 e 15h30", "2021-03-03 14:00 … 2021-03-03 15:30"},
	{"2021年3月18日14時30分頃にエラーが発生、15時05分に復旧", "2021-03-18 14:30 | 15:05"},
	{"took 3h 14m, 0h 38m, 14h30m and 2h; a 24h shift", ""},
	{"on Mars 2020 landed; 10 march orders; marzo alone", ""},
	// across lines, but not across list items and paragraphs
	{"on 5 May\n2020 at\n10:00", "2020-05-05 10:00"},
	{"- 10:00\n- 11:00", "10:00 | 11:00"},
	{"5 May\n\n10:00", "?-05-05 | 10:00"},
	// nothing
	{"see /2018/10/19/x, 10.0.0.1:80, fe80::12:34, CVE-2020-1234, v4.2.1 - 4.2.4, a ratio of 3:1", ""},
	{"file.go:12:34, report-2019-02-18.md, 25:61, 99:99 and 2019-13-45", ""},
	{"we may march on; the sun sat; 5 nodes may fail", ""},
	{"5-15ms, 10-20%, ~0.3ms, 1:30 ratio 12:5", "01:30"},
	{"the 5th node of 2000", ""},
}

func TestFind(t *testing.T) {
	for _, c := range runningText {
		if got := shorts(Find(c.in)); got != c.want {
			t.Errorf("Find(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// isoInstantRE is the dumber way: wherever it matches free-standing text, Find
// finds the same date and time.
var isoInstantRE = regexp.MustCompile(`(?:^|[\s(])((20\d\d)-(0\d|1[0-2])-(0[1-9]|1\d|2[0-8])[ T]([01]\d|2[0-3]):([0-5]\d))(?:$|[\s),;])`)

func TestFindAgainstRegexp(t *testing.T) {
	text := strings.Repeat("From 2020-06-08 07:00 on, (2019-12-31T23:59) and 2021-01-01 00:00; or Monday 5 May at 2020-02-28 12:00\n", 50)
	want := isoInstantRE.FindAllStringSubmatchIndex(text, -1)
	found := map[string]bool{}
	for _, s := range Find(text) {
		found[fmt.Sprintf("%s@%d", short(s.From), s.End)] = true
	}
	for _, m := range want {
		key := fmt.Sprintf("%s %s@%d", text[m[2]:m[2]+10], text[m[2]+11:m[3]], m[3])
		if !found[key] {
			t.Fatalf("not found: %s", key)
		}
	}
	if len(want) < 100 {
		t.Fatalf("the regular expression found only %d", len(want))
	}
}

// Each English month and day name, long and short, is what it is and nothing else.
func TestNames(t *testing.T) {
	for m := time.January; m <= time.December; m++ {
		for _, name := range []string{m.String(), m.String()[:3], strings.ToUpper(m.String()[:3])} {
			want := fmt.Sprintf("2017-%02d-23 09:08", m)
			for _, text := range []string{name + " 23, 2017, 09:08", "23 " + name + " 2017 09:08"} {
				if got := shorts(Find(text)); got != want {
					t.Errorf("Find(%q) = %s, want %s", text, got, want)
				}
			}
		}
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		for _, name := range []string{d.String(), d.String()[:3]} {
			if got, want := shorts(Find(name+", 5 May")), "?-05-05 "+d.String()[:3]; got != want {
				t.Errorf("Find(%q) = %s, want %s", name+", 5 May", got, want)
			}
		}
	}
}

func TestNear(t *testing.T) {
	day := func(s string) time.Time { d, _ := time.Parse("2006-01-02", s); return d }
	for _, c := range []struct {
		in, known string
		past      bool
		want      string
	}{
		{"Monday 18", "2019-02-25", true, "2019-02-18"},
		{"Monday 18", "2019-02-18", false, "2019-02-18"},
		{"Monday", "2019-02-20", true, "2019-02-18"},
		{"Monday", "2019-02-18", true, "2019-02-18"},
		{"on the 30th", "2019-02-10", true, "2019-01-30"},
		{"February 14th", "2019-03-01", true, "2019-02-14"},
		{"December 31st", "2019-01-02", true, "2018-12-31"},
		{"January 2nd", "2018-12-31", false, "2019-01-02"},
		{"January 2nd", "2019-01-01", true, "2019-01-02"},
		{"Friday 18", "2019-02-20", true, "2019-01-18"},
		{"February 29", "2019-03-05", true, ""},
		{"15:54", "2019-02-18", true, ""},
	} {
		spans := Find(c.in)
		if len(spans) != 1 {
			t.Fatalf("Find(%q) = %s", c.in, shorts(spans))
		}
		got, ok := spans[0].From.Near(day(c.known), c.past)
		if text := short(Stamp{Year: got.Year, Month: got.Month, Day: got.Day}); ok != (c.want != "") || ok && text != c.want {
			t.Errorf("%q near %s, past %v\n got %s, %v\nwant %s", c.in, c.known, c.past, text, ok, c.want)
		}
	}
}

func TestMoment(t *testing.T) {
	pacific, _ := ZoneIn("all times are US/Pacific")
	for _, c := range []struct {
		in   string
		zone Zone
		want string
	}{
		{"2019-02-18 15:54", Zone{}, "2019-02-18T15:54:00Z"},
		{"2019-02-18 15:54", pacific, "2019-02-18T23:54:00Z"},
		{"2019-07-18 15:54", pacific, "2019-07-18T22:54:00Z"},
		{"2019-07-18 15:54 CET", pacific, "2019-07-18T14:54:00Z"},
		{"2019-02-18", pacific, "2019-02-18"},
		{"February 2019", UTC, "2019-02"},
		{"15:54", UTC, ""}, {"February 14", UTC, ""},
	} {
		if got, ok := Find(c.in)[0].From.Moment(c.zone); got.String() != c.want || ok != (c.want != "") {
			t.Errorf("%q in %v: got %q, want %q", c.in, c.zone, got, c.want)
		}
	}
}

func TestZoneIn(t *testing.T) {
	for in, want := range map[string]string{
		"All times are in UTC": "UTC", "All times in CET.": "+01:00", "(all times are US/Pacific)": "US/Pacific",
		"all times PST, if not said otherwise": "-08:00", "Timeline (UTC+1)": "+01:00", "times are Pacific Time": "America/Los_Angeles",
		"this is a central point": "", "what we met est deleted": "", "in us-east-1": "",
	} {
		if got, _ := ZoneIn(in); got.String() != want {
			t.Errorf("ZoneIn(%q) = %v, want %v", in, got, want)
		}
	}
}

// Twice the text gives twice the spans: nothing in the reader looks further
// than a fixed number of tokens, whatever the text holds.
func TestFindHostile(t *testing.T) {
	for _, unit := range []string{"12:30 - ", "between ", "(", "2019-", "Monday ", "~", "America/X", "1 ", "12:30 (", "to ", "* ", "\n", "Feb 18, "} {
		n, twice := len(Find(strings.Repeat(unit, 1<<13))), len(Find(strings.Repeat(unit, 1<<14)))
		if d := twice - 2*n; d < -2 || d > 2 {
			t.Errorf("%q: %d spans, then %d", unit, n, twice)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range runningText {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, span := range Find(s) {
			if span.Start < last || span.End <= span.Start || span.End > len(s) {
				t.Fatalf("Find(%q): span %d:%d after %d", s, span.Start, span.End, last)
			}
			last = span.End
			if span.From.IsZero() || span.From.Month > 12 || span.From.Day > 31 || span.From.Hour > 24 {
				t.Fatalf("Find(%q): %+v", s, span.From)
			}
			span.From.Moment(UTC)
			span.To.Near(time.Unix(0, 0), true)
		}
	})
}
