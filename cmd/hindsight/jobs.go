package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"hindsight"
)

var errNoInput = errors.New("nothing to read")

// A job is one input that is to be imported.
type job struct {
	name  string
	alone bool // the user named this very input
	read  func(context.Context) (hindsight.Input, error)
}

// jobs turns arguments into inputs: names of sources, paths, addresses and
// "-". No argument means every source. An argument that is none of these
// stops the run before anything is imported.
func (a *app) jobs(args []string) ([]job, error) {
	if len(args) == 0 {
		return a.sourceJobs()
	}
	var jobs []job
	for _, arg := range args {
		more, err := a.argument(arg)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, more...)
	}
	return jobs, nil
}

func (a *app) argument(arg string) ([]job, error) {
	if arg == "-" {
		return []job{{name: "standard input", alone: true, read: func(context.Context) (hindsight.Input, error) { return a.stdin() }}}, nil
	}
	if webAddress(arg) {
		return []job{a.addressJob(arg)}, nil
	}
	info, err := os.Stat(arg)
	if err != nil {
		if j, ok, err := a.namedSource(arg); ok || err != nil {
			return []job{j}, err
		}
		return nil, usageError{fmt.Errorf("%s: no such file, folder or source", arg), "sources are named in sources.yaml; addresses begin with https://"}
	}
	if !info.IsDir() {
		return []job{fileJob(arg, true)}, nil
	}
	files, err := walk(arg)
	if err != nil {
		return nil, err
	}
	var jobs []job
	for _, f := range files {
		jobs = append(jobs, fileJob(f, false))
	}
	if len(jobs) == 0 {
		return nil, usageError{fmt.Errorf("%s: the folder holds no files", arg), ""}
	}
	return jobs, nil
}

func fileJob(path string, alone bool) job {
	return job{name: path, alone: alone, read: func(context.Context) (hindsight.Input, error) { return readInput(path) }}
}
