package content

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/yamltext"
)

var eventKinds = []string{hindsight.KindEvent, hindsight.KindInvestigating, hindsight.KindIdentified, hindsight.KindMonitoring, hindsight.KindUpdate,
	hindsight.KindResolved}

var publishModes = []string{hindsight.PublishFull, hindsight.PublishExcerpt, hindsight.PublishLink}

// Check names everything that is wrong with a content file, one error each,
// "path:line: what is wrong; what to do". It is stricter than Parse: what a
// build would pass over, a contributor should hear of.
func Check(path string, data []byte, tax hindsight.Taxonomy) []error {
	c := checker{path: path, data: data}
	e, err := Parse(path, data)
	if err != nil {
		head, body, _, noFile := split(data)
		if noFile != nil || CheckPath(path) != nil {
			return []error{err}
		}
		m, bad, wrong, ok := readable(path, head)
		if !ok {
			return []error{err}
		}
		if e = m.entry(path, body); len(wrong) > maxFound {
			wrong = wrong[:maxFound]
		}
		c.bad, c.found = bad, wrong
	}
	c.keys()
	c.facts(e)
	c.classes(e, tax)
	c.source(e)
	c.review(e)
	c.accounts(e)
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
		if len(c.found) < maxFound {
			c.found = append(c.found, fmt.Errorf("%s:%d: %s", c.path, k.line+frontLine-1, k.message))
		}
	}
}

// maxFound is how many problems of one file are named: a file may be wrong in
// ten thousand places, and nobody reads on.
const maxFound = 20

type checker struct {
	path  string
	data  []byte
	lines map[string]int  // of the keys
	bad   map[string]bool // keys that cannot be read: nothing more is said of them
	found []error
}

// add reports a problem at the line of a front-matter key.
func (c *checker) add(key, format string, args ...any) {
	if top, _, _ := strings.Cut(key, "."); len(c.found) > maxFound || c.bad[top] {
		return
	}
	if c.lines == nil {
		c.lines = keyLines(c.data)
	}
	at := fmt.Sprintf("%s:%d: ", c.path, max(1, c.lines[key]))
	if len(c.found) == maxFound {
		c.found = append(c.found, errors.New(at+"more is wrong than is named here"))
		return
	}
	c.found = append(c.found, errors.New(at+key+": "+fmt.Sprintf(format, args...)))
}

// keyLines are the lines of the top-level keys, and of those below `source:`
// as "source.url".
func keyLines(data []byte) map[string]int {
	at := map[string]int{}
	n, top := 0, ""
	for line := range bytes.Lines(data) {
		n++
		if n > 1 && bytes.HasPrefix(line, []byte("---")) {
			break
		}
		key, _, ok := bytes.Cut(line, []byte(":"))
		name := string(bytes.TrimSpace(key))
		if !ok || len(key) > 100 {
			continue
		}
		if indented := key[0] == ' '; !indented {
			top = name
		} else if name = top + "." + name; top != "source" {
			continue
		}
		if at[name] == 0 {
			at[name] = n
		}
	}
	return at
}

// LineOf is the line of a key of the front matter in a content file, or of one
// below `source:` written "source.url"; 1 where it has none.
func LineOf(data []byte, key string) int { return max(1, keyLines(data)[key]) }

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
	if e.When().IsZero() && !slices.Contains(e.Review, hindsight.ReviewUndated) {
		c.add("date", "missing, and so is the incident's; if the text gives no date, add review: [undated]")
	}
	if early(e) && !slices.Contains(e.Review, hindsight.ReviewFutureDate) {
		c.add("date", "%s is after the text was fetched, %s", e.Date, e.Source.Fetched)
	}
	for _, v := range contradictions(&e.Incident) {
		c.add("incident", "%s %s after it was %s %s", v.earlier, v.earlierAt, v.later, v.laterAt)
	}
	if i := e.Incident; longBefore(e.Date, i) && !slices.Contains(e.Review, hindsight.ReviewEarlyDate) && !e.IsCurated("date") && !e.IsCurated("incident") {
		c.add("date", "published %s, long before the incident started %s; correct one of them, or add review: [%s]",
			e.Date, i.Started, hindsight.ReviewEarlyDate)
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
// quote for them; what is quoted for a class that was taken away is no evidence.
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
	for _, id := range e.Agreed {
		if !slices.Contains(e.Classes, id) {
			c.add("agreed", "%q, which is not among the classes; take it out, or let hindsight tag do it", id)
		}
	}
	for _, v := range e.Evidence {
		if !slices.Contains(e.Classes, v.Class) {
			c.add("evidence", "for %q, which is not among the classes; take the quote out, or let hindsight tag do it", v.Class)
		}
		if !holds(e, v.Quote) {
			c.add("evidence", "the text does not contain %.200q", v.Quote)
		}
	}
}

var reviewFlags = []string{hindsight.ReviewUndated, hindsight.ReviewNoCause, hindsight.ReviewMaybeNot, hindsight.ReviewFutureDate,
	hindsight.ReviewEarlyDate, hindsight.ReviewNoTitle, hindsight.ReviewNoOrganisation, hindsight.ReviewNoZone,
	hindsight.ReviewSecret, hindsight.ReviewPersonal, hindsight.ReviewDisputed}

// ReviewFlags are the flags that `review:` may hold, but for duplicate-of:, which
// names a postmortem.
func ReviewFlags() []string { return slices.Clone(reviewFlags) }

func (c *checker) review(e hindsight.Entry) {
	for _, flag := range e.Review {
		if wrong := badFlag(flag); wrong != "" {
			c.add("review", "%s", wrong)
		}
	}
}

// badFlag says what is wrong with a review flag.
func badFlag(flag string) string {
	id, twin := strings.CutPrefix(flag, hindsight.ReviewDuplicateOf)
	switch {
	case twin && CheckPath(hindsight.Folder+id+".md") != nil:
		return fmt.Sprintf("%q names no postmortem; want duplicate-of:<organisation>/<file name without .md>", flag)
	case !twin && !slices.Contains(reviewFlags, flag):
		return fmt.Sprintf("%q is no flag%s; flags are %s, %s…", flag, hint(flag, reviewFlags), strings.Join(reviewFlags, ", "), hindsight.ReviewDuplicateOf)
	}
	return ""
}

// IsAddress says whether s is a web address that a content file may hold.
func IsAddress(s string) bool { return webRE.MatchString(s) }

var webRE = regexp.MustCompile(`^https?://[^\s<>"]+$`)

func (c *checker) source(e hindsight.Entry) {
	for _, u := range []struct{ key, value string }{{"source.url", e.Source.URL}, {"source.archive_url", e.Source.ArchiveURL}} {
		if u.value != "" && !webRE.MatchString(u.value) {
			c.add(u.key, "%q is not an address; it begins with https:// or http://", u.value)
		}
	}
	if e.Publish == hindsight.PublishLink && e.Source.URL == "" && e.Source.ArchiveURL == "" && strings.TrimSpace(e.Body) == "" {
		c.add("publish", "link, but source has no url, and there is no text either")
	}
}
