// Package statuspage reads incidents in the JSON shapes of Statuspage's API
// v2 and its like: a single incident, a list, incidents.json and summary.json.
// Saved pages in HTML are importers/webpage's, pasted ones importers/dump's.
package statuspage

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"hindsight"
	"hindsight/internal/jsonvalue"
	"hindsight/internal/watch"
)

// Recognise tells from the content alone whether this package reads the input,
// and returns its importer, which keeps what was read to tell.
func Recognise(in hindsight.Input) (hindsight.Importer, bool) {
	i := open(in)
	return i, i.err == nil
}

// New returns an importer for the input.
func New(in hindsight.Input) hindsight.Importer { return open(in) }

type importer struct {
	in        hindsight.Input
	incidents []object
	page      object
	err       error // why there is no incident
}

func open(in hindsight.Input) importer {
	incidents, page, err := read(in)
	if err == nil && len(incidents) == 0 {
		err = errors.New("no incident in it: want an object with incident_updates or postmortem_body, a list of such, or {\"incidents\": […]}")
	}
	return importer{in, incidents, page, err}
}

// Import yields a postmortem for each incident.
func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {
		if i.err != nil {
			yield(hindsight.Postmortem{}, fmt.Errorf("%s: %w", i.in.Name, i.err))
			return
		}
		for n, o := range i.incidents {
			p, err := watch.Safe(func() (hindsight.Postmortem, error) { return o.postmortem(i.page, i.in, len(i.incidents) == 1) })
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				err = fmt.Errorf("%s, incident %d of %d: %w", i.in.Name, n+1, len(i.incidents), err)
			}
			if !yield(p, err) || ctx.Err() != nil {
				return
			}
		}
	}
}

// read decodes the input and finds its incidents and its page.
func read(in hindsight.Input) ([]object, object, error) {
	v, err := jsonvalue.Decode(in)
	if err != nil {
		return nil, nil, err
	}
	incidents, page := find(v, 0)
	return incidents, page, nil
}

// find collects the incidents of a value: itself, its elements, or what it
// holds under the names that wrap incidents.
func find(v any, depth int) (incidents []object, page object) {
	if depth > 6 {
		return nil, nil
	}
	add := func(v any) {
		more, p := find(v, depth+1)
		incidents = append(incidents, more...)
		if page == nil {
			page = p
		}
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			add(x)
		}
	case map[string]any:
		o := object(v)
		if o.isIncident() {
			return []object{o}, nil
		}
		page, _ = v["page"].(map[string]any)
		for _, key := range []string{"incident", "incidents", "data", "result", "results", "items"} {
			if x, ok := v[key]; ok {
				add(x)
			}
		}
	}
	return incidents, page
}
