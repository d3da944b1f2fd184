// Package issue reads issues of GitHub, Gitea, GitLab, Jira and Redmine as their APIs and
// command lines give them in JSON: one, a list, or wrapped with its comments.
// An issue is read for its text; what was said below it are updates.
package issue

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"

	"hindsight"
	"hindsight/internal/jsonvalue"
	"hindsight/internal/watch"
)

// maxDepth is how deep issues are looked for: GraphQL wraps one in
// data.repository.issues.nodes.
const maxDepth = 6

// Recognise tells from the content alone whether this package reads the input,
// and returns its importer, which keeps what was read to tell.
func Recognise(in hindsight.Input) (hindsight.Importer, bool) {
	i := open(in)
	return i, i.err == nil
}

// New returns an importer for the input.
func New(in hindsight.Input) hindsight.Importer { return open(in) }

type importer struct {
	in     hindsight.Input
	issues []object
	err    error // why there is none
}

func open(in hindsight.Input) importer {
	issues, err := read(in)
	if err == nil && len(issues) == 0 {
		err = errors.New("no issue in it: want a title, a state, a number, an author and when it was created")
	}
	return importer{in, issues, err}
}

// Import yields a postmortem for each issue.
func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {
		if i.err != nil {
			yield(hindsight.Postmortem{}, fmt.Errorf("%s: %w", i.in.Name, i.err))
			return
		}
		for n, o := range i.issues {
			p, err := watch.Safe(func() (hindsight.Postmortem, error) { return o.postmortem(i.in, len(i.issues) == 1) })
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				err = fmt.Errorf("%s, issue %d of %d: %w", i.in.Name, n+1, len(i.issues), err)
			}
			if !yield(p, err) || ctx.Err() != nil {
				return
			}
		}
	}
}

// titledRE is what an issue cannot do without, by the name that its tracker gives it.
var titledRE = regexp.MustCompile(`"(?:title|summary|subject)"`)

func read(in hindsight.Input) ([]object, error) {
	if len(in.Data) <= jsonvalue.MaxBytes && !titledRE.Match(in.Data) {
		return nil, errors.New("no JSON of issues")
	}
	v, err := jsonvalue.Decode(in)
	if err != nil {
		return nil, err
	}
	return find(v, 0), nil
}

// wrappers are the names under which issues stand.
var wrappers = []string{"issue", "issues", "items", "nodes", "edges", "node", "data", "repository", "search"}

// find collects the issues of a value: itself, its elements, or what it holds
// under the names that wrap them. Comments may stand beside the one issue.
func find(v any, depth int) (issues []object) {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			issues = append(issues, find(x, depth+1)...)
		}
	case map[string]any:
		if o := object(v); o.isIssue() {
			return []object{o}
		} else if o = alike(o); o != nil && o.isIssue() {
			return []object{o}
		}
		for _, key := range wrappers {
			if x, ok := v[key]; ok {
				issues = append(issues, find(x, depth+1)...)
			}
		}
		if len(issues) == 1 && len(issues[0].comments()) == 0 && len(object(v).comments()) > 0 {
			issues[0]["comments"] = v["comments"]
		}
	}
	return issues
}
