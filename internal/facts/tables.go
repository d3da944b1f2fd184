package facts

import (
	_ "embed"
	"strings"
)

// Tables of names, one a line, sorted; each says at its head what a line is.
var (
	//go:embed not-names.txt
	notNamesFile string
	//go:embed team-names.txt
	teamNamesFile string
	//go:embed vendors.txt
	vendorsFile string
	//go:embed platforms.tsv
	platformsFile string
	//go:embed tools.txt
	toolsFile string
	//go:embed products.tsv
	productsFile string
	//go:embed organisations.tsv
	organisationsFile string
	//go:embed forges.tsv
	forgesFile string

	notNames  = keys(table(notNamesFile))
	teamNames = keys(table(teamNamesFile))
	vendors   = keys(table(vendorsFile))
	platforms = table(platformsFile)
	products  = table(productsFile)
	tools     = keys(table(toolsFile))

	// organisations says how well-known organisations that publish postmortems
	// write their names, by host.
	organisations = table(organisationsFile)
	// forges says the same by what they are called where their code lies.
	forges = table(forgesFile)
)

// table reads lines of a key and, behind a tab, a value; "-" and nothing are
// no value. Lines that begin with # are comments.
func table(file string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, _ := strings.Cut(line, "\t")
		m[key] = strings.TrimPrefix(value, "-")
	}
	return m
}

func keys(m map[string]string) map[string]bool {
	out := map[string]bool{}
	for k := range m {
		out[k] = true
	}
	return out
}

// words is the set of the words of s.
func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
