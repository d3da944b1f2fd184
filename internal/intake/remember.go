package intake

import (
	"bytes"
	"errors"
	"net/url"
	"strings"

	"hindsight/internal/fetch"
)

// remember records in sources.lock what a source's server said, once its
// documents are on disk. Failures wait until a server answered: a machine
// without a network says nothing about the sources.
func (r *run) remember(j Job, got fetch.Result, read fetch.Reading, err error) error {
	if !j.asks || j.source.Line == 0 || r.DryRun { // not from sources.yaml: nothing to remember
		return nil
	}
	var status fetch.StatusError
	if err != nil && !r.reached && !errors.As(err, &status) && !errors.Is(err, fetch.ErrGone) {
		r.waiting = append(r.waiting, func(l fetch.Lock) { l.Failed(*j.source, err) })
		return nil
	}
	r.reached = true
	waiting := r.waiting
	r.waiting = nil
	return r.relock(func(l fetch.Lock) {
		for _, f := range waiting {
			f(l)
		}
		before := l.Address(*j.source)
		if err != nil {
			l.Failed(*j.source, err)
			return
		}
		l.Saved(*j.source, got, read)
		if at := l.Address(*j.source); at != before && at != j.source.URL {
			r.Tell(SourceMoved{j.source.Name, j.source.Line, redacted(at)})
		}
	})
}

// relock changes sources.lock; the file is written only when that makes it
// another.
func (r *run) relock(change func(fetch.Lock)) error {
	lock, old, err := r.lock()
	if err != nil {
		return err
	}
	change(lock)
	data, err := lock.Marshal()
	if err != nil || bytes.Equal(data, old) || len(old) == 0 && len(lock) == 0 {
		return err
	}
	return r.archive.WriteFile(LockFile, data)
}

// forget drops from sources.lock what sources.yaml names no longer. A file
// with a mistake in it says nothing about what it should have named; neither
// does a list of feeds that was not read in this run.
func (r *run) forget(jobs []Job) error {
	sources, err := Sources(r.Archive)
	if err != nil || r.DryRun {
		return nil
	}
	stay, lists := map[string]bool{}, map[int]bool{} // names that stay; lines of lists that were read
	asked := false
	for _, j := range jobs {
		if j.source == nil || j.source.Line == 0 {
			continue
		}
		asked = true
		if j.locked {
			stay[j.source.Name], lists[j.source.Line] = true, true
		}
	}
	if !asked {
		return nil
	}
	return r.relock(func(l fetch.Lock) {
		for _, s := range sources {
			stay[s.Name] = true
			for name := range l {
				if r.place().IsList(s) && !lists[s.Line] && strings.HasPrefix(name, s.Name+"-") {
					stay[name] = true
				}
			}
		}
		l.Keep(stay)
	})
}

// redacted is an address without the password that it may hold.
func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Redacted()
}
