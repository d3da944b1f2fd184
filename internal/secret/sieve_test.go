package secret

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"hindsight/internal/fixture"
)

// Through a sieve comes all that the pattern finds by itself, in texts made for
// each rule and in what people write.
func TestSieve(t *testing.T) {
	var texts []string
	all := ""
	for _, m := range madeUp() {
		texts = append(texts, m.text)
		all += m.text + " key, infrastructure " + m.text + "\n" + m.secret + m.text + " "
	}
	texts = append(texts, all, "token: none; \u017Fecret = 9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c ")
	docs, _ := fixture.Corpus(t, "docs") // where they are absent, what is made up is enough
	files, err := filepath.Glob(filepath.Join(docs, "*", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data[:min(len(data), 4000)]))
	}
	found, sieved := 0, 0
	for _, set := range []*ruleSet{secrets(), personal()} {
		for _, text := range texts {
			for _, hit := range set.index.hits(text) {
				r := set.rules[hit.rule]
				for _, w := range hit.windows {
					want := r.pattern().FindAllStringSubmatchIndex(text[w.start:w.end], -1)
					if got := r.sieve().find(r.pattern(), text, w); !reflect.DeepEqual(got, want) {
						t.Errorf("%s in %.200q: %v through the sieve, %v without", r.id, text[w.start:w.end], got, want)
					}
					if found += len(want); len(want) == 0 && r.sieve().atKeyword {
						sieved++
					}
				}
			}
		}
	}
	if found < len(madeUp()) || sieved == 0 {
		t.Errorf("%d matches and %d windows without: nothing to compare", found, sieved)
	}
}
