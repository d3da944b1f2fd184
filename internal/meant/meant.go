// Package meant finds what somebody meant who misspelt a name.
package meant

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

const (
	mostSlips = 2  // letters more, fewer or different; two that changed places are two
	longest   = 60 // bytes of a name that can be meant for one of ours
)

// For returns the known name, in lower case, that is nearest to name, or "" when
// none is near: more than two slips, or half of the letters wrong.
func For(name string, known []string) string {
	best, least := "", min(mostSlips+1, (len(name)+1)/2)
	if len(name) > longest {
		return ""
	}
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(name), k); d < least {
			best, least = k, d
		}
	}
	return best
}
