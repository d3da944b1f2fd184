package hindsight

import (
	"fmt"
	"strings"
	"testing"
)

// What each setting lets out of a text of so many sentences: at most a third
// of it, nothing at all of it, or everything.
func TestPublished(t *testing.T) {
	var text strings.Builder
	for n := range 400 {
		fmt.Fprintf(&text, "Sentence %d says what failed and for whom.%s", n, []string{" ", "\n\n"}[n%2])
	}
	long := text.String()
	for _, c := range []struct {
		publish, body string
		least, most   int // bytes that may be seen
	}{
		{PublishFull, long, len(long), 2 * len(long)},
		{"", long, len(long), 2 * len(long)},
		{PublishExcerpt, long, 900, 2700},
		{PublishExcerpt, long[:3000], 400, 1000},
		{PublishExcerpt, long[:600], 84, 200},
		{PublishExcerpt, long[:200], 1, 200 / 3},
		{PublishExcerpt, "Down.", 0, 3},
		{PublishExcerpt, strings.Repeat("数据库的锁失败了。", 100), 400, 900},
		{PublishExcerpt, strings.Repeat("x", 900), 100, 306},
		{PublishExcerpt, "", 0, 0},
		{PublishLink, long, 0, 0},
		{"nonsense", long, 0, 0},
	} {
		e := Entry{Publish: c.publish, Postmortem: Postmortem{Title: "T", Body: c.body, Timeline: []Event{{Text: c.body}}}}
		first, _, _ := strings.Cut(c.body, "\n\n")
		e.Summary, e.Evidence = first, []Evidence{{Quote: first}, {Quote: c.body}}
		got := e.Published()
		seen := len(got.Body) + len(got.Summary)
		for _, v := range got.Evidence {
			seen += len(v.Quote)
		}
		if c.publish == PublishFull || c.publish == "" {
			seen = len(got.Body)
		} else if len(got.Timeline) > 0 {
			t.Errorf("%s: the timeline is shown", c.publish)
		}
		if seen < c.least || seen > c.most || got.Title != "T" {
			t.Errorf("%s of %d bytes: %d bytes are seen, want %d to %d: %.80q %.80q", c.publish, len(c.body), seen, c.least, c.most, got.Summary, got.Body)
		}
		if c.publish == PublishExcerpt && first != "" && len(first) <= min(len(c.body)/3, 2700) && len(got.Evidence) == 0 {
			t.Errorf("%d bytes: the quote that gave the class is kept back", len(c.body))
		}
		e.Review = []string{ReviewNoZone, ReviewSecret}
		if got := e.Published(); got.Publish != PublishLink || got.Body+got.Summary != "" || len(got.Evidence)+len(got.Timeline) > 0 || got.Title != "T" {
			t.Errorf("%s: a text with a secret that nobody has looked at is shown: %+v", c.publish, got)
		}
		if len(e.Evidence) != 2 || len(e.Timeline) != 1 {
			t.Error("the entry itself was changed")
		}
	}
}

// An excerpt keeps the fields of few words, a link none.
func TestPublishedExtra(t *testing.T) {
	x := Extra{{"note", []string{"short", strings.Repeat("so much that it may be the text itself ", 3)}}, {"severity", []string{"SEV-1"}}}
	for publish, want := range map[string]int{PublishFull: 2, PublishExcerpt: 1, PublishLink: 0, "nonsense": 0} {
		e := Entry{Publish: publish, Postmortem: Postmortem{Body: "Down.", Extra: x}}
		if got := e.Published().Extra; len(got) != want || len(e.Extra) != 2 || want > 0 && got[want-1].Key != "severity" {
			t.Errorf("%s: %q", publish, got)
		}
	}
}

// Who shows less, by the settings and by what Published lets out.
func TestShowsLess(t *testing.T) {
	settings := []string{PublishFull, "", PublishExcerpt, PublishLink, "nonsense"}
	seen := func(publish string) int {
		e := Entry{Publish: publish, Postmortem: Postmortem{Body: strings.Repeat("It was down. ", 90)}}
		return len(e.Published().Body)
	}
	for _, a := range settings {
		for _, b := range settings {
			if got, want := ShowsLess(a, b), seen(a) < seen(b); got != want {
				t.Errorf("ShowsLess(%q, %q) = %v, but %d and %d bytes are seen", a, b, got, seen(a), seen(b))
			}
		}
	}
}
