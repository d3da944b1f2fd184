package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

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
func (a *app) sourceJobs(ctx context.Context) ([]job, error) {
	sources, err := a.sources()
	a.saidSources = true
	for _, problem := range each(err) {
		a.leftOut("%v (this source is left out)", problem)
	}
	if err != nil && len(sources) == 0 {
		return nil, hinted{fmt.Errorf("%s: no source in it can be read", a.inArchive(sourcesFile)), "hindsight check names each problem with its line"}
	}
	lock, _, err := a.lock()
	if err != nil {
		return nil, err
	}
	var jobs []job
	for _, s := range sources {
		jobs = append(jobs, a.sourceInputs(ctx, s, lock)...)
	}
	return jobs, ctx.Err()
}

// namedSource returns the inputs of the source with this name.
func (a *app) namedSource(ctx context.Context, name string) ([]job, bool, error) {
	sources, err := a.sources()
	for _, s := range sources {
		if s.Name == name {
			lock, _, err := a.lock()
			return a.sourceInputs(ctx, s, lock), true, err
		}
	}
	return nil, false, err
}

// sourceInputs lists what one source brings: an address, a file, the files of
// a folder, or the feeds of an OPML list. What is wrong with it comes out when
// its turn comes, so that the other sources are imported.
func (a *app) sourceInputs(ctx context.Context, s fetch.Source, lock fetch.Lock) []job {
	if a.isList(s) {
		return a.opmlInputs(ctx, s, lock)
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
	if len(files) == 0 {
		return []job{failedJob(s, fmt.Errorf("source %s: %s:%d: path %s: the folder holds no files", s.Name, sourcesFile, s.Line, s.Path))}
	}
	var jobs []job
	for _, f := range files {
		j := fileJob(f, false)
		if _, err := os.Stat(f); err != nil {
			j = failedJob(s, fmt.Errorf("source %s: %s:%d: path %s: no such file or folder", s.Name, sourcesFile, s.Line, s.Path))
		}
		j.source, j.among = &s, f != path
		jobs = append(jobs, j)
	}
	return jobs
}

// isList says that a source is a list of feeds.
func (a *app) isList(s fetch.Source) bool {
	return s.Kind == kindOPML || s.Path != "" && isOPML(a.inArchive(s.Path))
}

func isOPML(path string) bool {
	in, err := readInput(path)
	return err == nil && fetch.IsOPML(in.Data)
}

// opmlInputs are the feeds of a list; what the list's own entry says of kind,
// publish and so on holds for each. What a list that came from a server names
// is that server's say-so: only feeds on its own host may be private.
func (a *app) opmlInputs(ctx context.Context, s fetch.Source, lock fetch.Lock) []job {
	in, err := readInput(a.inArchive(s.Path))
	if s.URL != "" {
		in, err = a.get(ctx, s.URL, s.Private(s.URL))
	}
	if err != nil && s.Name != "" {
		err = fmt.Errorf("source %s: %w", s.Name, err)
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
		one.Name, one.URL, one.Path, one.Kind = f.Name, f.URL, "", kindFeed
		one.AllowPrivate = s.Private(f.URL)
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
	return job{name: url, alone: true, read: func(ctx context.Context) (hindsight.Input, error) { return a.get(ctx, url, false) }}
}

func (a *app) get(ctx context.Context, url string, private bool) (hindsight.Input, error) {
	r, err := a.http().Get(ctx, url, fetch.Validators{}, private)
	return r.Input, err
}

// fetchJob asks a source's server for news.
func (a *app) fetchJob(s fetch.Source, lock fetch.Lock) job {
	known := lock.Of(s)
	j := job{name: s.Name, source: &s, known: &known}
	if j.known.Gone {
		j.read = func(context.Context) (hindsight.Input, error) {
			return hindsight.Input{}, fmt.Errorf("source %s is gone for good (its server said 410); remove it from %s:%d, or give its new url there", s.Name, sourcesFile, s.Line)
		}
		return j
	}
	j.fetched = new(fetch.Result)
	j.read = func(ctx context.Context) (hindsight.Input, error) {
		at := lock.Address(s)
		r, err := a.http().Get(ctx, at, lock.Validators(s), s.Private(at))
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
	a.clientOnce.Do(func() {
		opt := a.fetching
		opt.Waiting = func(host string, wait time.Duration) {
			a.progress("waiting   %s asks to be left alone for %s", host, wait.Round(time.Second))
		}
		a.client = fetch.New(opt)
	})
	return a.client
}

// forSource is the pipeline as a source wants it.
func (p *pipeline) forSource(s *fetch.Source) *pipeline {
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
	return &q
}

func (a *app) checkSources() []error {
	_, err := a.sources()
	return each(err)
}

// inArchive makes a path of sources.yaml or a verb relative to the archive.
func (a *app) inArchive(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.archive, name)
}
