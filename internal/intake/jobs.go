package intake

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"hindsight"
	"hindsight/internal/fetch"
)

// A Job is one input that is to be imported.
type Job struct {
	name   string
	named  bool          // the user named this very input
	among  bool          // one file of a folder, which may hold images and the like
	source *fetch.Source // of sources.yaml; nil for an argument
	asks   bool          // read asks the source's server
	kept   bool          // sources.lock keeps what read gave: of sources that are asked, and of clones on this machine
	locked bool          // sources.lock speaks of it: a source with an address, asked or gone for good
	before fetch.State   // what sources.lock says of it
	beside *beside       // where its pictures may lie; nil for what is no file
	read   func(context.Context) (fetch.Result, error)

	repository bool // read gives the files of a git repository
}

// Name is what messages call the input: a path, an address, a source.
func (j Job) Name() string { return j.name }

// Jobs turns arguments into inputs: names of sources, paths, addresses and
// "-". No argument means every source. An argument that is none of these is an
// ArgumentError.
func (n *Intake) Jobs(ctx context.Context, args []string) ([]Job, error) {
	if len(args) == 0 {
		return n.sourceJobs(ctx)
	}
	var jobs []Job
	for _, arg := range args {
		more, err := n.argument(ctx, arg)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, more...)
	}
	return jobs, nil
}

// argument reads one argument. A source's name goes before a file of the same
// name, which can be given as ./NAME; that a file lies there is told.
func (n *Intake) argument(ctx context.Context, arg string) ([]Job, error) {
	if arg == "-" {
		const name = "standard input"
		return []Job{{name: name, named: true, read: from(func() (hindsight.Input, error) { return ReadAll(name, n.Stdin) })}}, nil
	}
	if IsAddress(arg) {
		return []Job{n.addressJob(arg)}, nil
	}
	info, statErr := os.Stat(arg)
	jobs, found, err := n.namedSource(ctx, arg)
	switch {
	case found:
		if statErr == nil {
			n.Tell(SourceBeforeFile{arg})
		}
		return jobs, err
	case statErr != nil:
		if err == nil {
			err = ArgumentError{arg, ErrNotThere}
		}
		return nil, err
	case info.IsDir():
		return folderJobs(arg)
	case isOPML(arg):
		return n.opmlInputs(ctx, fetch.Source{Path: absolute(arg)}, fetch.Lock{}), nil
	}
	return []Job{fileJob(arg, true)}, nil
}

// IsAddress tells a web address from a path or the name of a source.
func IsAddress(s string) bool {
	scheme, _, ok := strings.Cut(s, "://")
	return ok && (strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http"))
}

func folderJobs(dir string) ([]Job, error) {
	files, err := walk(dir)
	if err != nil {
		return nil, err
	}
	var jobs []Job
	for _, f := range files {
		j := fileJob(f, false)
		j.among, j.beside = true, besideFile(dir, f)
		jobs = append(jobs, j)
	}
	if len(jobs) == 0 {
		return nil, ArgumentError{dir, ErrEmptyFolder}
	}
	return jobs, nil
}

func fileJob(path string, named bool) Job {
	return Job{name: path, named: named, beside: besideFile(filepath.Dir(path), path), read: from(func() (hindsight.Input, error) { return ReadFile(path) })}
}

// addressJob fetches an address given as an argument.
func (n *Intake) addressJob(url string) Job {
	return Job{name: redacted(url), named: true, read: func(ctx context.Context) (fetch.Result, error) {
		return n.Client.Get(ctx, url, fetch.Validators{}, false)
	}}
}

// from makes what a server gives of an input that is on this machine.
func from(read func() (hindsight.Input, error)) func(context.Context) (fetch.Result, error) {
	return func(context.Context) (fetch.Result, error) {
		in, err := read()
		return fetch.Result{Input: in}, err
	}
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}
