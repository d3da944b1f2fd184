package classify

import (
	"os"
	"strings"
	"testing"

	"hindsight"
)

// shipped returns the taxonomy of the repository.
func shipped(t testing.TB) hindsight.Taxonomy {
	t.Helper()
	data, err := os.ReadFile("../../taxonomy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	tax, err := LoadTaxonomy("taxonomy.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return tax
}

func TestShippedTaxonomy(t *testing.T) {
	want := "certificates locking network noisy-neighbour dns config-change deployment software-bug capacity " +
		"cascading-failure datastore hardware-power dependency time security operations"
	var ids []string
	for _, c := range shipped(t) {
		ids = append(ids, c.ID)
		if len(c.Counts) == 0 || len(c.CountsNot) == 0 || len(c.Examples) == 0 || len(c.Against) == 0 {
			t.Errorf("class %s: counts, counts_not, examples or against is empty", c.ID)
		}
	}
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("classes\n got %s\nwant %s", got, want)
	}
}
