// Package weburl says which addresses lead to the same page.
package weburl

import (
	"net/url"
	"regexp"
	"strings"
)

var (
	waybackRE  = regexp.MustCompile(`^https?://web\.archive\.org/(?:web/)?(\d{4,14}\*?|\*)(?:[a-z]{2}_)?/(.+)$`)
	archivesRE = regexp.MustCompile(`^https?://(?:archive\.(?:ph|is|today|org|vn|md|fo|li))/(?:[\w.-]+/)?(https?://.+)$`)
	trackingRE = regexp.MustCompile(`(?i)^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|_hsenc|_hsmi|hsCtaTracking|yclid|mkt_tok)(?:=|$)` +
		`|^(?:source|ref|src)=(?:rss|feed|atom|twitter|hn|hackernews|reddit)`)
	indexRE = regexp.MustCompile(`(?i)/(?:index|default)\.(?:html?|php|aspx?)$`)
)

// Unwrap splits the address of a copy in a web archive into the original and
// the copy; copies of copies are followed. archive is "" for other addresses.
func Unwrap(raw string) (original, archive string) {
	original = strings.TrimSpace(raw)
	for range 4 {
		next := ""
		if m := waybackRE.FindStringSubmatch(original); m != nil {
			next = m[2]
		} else if m := archivesRE.FindStringSubmatch(original); m != nil {
			next = m[1]
		}
		if next == "" {
			break
		}
		if archive == "" {
			archive = original
		}
		if !strings.Contains(next, "://") {
			// Proxies fold "https://" to "https:/".
			if scheme, rest, ok := strings.Cut(next, ":/"); ok && (scheme == "http" || scheme == "https") {
				next = scheme + "://" + rest
			} else {
				next = "http://" + next
			}
		}
		original = next
	}
	return original, archive
}

// Open returns an address without the name and password that it may hold:
// what anybody may see of it.
func Open(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.User == nil {
		return raw
	}
	u.User = nil
	return u.String()
}

// Clean returns an http or https address without tracking parameters and
// default port, host in lower case, for a reader to follow; "" for other
// addresses.
func Clean(raw string) string {
	u := parse(raw)
	if u == nil {
		return ""
	}
	return u.String()
}

// Canonical returns the form in which two addresses of one page are equal: of
// the original of an archived copy, with https, without "www.", fragment,
// tracking parameters, index file and last slash. A fragment that a page's
// script reads ("#!/post", "#/post") stays. It is "" for other addresses.
func Canonical(raw string) string {
	for range 8 { // "www.www.x" and its like take a few turns
		next := canonical(raw)
		if next == raw {
			return next
		}
		raw = next
	}
	return ""
}

func canonical(raw string) string {
	original, _ := Unwrap(raw)
	u := parse(original)
	if u == nil {
		return ""
	}
	u.Scheme = "https"
	if host := strings.TrimPrefix(u.Host, "www."); strings.Contains(host, ".") {
		u.Host = host
	}
	if !strings.HasPrefix(u.Fragment, "!") && !strings.HasPrefix(u.Fragment, "/") {
		u.Fragment, u.RawFragment = "", ""
	}
	u.Path = strings.TrimRight(indexRE.ReplaceAllString(u.Path, ""), "/")
	u.RawPath = strings.TrimRight(indexRE.ReplaceAllString(u.RawPath, ""), "/")
	return u.String()
}

func parse(raw string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(raw) > 4096 {
		return nil
	}
	u.User = nil
	u.Host = strings.ToLower(strings.TrimSuffix(u.Host, "."))
	if u.Scheme == "http" {
		u.Host = strings.TrimSuffix(u.Host, ":80")
	} else {
		u.Host = strings.TrimSuffix(u.Host, ":443")
	}
	if u.RawQuery != "" {
		var kept []string
		for pair := range strings.SplitSeq(u.RawQuery, "&") {
			if pair != "" && !trackingRE.MatchString(pair) {
				kept = append(kept, pair)
			}
		}
		u.RawQuery = strings.Join(kept, "&")
	}
	u.ForceQuery = false
	if strings.Trim(u.Host, ".") == "" {
		return nil
	}
	return u
}
