package hindsight_test

import (
	"testing"

	"hindsight"
)

// TestTextHash: the hashes that archives hold, as `printf 'A title\n\nA body.' |
// sha256sum` and its like give them.
func TestTextHash(t *testing.T) {
	for form, want := range map[hindsight.HashForm]string{
		hindsight.HashRaw:        "e5a937f0a577336946f8b23e8068ae8f495046fdaaed959125d23261406cfd62",
		hindsight.HashLines:      "2373c4e6d4abe81cd969827d0909e61d5e9b03a9eaca08e6806a6462a01a9671",
		hindsight.HashParagraphs: "4394ee3fa99d3415263f2085914f1d6f29cb57f3ec5bfb7bc88e34d4ad93277d",
	} {
		if got := hindsight.TextHash(form, "A title", "A body."); got != want {
			t.Errorf("form %d: %s, want %s", form, got, want)
		}
	}
}
