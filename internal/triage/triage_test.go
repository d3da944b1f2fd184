package triage

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/phrase"
	"hindsight/internal/prose"
)

// Each testdata/*.txt is "want: sure|yes|doubtful|no", "title: …", an empty line and a
// body. about*.txt are texts about incidents and not reports of one, odd*.txt
// reports of unusual form, junk*.txt pages that a server answers with instead.
// Of the fifteen about2 and odd2, written after the rules, the first run judged
// eleven rightly. data, none, brief and sec were written before the rules for them: 33 of
// 58 were right then. last*.txt, written when those rules stood, were judged
// rightly in 17 of 20 on their first run. Short notes (note) and what looks like
// one (near) were written before account.go: 5 of 22 and 18 of 20 were right then;
// of the half val, not looked at meanwhile, 10 of 12 and 8 of 10 on its first run;
// two of its notes are still refused and not here. "yes" is accepted with or without a doubt, "sure" without, "doubtful" with one.
func TestFixtures(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) < 20 {
		t.Fatalf("%d fixtures, want 20 and more", len(files))
	}
	for _, file := range files {
		want, p := fixture(t, file)
		v := judged(p)
		good := map[string]bool{"sure": v.Is && !v.Doubtful(), "yes": v.Is, "doubtful": v.Doubtful(), "no": !v.Is}
		if !good[want] {
			t.Errorf("%s: want %s, got is=%v score=%.2f\n\t%s", file, want, v.Is, v.Score, strings.Join(v.Sentences(), "\n\t"))
		}
		if len(v.Reasons) == 0 {
			t.Errorf("%s: no reasons", file)
		}
		if again := judged(p); !reflect.DeepEqual(v, again) {
			t.Errorf("%s: second verdict %+v differs from first %+v", file, again, v)
		}
	}
}

func fixture(t testing.TB, file string) (want string, p hindsight.Postmortem) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(data), "\n\n")
	want, title, ok := strings.Cut(strings.TrimPrefix(head, "want: "), "\ntitle: ")
	if !ok {
		t.Fatalf("%s: want the lines want: and title:", file)
	}
	return want, hindsight.Postmortem{Title: title, Body: body}
}

func TestUpdatesCount(t *testing.T) {
	p := hindsight.Postmortem{Title: "Search is slow", Timeline: []hindsight.Event{
		{Kind: hindsight.KindInvestigating, Text: "We are investigating slow searches and timeouts."},
		{Kind: hindsight.KindResolved, Text: "A failed node was replaced and searches are fast again."},
	}}
	if v := judged(p); !v.Is {
		t.Errorf("updates of a status page alone: got %+v, want accepted", v)
	}
}

func TestReasons(t *testing.T) {
	for _, tt := range []struct{ title, body, sentence string }{
		{"Outage of the shop", "The shop went down because a disk filled up.", `for: tells of something failing ("went down")`},
		{"Outage", "The server was down from 9:00 to 10:00 UTC.", `for: gives times of day ("from hh:mm")`},
		{"A pie", "We baked it.", "against: nothing in it tells of a failure"},
		{"Störung", "Die Seite war von 9 Uhr bis 10 Uhr nicht da und das ist nicht gut.", "in doubt: it is not in English"},
		{"How to cook", "You can add salt. You should stir. For example, you could use a spoon.", `against: teaches ("you can add")`},
	} {
		v := judged(hindsight.Postmortem{Title: tt.title, Body: tt.body})
		if got := v.Sentences(); !slices.Contains(got, tt.sentence) {
			t.Errorf("%s\n\tgot  %q\n\twant %q among them", tt.title, got, tt.sentence)
		}
		last := Reason{Weight: 100}
		for _, r := range v.Reasons {
			if r.Weight > 0 && (r.Weight > last.Weight || r.Weight < leastMove || r.Side == Unsure) {
				t.Errorf("%s: %+v after %+v, want the weightiest first", tt.title, r, last)
			}
			if r.Weight > 0 {
				last = r
			}
		}
	}
}

func TestSignals(t *testing.T) {
	names := map[string]bool{}
	for i, s := range signals {
		if names[s.name] || s.weight == 0 || s.full == 0 {
			t.Errorf("signal %q: name twice, or no weight or measure", s.name)
		}
		names[s.name] = true
		if s.rate == nil && s.roles == nil && titleLists[i] == nil && bodyLists[i] == nil {
			t.Errorf("signal %q: nothing measures it", s.name)
		}
	}
	for file, names := range map[string][]string{"notes.txt": noteLists[:], "words.txt": wordLists[:]} {
		for i, list := range lists(file, names) {
			if list == nil {
				t.Errorf("%s: the list [%s] is missing", file, names[i])
			}
		}
	}
}

// TestPhraseCounts holds how often each list finds something in the fixtures,
// so that a phrase that is lost or changed in moving shows. After a change that
// is meant: UPDATE_GOLDEN=1 go test -run PhraseCounts ./internal/triage
func TestPhraseCounts(t *testing.T) {
	type file struct {
		name   string
		finder *phrase.Finder
		lists  []string
		count  []int
	}
	found := []*file{
		{name: "title.txt", finder: titlePhrases, lists: signalNames()},
		{name: "body.txt", finder: bodyPhrases, lists: signalNames()},
		{name: "notes.txt", finder: notePhrases, lists: noteLists[:]},
		{name: "words.txt", finder: wordPhrases, lists: wordLists[:]},
	}
	fixtures, _ := filepath.Glob("testdata/*.txt")
	for _, f := range found {
		f.count = make([]int, len(f.lists))
		for _, name := range fixtures {
			_, p := fixture(t, name)
			tx := readOf(p)
			words := tx.body
			if f.name == "title.txt" {
				words = tx.title
			}
			for i, n := range f.finder.Count(words) {
				f.count[i] += n
			}
		}
	}
	var got strings.Builder
	for _, f := range found {
		for i, n := range f.count {
			if n > 0 {
				fmt.Fprintf(&got, "%s\t%s\t%d\n", f.name, f.lists[i], n)
			}
		}
	}
	const golden = "testdata/phrase-counts.tsv"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(golden, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", golden, got.String(), want)
	}
}

func FuzzJudge(f *testing.F) {
	f.Add("Outage", "At 15:54 UTC the site went down. Root cause: a disk.")
	f.Add("", "## \n```\n~~~\n**:** v http:// 1.2.3.4:5 …’.’ \xff")
	f.Add("’", strings.Repeat("customers ", 3000))
	f.Fuzz(func(t *testing.T, title, body string) {
		v := judged(hindsight.Postmortem{Title: title, Body: body})
		if !(v.Score >= 0 && v.Score <= 1) || v.Is != (v.Score >= accept) || len(v.Reasons) == 0 {
			t.Errorf("verdict %+v", v)
		}
	})
}

// BenchmarkJudge judges all fixtures, and a text of as many bytes as are read.
func BenchmarkJudge(b *testing.B) {
	files, _ := filepath.Glob("testdata/*.txt")
	var texts []hindsight.Postmortem
	long := ""
	for _, file := range files {
		_, p := fixture(b, file)
		texts = append(texts, p)
		long += p.Body + "\n"
	}
	for len(long) < maxBody {
		long += long
	}
	for name, list := range map[string][]hindsight.Postmortem{"fixtures": texts, "long": {{Title: "Outage", Body: long}}} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				for _, p := range list {
					judged(p)
				}
			}
		})
	}
}

// judged is Judge of a text that is parsed for it.
func judged(p hindsight.Postmortem) Verdict {
	v, err := Judge(context.Background(), p, prose.Parse(p.Title, p.Body))
	if err != nil {
		panic(err)
	}
	return v
}

// TestJudgeEnds: a verdict that nobody waits for any more is none.
func TestJudgeEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if v, err := Judge(ctx, hindsight.Postmortem{}, prose.Parse("", "An outage.")); err == nil {
		t.Errorf("%+v without an error", v)
	}
}

// readOf is read of a text that is parsed for it.
func readOf(p hindsight.Postmortem) text {
	t, err := read(context.Background(), p, prose.Parse(p.Title, p.Body))
	if err != nil {
		panic(err)
	}
	return t
}

// A curator's list is a person's judgement: its entries need no failure words.
// An offer of a job is none.
func TestListed(t *testing.T) {
	for _, c := range []struct {
		title, body string
		is          bool
	}{
		{"Fennel", "A leap second made the scheduler spin.", true},
		{"Harrow Rail", "Two schedulers wrote the same timetable.", true},
		{"Our careers page", "We are hiring SREs!", false},
	} {
		pm := hindsight.Postmortem{Title: c.title, Body: c.body, Source: hindsight.Source{Importer: hindsight.ImporterList}}
		v, err := Judge(t.Context(), pm, prose.Parse(c.title, c.body))
		if err != nil || v.Is != c.is {
			t.Errorf("%s: %v, %v, want %v: %v", c.title, v.Is, err, c.is, v.Sentences())
		}
		pm.Source.Importer, pm.Collected = hindsight.Dump("markdown"), true
		if v, _ := Judge(t.Context(), pm, prose.Parse(c.title, c.body)); v.Is != c.is {
			t.Errorf("%s: %v of a collection, want %v", c.title, v.Is, c.is)
		}
		pm.Source.Importer, pm.Collected = hindsight.ImporterFeed, false
		if v, _ := Judge(t.Context(), pm, prose.Parse(c.title, c.body)); v.Is {
			t.Errorf("%s: taken although nobody lists it", c.title)
		}
	}
}
