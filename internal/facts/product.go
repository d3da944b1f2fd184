package facts

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// productOwner is the provider whose customers a report in the third person
// speaks of by the product that they use: "a subset of customers using App
// Services may have …". Whoever tells of the failures of their own provider
// says "we" and "our", and seldom "customers using".
func productOwner(title, text string) string {
	text = head(text, maxOpening)
	if !mentions(text, "customer", "users", "user ", "developers", "subscribers", "tenants", "subscriptions") ||
		len(oursRE.FindAllString(text, maxOurs+1)) > maxOurs {
		return ""
	}
	res := productREs()
	owner := ""
	used := res.used
	if !slices.ContainsFunc(res.names, func(name string) bool { return strings.Contains(text, name) }) {
		used = nil
	}
	for _, re := range used {
		for _, m := range re.FindAllStringSubmatch(text, 20) {
			found := products[m[1]]
			if owner != "" && found != owner {
				return "" // it speaks of two
			}
			owner = found
		}
	}
	if owner == "" && impactTextRE.MatchString(text) {
		if m := res.title.FindStringSubmatch(title); m != nil {
			owner = products[m[1]]
		}
		if owner == "" && toldToCustomersRE.MatchString(text) && len(firstPersonRE.FindAllString(text, maxOurs+1)) <= maxOurs {
			owner = onlyProvider(title+"\n"+text, res.named)
		}
	}
	return owner
}

// A letter to customers has a formal title ("Summary of the Amazon … Event"),
// speaks to them, and says of nobody else that he failed.
var (
	toldFormally    = wordingOf("begins the title of a report to customers")
	toldToCustomers = wordingOf("speaks to customers in a letter")
	toldHosted      = wordingOf("tells that others host what failed")
	// victimRE finds the people whom a title says it hit: "us", not "US".
	victimRE = regexp.MustCompile(`\b(?:[Ww]e|us|[Oo]urs?|[Mm]y)\b`)
)

// letterOf is the provider who tells customers in a letter of the failure of the
// product that its title names.
func letterOf(title, text string) string {
	formal := slices.ContainsFunc(toldFormally.places(said(title)), func(p place) bool { return p.start == 0 })
	if !formal || hitsOthersRE.MatchString(title) || victimRE.MatchString(title) {
		return ""
	}
	owner := onlyProvider(title, productREs().named)
	if s := said(text); owner == "" || !toldToCustomers.among(s) || toldHosted.among(s) {
		return ""
	}
	return owner
}

// onlyProvider is the one provider whose products a text names; "" of several, or none.
func onlyProvider(text string, named *regexp.Regexp) (owner string) {
	for _, m := range named.FindAllStringSubmatch(text, 40) {
		if found := products[m[1]]; owner != "" && found != owner {
			return ""
		}
		owner = products[m[1]]
	}
	return owner
}

const (
	maxOpening = 1500 // bytes of a report that say whom it hit
	maxOurs    = 2    // how often a provider's note says "our" there
)

var (
	oursRE = regexp.MustCompile(`(?i)\b(?:our (?:service|site|platform|application|app|website|systems?|product|database|provider|cluster|servers?)s?|my)\b`)
	// impactTextRE is how providers write of their customers without their product.
	impactTextRE = regexp.MustCompile(`(?i)\b(?:customers|users) (?:may|might|could|experienced|were|was|in [A-Z]\w+)\b`)
)

// toldToCustomersRE is how a provider's note speaks of those who pay; other reports have users.
var toldToCustomersRE = regexp.MustCompile(`(?i)\bcustomers (?:may|might|could|using|leveraging|with resources|experienced|in [A-Z]\w+)\b`)

type productPatterns struct {
	names []string
	used  []*regexp.Regexp
	title *regexp.Regexp
	named *regexp.Regexp
}

// productREs find products beside those who use them, longer names first.
var productREs = sync.OnceValue(func() productPatterns {
	var names []string
	for name := range products {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = regexp.QuoteMeta(name)
	}
	any := `(` + strings.Join(quoted, "|") + `)\b`
	return productPatterns{
		names: names,
		used: []*regexp.Regexp{
			regexp.MustCompile(`\b(?:[Cc]ustomers|[Uu]sers|[Dd]evelopers|[Ss]ubscribers)(?: [\w-]+){0,4}? ` +
				`(?:using|of|accessing|on|with|attempting to access|connecting to) (?:the |their |an? )?` + any),
			regexp.MustCompile(any + `(?: [A-Z]\w+){0,3} (?:customers|users|tenants|subscribers)\b`),
		},
		named: regexp.MustCompile(`\b` + any),
		title: regexp.MustCompile(`^(?:RCA\W+)?(?:Multiple |[Ii]ssue (?:with|signing in to) )?` + any),
	}
})
