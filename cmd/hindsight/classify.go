package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/classify"
	"hindsight/internal/content"
	"hindsight/internal/intake"
	"hindsight/internal/language"
	"hindsight/internal/prose"
	"hindsight/internal/tagging"
	"hindsight/internal/triage"
	"hindsight/internal/watch"

	"github.com/spf13/cobra"
)

// taxonomyFile holds the failure classes; modelFile is what `tag --learn` writes
// beside it.
const (
	taxonomyFile = "taxonomy.yaml"
	modelFile    = "model.txt"
)

// What is read at most of the two files, in bytes: the shipped taxonomy has
// 60 kB, a model of sixteen classes 1 MB.
const (
	maxTaxonomy = 2 << 20
	maxModel    = 64 << 20
)

// builtinTags says that the archive tags with the built-in taxonomy and model,
// so that what was measured of them holds for it.
func (a *app) builtinTags() bool {
	if _, err := archive.Read(a.archive, modelFile, maxModel); !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	builtin, err := hindsight.Theme.ReadFile(taxonomyFile)
	own, ownErr := archive.Read(a.archive, taxonomyFile, maxTaxonomy)
	return err == nil && (errors.Is(ownErr, fs.ErrNotExist) || ownErr == nil && bytes.Equal(own, builtin))
}

// taxonomy loads the archive's taxonomy.yaml, or the built-in one where the
// archive has none of its own, and what its classifier has learned.
func (a *app) taxonomy() (hindsight.Taxonomy, *classify.Classifier, error) {
	tax, c, err := a.unlearned()
	if err != nil {
		return nil, nil, err
	}
	path := a.inArchive(modelFile)
	data, err := archive.Read(a.archive, modelFile, maxModel)
	if errors.Is(err, os.ErrNotExist) {
		return tax, c, nil
	}
	if err == nil {
		c, err = c.WithModel(data)
	}
	if err != nil {
		return nil, nil, hinted{fmt.Errorf("%s: %w", path, err), "hindsight tag --learn writes it anew; without the file the built-in model is used"}
	}
	return tax, c, nil
}

// unlearned is taxonomy with the built-in model.
func (a *app) unlearned() (hindsight.Taxonomy, *classify.Classifier, error) {
	path := a.inArchive(taxonomyFile)
	base, err := hindsight.Theme.ReadFile(taxonomyFile)
	if err != nil {
		return nil, nil, err
	}
	data, err := archive.Read(a.archive, taxonomyFile, maxTaxonomy)
	if errors.Is(err, os.ErrNotExist) {
		path, data, err = "built-in "+taxonomyFile, base, nil
	}
	if err != nil {
		return nil, nil, err
	}
	tax, err := classify.LoadTaxonomyOver(path, data, base)
	if err != nil {
		return nil, nil, err
	}
	c, err := classify.New(tax)
	return tax, c, err
}

// classifiedLine is a line of `classify --jsonl`.
type classifiedLine struct {
	ID         json.RawMessage `json:"id"`
	Primary    string          `json:"primary"` // "other" when there is no class
	Classes    []classJSON     `json:"classes"`
	Lang       string          `json:"lang,omitempty"` // of a text that is not in English, and so gets no class
	Postmortem verdictJSON     `json:"postmortem"`
}

func (a *app) classifyVerb() *cobra.Command {
	var jsonl bool
	c := &cobra.Command{
		Use:   "classify [--jsonl] [PATH...|-]",
		Short: "Explain the tags of content files or texts",
		Long: `Explain which failure classes a text gets, and why. Without a path the whole
archive is explained. A path is a content file or any text or Markdown file.

A score is the estimated probability that a person would give the class. The
likeliest main cause is given whatever its score, unless the text more likely
states no cause; any further class needs the score that is shown beside it.

With --jsonl the input holds a JSON object {"id","title","text"} a line, or lines of
hindsight export ("body" for the text); for each, in the same order, a line
{"id","primary","classes","postmortem"} is written.`,
		Example: "  hindsight classify content/postmortems/example/2020-01-02-outage-1a2b3c.md\n  hindsight classify --jsonl < texts.jsonl",
		RunE: func(c *cobra.Command, args []string) error {
			_, cl, err := a.taxonomy()
			if err != nil {
				return err
			}
			if jsonl {
				return a.classifyLines(c.Context(), cl, args)
			}
			return a.explainAll(c.Context(), cl, args)
		},
	}
	c.Flags().BoolVar(&jsonl, "jsonl", false, "read and write JSON lines")
	return c
}

func (a *app) classifyLines(ctx context.Context, cl *classify.Classifier, args []string) error {
	if len(args) == 0 {
		args = []string{"-"}
	}
	out := bufio.NewWriter(a.out)
	for _, arg := range args {
		in, close, err := a.openFile(arg)
		if err != nil {
			return err
		}
		err = a.classifyStream(ctx, cl, arg, in, out)
		close()
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

func (a *app) openFile(arg string) (io.Reader, func(), error) {
	if arg == "-" {
		return a.in, func() {}, nil
	}
	f, err := os.Open(arg)
	if err != nil {
		return nil, nil, usageError{err, ""}
	}
	return f, func() { _ = f.Close() }, nil
}

func (a *app) classifyStream(ctx context.Context, cl *classify.Classifier, name string, in io.Reader, out io.Writer) error {
	enc := lineEncoder(out)
	lines := bufio.NewReader(in)
	for n := 1; ; n++ {
		raw, err := lines.ReadBytes('\n')
		if len(strings.TrimSpace(string(raw))) > 0 {
			var rec struct {
				ID                json.RawMessage // any JSON value; it is given back as it is
				Title, Text, Body string          // Body is what export and inspect call the text
				Lang              string          // as they give it; "" where nobody said
			}
			// A line that cannot be read is answered too, so that answers and
			// questions stay side by side.
			if jerr := json.Unmarshal(raw, &rec); jerr != nil {
				a.leftOut("%s:%d: not a JSON object with id, title and text: %v", name, n, jerr)
			} else if rec.Title+rec.Text+rec.Body == "" {
				a.leftOut("%s:%d: neither title nor text in it: nothing to classify", name, n)
			}
			line, cerr := watch.Do(ctx, patience, func(ctx context.Context) (classifiedLine, error) {
				return classifyRecord(ctx, cl, rec.ID, rec.Title, cmp.Or(rec.Text, rec.Body), rec.Lang)
			})
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if cerr != nil {
				a.leftOut("%s:%d: %v", name, n, cerr)
				line = classifiedLine{ID: rec.ID, Primary: primary(nil), Classes: classesJSON(nil)}
			}
			if werr := enc.Encode(line); werr != nil {
				return werr
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}

func classifyRecord(ctx context.Context, cl *classify.Classifier, id json.RawMessage, title, text, lang string) (classifiedLine, error) {
	pm := classify.Prepare(title, text)
	doc := prose.Parse(pm.Title, pm.Body)
	var x classify.Explanation
	if pm.Lang = cmp.Or(lang, language.Of(pm.Body)); !foreign(pm) {
		var err error
		if x, err = cl.ExplainDocument(ctx, pm, doc); err != nil {
			return classifiedLine{}, err
		}
		pm.Lang = ""
	}
	v, err := triage.Judge(ctx, pm, doc)
	return classifiedLine{
		ID: id, Primary: primary(tagging.Tag(hindsight.Entry{}, x.Findings).Classes), Classes: classesJSON(x.Findings),
		Lang: pm.Lang, Postmortem: verdictJSON{Is: v.Is, Score: score(v.Score)},
	}, err
}

// explainAll writes for each file what a person would say of its tags.
func (a *app) explainAll(ctx context.Context, cl *classify.Classifier, args []string) error {
	if len(args) == 0 {
		return a.entries(func(e hindsight.Entry) error {
			a.explain(ctx, cl, e.Path, e.Postmortem)
			return ctx.Err()
		})
	}
	for _, arg := range args {
		pm, err := a.textOf(arg)
		if err != nil {
			return err
		}
		a.explain(ctx, cl, arg, pm)
	}
	return nil
}

// textOf reads a content file, or any other text as a body.
func (a *app) textOf(arg string) (hindsight.Postmortem, error) {
	in, err := a.stdinOr(arg)
	if err != nil {
		return hindsight.Postmortem{}, err
	}
	if i := strings.LastIndex(filepath.ToSlash(arg), hindsight.Folder); i >= 0 {
		e, err := content.Parse(filepath.ToSlash(arg)[i:], in.Data)
		return e.Postmortem, err
	}
	pm := classify.Prepare("", string(in.Data))
	pm.Lang = language.Of(pm.Body)
	return pm, nil
}

func (a *app) stdinOr(arg string) (hindsight.Input, error) {
	if arg == "-" {
		return intake.ReadAll("standard input", a.in)
	}
	in, err := intake.ReadFile(arg)
	return in, noFile(err)
}

// patience is how long one text may take. One of 1 MB takes a second or two.
const patience = 30 * time.Second

// explained is what the classifier says of a text. One that it cannot be done
// with is left out and named, so that the others have their turn. Of one that is
// not in English it says nothing: cues and model are English.
func (a *app) explained(ctx context.Context, cl *classify.Classifier, name string, pm hindsight.Postmortem) (classify.Explanation, bool) {
	if foreign(pm) {
		return classify.Explanation{}, true
	}
	x, err := watch.Do(ctx, patience, func(context.Context) (classify.Explanation, error) { return cl.Explain(pm), nil })
	if err != nil && ctx.Err() == nil {
		a.leftOut("%s: %v", name, err)
	}
	return x, err == nil
}

func foreign(pm hindsight.Postmortem) bool { return pm.Lang != "" && pm.Lang != "en" }

// explain says why a text has its classes, as a person would.
func (a *app) explain(ctx context.Context, cl *classify.Classifier, name string, pm hindsight.Postmortem) {
	x, ok := a.explained(ctx, cl, name, pm)
	if !ok {
		return
	}
	fmt.Fprintf(a.out, "%s\n", name)
	if pm.Title != "" {
		fmt.Fprintf(a.out, "  %s\n", oneLine(pm.Title))
	}
	switch {
	case foreign(pm):
		fmt.Fprintf(a.out, "  unclassified: the text is not in English (lang: %s)\n", oneLine(pm.Lang))
	case x.NoCause:
		fmt.Fprintln(a.out, "  unclassified: the text states no cause")
	case len(x.Findings) == 0:
		fmt.Fprintln(a.out, "  unclassified: nothing speaks clearly enough for any class")
	}
	for n, f := range x.Findings {
		for _, w := range x.Weighed {
			if w.Class == f.Class {
				a.explainClass(n+1, w)
			}
		}
	}
	for _, w := range x.Weighed {
		if !w.Found {
			fmt.Fprintf(a.out, "  not %s (%s): %s\n", w.Class, scoring(w), strings.Join(append([]string{"mentions " + strings.Join(w.Words, ", ")},
				w.Against...), "; "))
		}
	}
}

// scoring says which rule gave or refused a class.
func scoring(w classify.Weighed) string {
	switch {
	case w.Chosen:
		return fmt.Sprintf("%.2f, the likeliest main cause", w.Score)
	case !w.Found && w.Score >= w.Needed:
		return fmt.Sprintf("%.2f, but no cause is stated", w.Score)
	}
	return fmt.Sprintf("%.2f, needs %.2f", w.Score, w.Needed)
}

func (a *app) explainClass(n int, w classify.Weighed) {
	fmt.Fprintf(a.out, "  %d. %s (%s), for: %s\n", n, w.Class, scoring(w), strings.Join(w.Words, ", "))
	for _, q := range w.Quotes {
		where := q.Role
		if q.Section != "" {
			where += ", " + strconv.Quote(q.Section)
		}
		fmt.Fprintf(a.out, "     %q (%s)\n", oneLine(q.Quote), where)
	}
	for _, s := range w.Against {
		fmt.Fprintf(a.out, "     against: %s\n", s)
	}
}
