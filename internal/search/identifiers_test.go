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
	{"2021-10-04", "a", ""}, {"2021/10/04", "a", ""}, {"2021-10-05", "~a", ""}, {"2022-10-04", "~a", ""}, {"20211004", "", ""},
	{"tls1.3", "b", "tls-1.3"}, {"TLSv1.2", "c", ""}, {"tlsv1.4", "~c", ""}, {"tls 1.3", "b", ""}, {"tls1.2", "~b", "tls-1.2"},
	{"http2", "b", "http-2"}, {"HTTP/2", "b", ""}, {"http3", "", ""}, {"http/3", "~b", ""},
	{"500s", "d", ""}, {"500", "d", ""}, {"501", "", ""}, {"5000", "", ""}, {"p99", "d", ""}, {"p98", "", ""},
	{"us-east-1", "e", ""}, {"useast1", "", ""}, {"us_east_1", "e", ""}, {"us-east-2", "~e", ""},
	{"k8s", "e", ""}, {"log4j", "f", ""}, {"log4k", "f", "log4j"}, {"log4j2", "", ""}, {"log-4j", "f", "log4j"},
	{"CVE-2021-44228", "f", ""}, {"cve-2021-44229", "~f", ""}, {"CVE", "f", ""},
	{"C++", "g", ""}, {"c#", "h", ""}, {"C", "i", ""}, {".NET", "h", ""}, {"net", "h", ""},
	{"ops@acme.example", "j", ""}, {"/var/lib/db", "j", ""}, {"lib/db", "j", ""}, {"db/lib", "~j", ""}, {`C:\temp`, "~i", ""},
	{"fail-over", "bl", ""}, {"failover", "k", ""}, {"roll-over", "l", ""}, {"zurich-out", "n", ""}, {"load_balance_fail", "~k", ""}, {"bal-ance", "k", "balance"}, {"roll-back", "l", ""}, {"fail-back", "~l", ""}, {"time-out", "", ""}, {"rollback", "", ""}, {"load/balancer", "~k", ""}, {"load-balancers", "~k", ""},
	{"can't", "", ""}, {"O'Reilly", "m", ""}, {"O’Reilly’s", "m", ""}, {"o'reily", "m", "o'reilly"},
	{"cafe", "n", ""}, {"café", "n", ""}, {"CAFE\u0301", "n", ""}, {"Zurich", "n", ""}, {"file", "n", ""}, {"ｆｉｌｅ", "n", ""}, {"🔥", "", ""}, {"🔥 file", "n", ""},
	{"الخادم", "o", ""}, {"الخاد", "o", ""}, {"ล่ม", "p", ""}, {"장애", "q", ""}, {"장애가", "q", ""}, {"й", "r", ""}, {"и", "", ""},
}

func TestWritten(t *testing.T) {
	var entries []hindsight.Entry
	for i, body := range []string{
		"It began on 2021-10-04 at noon.", "HTTP/2 over TLS 1.3 failed.", "Only TLSv1.2 worked.", "It served 500s and p99 rose.", "us-east-1, then K8s.",
		"CVE-2021-44228 in log4j.", "A C++ worker.", "A C# worker on .NET.", "A worker in C.", "Write to ops@acme.example about /var/lib/db/x.",
		"The failover did not balance the load.", "The roll back failed.", "O’Reilly's book.", "A café in Zürich has a ﬁle.", "تعطل الخادم اليوم", "ระบบล่มทั้งหมด", "서버 장애가 발생", "й",
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
