package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// What people type for names, versions, dates and words of other scripts: the
// texts that are found, by letter, "~" before partial matches, and what was
// searched instead. Nothing is ever answered with another number.
var written = []struct{ query, found, instead string }{
	{"2021-10-04", "a", ""}, {"2021/10/04", "a", ""}, {"2021-10-05", "", ""}, {"2022-10-04", "", ""}, {"20211004", "", ""},
	{"tls1.3", "b", ""}, {"TLSv1.2", "c", ""}, {"tlsv1.4", "", ""}, {"tls 1.3", "b", ""}, {"tls1.2", "c", ""},
	{"http2", "b", ""}, {"HTTP/2", "b", ""}, {"http3", "", ""}, {"http/3", "", ""},
	{"500s", "d", ""}, {"500", "du", ""}, {"501", "", ""}, {"5000", "", ""}, {"p99", "d", ""}, {"p98", "", ""},
	{"us-east-1", "e", ""}, {"useast1", "e", ""}, {"us_east_1", "e", ""}, {"us-east-2", "", ""},
	{"k8s", "e", ""}, {"log4j", "f", ""}, {"log4k", "f", "log4j"}, {"log4j2", "", ""}, {"log-4j", "f", "log4j"},
	{"CVE-2021-44228", "f", ""}, {"cve-2021-44229", "", ""}, {"CVE", "f", ""},
	{"C++", "g", ""}, {"c#", "h", ""}, {"C", "i", ""}, {".NET", "h", ""}, {"net", "h", ""},
	{"ops@acme.example", "j", ""}, {"/var/lib/db", "j", ""}, {"lib/db", "j", ""}, {"db/lib", "~j", ""}, {`C:\temp`, "~i", ""},
	{"fail-over", "kst", ""}, {"failover", "kst", ""}, {"roll-over", "", ""}, {"zurich-out", "", ""}, {"load_balance_fail", "~k", ""}, {"bal-ance", "k", ""}, {"roll-back", "l", ""}, {"fail-back", "~l", ""}, {"time-out", "", ""}, {"rollback", "", ""}, {"load/balancer", "~k", ""}, {"load-balancers", "~k", ""},
	{"can't", "", ""}, {"O'Reilly", "m", ""}, {"O’Reilly’s", "m", ""}, {"o'reily", "m", "o'reilly"},
	{"cafe", "n", ""}, {"café", "n", ""}, {"CAFE\u0301", "n", ""}, {"Zurich", "n", ""}, {"file", "n", ""}, {"ｆｉｌｅ", "n", ""}, {"🔥", "", ""}, {"🔥 file", "n", ""},
	{"keepalive", "st", ""}, {"keep-alive", "st", ""}, {`"keep-alive"`, "s", ""}, {"keep alive", "s", ""}, {"keepalives", "st", ""}, {"KEEP\u2011ALIVE", "st", ""},
	{"post-mortem", "st", ""}, {"postmortem", "st", ""}, {"postmortms", "st", "postmortem"}, {"time-lapse", "st", ""}, {"timelapse", "st", ""}, {"-timelapse mortem", "", ""},
	{"fail-overs", "kst", ""}, {"failover", "kst", ""}, {`"failover cluster"`, "s", ""}, {"re-play", "", ""}, {"non-post", "~s", ""},
	{"v12.4.1", "st", ""}, {"12.4.1", "st", ""}, {"12.4", "stu", ""}, {"4.1", "", ""}, {"2.4.1", "", ""}, {"12.4.2", "u", ""}, {"12.4.10", "", ""}, {"v12.4.3", "", ""},
	{"V12.4.1 cluster", "s", ""}, {"postgres12", "u", ""}, {"postgres 12", "u", ""}, {"Postgres-12", "u", ""}, {"postgres13", "", ""}, {"postgres 12 cluster 99", "", ""},
	{"sha-256", "u", ""}, {"sha256", "u", ""}, {"sha 256", "u", ""}, {"sha-512", "", ""}, {"ipv6", "u", ""}, {"ipv4", "", ""}, {"a100", "u", ""}, {"a-100", "u", "a100"}, {"100", "", ""},
	{"eu-west-1", "u", ""}, {"eu-west-1b", "u", ""}, {"eu-west-1c", "", ""}, {"500ms", "u", ""}, {"500 ms", "u", ""}, {"501ms", "", ""},
	{"failover OR replica", "kst", ""}, {"keepalive OR café", "nst", ""}, {"postgres OR café OR replica", "nu", ""}, {"tls1.2 OR http/2", "bc", ""}, {"worker -c++ OR c#", "h", ""},
	{"الخادم", "o", ""}, {"الخاد", "o", ""}, {"ล่ม", "p", ""}, {"장애", "q", ""}, {"장애가", "q", ""}, {"й", "r", ""}, {"и", "", ""},
}

func TestWritten(t *testing.T) {
	var entries []hindsight.Entry
	for i, body := range []string{
		"It began on 2021-10-04 at noon.", "HTTP/2 over TLS 1.3 failed.", "Only TLSv1.2 worked.", "It served 500s and p99 rose.", "us-east-1, then K8s.",
		"CVE-2021-44228 in log4j.", "A C++ worker.", "A C# worker on .NET.", "A worker in C.", "Write to ops@acme.example about /var/lib/db/x.",
		"The failover did not balance the load.", "The roll back failed.", "O’Reilly's book.", "A café in Zürich has a ﬁle.", "تعطل الخادم اليوم", "ระบบล่มทั้งหมด", "서버 장애가 발생", "й", "The post-mortem of the fail-over cluster shows keep-alive and time-lapse in v12.4.1.",
		"A postmortem: failover, keepalive, timelapse, 12.4.1.", "Postgres 12 as v12.4.2; SHA-256, IPv6, an A100 in eu-west-1b, after 500 ms.",
	} {
		e := hindsight.Entry{Path: fmt.Sprintf("%sx/%c.md", hindsight.Folder, 'a'+i)}
		e.Body = body
		entries = append(entries, e)
	}
	_, r := built(t, entries)
	for _, w := range written {
		res, err := r.Search(w.query, Query{Limit: 9})
		if err != nil {
			t.Fatal(err)
		}
		var letters []string
		for _, h := range res.Hits {
			letters = append(letters, strings.TrimSuffix(h.URL[len(h.URL)-6:], ".html"))
		}
		slices.Sort(letters)
		found := strings.Join(letters, "")
		if res.Partial {
			found = "~" + found
		}
		if found != w.found || res.Corrected != w.instead {
			t.Errorf("%s: found %q, instead %q; want %q, %q", w.query, found, res.Corrected, w.found, w.instead)
		}
	}
}
