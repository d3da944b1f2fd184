package site

import (
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/wording"
)

func TestSpans(t *testing.T) {
	for _, c := range []struct{ started, detected, mitigated, resolved, want string }{
		{"2019-02-17T06:10:00Z", "2019-02-17T06:42:00Z", "", "2019-02-17T08:24:00Z", "Lasted 2 h 14 min, Noticed after 32 min"},
		{"2019-02-17T06:10:00Z", "", "2019-02-17T07:10:00Z", "", "Lasted 1 h"},
		{"2019-02-17T06:10:00Z", "", "2019-02-17T07:10:00Z", "2019-02-18", "Lasted 1 h"},
		// nothing is said of what is not known to the minute, or cannot be
		{"2019-02-17", "", "", "2019-02-18", ""},
		{"2019-02-17T06:10:00Z", "2019-02-17T06:00:00Z", "", "2019-02-17T06:10:00Z", ""},
		{"2009-02-17T06:10:00Z", "", "", "2019-02-17T06:10:00Z", ""},
		{"", "", "", "2019-02-17T06:10:00Z", ""},
	} {
		var got []string
		for _, f := range spans(hindsight.Incident{Started: at(c.started), Detected: at(c.detected), Mitigated: at(c.mitigated), Resolved: at(c.resolved)}, wording.BuiltIn()) {
			got = append(got, f.Name+" "+f.Text)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%v\n got %s\nwant %s", c, s, c.want)
		}
	}
}

func TestMoments(t *testing.T) {
	for _, c := range []struct{ in, text, day, short string }{
		{"", "", "", ""}, {"2019", "2019", "2019", "2019"}, {"2019-02", "February 2019", "February 2019", "Feb 2019"},
		{"2019-02-08", "8 February 2019", "8 February 2019", "8 Feb 2019"}, {"2019-01-08", "8 January 2019", "8 January 2019", "8 Jan 2019"},
		{"2019-02-08T09:05:00Z", "8 February 2019, 09:05 UTC", "8 February 2019", "8 Feb 2019"},
	} {
		if got := newMoment(at(c.in), wording.BuiltIn()); got != (moment{c.in, c.text, c.day, c.short}) {
			t.Errorf("%s: got %+v", c.in, got)
		}
	}
}

func TestSlug(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Städtische Bücherei", "stadtische-bucherei"}, {"  A & B, Inc. ", "a-b-inc"}, {"O'Brien's", "obriens"}, {"", "none"}, {"!!", "none"},
		{"Index", "index-"}, {"日本", "x-50a8bb2c"}, {strings.Repeat("ab ", 50), strings.TrimSuffix(strings.Repeat("ab-", 13), "-")},
	} {
		if got := slug(c.in, 39, "none"); got != c.want && !(strings.HasPrefix(c.want, "x-") && strings.HasPrefix(got, "x-") && len(got) == len(c.want)) {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestRefusedNames(t *testing.T) {
	seen := map[string]string{}
	for _, c := range []struct {
		path string
		ok   bool
	}{
		{"content/postmortems/a/b.md", true},
		{"content/postmortems/a/B.md", false}, // one file with the first on many disks
		{"content/postmortems/a/index.md", true}, {"content/postmortems/a/_index.md", true},
		{"content/postmortems/b.md", false}, {"content/postmortems/a/b/c.md", false}, {"content/posts/a/b.md", false},
		{"content/postmortems/../x.md", false}, {"content/postmortems/a/..md", false}, {"content/postmortems/a/.x.md", false},
		{"content/postmortems/a/a b#c?d%2f.md", false}, {"content/postmortems/a/:slug.md", false},
		{"content/postmortems/a/" + strings.Repeat("x", 300) + ".md", false},
	} {
		why := refuse(hindsight.Entry{Path: c.path}, seen)
		if (why == "") != c.ok {
			t.Errorf("%s: %q", c.path, why)
		}
	}
}
