// Twin: assets/ts/search/filterkeys.ts

package search

import "strings"

// filterKeys are the names of filters, with those that people also use.
var filterKeys = map[string]string{
	"class": "class", "classes": "class", "category": "class", "categories": "class", "cause": "class", "tag": "class", "tags": "class",
	"org": "org", "orgs": "org", "organisation": "org", "organisations": "org", "organization": "org", "organizations": "org",
	"company": "org", "vendor": "org",
	"year": "year", "years": "year",
	"source": "source", "sources": "source", "feed": "source",
}

// guessable are the names that are known even when they are mistyped. Shorter
// ones are too near to other words.
var guessable = []string{"class", "category", "organisation", "organization", "company", "source", "year"}

const shortestKey, longestKey = 3, 16 // characters of a filter's name

// filterKey returns the key if a filter with a value begins at i.
func filterKey(s string, i int) (key string, value int) {
	n := strings.IndexByte(s[i:], ':')
	if n < shortestKey || n > longestKey || i+n+1 == len(s) || startsWithSpace(s[i+n+1:]) {
		return "", 0
	}
	name := strings.ToLower(s[i : i+n])
	if strings.ContainsFunc(name, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return "", 0
	}
	if key := filterKeys[name]; key != "" {
		return key, i + n + 1
	}
	for _, known := range guessable {
		if name[0] == known[0] && edits([]rune(name), []rune(known), 1) <= 1 {
			return filterKeys[known], i + n + 1
		}
	}
	return "", 0
}
