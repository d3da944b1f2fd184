// Package incident reads incidents and their reports as the tools export them that
// teams manage incidents with: PagerDuty, incident.io, FireHydrant, Opsgenie and
// Rootly, in the JSON of their interfaces; one object, a list, or a page of them with
// what stands around it. Jeli documents no such form; its reports are Markdown,
// as importers/dump reads it.
//
// A shape is data (shapes.txt, where each format's documentation is named): what an
// object must have to be of that shape, and where in it title, times, sections and
// timeline are. Nobody's name is taken: who was on call is no part of a report.
package incident

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"regexp"

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
	in    hindsight.Input
	found []found
	err   error // why there is none
}

// found is an object of a known shape.
type found struct {
	shape  shape
	object map[string]any
}

func open(in hindsight.Input) importer {
	all, err := read(in)
	if err == nil && len(all) == 0 {
		err = errors.New("no incident in it, as PagerDuty, incident.io, FireHydrant, Opsgenie or Rootly give one")
	}
	return importer{in, all, err}
}

// Import yields a postmortem for each incident that something is said of.
func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {
		if i.err != nil {
			yield(hindsight.Postmortem{}, fmt.Errorf("%s: %w", i.in.Name, i.err))
			return
		}
		drills, mute := 0, 0
		for n, f := range i.found {
			if f.shape.drill(f.object) {
				drills++
				continue
			}
			p, err := watch.Safe(func() (hindsight.Postmortem, error) { return f.postmortem(), nil })
			if err == nil {
				err = ctx.Err()
			}
			if err == nil && p.Body == "" {
				mute++
				continue
			}
			if err != nil {
				err = fmt.Errorf("%s, incident %d of %d: %w", i.in.Name, n+1, len(i.found), err)
			}
			if !yield(p, err) || ctx.Err() != nil {
				return
			}
		}
		for _, left := range []struct {
			n   int
			why string
		}{{drills, "were exercises"}, {mute, "have neither a text nor updates"}} {
			if left.n > 0 && !yield(hindsight.Postmortem{}, hindsight.Notice(fmt.Sprintf("%s: %d of %d incidents %s and are left out",
				i.in.Name, left.n, len(i.found), left.why))) {
				return
			}
		}
	}
}

// namedRE is a member that no shape does without: what is none of them need not be
// decoded.
var namedRE = regexp.MustCompile(`"(?:incident_number|incident_status|current_milestone|postmortemId|impactedServices|sequential_id` +
	`|incident_post_mortems|show_timeline)"`)

func read(in hindsight.Input) ([]found, error) {
	if len(in.Data) <= jsonvalue.MaxBytes && !namedRE.Match(in.Data) {
		return nil, errors.New("no JSON of an incident tool")
	}
	v, err := jsonvalue.Decode(in)
	if err != nil {
		return nil, err
	}
	return find(v, 0), nil
}

// maxDepth is how deep incidents are looked for: a webhook has event.data.
const maxDepth = 6

// wrappers are the names under which incidents stand.
var wrappers = []string{"incident", "incidents", "data", "event", "items", "results", "reports", "post_mortem", "post_mortems", "retrospectives"}

// find collects the incidents of a value: itself, its elements, or what it holds
// under the names that wrap them. What stands beside the one incident of an object,
// its notes or updates, is taken for its own.
func find(v any, depth int) (all []found) {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			all = append(all, find(x, depth+1)...)
		}
	case map[string]any:
		for _, s := range shapes {
			if s.fits(v) {
				return []found{{s, v}}
			}
		}
		for _, key := range wrappers {
			if x, ok := v[key]; ok {
				all = append(all, find(x, depth+1)...)
			}
		}
		if len(all) == 1 {
			all[0].object = joined(all[0].object, v)
		}
	}
	return all
}

// joined is an object with what it lacks and stands beside it.
func joined(o, beside map[string]any) map[string]any {
	out := maps.Clone(o)
	for key, v := range beside {
		if _, there := out[key]; !there && !isWrapper(key) {
			out[key] = v
		}
	}
	return out
}

func isWrapper(key string) bool {
	for _, w := range wrappers {
		if w == key {
			return true
		}
	}
	return false
}
