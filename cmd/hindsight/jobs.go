package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"hindsight"
	"hindsight/internal/fetch"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

var errNoInput = errors.New("nothing to read")

// A job is one input that is to be imported.
type job struct {
	name    string
	alone   bool          // the user named this very input
	among   bool          // one file of a folder, which may hold images and the like
	source  *fetch.Source // of sources.yaml; nil for an argument
	fetched *fetch.Result // filled by read, for a source with an address
	known   *fetch.State  // what sources.lock says of it; nil without an address
	read    func(context.Context) (hindsight.Input, error)
}

// jobs turns arguments into inputs: names of sources, paths, addresses and
// "-". No argument means every source. An argument that is none of these
// stops the run before anything is imported.
func (a *app) jobs(ctx context.Context, args []string) ([]job, error) {
	if len(args) == 0 {
		return a.sourceJobs(ctx)
	}
	var jobs []job
	for _, arg := range args {
		more, err := a.argument(ctx, arg)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, more...)
	}
	return jobs, nil
}

// argument reads one argument. A source's name goes before a file of the same
// name, which can be given as ./NAME; that a file lies there is said.
func (a *app) argument(ctx context.Context, arg string) ([]job, error) {
	if arg == "-" {
		return []job{{name: "standard input", alone: true, read: func(context.Context) (hindsight.Input, error) { return a.stdin() }}}, nil
	}
	if webAddress(arg) {
		return []job{a.addressJob(arg)}, nil
	}
	info, statErr := os.Stat(arg)
	jobs, named, err := a.namedSource(ctx, arg)
	switch {
	case named:
		if statErr == nil {
			a.progress("note      %s is a source of %s and a file here: the source is imported; ./%s means the file", arg, sourcesFile, arg)
		}
		return jobs, err
	case statErr != nil:
		if err == nil {
			err = usageError{fmt.Errorf("%s: no such file, folder or source", arg), "sources are named in sources.yaml; addresses begin with https://"}
		}
		return nil, err
	case info.IsDir():
		return folderJobs(arg)
	case isOPML(arg):
		return a.opmlInputs(ctx, fetch.Source{Path: absolute(arg)}, fetch.Lock{}), nil
	}
	return []job{fileJob(arg, true)}, nil
}

func folderJobs(dir string) ([]job, error) {
	files, err := walk(dir)
	if err != nil {
		return nil, err
	}
	var jobs []job
	for _, f := range files {
		j := fileJob(f, false)
		j.among = true
		jobs = append(jobs, j)
	}
	if len(jobs) == 0 {
		return nil, usageError{fmt.Errorf("%s: the folder holds no files", dir), ""}
	}
	return jobs, nil
}

func fileJob(path string, alone bool) job {
	return job{name: path, alone: alone, read: func(context.Context) (hindsight.Input, error) { return readInput(path) }}
}

// parallel is how many inputs are read at a time. Reading is mostly waiting
// for other people's servers; the client asks no host twice at once.
const parallel = 8

// readAhead is how many inputs may have been read before the one whose turn it
// is, so that one slow server does not hold up the others. A feed seldom has
// more than 1 MB.
const readAhead = 32

type reading struct {
	in  hindsight.Input
	err error
}

// do reads the jobs side by side and imports them one after the other, in
// their order, so that the same inputs give the same archive.
func (r *importRun) do(ctx context.Context, p *pipeline, jobs []job) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	read := make([]chan reading, len(jobs))
	slots, ahead := make(chan struct{}, parallel), make(chan struct{}, readAhead)
	for n := range jobs {
		read[n] = make(chan reading, 1)
	}
	go func() {
		for n, j := range jobs {
			for _, room := range []chan struct{}{ahead, slots} {
				select {
				case room <- struct{}{}:
				case <-ctx.Done():
					return
				}
			}
			go func() {
				in, err := j.read(ctx)
				<-slots
				read[n] <- reading{in, err}
			}()
		}
	}()
	bar := r.bar(len(jobs))
	defer func() { _ = bar.Finish() }()
	for n, j := range jobs {
		var got reading
		select {
		case got = <-read[n]:
			<-ahead
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := r.job(ctx, p, j, got); err != nil {
			return err
		}
		_ = bar.Add(1)
	}
	return r.forget(jobs)
}

// bar shows how far the run is, on a terminal only.
func (r *importRun) bar(n int) *progressbar.ProgressBar {
	f, ok := r.err.(*os.File)
	if !ok || r.quiet || n < 2 || !term.IsTerminal(int(f.Fd())) {
		return progressbar.DefaultSilent(int64(n))
	}
	return progressbar.NewOptions(n, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription("importing"),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}
