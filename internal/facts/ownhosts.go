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

// vendors are domains that texts of others point to: what they run, install or
// look up. Those of them that publish reports say who they are in other ways.
var vendors = words(`kubernetes.io k8s.io postgresql.org mysql.com mariadb.org oracle.com mongodb.com redis.io redis.com elastic.co nginx.org nginx.com haproxy.org haproxy.com apache.org
	docker.com docker.io gcr.io quay.io ghcr.io npmjs.com npmjs.org nodejs.org python.org php.net golang.org go.dev ruby-lang.org rust-lang.org java.com debian.org ubuntu.com redhat.com centos.org kernel.org gnu.org
	microsoft.com windows.net azure.com azure.net amazon.com aws.amazon.com googleapis.com gstatic.com google.com gcp.com cloudflare.com fastly.com akamai.com letsencrypt.org mozilla.org chromium.org apple.com
	terraform.io hashicorp.com consul.io vaultproject.io grafana.com prometheus.io datadoghq.com newrelic.com sentry.io pagerduty.com opsgenie.com splunk.com honeycomb.io
	ietf.org w3.org mitre.org nist.gov iana.org icann.org ripe.net arin.net cisa.gov first.org hackerone.com bugcrowd.com jira.com atlassian.com zoom.us travis-ci.org travis-ci.com circleci.com readthedocs.io readthedocs.org
	helm.sh istio.io envoyproxy.io linkerd.io etcd.io rabbitmq.com confluent.io openssl.org curl.se zulipchat.com matrix.to gitter.im libera.chat freenode.net jfrog.io jfrog.com sonatype.org maven.org`)

// theirs are sub-domains in links that lead to somebody's manual, blog or
// status page, mostly somebody else's.
var theirs = words("docs doc developer developers learn status support help blog blogs wiki man manual registry packages download downloads status-page community forum forums lists groups news")

// mainHost is the domain that most addresses of the text are of; "" when none
// stands out, or when it is one that texts of others point to.
func mainHost(title, body, text string) string {
	count, plain, total := map[string]int{}, map[string]bool{}, 0
	var order []string
	all := title + "\n" + body
	for _, m := range hostRE.FindAllStringSubmatchIndex(all, 3000) {
		host := strings.TrimPrefix(strings.ToLower(all[m[4]:m[5]]), "www.")
		domain := registered(host)
		if _, isPlatform := platforms[domain]; domain == "" || isPlatform || vendors[domain] || vendors[host] || isFile(host) {
			continue
		}
		inLink := strings.HasSuffix(all[:m[0]], "//") || strings.HasSuffix(all[:m[0]], "//www.")
		if sub, _, _ := strings.Cut(host, "."); inLink && host != domain && theirs[sub] {
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
