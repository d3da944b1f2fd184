package intake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/fetch"
)

// The files of an archive that say which sources it has, and what their servers
// said last.
const (
	SourcesFile = "sources.yaml"
	LockFile    = "sources.lock"
)

// maxSources is what is read of sources.yaml at most, in bytes: an entry of a
// source takes 200.
const maxSources = 2 << 20

// Sources reads the sources.yaml of an archive; one without it has none. The
// error may be joined of several, see Each; the sources that it does not
// concern come with it.
func Sources(dir string) ([]fetch.Source, error) {
	data, err := archive.Read(dir, SourcesFile, maxSources)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return fetch.LoadSources(within(dir, SourcesFile), data, sourceKinds())
}

// sourceKinds are the kinds that sources.yaml may name: those of --as, a list
// of feeds, and the names that KindNamed knows besides.
func sourceKinds() []string {
	return append(Kinds(), "dump", "html", kindOPML)
}

// ReadLock reads the sources.lock of an archive; one without it has an empty
// one. What cannot be read is an error that names file and line.
func ReadLock(dir string) (fetch.Lock, error) {
	data, err := archive.Read(dir, LockFile, fetch.MaxLock)
	if errors.Is(err, fs.ErrNotExist) {
		return fetch.Lock{}, nil
	}
	if err != nil {
		return nil, err
	}
	return fetch.LoadLock(within(dir, LockFile), data)
}

// lock is what servers said last: nothing, where that cannot be read. The run
// says so, see run.readLock.
func (n *Intake) lock() fetch.Lock {
	if l, err := ReadLock(n.Archive); err == nil {
		return l
	}
	return fetch.Lock{}
}

// sourceJobs are the inputs of all sources.
func (n *Intake) sourceJobs(ctx context.Context) ([]Job, error) {
	sources, err := Sources(n.Archive)
	if err != nil {
		n.Tell(BadSources{err})
	}
	if err != nil && len(sources) == 0 {
		return nil, fmt.Errorf("%s: %w", within(n.Archive, SourcesFile), ErrNoSource)
	}
	lock := n.lock()
	var jobs []Job
	for _, s := range sources {
		jobs = append(jobs, n.sourceInputs(ctx, s, lock)...)
	}
	return jobs, ctx.Err()
}

// namedSource returns the inputs of the source with this name.
func (n *Intake) namedSource(ctx context.Context, name string) ([]Job, bool, error) {
	sources, err := Sources(n.Archive)
	for _, s := range sources {
		if s.Name == name {
			return n.sourceInputs(ctx, s, n.lock()), true, nil
		}
	}
	return nil, false, err
}

// sourceInputs lists what one source brings: an address, a file, the files of
// a folder, or the feeds of an OPML list. What is wrong with it comes out when
// its turn comes, so that the other sources are imported.
func (n *Intake) sourceInputs(ctx context.Context, s fetch.Source, lock fetch.Lock) []Job {
	if n.place().IsList(s) {
		return n.opmlInputs(ctx, s, lock)
	}
	if s.URL != "" {
		return []Job{n.fetchJob(s, lock)}
	}
	if s.Git != "" {
		return []Job{n.repositoryJob(s, lock)}
	}
	place := n.place()
	files, folder, err := place.files(s)
	if err != nil {
		return []Job{failedJob(s, err)}
	}
	var jobs []Job
	for _, f := range files {
		jobs = append(jobs, Job{name: place.shown(f), source: &s, among: folder, beside: place.beside(s, f, folder),
			read: from(func() (hindsight.Input, error) { return place.read(f) })})
	}
	return jobs
}

// IsList says that a source of an archive is a list of feeds.
func (p Place) IsList(s fetch.Source) bool {
	if s.Kind == kindOPML || s.Path == "" {
		return s.Kind == kindOPML
	}
	in, err := p.one(s)
	return err == nil && fetch.IsOPML(in.Data)
}

// isOPML says that a file which the user has named is a list of feeds.
func isOPML(path string) bool {
	in, err := ReadFile(path)
	return err == nil && fetch.IsOPML(in.Data)
}

// opmlInputs are the feeds of a list; what the list's own entry says of kind,
// publish and so on holds for each. What a list that came from a server names
// is that server's say-so: only feeds on its own host may be private.
func (n *Intake) opmlInputs(ctx context.Context, s fetch.Source, lock fetch.Lock) []Job {
	var in hindsight.Input
	var err error
	switch {
	case s.URL == "" && s.Name == "": // the user has named the file
		in, err = ReadFile(s.Path)
	case s.URL == "":
		in, err = n.place().one(s)
	default:
		var got fetch.Result
		got, err = n.Client.Get(ctx, s.URL, fetch.Validators{}, s.Private(s.URL))
		in = got.Input
	}
	if err != nil && s.Name != "" {
		err = fmt.Errorf("source %s: %w", s.Name, err)
	}
	if err != nil {
		return []Job{failedJob(s, err)}
	}
	feeds, err := fetch.OPML(in.Name, in.Data)
	if err != nil {
		return []Job{failedJob(s, err)}
	}
	var jobs []Job
	for _, f := range feeds {
		one := s
		one.Name, one.URL, one.Path, one.Kind = f.Name, f.URL, "", kindFeed
		one.AllowPrivate = s.Private(f.URL)
		if s.Name != "" {
			one.Name = s.Name + "-" + f.Name
		}
		jobs = append(jobs, n.fetchJob(one, lock))
	}
	return jobs
}

func failedJob(s fetch.Source, err error) Job {
	return Job{name: s.Name, source: &s, read: from(func() (hindsight.Input, error) { return hindsight.Input{}, err })}
}

// fetchJob asks a source's server for news.
func (n *Intake) fetchJob(s fetch.Source, lock fetch.Lock) Job {
	j := Job{name: s.Name, source: &s, locked: true, before: lock.Of(s)}
	if lock.Gone(s, n.Now) {
		j.read = from(func() (hindsight.Input, error) {
			return hindsight.Input{}, fmt.Errorf("source %s is gone for good (its server said 410); remove it from %s:%d, or give its new url there",
				s.Name, SourcesFile, s.Line)
		})
		return j
	}
	j.asks, j.kept = true, true
	j.read = func(ctx context.Context) (fetch.Result, error) {
		at := lock.Address(s)
		r, err := n.Client.Get(ctx, at, lock.Validators(s), s.Private(at))
		if err != nil {
			err = fmt.Errorf("source %s: %w", s.Name, err)
		}
		return r, err
	}
	return j
}

// within makes a path of sources.yaml relative to the archive.
func within(archive, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(archive, name)
}
