package intake

import (
	"bytes"
	"net/url"
	"strings"

	"hindsight/internal/fetch"
)

// remember records in sources.lock what a source's server said, once its
// documents are on disk. Failures wait until a server answered: a machine
// without a network says nothing about the sources.
func (r *run) remember(j Job, got fetch.Result, read fetch.Reading, err error) error {
	if !j.kept || j.source.Line == 0 || r.DryRun { // not from sources.yaml: nothing to remember
		return nil
	}
	if err != nil && j.asks && !r.reached && !isStatus(err) {
		r.waiting = append(r.waiting, func(l fetch.Lock) { l.Failed(*j.source, err, r.Now) })
		return nil
	}
	var waiting []func(fetch.Lock)
	if j.asks {
		r.answered()
		waiting, r.waiting = r.waiting, nil
	}
	return r.relock(func(l fetch.Lock) {
		for _, f := range waiting {
			f(l)
		}
		before := l.Moved(*j.source)
		if err != nil {
			l.Failed(*j.source, err, r.Now)
			return
		}
		l.Saved(*j.source, got, read)
		if at := l.Moved(*j.source); at != before && at != "" && at != j.source.URL {
			r.Tell(SourceMoved{j.source.Name, j.source.Line, redacted(at)})
		}
	})
}

// readLock reads sources.lock once for the run. A file that cannot be read is
// set aside under another name, so that nothing in it is lost, and the run goes
// on as if there were none: every server is asked for everything, which brings
// nothing twice.
func (r *run) readLock() error {
	l, err := ReadLock(r.Archive)
	if r.locked = l; err == nil {
		return nil
	}
	r.locked = fetch.Lock{}
	aside := ""
	if !r.DryRun {
		var failed error
		if aside, failed = r.archive.SetAside(LockFile); failed != nil {
			return WriteError{failed}
		}
	}
	r.Tell(LockUnreadable{err, aside})
	return nil
}

// relock changes what sources.lock says; the file is written only when that is
// something else.
func (r *run) relock(change func(fetch.Lock)) error {
	before := r.locked.Marshal()
	change(r.locked)
	data := r.locked.Marshal()
	if bytes.Equal(data, before) {
		return nil
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
