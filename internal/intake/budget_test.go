package intake_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hindsight/internal/content"
	"hindsight/internal/intake"
)

// summaries is a feed of teasers whose texts are on pages of the same server.
func summaries(server string, n int) string {
	out := "<rss version='2.0'><channel><title>Slow Blog</title><link>" + server + "/</link>"
	for i := range n {
		out += fmt.Sprintf("<item><title>Outage %d of the login</title><link>%s/page/%d</link><guid isPermaLink='false'>s%d</guid><description>Logins of zone %d failed for two hours because a disk was full.</description></item>", i, server, i, i, i)
	}
	return out + "</channel></rss>"
}

func article(i string) string {
	return "<html><head><title>Outage " + i + " of the login</title></head><body><article><h1>Outage " + i + " of the login</h1><h2>What happened</h2>" +
		strings.Repeat("<p>Logins of zone "+i+" failed for two hours because the disk of our session database was full and it stopped to accept writes.</p>", 12) +
		"<h2>Root cause</h2><p>Old sessions of zone " + i + " were never deleted, so a disk was full and logins failed.</p></article></body></html>"
}

// slowSite is a server whose feed and pages take their time.
func slowSite(t *testing.T, pages int, feed, page time.Duration) string {
	var srv *httptest.Server
	srv = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if i, ok := strings.CutPrefix(req.URL.Path, "/page/"); ok {
			pause(req, page)
			fmt.Fprint(w, article(i))
			return
		}
		pause(req, feed)
		fmt.Fprint(w, summaries(srv.URL, pages))
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func pause(req *http.Request, d time.Duration) {
	select {
	case <-time.After(d):
	case <-req.Context().Done():
	}
}

// night imports all sources once.
func (a *archive) night(limits intake.Limits) intake.Report {
	a.Helper()
	n := a.intake(intake.Given{}, false)
	n.Limits = limits
	jobs, err := n.Jobs(a.Context(), nil)
	if err != nil {
		a.Fatal(err)
	}
	ar, err := content.Open(a.dir)
	if err != nil {
		a.Fatal(err)
	}
	defer ar.Close()
	r, err := n.Import(a.Context(), ar, jobs)
	if err != nil || len(r.Failures) > 0 {
		a.Fatalf("%v, failures %v", err, r.Failures)
	}
	return r
}

// texts counts the archived postmortems that hold more than a summary.
func (a *archive) texts() (n int) {
	a.Helper()
	ar, err := content.View(a.dir)
	if err != nil {
		a.Fatal(err)
	}
	defer ar.Close()
	for _, e := range ar.Entries() {
		if len(e.Body) > 900 {
			n++
		}
	}
	return n
}

func source(name, url, more string) string {
	return "- name: " + name + "\n  url: " + url + "/feed\n  only: everything\n  allow_private: true\n" + more
}

// TestSlowPages: the pages of a slow source are read night by night until the
// last; meanwhile nothing counts as a failure, no text that is there is lost,
// and another source is read in the first.
func TestSlowPages(t *testing.T) {
	const pages = 12
	a := newArchive(t, map[string]string{"/feed": rss("quick")})
	slow := slowSite(t, pages, 0, 150*time.Millisecond)
	a.write("sources.yaml", "sources:\n"+source("slow", slow, "  fetch: full\n")+source("fast", a.url, ""))
	limits := intake.Limits{Source: time.Second} // less than the pages take, more than their list on a busy machine
	r := a.night(limits)
	if len(r.Left) != 1 || r.Left[0].Input != "slow" || r.Left[0].Pages == 0 || r.Count.New != pages+1 {
		t.Fatalf("the first night left %v, counts %+v", r.Left, r.Count)
	}
	before := a.texts()
	for night := 2; len(r.Left) > 0; night++ {
		if night > 20 {
			t.Fatalf("the last page is not read in %d nights", night)
		}
		r = a.night(limits)
		now := a.texts()
		if now < before {
			t.Errorf("night %d: %d texts, %d before", night, now, before)
		}
		before = now
	}
	if before != pages {
		t.Errorf("%d of %d texts are there in the end", before, pages)
	}
	lock, err := os.ReadFile(filepath.Join(a.dir, "sources.lock"))
	if err != nil || strings.Contains(string(lock), "failures") || strings.Contains(string(lock), "full_text_missing") {
		t.Errorf("%v:\n%s", err, lock)
	}
}

// TestRunEnds: a run ends in its time, files what it has, and says what it
// left; that is no failure of anybody. The next run goes on with it.
func TestRunEnds(t *testing.T) {
	a := newArchive(t, map[string]string{"/feed": rss("quick")})
	a.write("dumps/a.txt", report)
	list := "sources:\n"
	for i := range 3 {
		list += source(fmt.Sprintf("stuck-%d", i), slowSite(t, 1, 5*time.Second, 0), "")
	}
	a.write("sources.yaml", list+source("fast", a.url, "")+"- name: texts\n  path: dumps/a.txt\n  only: everything\n")
	r := a.night(intake.Limits{Run: 500 * time.Millisecond})
	if len(r.Left) != 3 || r.Count.New != 2 {
		t.Errorf("left %v, counts %+v", r.Left, r.Count)
	}
	for _, l := range r.Left {
		if l.Pages != 0 || !strings.Contains(l.Err.Error(), "the run has had its 500ms") {
			t.Errorf("%+v", l)
		}
	}
	if lock, _ := os.ReadFile(filepath.Join(a.dir, "sources.lock")); strings.Contains(string(lock), "stuck") {
		t.Errorf("what was left is a state:\n%s", lock)
	}
}

// TestNoPasswords: no value that a run hands out holds the password of an
// address, wherever the address comes from.
func TestNoPasswords(t *testing.T) {
	a := newArchive(t, map[string]string{
		"/page": "<html><head><title>Blog</title><link rel='alternate' type='application/rss+xml' href='/missing'></head><body><p>Nothing here.</p></body></html>",
		"/feed": strings.ReplaceAll(rss("a"), "<guid", "<link>http://u:secret@127.0.0.1:9/x</link><guid"),
	})
	signed := strings.Replace(a.url, "http://", "http://user:secret@", 1)
	a.write("sources.yaml", "sources:\n"+source("feed", signed, "  fetch: full\n")+
		"- name: page\n  kind: feed\n  url: "+signed+"/page\n  allow_private: true\n- name: gone\n  url: "+signed+"/nothing\n  allow_private: true\n")
	n := a.intake(intake.Given{URL: signed + "/original"}, false)
	jobs, err := n.Jobs(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	more, err := n.Jobs(t.Context(), []string{signed + "/page", a.write("a.txt", report)})
	if err != nil {
		t.Fatal(err)
	}
	ar, err := content.Open(a.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ar.Close()
	r, err := n.Import(t.Context(), ar, append(jobs, more...))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Failures) < 2 || r.Count.New == 0 {
		t.Errorf("%+v", r)
	}
	all := fmt.Sprintf("%+v %+v", r, a.events)
	if i := strings.Index(all, "secret"); i >= 0 {
		t.Errorf("a password is handed out: … %s", all[max(0, i-200):i+6])
	}
	for _, e := range ar.Entries() {
		if strings.Contains(e.Source.URL+e.Source.ID+e.Body, "secret") {
			t.Errorf("a password is archived: %+v", e.Source)
		}
	}
}

// Where no server of many answers, the run does not wait for each of them three
// times; where one has answered, it does.
func TestSilence(t *testing.T) {
	for _, someone := range []bool{false, true} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			pause(req, 400*time.Millisecond)
			http.NotFound(w, req)
		}))
		t.Cleanup(srv.Close)
		a := newArchive(t, map[string]string{"/feed.xml": rss("1")})
		yaml := "sources:\n"
		if someone {
			yaml += "  - name: here\n    url: URL/feed.xml\n    allow_private: true\n"
		}
		for i := range 6 {
			yaml += fmt.Sprintf("  - name: s%d\n    url: %s/%d\n    allow_private: true\n", i, srv.URL, i)
		}
		a.write("sources.yaml", yaml)
		n := a.intake(intake.Given{}, false)
		n.Limits.Silence = 300 * time.Millisecond
		jobs, err := n.Jobs(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		ar, err := content.Open(a.dir)
		if err != nil {
			t.Fatal(err)
		}
		defer ar.Close()
		r, err := n.Import(t.Context(), ar, jobs)
		unreached := 0
		for _, f := range r.Failures {
			if f.Unreached {
				unreached++
			}
		}
		if want := map[bool]int{false: 6}[someone]; err != nil || unreached != want {
			t.Errorf("one answers %v: %d of %d failures unreached, want %d; %v", someone, unreached, len(r.Failures), want, err)
		}
	}
}
