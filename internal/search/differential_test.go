package search

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

const compared = 50 // hits that must be the same, in the same order

// asked is a query with its options.
type asked struct {
	Kind string
	Text string
	Opt  Query
}

// queries makes queries of every kind from the words of the entries, the same
// ones in every run.
func queries(entries []hindsight.Entry) (list []asked) {
	rng := rand.New(rand.NewPCG(3, 4))
	text := func() []string {
		for {
			e := entries[rng.IntN(len(entries))]
			if w := strings.Fields(strings.NewReplacer("\"", " ", "#", " ", "*", " ").Replace(e.Body)); len(w) > 8 {
				return w
			}
		}
	}
	word := func() string {
		for {
			w := text()
			s := strings.Trim(w[rng.IntN(len(w))], ".,:;()[]-")
			if st := analyse(s); len(st) > 0 && st[0].stem != "" && len(s) < 40 && !strings.Contains(s, ":") {
				return s
			}
		}
	}
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	phrase := func(n int) string {
		w := text()
		at := rng.IntN(len(w) - n)
		return `"` + strings.Join(w[at:at+n], " ") + `"`
	}
	filter := func() string {
		e := entries[rng.IntN(len(entries))]
		switch k := rng.IntN(4); {
		case k == 0 && len(e.Classes) > 0:
			return "class:" + e.Classes[0]
		case k == 1 && e.Organisation != "":
			return `org:"` + strings.ToUpper(e.Organisation) + `"`
		case k == 2 && e.Source.Name != "":
			return `source:"` + e.Source.Name + `"`
		}
		return fmt.Sprintf("year:%d", 2012+rng.IntN(10))
	}
	mistyped := func() string {
		for {
			r := []rune(word())
			if len(r) < 5 {
				continue
			}
			i := 1 + rng.IntN(len(r)-2)
			switch rng.IntN(3) {
			case 0:
				r[i], r[i+1] = r[i+1], r[i]
			case 1:
				r = slices.Delete(r, i, i+1)
			default:
				r[i] = 'x'
			}
			return string(r)
		}
	}
	// identifiers: words with digits as the texts have them, divided, joined, with another digit, with other signs between
	identifier := func() string {
		for range 50 {
			for _, w := range text() {
				if w = strings.Trim(w, ".,:;()[]<>`*-"); len(w) > 1 && len(w) < 40 && strings.ContainsAny(w, "0123456789-_/.'é") && !strings.ContainsAny(w, ":\"") && rng.IntN(4) == 0 {
					return w
				}
			}
		}
		return "x1"
	}
	otherwise := func() string {
		r := []rune(identifier())
		i := rng.IntN(len(r))
		switch rng.IntN(5) {
		case 0:
			return strings.NewReplacer("-", "", "_", "", ".", "", "/", "").Replace(string(r))
		case 1:
			return string(r[:i]) + "-" + string(r[i:])
		case 2:
			r[i] = rune('0' + rng.IntN(10))
			return string(r)
		case 3:
			return strings.NewReplacer("-", " ", "_", "/", ".", "-", "é", "e").Replace(string(r))
		}
		return string(r) + string(r)
	}
	kinds := []struct {
		name string
		n    int
		make func() string
		opt  Query
	}{
		{"word", 40, word, Query{}},
		{"words", 40, func() string { return word() + " " + word() + " " }, Query{}},
		{"many words", 15, func() string { return word() + " " + word() + " " + word() + " " + word() }, Query{}},
		{"phrase", 30, func() string { return phrase(2) }, Query{}},
		{"long phrase", 15, func() string { return phrase(4) }, Query{}},
		{"phrase and words", 15, func() string { return word() + " " + phrase(2) + " " + word() + " " }, Query{}},
		{"without a word", 15, func() string { return word() + " -" + word() }, Query{}},
		{"without a phrase", 10, func() string { return word() + " -" + phrase(2) }, Query{}},
		{"filters", 15, func() string { return filter() + " " + filter() }, Query{}},
		{"words with filters", 25, func() string { return word() + " " + filter() + " -" + filter() }, Query{}},
		{"beginning", 25, func() string { r := []rune(word()); return string(r[:max(1, len(r)/2)]) }, Query{Typing: true}},
		{"word and beginning", 15, func() string { r := []rune(word()); return word() + " " + string(r[:max(1, len(r)-2)]) }, Query{Typing: true}},
		{"mistyped", 25, func() string { return mistyped() + " " + word() }, Query{}},
		{"mistyped, as is", 8, func() string { return mistyped() + " " + word() + " " }, Query{AsIs: true}},
		{"almost", 25, func() string { return word() + " " + word() + " " + word() }, Query{Almost: true}},
		{"almost with a filter", 10, func() string { return word() + " " + phrase(2) + " " + filter() }, Query{Almost: true}},
		{"synonym", 20, func() string {
			return pick(`k8s`, `OOM`, `"oom"`, `out of memory`, `load balancer`, `-lb`, `db`, `certs`, `LB`) + " " + word()
		}, Query{}},
		{"spelling", 40, func() string {
			return pick("fail-over", "failover", "keep-alive", "keepalive", `"keep-alive"`, "timeout", "time-out", "http/3", "http3", "tls1.2", "TLSv1.2", "TLS 1.2",
				"v12.4.1", "12.4.1", "12.4", "4.1", "us-east-2", "a100", "ipv6", "ip-v6", "dev-1", "sha256", "load-balancer", "load_balancer", "post-mortem") +
				pick("", " ", " "+word())
		}, Query{}},
		{"either", 30, func() string {
			return pick(word(), phrase(2), "tls1.2", "k8s", "zzz/yyy", "databse") + " OR " + pick(word(), phrase(2), "db", "-x", "class:locking", "OR y", "99.1") + pick("", " OR "+word(), " "+word())
		}, Query{}},
		{"number and words", 20, func() string { return identifier() + " " + word() + " " + word() + " " + word() }, Query{}},
		{"identifier", 30, identifier, Query{}},
		{"identifier written otherwise", 50, otherwise, Query{}},
		{"identifier and word", 20, func() string { return otherwise() + " " + word() }, Query{}},
		{"identifier being typed", 10, otherwise, Query{Typing: true}},
		{"identifier as is", 8, otherwise, Query{AsIs: true}},
		{"range", 40, func() string {
			return pick("", word()+" ", "-") + pick("year:2012..2014", "year:2013..", "year:..2012", "year:>2014", "lasted:>1d", "lasted:1h..6h", "lasted:<15m", "lasted:1h", "noticed:>1h",
				"noticed:15m..24h", "mitigated:..30m", "duration:6h..24h", "lasted:soon", "lasted:..", "lasted:>99h", "year:1..2", "notcied:>5m") + pick("", " year:2015")
		}, Query{}},
		{"front matter", 15, func() string {
			return pick("severity:sev1", `severity:"sev 2"`, "-severity:sev3", "services:api", "services:zurich", "services:apu", "ticket:1", "Severity:SEV3 severity:sev1") + pick("", " "+word())
		}, Query{}},
		{"longest", 8, word, Query{Sort: Longest}},
		{"slowest", 8, filter, Query{Sort: Slowest}},
		{"all", 2, func() string { return pick("", " ") }, Query{All: true}},
		{"newest", 8, word, Query{Sort: Newest}},
		{"oldest", 8, word, Query{Sort: Oldest}},
	}
	for _, k := range kinds {
		for range k.n {
			opt := k.opt
			opt.Limit = compared
			list = append(list, asked{k.name, k.make(), opt})
		}
	}
	for _, s := range []string{"", "  ", "the of and", `"`, `"" -`, `"the`, `-"`, "class:", "class:nothing", "year:abc", "-outage", `-"packet loss" -lock`,
		"zzzzqqqq", "zzzzqqqq wwwwxxxx", "データベース", "データ", "障", "недоступен СБОЙ", "café", "cafe\u0301", "FILE ﬁle", "can’t", "O’Reilly's", "ΟΔΟΣ οδος",
		"crates.io", "us-east-1", "v1.9.3", "foo:bar", "\x00\x1b[31m lock \u202e", strings.Repeat("lock ", 2500), strings.Repeat("x", 10000), "org:acme-cloud", `org:"acme cloud" org:nimbus class:locking class:network`,
		"lock lock lock", "-lock lock", "ação 🎉 🎉", "<script>alert(1)</script>", "../../etc/passwd", "constructor __proto__ toString",
		"class:lock", "class:lokcing class:network lock", `-class:"expired_certificat"`, "org:nimbsu", `org:"acme cluod" lock`, "org:Ærö", "year:21", "year:2031", "year:-1", "year:20x1", "source:weekly", "source:z", `org:"`, "org:whale", "year:99999",
		"organization:nimbus", "company:nimbus tag:locking", "clas:locking", "yaer:2014", "OR lock", "lock OR", "lock OR OR db", "lock or db", "kubernetes OR k8s lock", "data store", "db-primary",

		"2021-10-04", "tls1.3", "tls 1.3", "TLSv1.2", "http2", "HTTP/2", "500s", "us-east-1", "useast1", "us-east-7", "log4j", "log4g", "p99", "k8s", "C++", "c#", "C# C", "C++11", "a+++b", ".NET",
		"CVE-2021-44228", "someone@example.org", "/var/lib/pgsql", "C:\\temp", "fail-over", "fail_over deadlok-x", "and/or", "O\u2019Reilly O'Reilly", "cafe", "cafés", "Zurich ZÜRICH", "ελληνικά ΕΛΛΗΝΙΚΑ", "йод",
		"ｆｕｌｌ ｗｉｄｔｈ １２３", "\U0001F468\u200d\U0001F469\u200d\U0001F467 \U0001F525", "خطأ في الخادم", "مُحَمَّد", "ระบบล่ม", "서버 장애가", "1,000 errors", "½", "x²", "databse cofnig databse", "\"tls1.3\"", "-tls1.3 lock", "0xdeadbeef 0xdeadbee5"} {
		list = append(list, asked{"special", s, Query{Limit: compared}})
	}
	return list
}

// TestReaderIsBleve: the Reader over the files gives bleve's totals, order and scores.
func TestReaderIsBleve(t *testing.T) {
	for name, entries := range map[string][]hindsight.Entry{"generated": generated(300), "shared": shared(t)} {
		if len(entries) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			_, r := built(t, entries)
			o := newOracle(t, entries)
			kinds := map[string]int{}
			for _, q := range queries(entries) {
				want, err := o.search(q.Text, q.Opt)
				if err != nil {
					t.Fatalf("%s %q: bleve: %v", q.Kind, q.Text, err)
				}
				got, err := r.Search(q.Text, q.Opt)
				if err != nil {
					t.Fatalf("%s %q: %v", q.Kind, q.Text, err)
				}
				sameAnswer(t, q, got, want)
				if got.Total > 0 {
					kinds[q.Kind]++
				}
			}
			t.Logf("queries with an answer: %v", kinds)
		})
	}
}

func sameAnswer(t *testing.T, q asked, got Result, want answer) {
	t.Helper()
	if got.Total != want.total || got.Partial != want.partial || got.Corrected != want.corrected {
		t.Errorf("%s %q: got total %d partial %v corrected %q\nwant total %d partial %v corrected %q",
			q.Kind, q.Text, got.Total, got.Partial, got.Corrected, want.total, want.partial, want.corrected)
		return
	}
	var urls []string
	for i, h := range got.Hits {
		urls = append(urls, h.URL)
		if i < len(want.scores) && math.Abs(h.Score-want.scores[i]) > 1e-5*want.scores[i] {
			t.Errorf("%s %q: hit %d: score %v, bleve's %v", q.Kind, q.Text, i, h.Score, want.scores[i])
		}
	}
	if w := want.urls[:min(compared, len(want.urls))]; !slices.Equal(urls, w) {
		t.Errorf("%s %q: order\n got %q\nwant %q", q.Kind, q.Text, urls, w)
	}
}
