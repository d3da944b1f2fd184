package feed

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/fixture"
)

// TestWordsKept counts the words of every item's HTML with a tokenizer alone,
// and looks for them in its Markdown: a conversion must not lose text.
func TestWordsKept(t *testing.T) {
	files, _ := filepath.Glob("testdata/*")
	if dir, ok := fixture.Corpus(t, "feeds"); ok {
		more, _ := filepath.Glob(filepath.Join(dir, "*"))
		files = append(files, more...)
	}
	items, whole := 0, 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text, err := text(hindsight.Input{Data: data})
		if err != nil {
			continue
		}
		feed, _ := read(text, "")
		if feed == nil {
			continue
		}
		for i, it := range feed.Items {
			content, _ := textsOf(it)
			all := wordsOf(content)
			md, _ := clean.Markdown(content, "")
			have := map[string]int{}
			for _, w := range anyWordRE.FindAllString(raisedRE.ReplaceAllStringFunc(strings.ReplaceAll(md, `\`, ""), lower), -1) {
				have[w]++
			}
			var lost []string
			for _, w := range all {
				if have[w]--; have[w] < 0 {
					lost = append(lost, w)
				}
			}
			items++
			if len(lost)*50 <= len(all) {
				whole++
			} else {
				t.Logf("%s, item %d: %d of %d words are lost: %.100q", filepath.Base(f), i+1, len(lost), len(all), lost)
			}
		}
	}
	t.Logf("items that keep 98 %% of their words: %d of %d", whole, items)
	if whole*100 < items*98 {
		t.Errorf("%d of %d items keep their words, want 98 %%", whole, items)
	}
}

// raisedRE are figures that the converter wrote as characters of their own:
// "10<sup>9</sup>" has two words in HTML, "10⁹" one.
var raisedRE = regexp.MustCompile(`[⁰¹²³⁴-⁹₀-₉]+`)

func lower(figures string) string { return " " + norm.NFKC.String(figures) }

var anyWordRE = regexp.MustCompile(`[\pL\pN]+`)

// unread are the elements whose content nobody reads.
var unread = map[string]bool{"script": true, "style": true, "svg": true, "math": true, "form": true, "button": true, "iframe": true, "noscript": true, "audio": true, "video": true}

func wordsOf(page string) []string {
	var b strings.Builder
	skip := 0
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		switch t := z.Token(); {
		case t.Type == html.TextToken && skip == 0:
			b.WriteString(t.Data + " ")
		case t.Type == html.StartTagToken && unread[t.Data]:
			skip++
		case t.Type == html.EndTagToken && unread[t.Data]:
			skip = max(0, skip-1)
		}
	}
	return anyWordRE.FindAllString(b.String(), -1)
}
