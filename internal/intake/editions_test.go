package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/content"
)

// TestManyEditions: a thousand pasted texts are looked through at once.
func TestManyEditions(t *testing.T) {
	ar, err := content.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer ar.Close()
	body := func(n, edit int) string {
		var b strings.Builder
		for i := range 60 {
			fmt.Fprintf(&b, "Step %d of case %d%s took worker %d down. ", i, n, strings.Repeat("!", edit*min(i, 1)), n*i%977)
		}
		return b.String() + strings.Repeat("at last ", edit)
	}
	entry := func(n, edit int) hindsight.Entry {
		e := hindsight.Entry{Postmortem: hindsight.Postmortem{Title: fmt.Sprint("Case ", n), Organisation: "Acme", Body: body(n, edit)}}
		e.Source.SHA256 = fmt.Sprint(n, " ", edit)
		e.Source.ID = "sha256:" + e.Source.SHA256
		return e
	}
	for n := range 1000 {
		if _, _, err := ar.Put(entry(n, 0), content.Settings{}, true); err != nil {
			t.Fatal(err)
		}
	}
	x := newEditions(ar)
	start := time.Now()
	for n := range 1000 {
		if old, ok := x.of(entry(n, 1)); !ok || old.Title != fmt.Sprint("Case ", n) {
			t.Fatalf("case %d: found %v %q", n, ok, old.Title)
		}
	}
	t.Logf("a thousand among a thousand in %v", time.Since(start))
}
