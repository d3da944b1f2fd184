package duplicate_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"hindsight"
	"hindsight/internal/duplicate"
	"hindsight/internal/facts"
	"hindsight/internal/fixture"
	"hindsight/internal/hostile"
	"hindsight/internal/prose"
)

type labelledPair struct {
	A, B        string
	Same, Alike bool
}

// jsonLines reads a file of labelled texts beside the repository.
func jsonLines[T any](t *testing.T, path string) (all []T) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Buffer(nil, 1<<20); s.Scan(); {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

type labelledText struct{ ID, Title, Text, URL, Genre string }

// archived is a labelled text as an import files it. The titles of one-line
// entries of link lists are the companies' names.
func archived(t *testing.T, d labelledText) hindsight.Entry {
	p := hindsight.Postmortem{Title: d.Title, Body: d.Text, Source: hindsight.Source{URL: d.URL}}
	if d.Genre == "one-line" {
		p.Organisation, p.Title = d.Title, ""
	}
	p, err := facts.Complete(t.Context(), p, prose.Parse(p.Title, p.Body))
	if err != nil {
		t.Fatal(err)
	}
	return hindsight.Entry{Path: hindsight.Folder + d.ID + ".md", Postmortem: p}
}

// Accounts in an archive of two: what organisation, day, words and source say.
func TestAccounts(t *testing.T) {
	const status = "We are investigating elevated error rates of Kestrel Checkout. The reconciler lost its lease on the ledger shard in eu-west, and payments timed out " +
		"until the standby replica was promoted. The queue of webhooks drained at noon."
	const blog = "On Tuesday our checkout refused payments. The reconciler that owns each ledger shard holds a lease; in eu-west it lost the lease while a compaction ran, " +
		"and the standby replica was not promoted by itself. Webhooks queued up. We promoted the replica by hand and the queue drained within the hour."
	const other = "A certificate of the image proxy expired over the weekend, since the renewal ran on a host that had been retired in spring. Thumbnails were missing " +
		"from search results and from the catalogue until a new certificate was issued."
	at := func(s string) hindsight.Moment {
		m, err := hindsight.ParseMoment(s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	base := func(id, org, name, day, body string) hindsight.Entry {
		return hindsight.Entry{Path: hindsight.Folder + id + ".md", Postmortem: hindsight.Postmortem{Organisation: org, Body: body, Incident: hindsight.Incident{Started: at(day)},
			Source: hindsight.Source{Name: name, Importer: hindsight.ImporterFeed}}}
	}
	for _, c := range []struct {
		name   string
		change func(a, b *hindsight.Entry)
		found  bool
	}{
		{"a status page and a blog", func(a, b *hindsight.Entry) {}, true},
		{"imported by hand", func(a, b *hindsight.Entry) { a.Source.Name, b.Source.Name = "feed", "feed" }, true},
		{"the organisation by another part of its name", func(a, b *hindsight.Entry) { b.Organisation = "Kestrel Payments Ltd" }, true},
		{"the organisation by its host", func(a, b *hindsight.Entry) { b.Organisation, b.Source.URL = "", "https://kestrel.example/blog/1" }, true},
		{"known by its publication alone", func(a, b *hindsight.Entry) {
			b.Incident, b.Date = hindsight.Incident{}, at("2024-03-20")
		}, true},
		{"undated, but hardly another word", func(a, b *hindsight.Entry) { b.Incident, b.Body = hindsight.Incident{}, a.Body }, true},
		{"at one address", func(a, b *hindsight.Entry) {
			a.Source.URL, b.Source.URL, b.Body = "https://kestrel.example/1", "http://www.kestrel.example/1/", "An outage."
		}, true},
		{"one source", func(a, b *hindsight.Entry) { b.Source.Name = a.Source.Name }, false},
		{"another organisation", func(a, b *hindsight.Entry) { b.Organisation = "Merlin" }, false},
		{"another day", func(a, b *hindsight.Entry) { b.Incident.Started = at("2024-03-15T10:00:00Z") }, false},
		{"over before the other began", func(a, b *hindsight.Entry) {
			a.Incident = hindsight.Incident{Started: at("2024-03-12T01:00:00Z"), Resolved: at("2024-03-12T02:00:00Z")}
			b.Incident.Started = at("2024-03-12T09:00:00Z")
		}, false},
		{"published before it happened", func(a, b *hindsight.Entry) {
			b.Incident, b.Date = hindsight.Incident{}, at("2024-03-01")
		}, false},
		{"other words", func(a, b *hindsight.Entry) { b.Body = other }, false},
		{"denied", func(a, b *hindsight.Entry) { b.NotSameAs = []string{a.ID()} }, false},
		{"confirmed", func(a, b *hindsight.Entry) { a.SameAs = []string{b.ID()} }, false},
		{"a copy, as an import says", func(a, b *hindsight.Entry) { b.Review = []string{hindsight.ReviewDuplicateOf + a.ID()} }, false},
	} {
		a, b := base("kestrel/1", "Kestrel", "status", "2024-03-12T10:00:00Z", status), base("kestrel/2", "Kestrel", "blog", "2024-03-12T09:40:00Z", blog)
		c.change(&a, &b)
		for _, entries := range [][]hindsight.Entry{{a, b}, {b, a}} {
			got := duplicate.Accounts(entries)
			if found := len(got) == 1 && got[0].A == a.ID() && got[0].B == b.ID(); found != c.found {
				t.Errorf("%s: %v", c.name, got)
			}
		}
	}
}

// Four thousand accounts of one incident cost four times what a thousand cost.
func TestManyAccounts(t *testing.T) {
	crowd := hostile.Shape{Kind: "accounts", Name: "of one incident", Make: func(size int) []byte { return make([]byte, size) }}
	hostile.Growth(t, []hostile.Shape{crowd}, func(_ hostile.Shape, data []byte) {
		entries := manyAccounts(len(data) / 4)
		if got := duplicate.Accounts(entries); len(got) > len(entries)*64 {
			t.Errorf("%d pairs of %d", len(got), len(entries))
		}
	})
}

func manyAccounts(most int) []hindsight.Entry {
	var entries []hindsight.Entry
	for n := range most {
		entries = append(entries, hindsight.Entry{Path: fmt.Sprintf("%sacme/%d.md", hindsight.Folder, n), Postmortem: hindsight.Postmortem{Organisation: "Acme",
			Body: fmt.Sprintf("The reconciler%d lost its lease on the ledger%d shard in eu-west, and payments timed out.", n%50, n%70), Source: hindsight.Source{URL: "https://acme.example/1"}}})
	}
	return entries
}

// TestAccountsCorpus finds the labelled pairs of one incident among all labelled
// texts, and none of those that only resemble each other:
//
//	go test ./internal/duplicate -run TestAccountsCorpus -v
//
// The other pairs that it finds are listed; they have no label.
func TestAccountsCorpus(t *testing.T) {
	folder, ok := fixture.Corpus(t, "tags")
	if !ok {
		return
	}
	var entries []hindsight.Entry
	for _, name := range []string{"dev.jsonl", "dev-docs.jsonl"} {
		for _, d := range jsonLines[labelledText](t, filepath.Join(folder, name)) {
			entries = append(entries, archived(t, d))
		}
	}
	found := map[[2]string]bool{}
	for _, p := range duplicate.Accounts(entries) {
		found[[2]string{p.A, p.B}] = true
		t.Logf("%.2f %s %s", p.Score, p.A, p.B)
	}
	right, wrong, missed := 0, 0, 0
	for _, l := range jsonLines[labelledPair](t, filepath.Join(folder, "same.jsonl")) {
		switch is := found[[2]string{min(l.A, l.B), max(l.A, l.B)}]; {
		case is && l.Same:
			right++
		case is:
			wrong++
			t.Logf("%s and %s only resemble each other", l.A, l.B)
		case l.Same:
			missed++
			t.Logf("%s and %s are not found", l.A, l.B)
		}
	}
	t.Logf("precision %d of %d, recall %d of %d", right, right+wrong, right, right+missed)
	if right < 6 || wrong > 0 {
		t.Errorf("%d of one incident are found, want 6; %d that only resemble each other, want none", right, wrong)
	}
}
