package byline

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
)

var (
	sitePartsRE = regexp.MustCompile(`\s*,\s*|\s+(?:[|·•∙/]|[-–—]{1,2})\s+`)
	bySpaceRE   = regexp.MustCompile(`(?i)([\pL\d),])\s+((?:written |posted |published )?by |on (?:the )?[\pL\d])`)
	byLeadRE    = regexp.MustCompile(`(?i)^(?:written |posted |published )?by\s+`)
	postedOnRE  = regexp.MustCompile(`(?i)^(?:(?:first |originally )?(?:posted|published)(?: on| at| in)?|on|from)(?: the)?\s+`)
	siteRE      = regexp.MustCompile(`(?i)\b(?:blog|weblog|newsletter|journal|magazine|engineering|newsroom|tech notes)$`)
)

// sited reads a line that also names where the text appeared, in any order:
//
//	Acme engineering blog, March 3, 2020, by Jane Doe
//	By Jane Doe · The Acme Blog · 3 March 2020
//
// It needs a day, and an author named by "by" or a name such as sites have.
func (b *Byline) sited(s string) weight {
	parts := sitePartsRE.Split(bySpaceRE.ReplaceAllString(s, "$1, $2"), 9)
	var at hindsight.Moment
	var rest []string
	for i := 0; i < len(parts); i++ {
		n := 0
		for k := min(3, len(parts)-i); k > 0 && at.IsZero(); k-- {
			if at = bareDay(postedOnRE.ReplaceAllString(strings.Join(parts[i:i+k], ", "), "")); !at.IsZero() {
				n = k
			}
		}
		if n > 0 {
			i += n - 1
			continue
		}
		rest = append(rest, parts[i])
	}
	trial, named, sites := *b, false, 0
	for _, part := range rest {
		part = strings.Trim(part, "*_() ")
		name := byLeadRE.ReplaceAllString(part, "")
		switch {
		case part == "" || slices.Contains([]string{"published", "posted", "written"}, strings.ToLower(part)):
		case name != part:
			if trial.names(byTailRE.ReplaceAllString(name, ""), true) == not {
				return not
			}
			named = true
		case byNoiseRE.MatchString(part), atWorkRE.MatchString(part) && !siteRE.MatchString(part) && trial.Author != "":
		case isSite(postedOnRE.ReplaceAllString(part, "")) && sites == 0:
			sites++
			named = named || siteRE.MatchString(part)
		case personRE.MatchString(part) && trial.names(part, false) != not:
		default:
			return not
		}
	}
	if at.IsZero() || !named || sites == 0 {
		return not
	}
	trial.setDate(at)
	*b = trial
	return sure
}

// isSite says that a few words may name a site: it is not asked whether they do.
func isSite(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	words := len(strings.Fields(s))
	if siteRE.MatchString(s) {
		return words < 8 && !strings.ContainsAny(s, "?!:;")
	}
	return words > 0 && words < 6 && len(s) < 50 && (unicode.IsUpper(first) || unicode.IsDigit(first)) &&
		!strings.ContainsAny(s, "?!:;") && !noNameRE.MatchString(s)
}
