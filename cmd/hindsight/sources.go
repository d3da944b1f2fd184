package main

import (
	"context"

	"hindsight"
	"hindsight/internal/fetch"
)

// httpGet fetches one address, for arguments and for the pages behind feed items.
func (a *app) addressJob(url string) job {
	client := fetch.New(fetch.Options{})
	return job{name: url, alone: true, read: func(ctx context.Context) (hindsight.Input, error) {
		r, err := client.Get(ctx, url, fetch.Validators{}, false)
		return r.Input, err
	}}
}

func (a *app) sourceJobs() ([]job, error) { return nil, nil }

func (a *app) namedSource(name string) (job, bool, error) { return job{}, false, nil }

// do imports the jobs, one after the other.
func (r *importRun) do(ctx context.Context, p *pipeline, jobs []job) error {
	for _, j := range jobs {
		in, err := j.read(ctx)
		if err != nil {
			r.left++
			r.say(outcome{Status: statusError, Source: j.name, Reason: err.Error()})
			continue
		}
		if err := r.input(ctx, p, in, j.alone); err != nil {
			return err
		}
	}
	return nil
}
