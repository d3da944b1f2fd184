package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"hindsight"
	"hindsight/internal/fetch"
	"hindsight/internal/weburl"
)

// A gatherer reads inputs and carries what they hold through the stages, many
// side by side. It touches neither archive nor report, so that filing can go in
// the order of the jobs whatever servers do.
type gatherer struct {
	*Intake
	work    chan struct{}             // holds a token for each input whose text is at work
	end     time.Time                 // of the run: no server is asked after it
	hasText func(address string) bool // the archive had the text of a page when the run began
	network *network
}

// gathered is what one input gave.
type gathered struct {
	result  fetch.Result
	in      recognised
	finds   []find
	failed  int     // errors among them
	unnamed int     // errors behind those
	events  []Event // to be told when its turn comes
	pages   *pages
	err     error // why nothing of it could be read
}

// maxNamed is how many failures of one input are named; a feed of a million
// nulls has no more to say than one of twenty.
const maxNamed = 20

// A find is a document, what is wrong with one, or a page behind a summary that
// gave no text.
type find struct {
	doc  *Document // nil where err says why
	name string    // of the input that it is of
	err  error
	page string // its address; err says why it gave none

	beside *beside // where its pictures may lie, where that is not what its job says
}

// newGatherer makes the gatherer of a run. As many texts are at work at a time
// as there are processors, so that the time that one takes is its own.
func newGatherer(r *run) *gatherer {
	end := time.Now().Add(r.Limits.withDefaults().Run)
	return &gatherer{r.Intake, make(chan struct{}, runtime.GOMAXPROCS(0)), end, textsOf(r.archive.Entries()), nil}
}

// textsOf says of an address whether one of entries has its text.
func textsOf(entries []hindsight.Entry) func(string) bool {
	whole := map[string]bool{}
	for _, e := range entries {
		if e.Source.URL != "" && len(e.Body) >= wholeText {
			whole[weburl.Canonical(e.Source.URL)] = true
		}
	}
	return func(address string) bool { return whole[weburl.Canonical(address)] }
}

// gather reads one input.
func (g *gatherer) gather(ctx context.Context, j Job) *gathered {
	out := new(gathered)
	b := g.budget(j)
	out.pages = &pages{gatherer: g, job: j, budget: b, short: map[string]bool{}, found: out.add}
	if out.result, out.err = b.ask(ctx, j.read); out.err != nil || j.kept && out.result.NotModified {
		return out
	}
	g.work <- struct{}{}
	defer func() { <-g.work }()
	s := g.settings(j.source)
	if j.repository {
		g.files(ctx, s, out)
		return out
	}
	if out.in, out.err = g.recognise(ctx, out.result.Input, s.kind); out.err != nil {
		return out
	}
	if out.err = g.behind(ctx, j, s, b, out); out.err != nil {
		return out
	}
	if out.err = changedKind(j, s, out); out.err != nil {
		return out
	}
	beside := inMail(out.in)
	g.read(ctx, out.in, s, out, func(doc *Document) { out.add(find{doc: doc, name: out.in.Name, beside: beside}) })
	return out
}

// read carries what one input holds through the stages.
func (g *gatherer) read(ctx context.Context, in recognised, s settings, out *gathered, each func(*Document)) {
	opt, spare := out.pages.options(), g.work
	if opt.Fetch != nil {
		spare = nil // pages that give no text are told of between documents
	}
	for doc, err := range g.documents(ctx, in, s, opt, spare) {
		if err != nil {
			out.add(find{name: in.Name, err: err})
			continue
		}
		each(&doc)
	}
}

// outside waits for something without keeping a text of another input from work.
func (g *gatherer) outside(wait func()) {
	<-g.work
	wait()
	g.work <- struct{}{}
}

func (out *gathered) add(f find) {
	if notice := hindsight.Notice(""); f.err != nil && f.page == "" && !errors.As(f.err, &notice) {
		if out.failed == maxNamed {
			out.unnamed++
			return
		}
		out.failed++
	}
	out.finds = append(out.finds, f)
}

// behind reads the feed that a page names, when a feed is wanted and a page
// came. It is asked for once, and may be private no more than a redirect.
func (g *gatherer) behind(ctx context.Context, j Job, s settings, b budget, out *gathered) error {
	if out.in.kind != kindFeed || out.in.plain == kindFeed {
		return nil
	}
	address := g.discover(ctx, out.in.Input)
	if address == "" {
		return nil // its importer says that this is no feed
	}
	out.events = append(out.events, FeedBehindPage{j.name, redacted(address)})
	ask, private := address, false
	if j.source != nil {
		ask, private = j.source.Signed(address), j.source.Private(address)
	}
	var got fetch.Result
	var err error
	g.outside(func() {
		got, err = b.ask(ctx, func(ctx context.Context) (fetch.Result, error) {
			return g.Client.Get(ctx, ask, fetch.Validators{}, private)
		})
	})
	if err != nil {
		return fmt.Errorf("%s is a page, and the feed that it names cannot be read: %w", out.in.Name, err)
	}
	if j.asks {
		got.Moved = cmp.Or(got.Moved, ask)
		out.result = got
	}
	out.in, err = g.recognise(ctx, got.Input, s.kind)
	return err
}

// changedKind is an error when a source that was a feed the last time now
// answers with a page or a text: a login, a parked domain. Its entry, or the
// user, may say otherwise.
func changedKind(j Job, s settings, got *gathered) error {
	was := j.before.Kind
	if was == "" || was == got.in.plain || s.kind != "" {
		return nil
	}
	return fmt.Errorf("source %s: %s was a %s and answers with something else now: what was imported stays; if the change is meant, give its kind in %s:%d",
		j.source.Name, got.result.Input.Name, was, SourcesFile, j.source.Line)
}
