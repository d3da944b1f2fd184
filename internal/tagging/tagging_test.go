package tagging

import (
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/classify"
)

// TestRetag: what a person fixed stays, whatever the classifier finds.
func TestRetag(t *testing.T) {
	found := classify.Explanation{Findings: []hindsight.Finding{{Class: "locking", Evidence: []hindsight.Evidence{{Class: "locking", Quote: "Two writers raced."}}}}}
	silent := classify.Explanation{NoCause: true}
	for _, tt := range []struct {
		name, curated string
		x             classify.Explanation
		want          string // classes, quotes, flags
	}{
		{"nothing fixed", "", found, "locking|Two writers raced.|undated"},
		{"nothing fixed, no cause", "", silent, "||undated no-cause-stated"},
		{"classes fixed", "classes", found, "dns|Two writers raced.|no-cause-stated undated"},
		{"classes fixed, no cause", "classes", silent, "dns||no-cause-stated undated"},
		{"classes and evidence fixed", "classes evidence", found, "dns|A zone was gone.|no-cause-stated undated"},
		{"evidence fixed", "evidence", found, "locking|A zone was gone.|undated"},
		{"review fixed", "review", found, "locking|Two writers raced.|no-cause-stated undated"},
	} {
		e := hindsight.Entry{
			Postmortem: hindsight.Postmortem{Body: "Two writers raced.", Review: []string{hindsight.ReviewNoCause, hindsight.ReviewUndated}},
			Classes:    []string{"dns"}, Curated: strings.Fields(tt.curated),
			Evidence: []hindsight.Evidence{{Class: "dns", Quote: "A zone was gone."}},
		}
		x := tt.x
		if tt.curated == "classes" && !x.NoCause { // the quote that takes the lost one's place
			x.Weighed = []classify.Weighed{{Class: "dns", Quotes: []classify.Quote{{Evidence: hindsight.Evidence{Class: "dns", Quote: "Two writers raced."}}}}}
		}
		now := Retag(e, x)
		var quotes []string
		for _, v := range now.Evidence {
			quotes = append(quotes, v.Quote)
		}
		if got := strings.Join(now.Classes, " ") + "|" + strings.Join(quotes, " ") + "|" + strings.Join(now.Review, " "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if len(e.Review) != 2 || e.Review[0] != hindsight.ReviewNoCause {
			t.Errorf("%s: the entry itself was changed: %q", tt.name, e.Review)
		}
	}
}

// TestMaySpread: a few others for each corrected one, or one in fifty.
func TestMaySpread(t *testing.T) {
	for _, tt := range []struct{ corrected, others, want int }{{0, 900, 0}, {1, 10, 5}, {1, 250, 5}, {1, 500, 10}, {3, 500, 30}} {
		if got := MaySpread(tt.corrected, tt.others); got != tt.want {
			t.Errorf("MaySpread(%d, %d) = %d, want %d", tt.corrected, tt.others, got, tt.want)
		}
	}
}
