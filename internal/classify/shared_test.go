package classify

import (
	"os"
	"testing"

	"hindsight"
)

// What the tests inside the package share with those outside of it.

// ShippedTaxonomy returns the taxonomy of the repository.
func ShippedTaxonomy(t testing.TB) hindsight.Taxonomy {
	t.Helper()
	tax, err := LoadTaxonomy("taxonomy.yaml", shippedText(t))
	if err != nil {
		t.Fatal(err)
	}
	return tax
}

func shippedText(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("../../taxonomy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Shipped returns the classifier as it is shipped.
func Shipped(t testing.TB) *Classifier {
	t.Helper()
	c, err := New(ShippedTaxonomy(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Reports were written for these tests; Want is the primary class.
var Reports = []struct{ Name, Title, Body, Want string }{
	{"certificate", "Login down",
		"## Summary\nNobody could log in for an hour.\n\n## Root cause\nThe TLS certificate of the login service had expired " +
			"during the night. The renewal job had been failing since May.", "certificates"},
	{"lock", "Slow writes",
		"Every write to the orders table was blocked behind a migration that held an exclusive lock on it.", "locking"},
	{"neighbour", "Exports delayed",
		"One customer submitted two million export jobs and starved all other customers, because they share one queue.", "noisy-neighbour"},
	{"fibre", "Site unreachable",
		"An excavator cut the fibre between our two data centres, and the network was partitioned for forty minutes.", "network"},
	{"no cause", "Elevated errors",
		"Users saw errors between 10:00 and 10:20. We continue to investigate the root cause, which is not known yet.", ""},
	{"empty", "",
		"", ""},
	{"not about failures", "Our new office",
		"We have moved. There is a garden, and coffee.", ""},
}
