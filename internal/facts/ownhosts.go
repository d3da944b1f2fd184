package facts

import (
	"strings"
)

// A text names its writer also by the machines it speaks of: an outage of
// "ldap.example.org" with links to issues.example.org is Example's, even where
// the text says neither "we" nor the name.

// Shares of the addresses of a text, platforms and vendors left out, that make
// a domain its writer's: known ones need fewer mentions.
const (
	ownShare      = 0.6
	ownMentions   = 3
	knownMentions = 2
)

// linkedSubs are sub-domains in links that lead to somebody's manual, blog or
// status page, mostly somebody else's.
var linkedSubs = words(`docs doc developer developers learn wiki man manual status status-page support help
	blog blogs news community forum forums lists groups registry packages download downloads`)

// mainHost is the domain that most addresses of the text are of; "" when none
// stands out, or when it is one that texts of others point to.
func mainHost(title, body, text string) string {
	count, plain, total := map[string]int{}, map[string]bool{}, 0
	var order []string
	all := title + "\n" + body
	for _, m := range hostsIn(all) {
		host := strings.TrimPrefix(strings.ToLower(all[m[4]:m[5]]), "www.")
		domain := registered(host)
		if _, isPlatform := platforms[domain]; domain == "" || isPlatform || vendors[domain] || vendors[host] || isFile(host) {
			continue
		}
		inLink := strings.HasSuffix(all[:m[0]], "//") || strings.HasSuffix(all[:m[0]], "//www.")
		if sub, _, _ := strings.Cut(host, "."); inLink && host != domain && linkedSubs[sub] {
			continue
		}
		if count[domain] == 0 {
			order = append(order, domain)
		}
		count[domain]++
		total++
		plain[domain] = plain[domain] || !inLink
	}
	best := ""
	for _, domain := range order {
		if best == "" || count[domain] > count[best] {
			best = domain
		}
	}
	if best == "" || float64(count[best]) < ownShare*float64(total) {
		return ""
	}
	label, _, _ := strings.Cut(best, ".")
	switch known := knownHost(best) != ""; {
	case known && count[best] >= knownMentions && plain[best]:
		return best
	case known && count[best] == total && plain[best] && !tools[organisations[knownHost(best)]]:
		return best
	case count[best] >= ownMentions && plain[best] && asWritten(strings.ReplaceAll(label, "-", ""), title+"\n"+text) != "":
		return best
	}
	return ""
}

// isFile says that what looks like a host is the name of a file or a package:
// "config.py", "xrpl.js", "node.io".
func isFile(host string) bool {
	end := host[strings.LastIndexByte(host, '.')+1:]
	return fileEnds[end]
}

var fileEnds = words("py sh rs md js ts go rb pl ps cc java sql mdx zip mov so do in is it to at no my by me")
