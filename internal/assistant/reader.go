package assistant

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hindsight"
)

// Limits are how patient a Reader is. Zero values are replaced by what a local
// model on a machine without accelerator needs.
type Limits struct {
	Answer time.Duration // for one answer; two minutes
	Run    time.Duration // for all that is asked in one run; 40 minutes
	Faults int           // answers in a row that are late or broken off before it is asked nothing more; three
}

func (l Limits) withDefaults() Limits {
	if l.Answer == 0 {
		l.Answer = 2 * time.Minute
	}
	if l.Run == 0 {
		l.Run = 40 * time.Minute
	}
	if l.Faults == 0 {
		l.Faults = 3
	}
	return l
}

// Options are what a Reader is made of.
type Options struct {
	Taxonomy hindsight.Taxonomy
	Lock     Lock
	Command  []string // words; none: what was answered before counts, nothing is asked
	Prefer   bool     // what is answered now counts more than what the built-in classifier says
	Limits   Limits
}

// A Reader gives the answers to texts: those of its Lock, and where it has none,
// its program's. One goroutine uses it at a time.
type Reader struct {
	Options
	classes           []Class
	taxonomy, command string // hashes
	unsaved           int    // changes of the lock
	process           *process
	spent             time.Duration
	faults            int
	over              error
}

// ErrGivenUp is wrapped by the error for the first text that is not asked about
// any more, and ErrNotAsked is the error for the others.
var (
	ErrGivenUp  = errors.New("asked nothing more in this run")
	ErrNotAsked = errors.New("not asked")
)

// NewReader returns a reader; no program is started yet.
func NewReader(o Options) *Reader {
	r := &Reader{Options: o, classes: classesOf(o.Taxonomy), command: sum(o.Command)}
	if r.Lock == nil {
		r.Lock = Lock{}
	}
	r.Limits = o.Limits.withDefaults()
	r.taxonomy = sum(r.classes)
	return r
}

// A Second is a second reader's word on a text.
type Second struct {
	Answer Answer
	Prefer bool // it counts more than what the built-in classifier says
}

// textOf is the hash by which a text is known. Blank lines around it come and go
// with the file that holds it.
func textOf(p hindsight.Postmortem) string {
	return hindsight.TextHash(hindsight.HashLines, strings.TrimSpace(p.Title), strings.TrimSpace(p.Body))
}

// Read is the second reader's word on p, nil where there is none. id is what the
// program is told that p is called. The error says why the program gave none: its
// answer was refused, late, or not asked for; what another said before holds.
func (r *Reader) Read(ctx context.Context, id string, p hindsight.Postmortem) (*Second, error) {
	text := textOf(p)
	q := Question{ID: id, Title: p.Title, Text: p.Body, Classes: r.classes}
	known, ok := r.Lock[text]
	ok = ok && known.Taxonomy == r.taxonomy
	if ok { // the file may be edited as a text may
		known.Classes, ok = checked(q, known.Classes)
	}
	if ok && (len(r.Command) == 0 || known.Command == r.command && known.Prefer == r.Prefer) {
		return &Second{known.Classes, known.Prefer}, nil
	}
	if len(r.Command) == 0 {
		return nil, nil
	}
	if ok && known.Command == r.command {
		known.Prefer = r.Prefer
		r.keep(known)
		return &Second{known.Classes, known.Prefer}, nil
	}
	a, err := r.ask(ctx, q)
	if err != nil && ok {
		return &Second{known.Classes, known.Prefer}, err
	} else if err != nil {
		return nil, err
	}
	r.keep(locked{Text: text, Taxonomy: r.taxonomy, Command: r.command, Prefer: r.Prefer, Classes: a})
	return &Second{a, r.Prefer}, nil
}

func (r *Reader) keep(a locked) {
	r.Lock[a.Text] = a
	r.unsaved++
}

func checked(q Question, a Answer) (Answer, bool) {
	a, err := q.check(a)
	return a, err == nil
}

// ask asks the program, which is started when it is first needed and again after
// it failed.
func (r *Reader) ask(ctx context.Context, q Question) (Answer, error) {
	if r.over != nil {
		return nil, r.over
	}
	began := time.Now()
	line, err := r.line(ctx, q)
	r.spent += time.Since(began)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err == nil {
		r.faults = 0
		return q.parse(line)
	}
	r.end()
	r.faults++
	switch {
	case r.faults >= r.Limits.Faults:
		err = fmt.Errorf("%w; %d times in a row: it is %w", err, r.faults, ErrGivenUp)
	case r.spent >= r.Limits.Run:
		err = fmt.Errorf("%w; %s are over: it is %w", err, r.Limits.Run, ErrGivenUp)
	}
	if errors.Is(err, ErrGivenUp) {
		r.over = ErrNotAsked
	}
	return nil, err
}

// line is the program's answer before it is checked.
func (r *Reader) line(ctx context.Context, q Question) ([]byte, error) {
	if r.process == nil {
		p, err := start(ctx, r.Command)
		if err != nil {
			return nil, err
		}
		r.process = p
	}
	within := min(r.Limits.Answer, r.Limits.Run-r.spent)
	if within <= 0 {
		return nil, errLate
	}
	return r.process.ask(ctx, q, within)
}

func (r *Reader) end() {
	if r.process != nil {
		r.process.kill()
		r.process = nil
	}
}

// Keep forgets the answers to texts that are not among these.
func (r *Reader) Keep(list []hindsight.Entry) {
	stay := map[string]bool{}
	for _, e := range list {
		stay[textOf(e.Postmortem)] = true
	}
	for text := range r.Lock {
		if !stay[text] {
			delete(r.Lock, text)
			r.unsaved++
		}
	}
}

// Unsaved is how many changes of the lock no Save has written.
func (r *Reader) Unsaved() int { return r.unsaved }

// Save writes the lock where it has changed.
func (r *Reader) Save(write func(name string, data []byte) error) error {
	if r.unsaved == 0 {
		return nil
	}
	err := write(LockName, r.Lock.Marshal())
	if err == nil {
		r.unsaved = 0
	}
	return err
}

// Close ends the program.
func (r *Reader) Close() {
	if r.process != nil {
		r.process.close()
		r.process = nil
	}
}
