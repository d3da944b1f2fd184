package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// A Source is one entry of sources.yaml:
//
//	sources:
//	  - name: acme-blog                      # letters, figures and hyphens
//	    url: https://blog.acme.example/rss   # or path: dumps/acme, or git: https://git.example/acme/postmortems.git
//	    kind: feed                           # how it is read; left out: by its content
//	    organisation: Acme                   # what it publishes is about, when its texts do not say
//	    fetch: full                          # full: get the page behind a summary; feed: do not (the default)
//	    only: postmortems                    # or everything, for a feed that holds nothing else
//	    match: 'outage|incident'             # title or address must match this expression
//	    exclude: ['(?i)scheduled']           # and none of these
//	    publish: full                        # full, excerpt or link: what the site shows
//	    licence: CC-BY-4.0
//	    allow_private: false                 # true: its host may be in a private network
//	    ref: main                            # of git: a branch, a tag or a commit; left out: the default branch
//	    under: postmortems                   # of git: the folder that is read; left out: all
type Source struct {
	Name         string
	Kind         string // one of those given to LoadSources; "" to go by the content
	URL, Path    string // exactly one is set, or Git
	Git          string // a repository: an https address, or the path of a clone
	Ref, Under   string // of Git
	Organisation string
	FetchFull    bool // get the page behind an item that holds only a summary
	Everything   bool // take what does not look like a postmortem, too
	Match        []*regexp.Regexp
	Exclude      []*regexp.Regexp
	Publish      string // "" for the default
	Licence      string
	AllowPrivate bool
	Line         int // in sources.yaml
}

// Wants says whether match and exclude let a document through.
func (s Source) Wants(title, url string) bool {
	hit := func(re *regexp.Regexp) bool { return re.MatchString(title) || re.MatchString(url) }
	return (len(s.Match) == 0 || slices.ContainsFunc(s.Match, hit)) && !slices.ContainsFunc(s.Exclude, hit)
}

// Fingerprint stands for what the entry says that decides where the source is
// asked and what is taken from it: when it differs, what sources.lock says of
// the source is void. publish and licence are not part of it, for they are no
// reason to fetch anything.
func (s Source) Fingerprint() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %t %t %t %q", s.URL, s.Kind, s.FetchFull, s.Everything, s.AllowPrivate, s.Organisation)
	for _, list := range [][]*regexp.Regexp{s.Match, s.Exclude} {
		fmt.Fprint(h, "\n")
		for _, re := range list {
			fmt.Fprintf(h, " %q", re)
		}
	}
	if s.Git != "" { // entries without keep the fingerprint that they had
		fmt.Fprintf(h, "\n%q %q %q", s.Git, s.Ref, s.Under)
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}

// Address is where a source's server is asked: its url, or its repository where
// that is one of the web; "" for what lies on this machine.
func (s Source) Address() string {
	if s.URL == "" && strings.HasPrefix(s.Git, "https://") {
		return s.Git
	}
	return s.URL
}

// Private says whether an address may be in a private network: allow_private
// is about the source's own host and port. What its feed links to is
// somebody's say-so.
func (s Source) Private(address string) bool {
	own, err := url.Parse(s.Address())
	u, uerr := url.Parse(address)
	return s.AllowPrivate && err == nil && uerr == nil && sameHost(own, u)
}

// Signed gives an address on the source's own host the name and password that
// the source's url has, if any.
func (s Source) Signed(address string) string {
	own, err := url.Parse(s.URL)
	u, uerr := url.Parse(address)
	if err != nil || uerr != nil || own.User == nil || own.Scheme == "https" && u.Scheme != "https" || !sameHost(own, u) {
		return address
	}
	u.User = own.User
	return u.String()
}
