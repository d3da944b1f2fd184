package search

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight"
)

// repoRoot walks up to go.mod.
func repoRoot(tb testing.TB) string {
	dir, err := os.Getwd()
	for err == nil {
		if _, e := os.Stat(filepath.Join(dir, "go.mod")); e == nil {
			return dir
		}
		if up := filepath.Dir(dir); up == dir {
			break
		} else {
			dir = up
		}
	}
	tb.Fatal("no go.mod above the test")
	return ""
}

// generated makes n incident reports out of its own vocabulary, with the
// traps of real ones: equal dates, no date, no title, other scripts, words
// with apostrophes, dots and digits, a text that may not be shown.
func generated(n int) (list []hindsight.Entry) {
	rng := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields(`outage database replica failover certificate expired deploy rollback config cache latency
		queue worker node cluster region network packet loss switch router dns resolver timeout retry storm thundering herd
		lock deadlock mutex race condition memory leak kernel panic disk full quota limit exhausted connection pool traffic
		spike overload autoscaling capacity dependency provider upstream payment storage bucket permission operator mistake
		migration schema index query slow replication lag split brain quorum leader election backup restore corruption
		checksum monitoring alert pager runbook customers affected errors degraded recovered mitigated investigating
		identified resolved engineers noticed dashboard metrics increased because although happened quickly gradually
		scheduled maintenance unexpectedly happy happiness happily rating rated universal university operating operation
		crates.io us-east-1 max_conn v1.9.3 0xdeadbeef can't server's O'Reilly naïve café résumé СЕРВЕР недоступен сбой базы
		データベース 障害 認証サーバー 数据库故障 서버 장애 ΟΔΟΣ ςΣ ½ ﬁle e\u0301tude C++ C# C .NET TLS 1.3 HTTP/2
		TLSv1.2 log4j k8s p99 500s 2021-10-04 2020-10-04 CVE-2021-44228 CVE-2020-44228 failover ops@example.org /var/lib/pgsql 1,000 1000 cafe Zürich خطأ الخادم ระบบล่ม the and of to in was were not`)
	vocabulary = append(vocabulary, strings.Split("kubernetes,OOM,out of memory,out-of-memory,load balancer,LB,fail-over,keepalive,keep-alive,time-out,HTTP3,"+
		"TLS1.2,TLS v1.2,v12.4.1,12.4.1,12.4.2,112.4,us-east-2,us-east-2b,certs,db,k8s,load-balancer,5.15.0-91,Postgres 12,A100,IPv6,IPv4,dev1,SHA-256,sha256", ",")...)
	orgs := []string{"Acme Cloud", "Nimbus", "Initech", "Ærø Hosting", "Blue Whale", ""}
	classes := []string{"locking", "config-change", "capacity", "dependency", "network", "expired-certificate", "noisy-neighbour"}
	pick := func(list []string) string { // the first words are the most frequent, as in any language
		f := rng.Float64()
		return list[int(f*f*float64(len(list)))]
	}
	sentence := func(words int) string {
		var out []string
		for range words {
			out = append(out, pick(vocabulary))
		}
		return strings.Join(out, " ")
	}
	for i := range n {
		e := hindsight.Entry{Publish: hindsight.PublishFull}
		e.Organisation = orgs[rng.IntN(len(orgs))]
		slug := strings.ToLower(strings.ReplaceAll(e.Organisation, " ", "-"))
		if slug == "" {
			slug = "unknown"
		}
		e.Path = fmt.Sprintf("%s%s/incident-%04d.md", hindsight.Folder, slug, i)
		if i%17 != 0 {
			e.Title = sentence(2 + rng.IntN(6))
		}
		if i%11 != 0 {
			e.Date, _ = hindsight.ParseMoment(fmt.Sprintf("%d-%02d-%02d", 2012+rng.IntN(6), 1+rng.IntN(12), 1+rng.IntN(3)))
		}
		for range rng.IntN(3) {
			e.Classes = append(e.Classes, classes[rng.IntN(len(classes))])
		}
		stamp(&e, rng)
		e.Source.Name = []string{"acme-status", "Weekly Dump", ""}[i%3]
		e.Summary = sentence(8) + "."
		for range 1 + rng.IntN(4) {
			e.Body += "## " + sentence(3) + "\n\n" + sentence(20+rng.IntN(120)) + ".\n\n- **" + sentence(2) + "**: " + sentence(9) + "\n\n"
		}
		switch i % 19 {
		case 3:
			e.Publish = hindsight.PublishExcerpt
		case 7: // equal in everything that scores: only the tie rule puts it in order
			if len(list) > 0 {
				last := list[len(list)-1]
				e.Title, e.Organisation, e.Classes, e.Summary, e.Body = last.Title, last.Organisation, last.Classes, last.Summary, last.Body
			}
		}
		list = append(list, e)
	}
	return list
}

// stamp gives an entry moments of its incident, and front matter that Hindsight does not know.
func stamp(e *hindsight.Entry, rng *rand.Rand) {
	at := time.Date(2010+rng.IntN(10), 3, 1+rng.IntN(20), rng.IntN(24), rng.IntN(60), rng.IntN(60), 0, time.UTC)
	moment := func(minutes float64) hindsight.Moment {
		return hindsight.At(at.Add(time.Duration(minutes*float64(time.Minute))), hindsight.Instant)
	}
	if rng.IntN(3) == 0 {
		e.Incident.Started = moment(0)
	}
	if rng.IntN(2) == 0 {
		e.Incident.Detected = moment(math.Exp(rng.Float64() * 8))
	}
	if rng.IntN(2) == 0 {
		e.Incident.Resolved = moment([]float64{0, 15, 60, 90, 359.5, 360, 361, 1440, 1e4, 2e4}[rng.IntN(10)])
	}
	if rng.IntN(4) == 0 {
		e.Incident.Mitigated = moment(float64(rng.IntN(600)))
	}
	if rng.IntN(2) == 0 {
		e.Extra, _ = hindsight.NewExtra([]hindsight.Field{{Key: "severity", Values: []string{[]string{"sev1", "Sev 2", "SEV3"}[rng.IntN(3)]}}})
	}
	if rng.IntN(4) == 0 {
		more, _ := hindsight.NewExtra([]hindsight.Field{{Key: "services", Values: []string{"api", []string{"web", "Zürich", "api"}[rng.IntN(3)]}},
			{Key: "year", Values: []string{"1999"}}, {Key: "ticket", Values: []string{fmt.Sprint(rng.Uint64())}}})
		e.Extra = append(e.Extra, more...)
	}
}

// tiny makes n documents of a few words each.
func tiny(n int) []hindsight.Entry {
	some, list := generated(400), make([]hindsight.Entry, n)
	for i := range list {
		e := some[i%len(some)]
		words := strings.Fields(e.Body)
		e.Path = fmt.Sprintf("%sorg-%d/%06d.md", hindsight.Folder, i%7, i)
		e.Body = strings.Join(words[i%11:min(len(words), i%11+12)], " ") + fmt.Sprintf(" ticket t%d", i)
		e.Publish = hindsight.PublishFull
		list[i] = e
	}
	return list
}

// shared reads the documents of the corpus that lies beside the repository.
func shared(tb testing.TB) (list []hindsight.Entry) {
	dir := filepath.Join(repoRoot(tb), "..", "shared", "corpus", "docs")
	table, err := os.ReadFile(filepath.Join(dir, "INDEX.tsv"))
	if err != nil {
		tb.Logf("no corpus at ../shared/corpus: this run tests generated documents alone")
		return nil
	}
	classes := []string{"locking", "config-change", "capacity", "dependency", "network"}
	for line := range strings.Lines(string(table)) {
		col := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(col) < 14 || col[0] == "id" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, col[13]))
		if err != nil {
			tb.Fatal(err)
		}
		h := fnv.New32()
		h.Write(data)
		e := hindsight.Entry{Path: hindsight.Folder + filepath.Dir(col[13]) + "/" + col[0] + ".md", Publish: hindsight.PublishFull}
		e.Title, e.Organisation, e.Body = col[6], col[8], string(data)
		e.Date, _ = hindsight.ParseMoment(col[7])
		e.Classes = []string{classes[h.Sum32()%5]}
		e.Source.Name = col[0]
		list = append(list, e)
	}
	return list
}

// extraKeys are the keys of front matter that generated has and that filter.
var extraKeys = []string{"severity", "services"}

// same are the synonyms of the tests.
var same = Synonyms{{"k8s", "kubernetes"}, {"oom", "out of memory"}, {"lb", "load balancer"}, {"db", "database", "data store"}, {"cert", "certificate"}, {"db", "datastore"}}

func built(tb testing.TB, entries []hindsight.Entry) (dir string, r *Reader) {
	return builtWith(tb, entries, same)
}

func builtWith(tb testing.TB, entries []hindsight.Entry, same Synonyms) (dir string, r *Reader) {
	dir = filepath.Join(tb.TempDir(), "search")
	if _, err := Build(tb.Context(), dir, slices.Values(entries), Options{Synonyms: same}); err != nil {
		tb.Fatal(err)
	}
	r, err := Open(os.DirFS(dir))
	if err != nil {
		tb.Fatal(err)
	}
	return dir, r
}
