package intake_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/fixture"
	"hindsight/internal/intake"
	"hindsight/internal/watch"
)

// An importer made of steps: each may yield, break or never come back.
type steps []func(yield func(hindsight.Postmortem, error) bool)

func (s steps) Import(context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {
		for _, step := range s {
			step(yield)
		}
	}
}

func gives(title string) func(func(hindsight.Postmortem, error) bool) {
	return func(yield func(hindsight.Postmortem, error) bool) {
		yield(hindsight.Postmortem{Title: title, Body: report, Source: hindsight.Source{Importer: "test", ID: title}}, nil)
	}
}

func fails(n int) func(func(hindsight.Postmortem, error) bool) {
	return func(yield func(hindsight.Postmortem, error) bool) {
		for i := range n {
			yield(hindsight.Postmortem{}, fmt.Errorf("item %d is null", i))
		}
	}
}

func panics(func(hindsight.Postmortem, error) bool) { panic("index out of range") }

// loops never looks at its context, like a reader that no longer advances.
func loops(until *atomic.Bool) func(func(hindsight.Postmortem, error) bool) {
	return func(func(hindsight.Postmortem, error) bool) {
		for !until.Load() {
			time.Sleep(time.Millisecond)
		}
	}
}

// Whatever an importer does, what it gave before is filed, the input is named,
// and the next input is imported.
func TestHostileImporter(t *testing.T) {
	var over atomic.Bool
	t.Cleanup(func() { over.Store(true) })
	many := steps{func(yield func(hindsight.Postmortem, error) bool) {
		for yield(hindsight.Postmortem{Title: "Outage"}, nil) {
		}
	}}
	for _, c := range []struct {
		name  string
		im    steps
		files int
		fails []string
	}{
		{"a panic", steps{panics}, 1, []string{"bad.txt: cannot be processed: index out of range"}},
		{"a panic between documents", steps{gives("Outage a"), panics, gives("Outage b")}, 2, []string{"bad.txt: cannot be processed"}},
		{"a loop", steps{loops(&over)}, 1, []string{"bad.txt: not done after"}},
		{"a loop between documents", steps{gives("Outage a"), loops(&over), gives("Outage b")}, 2, []string{"bad.txt: not done after"}},
		{"a few errors", steps{fails(3), gives("Outage a")}, 2, []string{"item 0", "item 1", "item 2"}},
		{"many errors", steps{fails(10_000), gives("Outage a")}, 2, []string{19: "item 19", 20: "bad.txt: and 9980 more that could not be read"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := newArchive(t, nil)
			bad, good := a.write("bad.txt", "The importer is the test's."), a.write("good.txt", report)
			n := a.intake(intake.Given{As: "article"}, false)
			n.Patience(3 * time.Second) // enough for a step on a busy machine
			n.Read(map[string]hindsight.Importer{bad: c.im})
			r, err := importAll(t, n, a.dir, bad, good)
			if err != nil || len(r.Documents) != c.files || len(r.Failures) != len(c.fails) {
				t.Fatalf("%d documents, failures %v, %v; want %d, %q", len(r.Documents), r.Failures, err, c.files, c.fails)
			}
			for i, f := range r.Failures {
				if !strings.Contains(f.Err.Error(), c.fails[i]) {
					t.Errorf("%v, want %q", f.Err, c.fails[i])
				}
			}
		})
	}
	t.Run("documents without end", func(t *testing.T) {
		a := newArchive(t, nil)
		bad := a.write("bad.txt", "The importer is the test's.")
		n := a.intake(intake.Given{As: "article"}, true)
		n.Read(map[string]hindsight.Importer{bad: many})
		jobs, err := n.Jobs(t.Context(), []string{bad})
		if err != nil {
			t.Fatal(err)
		}
		done, last := 0, error(nil)
		for _, err := range n.Documents(t.Context(), jobs[0]) {
			if last = err; err == nil {
				done++
			}
		}
		if done != intake.MaxDocuments || last == nil || !strings.Contains(last.Error(), "left out") {
			t.Errorf("%d documents, then %v", done, last)
		}
	})
}

// A stage that panics is an error of its document.
func TestHostileStage(t *testing.T) {
	a := newArchive(t, nil)
	n := a.intake(intake.Given{As: "article"}, false)
	n.Classifier = nil
	r, err := importAll(t, n, a.dir, a.write("a.txt", report), a.write("b.txt", report))
	var broken watch.PanicError
	if err != nil || len(r.Failures) != 2 || !errors.As(r.Failures[0].Err, &broken) {
		t.Errorf("%v, %v", r.Failures, err)
	}
}

func importAll(t *testing.T, n *intake.Intake, dir string, args ...string) (intake.Report, error) {
	t.Helper()
	jobs, err := n.Jobs(t.Context(), args)
	if err != nil {
		t.Fatal(err)
	}
	ar, err := content.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ar.Close()
	return n.Import(t.Context(), ar, jobs)
}

// hanging is the variable that makes this test a process that hangs in a reader.
const hanging = "HINDSIGHT_TEST_HANGS"

// A signal ends a run whose importer never comes back.
func TestSignal(t *testing.T) {
	if os.Getenv(hanging) != "" {
		ctx, stop := signal.NotifyContext(t.Context(), syscall.SIGTERM)
		defer stop()
		a := newArchive(t, nil)
		n := a.intake(intake.Given{As: "article"}, false)
		n.Patience(time.Hour)
		bad := a.write("bad.txt", "The importer is the test's.")
		n.Read(map[string]hindsight.Importer{bad: steps{func(func(hindsight.Postmortem, error) bool) {
			fmt.Println("hangs")
			loops(new(atomic.Bool))(nil)
		}}})
		jobs, _ := n.Jobs(ctx, []string{bad})
		ar, _ := content.Open(a.dir)
		_, err := n.Import(ctx, ar, jobs)
		fmt.Println("ended:", err)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestSignal$")
	cmd.Env = append(os.Environ(), hanging+"=1")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill() }()
	fixture.Ends(t, func() {
		said, buf := "", make([]byte, 1000)
		for {
			n, err := out.Read(buf)
			if said += string(buf[:n]); err != nil {
				break
			}
			if strings.HasPrefix(said, "hangs") {
				_ = cmd.Process.Signal(syscall.SIGTERM)
			}
		}
		if !strings.Contains(said, "ended: context canceled") {
			t.Errorf("it said %q", said)
		}
	})
}

// Documents of one input are carried side by side, and filed in their order:
// short ones wait for a long one before them.
func TestInOrder(t *testing.T) {
	var im steps
	var want []string
	for i := range 100 {
		title := fmt.Sprintf("Outage %02d", i)
		im, want = append(im, func(yield func(hindsight.Postmortem, error) bool) {
			body := report + strings.Repeat("Row "+title+" was read again.\n\n", 1+i%10*100)
			yield(hindsight.Postmortem{Title: title, Body: body, Source: hindsight.Source{Importer: "test", ID: title}}, nil)
		}), append(want, title)
	}
	a := newArchive(t, nil)
	many := a.write("many.txt", "The importer is the test's.")
	n := a.intake(intake.Given{As: "article"}, false)
	n.Read(map[string]hindsight.Importer{many: im})
	r, err := importAll(t, n, a.dir, many)
	var got []string
	for _, d := range r.Documents {
		got = append(got, d.Title)
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
}
