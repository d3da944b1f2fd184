// Twin: assets/ts/search/filterkeys.ts

package search

import (
	"slices"
	"strings"
)

// filterKeys are the names of filters, with those that people also use.
var filterKeys = map[string]string{
	"class": "class", "classes": "class", "category": "class", "categories": "class", "cause": "class", "tag": "class", "tags": "class",
	"org": "org", "orgs": "org", "organisation": "org", "organisations": "org", "organization": "org", "organizations": "org",
	"company": "org", "vendor": "org",
	"year": "year", "years": "year",
	"source": "source", "sources": "source", "feed": "source",
	"lasted": "lasted", "duration": "lasted", "length": "lasted",
	"noticed": "noticed", "detected": "noticed", "mitigated": "mitigated",
}

// guessable are the names that are known even when they are mistyped. Shorter
// ones are too near to other words.
var guessable = []string{"class", "category", "organisation", "organization", "company", "source", "year", "lasted", "noticed", "mitigated"}

const longestKey = 40 // characters of a filter's name

// filterKey returns the key if a filter with a value begins at i. keys are
// those of front matter; the names above go before them.
func filterKey(s string, i int, keys []string) (key string, value int) {
	n := strings.IndexByte(s[i:], ':')
	if n < 1 || n > 4*longestKey || i+n+1 == len(s) || startsWithSpace(s[i+n+1:]) {
		return "", 0
	}
	name := fold(s[i : i+n])
	if key := filterKeys[name]; key != "" {
		return key, i + n + 1
	}
	if slices.Contains(keys, name) {
		return name, i + n + 1
	}
	for _, known := range guessable {
		if name != "" && name[0] == known[0] && edits([]rune(name), []rune(known), 1) <= 1 {
			return filterKeys[known], i + n + 1
		}
	}
	return "", 0
}
