package facts

import (
	"regexp"
	"strings"
	"sync"
)

// A text names its writer also by the repositories that its repairs went into:
// who mends "github.com/example/infrastructure" is Example, even where nothing
// else says so. Links to what everybody uses say nothing.

var (
	// repositoryRE is an address within a repository: its owner, its name, and what of it.
	repositoryRE = regexp.MustCompile(`(?i)\b(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)/([a-z0-9][a-z0-9_.-]{1,38})/([a-z0-9_.-]{1,100})` +
		`(?:/-)?/(pulls?|merge_requests|commits?|compare|issues|blob|tree|pull-requests|actions)\b`)
	// changeRE is what of a repository is a change to it.
	changeRE = regexp.MustCompile(`(?i)^(?:pulls?|merge_requests|commits?|compare|pull-requests)$`)
	// ownRepositoryRE is what people call the repository of their own machines.
	ownRepositoryRE = regexp.MustCompile(`(?i)(?:^|[-_.])(?:infra\w*|deploy\w*|ops|devops|incidents?|status|terraform|ansible|puppet|helm-?charts|` +
		`clusters?|k8s|config\w*|` +
		`environments?|runbooks?|postmortems?|platform|gitops|salt|admin|servers?)(?:$|[-_.])`)
)

// Shares of the links into repositories that make an owner the writer.
const (
	ownRepositories   = 3   // links into an owner's repositories; one fewer where a repository is called as their own are
	knownRepositories = 2   // the same for an owner who is in the table; again one fewer
	ownRepoShare      = 0.6 // of all such links
)

// repositoryOwner is whose repositories most links of the text lead into and
// some of its changes were made in; "" when nobody's stand out, or when the
// text does not write the name.
func repositoryOwner(title, body, text string) string {
	type tally struct{ links, changes, own int }
	count := map[string]*tally{}
	var order []string
	total := 0
	if !mentions(title+"\n"+body, "github.com", "gitlab.com", "bitbuc", "codeberg.org") {
		return ""
	}
	for _, m := range repositoryRE.FindAllStringSubmatch(title+"\n"+body, 1000) {
		owner := strings.ToLower(m[1])
		c := count[owner]
		if c == nil {
			c = &tally{}
			count[owner], order = c, append(order, owner)
		}
		c.links++
		total++
		if changeRE.MatchString(m[3]) {
			c.changes++
		}
		if ownRepositoryRE.MatchString(m[2]) {
			c.own++
		}
	}
	for _, owner := range order {
		c := count[owner]
		enough := c.links >= ownRepositories && (c.changes > 0 || c.own > 0) || c.links >= ownRepositories-1 && c.changes > 0 && c.own > 0
		if forges[owner] != "" {
			enough = c.links >= knownRepositories && (c.changes > 0 || c.own > 0) || c.links >= knownRepositories-1 && c.own > 0
		}
		if !enough || float64(c.links) < ownRepoShare*float64(total) {
			continue
		}
		if known := forges[owner]; known != "" {
			return known
		}
		return ownerName(owner, title+"\n"+text)
	}
	return ""
}

// ownerName is how the owner of a repository is written, in the text or in the
// table of known names; "" for neither, and for the makers of what everybody uses.
func ownerName(owner, text string) string {
	labels := append(spellings(owner), strings.TrimSuffix(strings.ReplaceAll(owner, "-", ""), "org"))
	for _, label := range labels {
		if len(label) < 3 || upstream()[label] {
			return ""
		}
	}
	for _, label := range labels {
		if name := asWritten(label, text); name != "" && !notNames[strings.ToLower(name)] {
			return name
		}
		if name := namesByLabel()[label]; name != "" {
			return name
		}
	}
	return ""
}

// upstream are the makers of tools and the vendors, by the letters of their names and hosts.
var upstream = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for name := range tools {
		all[letters(name)] = true
	}
	for host := range vendors {
		label, _, _ := strings.Cut(registered(host), ".")
		all[letters(label)] = true
	}
	return all
})

// namesByLabel are the known names by the label of their host that others take
// for their name elsewhere: "example" of example.org. One that two have is nobody's.
var namesByLabel = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for host, name := range organisations {
		label, _, _ := strings.Cut(registered(host), ".")
		label = letters(label)
		if known, ok := all[label]; ok && known != name {
			name = ""
		}
		all[label] = name
	}
	return all
})
