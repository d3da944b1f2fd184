package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"hindsight"
	"hindsight/internal/fetch"
)

const (
	sourcesFile = "sources.yaml"
	lockFile    = "sources.lock"
)

// sources reads the archive's sources.yaml; an archive without one has none.
func (a *app) sources() ([]fetch.Source, error) {
	path := a.inArchive(sourcesFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return fetch.LoadSources(path, data, sourceKinds())
}

// sourceKinds are the kinds that sources.yaml may name: those of --as, a list
// of feeds, and the names that kindNamed knows besides.
func sourceKinds() []string {
	return append(kinds(), "dump", "html", kindOPML)
}

// lock reads the archive's sources.lock.
func (a *app) lock() (fetch.Lock, []byte, error) {
	path := a.inArchive(lockFile)
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, nil, err
	}
	l, err := fetch.LoadLock(path, data)
	return l, data, err
}

// sourceJobs are the inputs of all sources.
func (a *app) sourceJobs() ([]job, error) {
	sources, err := a.sources()
	if err != nil && len(sources) == 0 {
		return nil, err
	}
	for _, problem := range each(err) {
		a.leftOut("%v (this source is left out)", problem)
	}
	lock, _, err := a.lock()
	if err != nil {
		return nil, err
	}
	var jobs []job
	for _, s := range sources {
		jobs = append(jobs, a.sourceInputs(s, lock)...)
	}
	return jobs, nil
}

// namedSource returns the inputs of the source with this name.
func (a *app) namedSource(name string) ([]job, bool, error) {
	sources, err := a.sources()
	for _, s := range sources {
		if s.Name == name {
			lock, _, err := a.lock()
			return a.sourceInputs(s, lock), true, err
		}
	}
	return nil, false, err
}

// sourceInputs lists what one source brings: an address, a file, the files of
// a folder, or the feeds of an OPML list. What is wrong with it comes out when
// its turn comes, so that the other sources are imported.
func (a *app) sourceInputs(s fetch.Source, lock fetch.Lock) []job {
	if s.Kind == kindOPML || s.Path != "" && isOPML(a.inArchive(s.Path)) {
		return a.opmlInputs(s, lock)
	}
	if s.URL != "" {
		return []job{a.fetchJob(s, lock)}
	}
	path := a.inArchive(s.Path)
	files := []string{path}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		var err error
		if files, err = walk(path); err != nil {
			return []job{failedJob(s, err)}
		}
	}
	var jobs []job
	for _, f := range files {
		j := fileJob(f, false)
		if _, err := os.Stat(f); err != nil {
			j = failedJob(s, fmt.Errorf("source %s: %s:%d: path %s: no such file or folder", s.Name, sourcesFile, s.Line, s.Path))
		}
		j.source = &s
		jobs = append(jobs, j)
	}
	return jobs
}

func isOPML(path string) bool {
	in, err := readInput(path)
	return err == nil && fetch.IsOPML(in.Data)
}

// opmlInputs are the feeds of a list; what the list's own entry says of kind,
// publish and so on holds for each.
func (a *app) opmlInputs(s fetch.Source, lock fetch.Lock) []job {
	in, err := readInput(a.inArchive(s.Path))
	if s.URL != "" {
		in, err = a.addressJob(s.URL).read(context.Background())
	}
	if err != nil {
		return []job{failedJob(s, err)}
	}
	feeds, err := fetch.OPML(in.Name, in.Data)
	if err != nil {
		return []job{failedJob(s, err)}
	}
	var jobs []job
	for _, f := range feeds {
		one := s
		one.Name, one.URL, one.Path, one.Kind = f.Name, f.URL, "", "feed"
		if s.Name != "" {
			one.Name = s.Name + "-" + f.Name
		}
		jobs = append(jobs, a.fetchJob(one, lock))
	}
	return jobs
}

func failedJob(s fetch.Source, err error) job {
	return job{name: s.Name, source: &s, read: func(context.Context) (hindsight.Input, error) { return hindsight.Input{}, err }}
}

// addressJob fetches an address given as an argument.
func (a *app) addressJob(url string) job {
	return job{name: url, alone: true, read: func(ctx context.Context) (hindsight.Input, error) {
		r, err := a.http().Get(ctx, url, fetch.Validators{}, false)
		return r.Input, err
	}}
}

// fetchJob asks a source's server for news.
func (a *app) fetchJob(s fetch.Source, lock fetch.Lock) job {
	j := job{name: s.Name, source: &s}
	if lock[s.Name].Gone {
		j.read = func(context.Context) (hindsight.Input, error) {
			return hindsight.Input{}, fmt.Errorf("source %s is gone for good (its server said 410); remove it from %s:%d", s.Name, sourcesFile, s.Line)
		}
		return j
	}
	j.fetched = new(fetch.Result)
	j.read = func(ctx context.Context) (hindsight.Input, error) {
		r, err := a.http().Get(ctx, lock.Address(s.Name, s.URL), lock.Validators(s.Name), s.AllowPrivate)
		*j.fetched = r
		if err != nil {
			err = fmt.Errorf("source %s: %w", s.Name, err)
		}
		return r.Input, err
	}
	return j
}

// http is the one client of a run: it keeps hosts from being asked at once.
func (a *app) http() *fetch.Client {
	a.clientOnce.Do(func() { a.client = fetch.New(fetch.Options{}) })
	return a.client
}

// forSource is the pipeline as a source wants it.
func (p *pipeline) forSource(a *app, s *fetch.Source) *pipeline {
	if s == nil {
		return p
	}
	q := *p
	q.source = hindsight.Source{Name: s.Name, Licence: s.Licence}
	q.everything, q.publish, q.wants = s.Everything, s.Publish, s.Wants
	if q.as == "" {
		q.kind = s.Kind
	}
	if q.fill.Organisation == "" {
		q.fill.Organisation = s.Organisation
	}
	if s.FetchFull {
		q.fetch = func(ctx context.Context, url string) (hindsight.Input, error) {
			r, err := a.http().Get(ctx, url, fetch.Validators{}, s.AllowPrivate)
			return r.Input, err
		}
	}
	return &q
}

// finish records what a source's server said, once its documents are on disk.
// A document that could not be read leaves the validators out, so that the
// next run asks for everything again. Failures wait until a server answered: a
// machine without a network says nothing about the sources.
func (r *importRun) finish(j job, failed bool, err error) error {
	if j.fetched == nil || j.source.Line == 0 || r.dry { // not from sources.yaml: nothing to remember
		return nil
	}
	var status fetch.StatusError
	if err != nil && !r.reached && !errors.As(err, &status) && !errors.Is(err, fetch.ErrGone) {
		r.waiting = append(r.waiting, func(l fetch.Lock) { l.Failed(j.source.Name, err) })
		return nil
	}
	r.reached = true
	record := func(l fetch.Lock) {
		switch {
		case err != nil:
			l.Failed(j.source.Name, err)
		case failed:
			l.Saved(j.source.Name, fetch.Result{Moved: j.fetched.Moved})
		default:
			l.Saved(j.source.Name, *j.fetched)
		}
	}
	lock, old, lerr := r.lock()
	if lerr != nil {
		return lerr
	}
	for _, f := range append(r.waiting, record) {
		f(lock)
	}
	r.waiting = nil
	data, err := lock.Marshal()
	if err != nil || bytes.Equal(data, old) {
		return err
	}
	return r.archive.WriteFile(lockFile, data)
}

func (a *app) checkSources() []error {
	_, err := a.sources()
	return each(err)
}

// each takes a joined error apart.
func each(err error) []error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		return many.Unwrap()
	}
	return []error{err}
}

// inArchive makes a path of sources.yaml or a verb relative to the archive.
func (a *app) inArchive(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.archive, name)
}
