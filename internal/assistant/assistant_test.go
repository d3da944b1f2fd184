package assistant

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight"
)

// scripted are the programs that the tests ask: this test itself, started with
// the name of one. Each reads questions from in and says what it says.
var scripted = map[string]func(in *bufio.Scanner){
	"right": func(in *bufio.Scanner) {
		for q := range questions(in) {
			say(`{"id":%q,"classes":[{"class":"dns","quote":"the  zone was empty"},{"class":"operations","quote":"Somebody had emptied it."}]}`, q.ID)
		}
	},
	"chatty": func(in *bufio.Scanner) {
		for range questions(in) {
			fmt.Fprint(os.Stderr, strings.Repeat("thinking\n", 100_000))
			say("\n  \n" + `{"classes":[]}`)
		}
	},
	"counting": func(in *bufio.Scanner) { // how often it is asked stands in its argument
		n := 0
		for range questions(in) {
			n++
			if err := os.WriteFile(os.Args[2], fmt.Append(nil, n), 0o600); err != nil {
				panic(err)
			}
			say(`{"classes":[{"class":"dns","quote":"zone was empty"}]}`)
		}
	},
	"slow": func(in *bufio.Scanner) {
		for range questions(in) {
			time.Sleep(time.Minute)
		}
	},
	"silent":   func(*bufio.Scanner) { time.Sleep(time.Minute) }, // does not even read
	"enormous": func(*bufio.Scanner) { forever("a") },
	"endless":  func(*bufio.Scanner) { forever("\n") },
	"gone":     func(*bufio.Scanner) { fmt.Fprintln(os.Stderr, "first\nno \x1b[31mmodel"); os.Exit(3) },
	"leaving":  func(in *bufio.Scanner) { in.Scan() },
	"second":   func(in *bufio.Scanner) { in.Scan(); say(`{"classes":[]}`) }, // answers once
	"no class": answering(`{"classes":[{"class":"gremlins","quote":"zone was empty"}]}`),
	"no quote": answering(`{"classes":[{"class":"dns","quote":""}]}`),
	"invented": answering(`{"classes":[{"class":"dns","quote":"the zone was full"}]}`),
	"twice":    answering(`{"classes":[{"class":"dns","quote":"zone"},{"class":"dns","quote":"zone"}]}`),
	"other id": answering(`{"id":"another","classes":[]}`),
	"no JSON":  answering(`The cause was DNS.`),
	"two":      answering(`{"classes":[]} {"classes":[]}`),
	"null":     answering(`{"classes":null}`),
	"list":     answering(`[]`),
	"long":     answering(`{"classes":[{"class":"dns","quote":"` + strings.Repeat("zone ", 300) + `"}]}`),
	"bytes":    answering("{\"classes\":[],\"x\":\"\xff\"}"),
}

func answering(line string) func(*bufio.Scanner) {
	return func(in *bufio.Scanner) {
		for range questions(in) {
			say("%s", line)
		}
	}
}

func questions(in *bufio.Scanner) func(func(Question) bool) {
	return func(yield func(Question) bool) {
		for in.Scan() {
			var q Question
			if err := json.Unmarshal(in.Bytes(), &q); err != nil {
				panic(err)
			}
			if !yield(q) {
				return
			}
		}
	}
}

func say(format string, args ...any) { fmt.Printf(format+"\n", args...) }

func forever(s string) {
	for {
		if _, err := os.Stdout.WriteString(strings.Repeat(s, 1<<16)); err != nil {
			return
		}
	}
}

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && scripted[os.Args[1]] != nil {
		in := bufio.NewScanner(os.Stdin)
		in.Buffer(nil, 1<<26)
		scripted[os.Args[1]](in)
		return
	}
	os.Exit(m.Run())
}

var tax = hindsight.Taxonomy{
	{ID: "dns", Title: "DNS", Group: "layer", Definition: "Names did not resolve.", Confused: []hindsight.Contrast{{Class: "operations", Parts: "So."}}},
	{ID: "operations", Title: "Operations", Group: "entry", Definition: "An action did the wrong thing."},
}

var report = hindsight.Postmortem{Title: "Names gone", Body: "# What happened\n\nAt noon the\nzone was empty. Somebody had emptied it.\n"}

// reader asks a scripted program.
func reader(t *testing.T, l Lock, command ...string) *Reader {
	t.Helper()
	o := Options{Taxonomy: tax, Lock: l, Limits: Limits{Answer: 20 * time.Second, Faults: 2}}
	if len(command) > 0 {
		o.Command = append([]string{os.Args[0]}, command...)
	}
	r := NewReader(o)
	t.Cleanup(r.Close)
	return r
}

func TestRight(t *testing.T) {
	r := reader(t, nil, "right")
	for _, id := range []string{"a", "b"} { // one process
		p := report
		p.Title += " " + id
		got, err := r.Read(t.Context(), id, p)
		want := Answer{{"dns", "the\nzone was empty"}, {"operations", "Somebody had emptied it."}}
		if err != nil || !slices.Equal(got.Answer, want) || got.Prefer {
			t.Errorf("%+v, %v; want %q", got, err, want)
		}
	}
	r = reader(t, nil, "chatty")
	if got, err := r.Read(t.Context(), "a", report); err != nil || got == nil || len(got.Answer) > 0 {
		t.Errorf("%+v, %v; want an answer without classes", got, err)
	}
}

// Wrong answers are refused with the reason, and the program goes on.
func TestLying(t *testing.T) {
	for name, want := range map[string]string{
		"no class": `no class "gremlins"`, "no quote": "does not contain the quote", "invented": `does not contain the quote for dns: "the zone was full"`,
		"twice": "dns twice", "other id": `about "another"`, "no JSON": "no JSON object", "two": "more than one", "null": "no \"classes\"",
		"list": "no JSON object", "long": "a quote of 1500 bytes", "bytes": "not UTF-8",
	} {
		r := reader(t, nil, name)
		for range 3 {
			if got, err := r.Read(t.Context(), "a", report); got != nil || err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %+v, %v; want an error with %q", name, got, err, want)
			}
		}
		if len(r.Lock) > 0 {
			t.Errorf("%s: a refused answer is remembered", name)
		}
	}
}

// What does not answer is ended, asked again once, and then left alone.
func TestUnwilling(t *testing.T) {
	for name, want := range map[string]string{
		"slow": "no answer within", "silent": "no answer within", "enormous": "an answer of more than", "endless": "no answer within",
		"gone": "(it says: no [31mmodel)", "leaving": "ended without an answer", "/nowhere": "no such file",
	} {
		r := reader(t, nil, name)
		if name == "/nowhere" {
			r.Command = []string{name}
		}
		if strings.HasPrefix(want, "no answer") {
			r.Limits.Answer = 200 * time.Millisecond
		}
		p := report
		p.Body += strings.Repeat("More than a pipe holds. ", 10_000)
		for n, last := range []bool{false, true} {
			_, err := r.Read(t.Context(), "a", p)
			if err == nil || !strings.Contains(err.Error(), want) && name != "endless" || errors.Is(err, ErrGivenUp) != last {
				t.Errorf("%s, time %d: %v; want %q", name, n, err, want)
			}
		}
		if _, err := r.Read(t.Context(), "a", p); !errors.Is(err, ErrNotAsked) {
			t.Errorf("%s, after it was given up: %v", name, err)
		}
	}
}

// A program that ends after each answer is started for each question.
func TestShortLived(t *testing.T) {
	r := reader(t, nil, "second")
	r.Limits.Faults = 10
	answered := 0
	for n := range 4 {
		p := report
		p.Title = fmt.Sprint(n)
		if got, _ := r.Read(t.Context(), "a", p); got != nil {
			answered++
		}
	}
	if answered != 2 {
		t.Errorf("%d answers of 4, want every other one", answered)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := reader(t, nil, "slow")
	time.AfterFunc(100*time.Millisecond, cancel)
	if _, err := r.Read(ctx, "a", report); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want canceled", err)
	}
}

// Time that is used up is used up for all.
func TestRunOver(t *testing.T) {
	r := reader(t, nil, "slow")
	r.Limits.Run, r.Limits.Faults = 300*time.Millisecond, 100
	if _, err := r.Read(t.Context(), "a", report); !errors.Is(err, ErrGivenUp) {
		t.Errorf("%v, want that it is given up", err)
	}
}

// Nothing is asked twice: not in a run, not in the next, not without a command.
// Another text, taxonomy or command is another question.
func TestLock(t *testing.T) {
	asked := filepath.Join(t.TempDir(), "asked")
	r := reader(t, nil, "counting", asked)
	read := func(r *Reader, p hindsight.Postmortem) *Second {
		t.Helper()
		got, err := r.Read(t.Context(), "a", p)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	read(r, report)
	p := report
	p.Body = strings.TrimSpace(p.Body)
	first := read(r, p)
	if n, _ := os.ReadFile(asked); string(n) != "1" || r.Unsaved() != 1 {
		t.Errorf("asked %s times, %d unsaved; want 1", n, r.Unsaved())
	}
	var file []byte
	if err := r.Save(func(_ string, data []byte) error { file = data; return nil }); err != nil || r.Unsaved() != 0 {
		t.Fatal(err)
	}
	load := func() Lock {
		l, err := LoadLock(file)
		if err != nil || string(l.Marshal()) != string(file) {
			t.Fatalf("%v, %s", err, l.Marshal())
		}
		return l
	}
	if got := read(reader(t, load()), report); got == nil || !slices.Equal(got.Answer, first.Answer) {
		t.Errorf("without a command %+v, want %+v", got, first)
	}
	os.Remove(asked)
	next := reader(t, load(), "counting", asked)
	next.Prefer = true
	if got := read(next, report); !got.Prefer || next.Unsaved() != 1 {
		t.Errorf("%+v: to prefer the answer needs no question", got)
	}
	if _, err := os.ReadFile(asked); err == nil {
		t.Error("asked a second time")
	}
	p.Body += " And more."
	if got := read(reader(t, load()), p); got != nil {
		t.Errorf("another text: %+v", got)
	}
	other := NewReader(Options{Taxonomy: tax[:1], Lock: load()})
	if got := read(other, report); got != nil {
		t.Errorf("another taxonomy: %+v", got)
	}
	read(reader(t, load(), "counting", asked+"2"), report)
	if n, _ := os.ReadFile(asked + "2"); string(n) != "1" {
		t.Error("another command was not asked")
	}
	edited := load()
	for k, a := range edited {
		a.Classes = Answer{{"dns", "the zone was full"}}
		edited[k] = a
	}
	if got := read(reader(t, edited), report); got != nil {
		t.Errorf("an edited answer with a quote that is not there: %+v", got)
	}
	next.Keep(nil)
	if len(next.Lock) > 0 || next.Unsaved() != 2 {
		t.Error("a text that is gone is not forgotten")
	}
}

func TestBadLock(t *testing.T) {
	for _, file := range []string{"<<<<<<< HEAD\n", "{}\n", `{"text":"a","classes":[]}` + "\n" + `{"text":"a","classes":[]}`,
		`{"text":"a","shell":"x"}`, `{"text":"a"} {"text":"b"}`} {
		if l, err := LoadLock([]byte(file)); err == nil || !strings.HasPrefix(err.Error(), LockName+":") {
			t.Errorf("%q: %v, %v; want an error with the line", file, l, err)
		}
	}
	if l, err := LoadLock(nil); err != nil || len(l) > 0 {
		t.Errorf("%v, %v", l, err)
	}
}

func TestWords(t *testing.T) {
	t.Setenv("MODEL", "big one")
	for command, want := range map[string][]string{
		`llm  -m 'a b' "c \"d\""`: {"llm", "-m", "a b", `c "d"`},
		`a\ b $MODEL "$MODEL"`:    {"a b", "big", "one", "big one"},
		`llm ; rm -rf x`:          nil, "": nil, `'a`: nil, `$(date)`: nil, "a | b": nil, "a > b": nil, "`date`": nil,
	} {
		if got, err := Words(command); !slices.Equal(got, want) || (err == nil) != (want != nil) {
			t.Errorf("%s: %q, %v; want %q", command, got, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`{"classes":[{"class":"dns","quote":"zone was empty"}]}`)
	f.Add(`{"id":"a","classes":[]}`)
	f.Fuzz(func(t *testing.T, line string) {
		q := Question{ID: "a", Title: report.Title, Text: report.Body, Classes: classesOf(tax)}
		a, err := q.parse([]byte(line))
		if err != nil {
			return
		}
		for _, o := range a {
			if !strings.Contains(q.Text, o.Quote) && !strings.Contains(q.Title, o.Quote) || o.Quote == "" {
				t.Errorf("%q is not in the text", o.Quote)
			}
		}
	})
}
