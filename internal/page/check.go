package page

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/yamltext"
)

var eventKinds = []string{hindsight.KindEvent, hindsight.KindInvestigating, hindsight.KindIdentified, hindsight.KindMonitoring, hindsight.KindUpdate, hindsight.KindResolved}

var publishModes = []string{hindsight.PublishFull, hindsight.PublishExcerpt, hindsight.PublishLink}

// Check names everything that is wrong with a content file, one error each,
// "path:line: what is wrong; what to do". It is stricter than Parse: what a
// build would pass over, a contributor should hear of.
func Check(path string, data []byte, tax hindsight.Taxonomy) []error {
	e, err := Parse(path, data)
	if err != nil {
		return []error{err}
	}
	c := checker{path: path, data: data}
	c.keys()
	c.facts(e)
	c.classes(e, tax)
	c.source(e)
	c.review(e)
	for _, key := range e.Curated {
		if !Curable(key) {
			c.add("curated", "%q is no key that can be curated", key)
		}
	}
	return c.found
}

// keys names front-matter keys that nothing reads.
func (c *checker) keys() {
	head, _, _, err := split(c.data)
	if err != nil {
		return
	}
	root, err := yamltext.Parse(head, yamltext.Place{}, yamltext.FrontMatter)
	if err != nil {
		return // Parse has said so
	}
	for _, k := range unknownKeys(root, matter{}) {
		c.found = append(c.found, fmt.Errorf("%s:%d: %s", c.path, k.line+frontLine-1, k.message))
	}
}

type checker struct {
	path  string
	data  []byte
	found []error
}

// add reports a problem at the line of a front-matter key.
func (c *checker) add(key, format string, args ...any) {
	c.found = append(c.found, fmt.Errorf("%s:%d: %s: %s", c.path, c.line(key), key, fmt.Sprintf(format, args...)))
}

// line finds a top-level key, or one of `source:` written "source.url".
func (c *checker) line(key string) int {
	top, sub, _ := strings.Cut(key, ".")
	n, inside := 0, false
	for line := range bytes.Lines(c.data) {
		n++
		switch {
		case n > 1 && bytes.HasPrefix(line, []byte("---")):
			return 1
		case bytes.HasPrefix(line, []byte(top+":")):
			if inside = true; sub == "" {
				return n
			}
		case inside && bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte(sub+":")):
			return n
		}
	}
	return 1
}

func (c *checker) facts(e hindsight.Entry) {
	if strings.TrimSpace(e.Title) == "" && !slices.Contains(e.Review, hindsight.ReviewNoTitle) {
		c.add("title", "missing; write what failed, in a few words")
	}
	if strings.ContainsAny(e.Title, "\n\r") {
		c.add("title", "more than one line")
	}
	if strings.TrimSpace(e.Organisation) == "" && !slices.Contains(e.Review, hindsight.ReviewNoOrganisation) {
		c.add("organisation", "missing; name who ran what failed")
	}
	if e.Date.IsZero() && !slices.Contains(e.Review, hindsight.ReviewUndated) {
		c.add("date", "missing; if the text does not say when it was published, add review: [undated]")
	}
	if f := e.Source.Fetched; !f.IsZero() && e.Date.Compare(f) > 0 && e.Date.Time().Sub(f.Time()) > 48*time.Hour && !slices.Contains(e.Review, hindsight.ReviewFutureDate) {
		c.add("date", "%s is after the text was fetched, %s", e.Date, f)
	}
	i := e.Incident
	if !i.Started.IsZero() && !i.Resolved.IsZero() && i.Started.Compare(i.Resolved) > 0 && i.Started.Precision() == i.Resolved.Precision() {
		c.add("incident", "started %s after it was resolved %s", i.Started, i.Resolved)
	}
	for _, v := range e.Timeline {
		if !slices.Contains(eventKinds, v.Kind) {
			c.add("timeline", "kind %q; kinds are %s", v.Kind, strings.Join(eventKinds, ", "))
		}
		if strings.TrimSpace(v.Text) == "" {
			c.add("timeline", "an event without text")
		}
	}
	if !slices.Contains(publishModes, e.Publish) {
		c.add("publish", "%q; it is %s", e.Publish, strings.Join(publishModes, ", "))
	}
	if strings.TrimSpace(e.Body) == "" && e.Publish == hindsight.PublishFull {
		c.add("publish", "full, but there is no text; write it below the front matter, or set publish: link")
	}
}

// classes checks classes and evidence. A person who sets the classes need not
// quote for them, and the quotes for the old ones may stay.
func (c *checker) classes(e hindsight.Entry, tax hindsight.Taxonomy) {
	curated := slices.Contains(e.Curated, "classes")
	for n, id := range e.Classes {
		_, ok := tax.Class(id)
		if !ok {
			c.add("classes", "%q is no class of taxonomy.yaml", id)
		}
		if slices.Contains(e.Classes[:n], id) {
			c.add("classes", "%q twice", id)
		}
		if ok && !curated && !slices.ContainsFunc(e.Evidence, func(v hindsight.Evidence) bool { return v.Class == id }) {
			c.add("evidence", "none for class %q; quote the sentence that earns it", id)
		}
	}
	for _, v := range e.Evidence {
		if !curated && !slices.Contains(e.Classes, v.Class) {
			c.add("evidence", "for %q, which is not among the classes", v.Class)
		}
		if v.Quote == "" || !strings.Contains(e.Body, v.Quote) && !strings.Contains(e.Title, v.Quote) {
			c.add("evidence", "the text does not contain %q", v.Quote)
		}
	}
}

var reviewFlags = []string{hindsight.ReviewUndated, hindsight.ReviewNoCause, hindsight.ReviewMaybeNot, hindsight.ReviewFutureDate, hindsight.ReviewNoTitle, hindsight.ReviewNoOrganisation, hindsight.ReviewNoZone}

func (c *checker) review(e hindsight.Entry) {
	for _, flag := range e.Review {
		id, twin := strings.CutPrefix(flag, hindsight.ReviewDuplicateOf)
		switch {
		case twin && CheckPath(hindsight.Folder+id+".md") != nil:
			c.add("review", "%q names no postmortem; want duplicate-of:<organisation>/<file name without .md>", flag)
		case !twin && !slices.Contains(reviewFlags, flag):
			c.add("review", "%q is no flag%s; flags are %s, %s…", flag, hint(flag, reviewFlags), strings.Join(reviewFlags, ", "), hindsight.ReviewDuplicateOf)
		}
	}
}

// IsAddress says whether s is a web address that a content file may hold.
func IsAddress(s string) bool { return reWeb.MatchString(s) }

var reWeb = regexp.MustCompile(`^https?://[^\s<>"]+$`)

func (c *checker) source(e hindsight.Entry) {
	for _, u := range []struct{ key, value string }{{"source.url", e.Source.URL}, {"source.archive_url", e.Source.ArchiveURL}} {
		if u.value != "" && !reWeb.MatchString(u.value) {
			c.add(u.key, "%q is not an address; it begins with https:// or http://", u.value)
		}
	}
	if e.Publish == hindsight.PublishLink && e.Source.URL == "" && e.Source.ArchiveURL == "" && strings.TrimSpace(e.Body) == "" {
		c.add("publish", "link, but source has no url, and there is no text either")
	}
}
