package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/content"
	"hindsight/internal/duplicate"
	"hindsight/internal/fetch"
	"hindsight/internal/intake"
	"hindsight/internal/secret"
	"hindsight/internal/site/theme"

	"github.com/spf13/cobra"
)

func (a *app) checkVerb() *cobra.Command {
	var tags, links, annotate bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Validate content, sources, taxonomy and theme",
		Long: "Validate the content files, the list of refusals, sources.yaml, sources.lock, taxonomy.yaml, synonyms.yaml, organisations.yaml, hugo.yaml, " +
			"and layouts and assets " +
			"of the archive's own. Each problem is a line file:line: what is wrong. Notes, such as full texts of unknown licence, postmortems that may " +
			"tell of one incident, or sources that moved or are gone, go to standard error.",
		Example: "  hindsight check && git push",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if tags {
				return a.checkTags(c.Context())
			}
			if links {
				return a.checkLinks(c.Context())
			}
			return a.check(annotate)
		},
	}
	c.Flags().BoolVar(&links, "links", false,
		"ask instead the server of each original whether it is still there, and name the dead ones; exit status 3 if there are any")
	c.Flags().BoolVar(&annotate, "annotate", false, "also name problems at file and line as GitHub's runner shows them")
	c.Flags().BoolVar(&tags, "tags", false,
		"list instead how sure the tags are: documents without class, weak classes, and twenty documents to look at first, with the reason")
	return c
}

// errProblems ends a check that found something: exit status 1.
var errProblems = errors.New("the archive has problems")

func (a *app) check(annotate bool) error {
	folder, err := archive.Open(a.archive)
	if err != nil {
		return hinted{fmt.Errorf("no archive at %s", a.archive), "hindsight init DIR makes a new one"}
	}
	defer folder.Close()
	var problems []error
	tax, _, err := a.taxonomy()
	problems = append(problems, intake.Each(err)...)
	_, err = a.synonyms()
	problems = append(problems, intake.Each(err)...)
	_, err = a.names()
	problems = append(problems, intake.Each(err)...)
	problems = append(problems, a.checkSources()...)
	if sources, _ := intake.Sources(a.archive); len(sources) > 0 {
		problems = append(problems, a.place().CheckPaths(sources)...)
	}
	problems = append(problems, a.checkLock()...)
	if _, err := a.answers(); err != nil {
		problems = append(problems, err)
	}
	entries, found := a.checkContent(folder, tax)
	problems = append(problems, found...)
	problems = append(problems, sameIdentity(entries, lineIn(folder))...)
	problems = append(problems, lostTwins(entries, lineIn(folder))...)
	problems = append(problems, content.CheckAccounts(entries, lineIn(folder))...)
	problems = append(problems, content.CheckPictures(folder, entries, lineIn(folder))...)
	refused, err := content.ReadRefused(folder)
	problems = append(problems, intake.Each(err)...)
	problems = append(problems, content.CheckRefused(refused, entries)...)
	for _, p := range theme.Check(hindsight.Theme, folder) {
		problems = append(problems, errors.New(p.Place()+": "+p.Reason))
	}
	if _, err := archive.Read(a.archive, aboutFile, maxAbout); err != nil && !errors.Is(err, os.ErrNotExist) {
		problems = append(problems, err)
	}
	a.noteOlder(folder)
	a.noteLicences(entries)
	a.noteAccounts(entries)
	a.noteSensitive(entries)
	a.noteTightened(entries)
	shown := a.annotator()
	for _, p := range problems {
		if annotate {
			shown.problem(p)
		}
		if _, err := a.out.Write([]byte(oneLine(p.Error()) + "\n")); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return hinted{errProblems, "each line above names file and line"}
	}
	a.progress("checked %s: no problem", count(len(entries), "postmortem"))
	return nil
}

// checkSources says what is wrong with sources.yaml, a line each.
func (a *app) checkSources() []error {
	_, err := intake.Sources(a.archive)
	return intake.Each(err)
}

// checkLock says what is wrong in sources.lock, and notes what it makes of a
// source, so that a pull request which changes that file alone does not go by
// unseen.
func (a *app) checkLock() []error {
	data, err := archive.Read(a.archive, intake.LockFile, fetch.MaxLock)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return []error{err}
	}
	sources, _ := intake.Sources(a.archive) // checkSources has said what is wrong
	problems, notes := fetch.CheckLock(a.inArchive(intake.LockFile), data, sources)
	for _, n := range notes {
		a.progress("note: %v", n)
	}
	return problems
}

func (a *app) checkContent(folder *archive.Folder, tax hindsight.Taxonomy) (entries []hindsight.Entry, problems []error) {
	for e, err := range content.Read(folder) {
		if err == nil {
			entries = append(entries, e)
		}
		data, unread := []byte(nil), err
		if e.Path != "" {
			data, unread = folder.ReadFile(e.Path)
		}
		if unread != nil {
			problems = append(problems, cmp.Or(err, unread))
			continue
		}
		found := content.Check(e.Path, data, tax)
		if len(found) == 0 && err != nil {
			found = []error{err}
		}
		problems = append(problems, found...)
	}
	if _, err := folder.Stat("content"); errors.Is(err, os.ErrNotExist) {
		problems = append(problems, hinted{errors.New(a.inArchive("content") + ":1: no content folder"), "hindsight init DIR makes a new archive"})
	}
	return entries, problems
}

// sameIdentity names content files of one source that stand for one postmortem:
// the next import would update only one of them. Two sources may each have an
// account of it.
func sameIdentity(entries []hindsight.Entry, line func(path, key string) int) []error {
	var problems []error
	seen := map[string]string{}
	for _, e := range entries {
		id := content.Identity(e.Source)
		if id == "" {
			continue
		}
		id += "\x00" + content.Owner(e.Source)
		if other, ok := seen[id]; ok {
			problems = append(problems, fmt.Errorf("%s:%d: source.id is that of %s; remove one of the two", e.Path, line(e.Path, "source.id"), other))
			continue
		}
		seen[id] = e.Path
	}
	return problems
}

// lineIn finds the line of a key in one of an archive's content files.
func lineIn(folder *archive.Folder) func(path, key string) int {
	return func(path, key string) int {
		data, err := folder.ReadFile(path)
		if err != nil {
			return 1
		}
		return content.LineOf(data, key)
	}
}

// lostTwins names flags that point at postmortems that are not there (any more).
func lostTwins(entries []hindsight.Entry, line func(path, key string) int) []error {
	var problems []error
	there := map[string]bool{}
	for _, e := range entries {
		there[e.ID()] = true
	}
	for _, e := range entries {
		for _, flag := range e.Review {
			if id, ok := strings.CutPrefix(flag, hindsight.ReviewDuplicateOf); ok && !there[id] && content.CheckPath(hindsight.Folder+id+".md") == nil {
				problems = append(problems, fmt.Errorf("%s:%d: review: %s is not there; take the flag away", e.Path, line(e.Path, "review"), flag))
			}
		}
	}
	return problems
}

// noteAccounts lists what may be accounts of one incident, for a person to say.
func (a *app) noteAccounts(entries []hindsight.Entry) {
	pairs := duplicate.Accounts(entries)
	slices.SortStableFunc(pairs, func(x, y duplicate.Pair) int { return cmp.Compare(y.Score, x.Score) })
	for _, p := range pairs[:min(len(pairs), maxAccounts)] {
		a.progress("note: %s%s.md and %s%s.md may tell of one incident; same-as: %[4]s in the first confirms it, not-same-as: denies it", hindsight.Folder, p.A,
			hindsight.Folder, p.B)
	}
	if more := len(pairs) - maxAccounts; more > 0 {
		a.progress("note: so may %s more", count(more, "pair"))
	}
}

// noteSensitive lists secrets and personal data that nobody has looked at yet,
// also in files that were imported before there was a flag for them.
func (a *app) noteSensitive(entries []hindsight.Entry) {
	n := 0
	for _, e := range entries {
		held := slices.Contains(e.Review, hindsight.ReviewSecret)
		if !held && !e.IsCurated("review") && len(secret.Find(e.Body)) > 0 {
			e.Review = append(slices.Clone(e.Review), hindsight.ReviewSecret)
		}
		lines := sensitive(e.Path, intake.Sensitive(e), held)
		if len(lines) == 0 {
			continue
		}
		if n++; n > maxSensitive {
			continue
		}
		for _, line := range lines {
			a.progress("note: %s", line)
		}
	}
	if more := n - maxSensitive; more > 0 {
		a.progress("note: so is something in %s more", count(more, "file"))
	}
}

// maxSensitive is how many files with secrets or personal data are named.
const maxSensitive = 20

// maxAccounts is how many pairs are named in one check, the likeliest first.
const maxAccounts = 20

// noteLicences names the first full texts that nobody has said may be shown:
// in the archive of a company it may be all of them.
func (a *app) noteLicences(entries []hindsight.Entry) {
	n := 0
	for _, e := range entries {
		if e.Publish != hindsight.PublishFull || e.Source.Licensed() {
			continue
		}
		if n++; n <= maxNamed {
			a.progress("note: %s shows its full text, licence unknown; set source.licence, or publish: excerpt", e.Path)
		}
	}
	if n > maxNamed {
		a.progress("note: so do %d more", n-maxNamed)
	}
}
