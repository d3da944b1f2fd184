package main

import (
	"bufio"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/intake"
	"hindsight/internal/yamltext"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

//go:embed init
var skeleton embed.FS

// settingsFile are the settings of the site: a new archive gets those that are
// built in, each explained where it stands. pinFile says which Hindsight runs in
// its workflows.
const (
	settingsFile = "hugo.yaml"
	pinFile      = ".github/hindsight.pin"
)

// A skeletonFile is a file that init writes.
type skeletonFile struct {
	to   string
	from fs.FS
	name string // in from; "" for an empty file
	ours bool   // init --upgrade brings it up to date; else it is the archive's own from then on
}

// skeletonFiles are all of them. A pattern of go:embed leaves out names with a
// dot, so those in init carry none. The workflows are this repository's own.
func skeletonFiles() []skeletonFile {
	files := []skeletonFile{
		{"README.md", skeleton, "init/README.md", false},
		{"CONTRIBUTING.md", skeleton, "init/CONTRIBUTING.md", true},
		{"sources.yaml", skeleton, "init/sources.yaml", false},
		{settingsFile, hindsight.Theme, settingsFile, true},
		{".gitignore", skeleton, "init/gitignore", false},
		{pinFile, skeleton, "init/hindsight.pin", true},
		{".github/actions/hindsight/action.yml", skeleton, "init/action.yml", true},
		{"content/postmortems/.gitkeep", nil, "", false},
	}
	for _, name := range []string{"workflows/nightly.yml", "workflows/deliver.yml", "workflows/check.yml", "workflows/contribute.yml",
		"ISSUE_TEMPLATE/postmortem.yml"} {
		files = append(files, skeletonFile{".github/" + name, hindsight.Workflows, ".github/" + name, true})
	}
	return files
}

// A birth is what a new archive is told about itself.
type birth struct {
	title, tagline, address, repository, licence string
	branch                                       string
}

func (a *app) initVerb() *cobra.Command {
	var b birth
	var upgrade, dry, yes bool
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make a new archive in a new folder or a fresh clone",
		Long: `Make a new archive in DIR, or here: settings with each key explained, sources.yaml,
workflows that import, check and publish, an issue form, README, CONTRIBUTING, and an
empty content folder. The folder may be a fresh clone: .git, README, LICENSE and other
files of that kind are left alone. On a terminal it asks for what no flag says.

--upgrade is for an archive that an older Hindsight has made: it brings in what has
changed since in workflows and settings, and writes it out as a diff. Files that
somebody has changed by hand are shown in it and left as they are, unless --yes.`,
		Example: "  hindsight init incidents --title 'Incidents of Example' --repository example/incidents\n  hindsight init --upgrade --dry-run",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError{errors.New("init needs one folder"), "hindsight init --help shows an example"}
			}
			dir := a.archive
			if len(args) == 1 {
				dir = args[0]
			}
			if upgrade {
				return a.upgrade(dir, dry, yes)
			}
			if dry || yes {
				return usageError{errors.New("--dry-run and --yes go with --upgrade"), ""}
			}
			return a.initArchive(dir, b, c.Flags().Changed)
		},
	}
	c.Flags().StringVar(&b.title, "title", "", "the archive's `NAME`")
	c.Flags().StringVar(&b.tagline, "tagline", "", "a `LINE` under the name on the front page")
	c.Flags().StringVar(&b.address, "address", "", "the `ADDRESS` at which the site will be read")
	c.Flags().StringVar(&b.repository, "repository", "", "`OWNER/NAME` on GitHub, for \"Correct this page\"; a clone knows it")
	c.Flags().StringVar(&b.licence, "licence", "", "`LICENCE` of the archive's own work, such as CC0-1.0")
	c.Flags().BoolVar(&upgrade, "upgrade", false, "bring in what this Hindsight writes otherwise than the one that made the archive")
	c.Flags().BoolVar(&dry, "dry-run", false, "with --upgrade: write the diff alone")
	c.Flags().BoolVar(&yes, "yes", false, "with --upgrade: also the files that were changed by hand")
	return c
}

// mayBeThereRE are what a folder may hold before it becomes an archive.
var mayBeThereRE = regexp.MustCompile(`(?i)^(\.git|\.gitignore|\.gitattributes|\.gitkeep|\.github|\.editorconfig|\.mailmap|\.ds_store|` +
	`(readme|licen[cs]e|copying|notice|authors|contributing|security|code_of_conduct|codeowners)([.-].*)?)$`)

func (a *app) initArchive(dir string, b birth, given func(flag string) bool) error {
	list, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	there := &app{archive: dir}
	if there.noArchive() == nil {
		return usageError{fmt.Errorf("%s: the folder is not empty: it is an archive", dir),
			"hindsight init --upgrade " + dir + " brings its workflows and settings up to date"}
	}
	for _, d := range list {
		if !mayBeThereRE.MatchString(d.Name()) {
			return usageError{fmt.Errorf("%s: the folder is not empty: it holds %.100q", dir, d.Name()), "choose a new or an empty folder, or a fresh clone"}
		}
	}
	repository, branch := cloneOf(dir)
	b.repository, b.branch = cmp.Or(b.repository, repository), cmp.Or(branch, "main")
	if a.asks() {
		if err := b.ask(a.in, a.err, given); err != nil {
			return err
		}
	}
	if err := b.check(); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	folder, err := archive.Open(dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := a.plant(folder, b); err != nil {
		return err
	}
	a.progress("a new archive is in %s", dir)
	at := ""
	if filepath.Clean(dir) != "." {
		at = " --archive " + dir
	}
	a.progress("next: hindsight import FILE%s, then hindsight build%s", at, at)
	a.progress("%s tells in five steps how to publish it", guide(folder))
	return nil
}

// plant writes the files of a new archive, beside what is there.
func (a *app) plant(folder *archive.Folder, b birth) error {
	written := sums{}
	for _, f := range skeletonFiles() {
		data, err := b.render(f)
		if err != nil {
			return err
		}
		to := f.to
		if _, err := folder.Stat(to); !errors.Is(err, fs.ErrNotExist) {
			switch {
			case err != nil:
				return err
			case f.to == ".gitignore":
				if data, err = withLines(folder, to, data); err != nil {
					return err
				}
			case f.to == "README.md":
				a.progress("%s is left as it is; what it would say is in %s", to, guideFile)
				to = guideFile
			default:
				a.progress("%s is left as it is", to)
				continue
			}
		}
		if f.ours {
			written[to] = sumOf(data)
		}
		if err := writeIn(folder, to, data); err != nil {
			return err
		}
	}
	return writeIn(folder, sumsFile, written.marshal())
}

// guideFile takes what init has to say where there is a README.
const guideFile = "ARCHIVE.md"

func guide(folder *archive.Folder) string {
	if _, err := folder.Stat(guideFile); err == nil {
		return guideFile
	}
	return "README.md"
}

// withLines is a file of the folder and below it those lines that it lacks.
func withLines(folder *archive.Folder, name string, lines []byte) ([]byte, error) {
	data, err := folder.Read(name, maxSkeleton)
	if err != nil {
		return nil, err
	}
	out := string(data)
	if out != "" && !strings.HasSuffix(out, "\n") {
		out += "\n"
	}
	has := strings.Fields(out)
	for _, l := range strings.Fields(string(lines)) {
		if !slices.Contains(has, l) {
			out += l + "\n"
		}
	}
	return []byte(out), nil
}

// maxSkeleton is what is read of such a file at most, in bytes; they have 8 KB.
const maxSkeleton = 1 << 20

// writeIn writes a file of the folder whole or not at all.
func writeIn(folder *archive.Folder, name string, data []byte) error {
	dir, base := ".", name
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		dir, base = name[:i], name[i+1:]
	}
	if err := folder.MkdirAll(dir); err != nil {
		return err
	}
	temp := strings.TrimPrefix(dir+"/.hindsight-"+base, "./")
	file, err := folder.Create(temp)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err == nil {
		err = folder.Rename(temp, name)
	}
	if err != nil {
		_ = folder.Remove(temp)
	}
	return err
}

// asks says that there is a person to ask.
func (a *app) asks() bool {
	in, isIn := a.in.(*os.File)
	out, isErr := a.err.(*os.File)
	return isIn && isErr && !a.quiet && term.IsTerminal(int(in.Fd())) && term.IsTerminal(int(out.Fd()))
}

// ask asks for what no flag has said; an empty answer keeps what is proposed.
func (b *birth) ask(in io.Reader, out io.Writer, given func(flag string) bool) error {
	lines := bufio.NewScanner(in)
	for _, q := range []struct {
		flag, what string
		to         *string
	}{
		{"title", "Name of the archive", &b.title},
		{"tagline", "A line under it", &b.tagline},
		{"address", "Address of the site, if there is one", &b.address},
		{"repository", "Repository on GitHub, OWNER/NAME", &b.repository},
		{"licence", "Licence of the archive's own work, such as CC0-1.0", &b.licence},
	} {
		if given(q.flag) {
			continue
		}
		fmt.Fprintf(out, "%s [%s]: ", q.what, oneLine(*q.to))
		if !lines.Scan() {
			fmt.Fprintln(out)
			return lines.Err()
		}
		*q.to = cmp.Or(strings.TrimSpace(lines.Text()), *q.to)
	}
	return nil
}

var repositoryRE = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}$`)

// check brings the answers into the form in which they are written.
func (b *birth) check() error {
	b.repository = strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(b.repository, "https://github.com/"), "/"), ".git")
	switch {
	case b.repository != "" && !repositoryRE.MatchString(b.repository):
		return usageError{fmt.Errorf("--repository %s: not OWNER/NAME", b.repository), ""}
	case b.address != "" && !intake.IsAddress(b.address):
		return usageError{fmt.Errorf("--address %s: not an address", b.address), "addresses begin with https:// or http://"}
	}
	for _, v := range []string{b.title, b.tagline, b.licence} {
		if strings.ContainsAny(v, "\n\r\x00") || len(v) > 200 {
			return usageError{fmt.Errorf("%.60q: more than one line of 200 bytes", v), ""}
		}
	}
	return nil
}

// render is a file as it is written in an archive with these answers.
func (b birth) render(f skeletonFile) ([]byte, error) {
	if f.name == "" {
		return nil, nil
	}
	data, err := fs.ReadFile(f.from, f.name)
	if err != nil {
		return nil, err
	}
	switch f.to {
	case settingsFile:
		edit := ""
		if b.repository != "" {
			edit = "https://github.com/" + b.repository + "/edit/" + cmp.Or(b.branch, "main") + "/"
		}
		for key, value := range map[string]string{"title": b.title, "  tagline": b.tagline, "  address": b.address, "  edit": edit, "  licence": b.licence} {
			if value != "" {
				data = regexp.MustCompile(`(?m)^`+key+`: .*$`).ReplaceAllLiteral(data, []byte(key+": "+yamltext.Scalar(value)))
			}
		}
	case pinFile:
		data = []byte(strings.Replace(string(data), "\ncommit=\n", "\ncommit="+builtFrom()+"\n", 1))
	case "README.md":
		data = []byte(strings.Replace(string(data), "# A postmortem archive", "# "+cmp.Or(b.title, "A postmortem archive"), 1))
	}
	return data, nil
}

var (
	originRE = regexp.MustCompile(`(?m)^\[remote "origin"\]\s*(?:^[ \t]+.*\n)*?^[ \t]+url = (?:https://github\.com/|git@github\.com:|ssh://git@github\.com/)(\S+?)(?:\.git)?\s*$`)
	headRE   = regexp.MustCompile(`^ref: refs/heads/([A-Za-z0-9._/-]+)\s*$`)
)

// cloneOf says of which repository on GitHub the folder is a clone, and which
// branch it has; "" where nothing says so.
func cloneOf(dir string) (repository, branch string) {
	if data, err := archive.Read(dir, ".git/config", maxSkeleton); err == nil {
		if m := originRE.FindSubmatch(data); m != nil && repositoryRE.Match(m[1]) {
			repository = string(m[1])
		}
	}
	if data, err := archive.Read(dir, ".git/HEAD", maxSkeleton); err == nil {
		if m := headRE.FindSubmatch(data); m != nil {
			branch = string(m[1])
		}
	}
	return repository, branch
}
