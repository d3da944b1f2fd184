package intake

import (
	"context"
	"errors"
	"slices"
	"strings"

	"hindsight/internal/content"
	"hindsight/internal/duplicate"
	"hindsight/internal/fetch"
)

// A run imports jobs into an archive and keeps the report.
type run struct {
	*Intake
	archive  *content.Archive
	twins    *duplicate.Index
	editions *editions
	isSource func(name string) bool // says whether sources.yaml has a source of this name
	report   Report
	locked   fetch.Lock         // sources.lock as this run has it
	reached  bool               // a server has answered in this run
	waiting  []func(fetch.Lock) // failures to record once one has
	due      []due
	say      func(Event) // tells at once; Tell does when its turn comes
}

// Import imports jobs into an archive that is open for writing, or with DryRun
// for reading. The error is what ended the run before its time; the report
// holds what was done until then.
func (n *Intake) Import(ctx context.Context, ar *content.Archive, jobs []Job) (Report, error) {
	own := *n
	r := &run{Intake: &own, say: n.Tell, archive: ar, twins: duplicate.NewIndex(), editions: newEditions(ar), isSource: sourceNames(n.place())}
	own.Tell = func(e Event) { r.after(func() { r.say(e) }) }
	for _, e := range ar.Entries() {
		r.twins.Add(e)
	}
	err := r.readLock()
	if err == nil {
		err = r.follow(jobs)
	}
	if err == nil {
		err = r.all(ctx, jobs)
		if unsaved := r.settle(ctx, 0); err == nil {
			err = unsaved
		}
	}
	if err == nil {
		err = r.forget(jobs)
	}
	r.sinceWhen(jobs)
	return r.report, err
}

// sinceWhen says of the sources that fail since when.
func (r *run) sinceWhen(jobs []Job) {
	for _, j := range jobs {
		if j.source == nil || !j.locked {
			continue
		}
		for i := range r.report.Sources {
			if h := &r.report.Sources[i]; h.Source == j.source.Name {
				st := r.locked.Of(*j.source)
				h.Since, h.Gone = st.Since(), st.Gone
			}
		}
	}
}

// sourceNames is a function that says whether a name is that of a source, or of
// a feed of a source that is a list of them. Where sources.yaml cannot be read
// whole, every name may be one.
func sourceNames(place Place) func(name string) bool {
	sources, err := Sources(place.Dir)
	return func(name string) bool {
		return err != nil || slices.ContainsFunc(sources, func(s fetch.Source) bool {
			return s.Name == name || strings.HasPrefix(name, s.Name+"-") && place.IsList(s)
		})
	}
}

// follow brings what sources.yaml says of the sources of jobs to the texts that
// they brought long ago, before any server is asked: who keeps a text back
// need not wait for its server.
func (r *run) follow(jobs []Job) error {
	done := map[string]bool{}
	for _, j := range jobs {
		if j.source == nil || done[j.source.Name] {
			continue
		}
		done[j.source.Name] = true
		s := j.source
		changed, err := r.archive.Follow(content.Settings{Source: s.Name, Organisation: s.Organisation, Publish: s.Publish, Licence: s.Licence}, r.DryRun)
		for _, e := range changed {
			o := outcome(content.Updated, s.Name, e)
			o.Path, o.Reason = e.Path, Reason{Kind: SourceSays}
			r.tell(o)
		}
		if err != nil {
			return WriteError{err}
		}
	}
	return nil
}

// tell hands out one outcome.
func (r *run) tell(o Outcome) { r.after(func() { r.record(o) }) }

func (r *run) record(o Outcome) {
	r.report.Documents = append(r.report.Documents, o)
	r.report.Count.add(o.Status)
	r.say(o)
}

// A due is something that is told when all before it is, and, with finish, once
// its file is in its place.
type due struct {
	finish func() error
	tell   func()
}

// inFlight is how many files may be on their way to the disk while the next are
// looked at. A disk that says after 3 ms that a file is safe says so of eight after
// little more.
const inFlight = 16

// after tells something when its turn comes.
func (r *run) after(tell func()) {
	r.due = append(r.due, due{nil, tell})
	for len(r.due) > 0 && r.due[0].finish == nil {
		next := r.due[0]
		r.due = r.due[1:]
		next.tell()
	}
}

// settle puts files in their places, in their order, until so many are left that
// are not. What comes behind one that cannot be written, or behind the end of ctx,
// is not filed.
func (r *run) settle(ctx context.Context, most int) error {
	for len(r.due) > most || len(r.due) > 0 && r.due[0].finish == nil {
		next := r.due[0]
		r.due = r.due[1:]
		if next.finish != nil {
			err := ctx.Err()
			if err == nil {
				if err = next.finish(); err != nil {
					err = WriteError{err}
				}
			}
			if err != nil {
				r.due = nil
				return err
			}
		}
		next.tell()
	}
	return nil
}

// answered remembers that a server has answered.
func (r *run) answered() {
	if !r.reached {
		r.reached = true
		r.Tell(Answered{})
	}
}

// fail hands out what could not be read.
func (r *run) fail(name string, err error) {
	var unreached fetch.UnreachedError
	f := Failure{name, err, !r.reached && errors.As(err, &unreached)}
	r.after(func() {
		r.report.Failures = append(r.report.Failures, f)
		r.report.Count.Failed++
		r.say(f)
	})
}

// parallel is how many inputs are read at a time. Reading is mostly waiting
// for other people's servers; the client asks no host twice at once.
const parallel = 16

// readAhead is how many inputs may have been read before the one whose turn it
// is, so that one slow server does not hold up the others. A feed seldom has
// more than 1 MB.
const readAhead = 64

// all reads the jobs side by side and files them one after the other, in
// their order, so that the same inputs give the same archive.
func (r *run) all(ctx context.Context, jobs []Job) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make([]chan *gathered, len(jobs))
	for n := range jobs {
		answers[n] = make(chan *gathered, 1)
	}
	taken := make(chan struct{}, readAhead)
	go newGatherer(r).all(ctx, jobs, answers, taken)
	r.Tell(Progress{0, len(jobs)})
	for n, j := range jobs {
		if len(answers[n]) == 0 { // nothing to do meanwhile
			if err := r.settle(ctx, 0); err != nil {
				return err
			}
		}
		var got *gathered
		select {
		case got = <-answers[n]:
			<-taken
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := r.source(ctx, j, got); err != nil {
			return err
		}
		r.Tell(Progress{n + 1, len(jobs)})
	}
	return nil
}

// all reads the jobs, so many at a time, and as far ahead as taken has room.
func (g *gatherer) all(ctx context.Context, jobs []Job, answers []chan *gathered, taken chan struct{}) {
	g.network = newNetwork(ctx, jobs, g.Limits.withDefaults().Silence)
	slots := make(chan struct{}, parallel)
	for n, j := range jobs {
		for _, room := range []chan struct{}{taken, slots} {
			select {
			case room <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
		go func() {
			got := g.gather(ctx, j)
			<-slots
			answers[n] <- got
		}()
	}
}

// health is the report on a source of sources.yaml.
func (r *run) health(j Job) *Health {
	at := slices.IndexFunc(r.report.Sources, func(h Health) bool { return h.Source == j.source.Name })
	if at < 0 {
		r.report.Sources = append(r.report.Sources, Health{Source: j.source.Name, Line: j.source.Line})
		at = len(r.report.Sources) - 1
	}
	return &r.report.Sources[at]
}
