package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
)

// A workflow is what the rules below look at.
type workflow struct {
	Permissions map[string]string `yaml:"permissions"`
	Concurrency any               `yaml:"concurrency"`
	Jobs        map[string]struct {
		Timeout     int               `yaml:"timeout-minutes"`
		Permissions map[string]string `yaml:"permissions"`
		Needs       any               `yaml:"needs"`
		Uses        string            `yaml:"uses"`
		Steps       []struct {
			Name string            `yaml:"name"`
			Uses string            `yaml:"uses"`
			With map[string]any    `yaml:"with"`
			Env  map[string]string `yaml:"env"`
			Run  string            `yaml:"run"`
		} `yaml:"steps"`
	} `yaml:"jobs"`
}

// workflows are those of this repository; init writes all but ci.yml and
// release.yml into an archive.
func workflows(t *testing.T) map[string][]byte {
	t.Helper()
	all, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(all) < 5 {
		t.Fatalf("workflows: %v, %v", all, err)
	}
	out := map[string][]byte{}
	for _, name := range all {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = data
	}
	return out
}

func parseWorkflow(t *testing.T, name string, data []byte) workflow {
	t.Helper()
	var w workflow
	if err := yaml.Unmarshal(data, &w); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return w
}

var pinnedRE = regexp.MustCompile(`(?m)^\s*-? ?uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

// runsHindsightRE is a command line of Hindsight's.
var runsHindsightRE = regexp.MustCompile(`(?m)^\s*(\S*/)?hindsight [a-z]`)

// arePinned holds that each action is pinned to a commit; those of the repository
// itself are as old as the workflow.
func arePinned(t *testing.T, name string, data []byte) {
	t.Helper()
	got, want := len(pinnedRE.FindAll(data, -1)), bytes.Count(data, []byte("uses:"))-bytes.Count(data, []byte("uses: ./"))
	if got != want {
		t.Errorf("%s: %d of %d actions are pinned to a commit with its tag beside it", name, got, want)
	}
}

// Every action is pinned to a commit, every job has its own rights and an end,
// no token stays on the disk, and no text from elsewhere is part of a script.
func TestWorkflows(t *testing.T) {
	for name, data := range workflows(t) {
		w := parseWorkflow(t, name, data)
		arePinned(t, name, data)
		if w.Permissions == nil || len(w.Permissions) > 0 {
			t.Errorf("%s: rights for all jobs: %v; each states its own", name, w.Permissions)
		}
		if w.Concurrency == nil {
			t.Errorf("%s: two runs may meet", name)
		}
		for id, job := range w.Jobs {
			at := name + ": " + id
			if job.Uses != "" { // its jobs are looked at where they stand
				if job.Uses != "./.github/workflows/deliver.yml" || job.Permissions == nil {
					t.Errorf("%s uses %s", at, job.Uses)
				}
				continue
			}
			if job.Timeout == 0 || job.Timeout > 90 {
				t.Errorf("%s ends after %d minutes", at, job.Timeout)
			}
			if job.Permissions == nil {
				t.Errorf("%s states no rights", at)
			}
			writes := 0
			for _, may := range job.Permissions {
				if may == "write" {
					writes++
				}
			}
			for _, s := range job.Steps {
				if strings.Contains(s.Run, "${{") {
					t.Errorf("%s: a script with an expression in it: %q", at, s.Run)
				}
				if strings.HasPrefix(s.Uses, "actions/checkout@") && s.With["persist-credentials"] != false {
					t.Errorf("%s: a checkout leaves its token on the disk", at)
				}
				if writes > 0 && (runsHindsightRE.MatchString(s.Run) || strings.Contains(s.Run, "make ") || strings.Contains(s.Uses, "setup-go") || strings.HasPrefix(s.Uses, "./")) {
					t.Errorf("%s may write and runs what reads the network: %s%s", at, s.Run, s.Uses)
				}
			}
			if _, both := job.Permissions["id-token"]; !both && writes > 1 {
				t.Errorf("%s may write more than one thing: %v", at, job.Permissions)
			}
		}
	}
}

// What an import may bring, as the script that takes it over sees it.
func TestOnlyAnImportIsTakenOver(t *testing.T) {
	const good = "content/postmortems/acme/2020-01-02-x-1a2b3c.md"
	link := func(to string) func(string) error { return func(at string) error { return os.Symlink(to, at) } }
	text := func(n int) func(string) error {
		return func(at string) error { return os.WriteFile(at, bytes.Repeat([]byte("x"), n), 0o644) }
	}
	type put struct {
		name string
		how  func(at string) error
	}
	for _, c := range []struct {
		what           string
		artifact, repo []put
		ok             bool
	}{
		{"a postmortem", nil, nil, true},
		{"a lock and refusals", []put{{"sources.lock", text(9)}, {"assistant.lock", text(9)}, {"content/refused.yaml", text(9)}}, nil, true},
		{"a name with a blank", []put{{"content/postmortems/acme/a b.md", text(9)}}, nil, true},
		{"a workflow", []put{{".github/workflows/x.yml", text(9)}}, nil, false},
		{"a hook", []put{{".git/hooks/pre-commit", text(9)}}, nil, false},
		{"the taxonomy", []put{{"taxonomy.yaml", text(9)}}, nil, false},
		{"a text about the archive", []put{{"content/about.md", text(9)}}, nil, false},
		{"a page of another kind", []put{{"content/postmortems/acme/x.html", text(9)}}, nil, false},
		{"a page too deep", []put{{"content/postmortems/acme/b/x.md", text(9)}}, nil, false},
		{"a hidden page", []put{{"content/postmortems/acme/.x.md", text(9)}}, nil, false},
		{"a hidden folder", []put{{"content/postmortems/.git/x.md", text(9)}}, nil, false},
		{"a name of two lines", []put{{"content/postmortems/acme/x\n.md", text(9)}}, nil, false},
		{"a huge page", []put{{"content/postmortems/acme/x.md", text(5 << 20)}}, nil, false},
		{"a picture", []put{{"content/files/acme/x/load-01234567.png", text(3 << 20)}}, []put{{"content/files/acme/x/old-01234567.png", text(9)}}, true},
		{"a drawing with scripts", []put{{"content/files/acme/x/load.svg", text(9)}}, nil, false},
		{"a picture too deep", []put{{"content/files/acme/x/y/load.png", text(9)}}, nil, false},
		{"a link to a file", []put{{"content/postmortems/acme/x.md", link("/etc/passwd")}}, nil, false},
		{"a link to a folder", []put{{"content/postmortems/b", link("/etc")}}, nil, false},
		{"a lock that is a link", []put{{"sources.lock", link("/etc/passwd")}}, nil, false},
		{"a link in the repository", nil, []put{{"content/postmortems/acme", link("../../.git")}}, false},
		{"a lock in the repository that is a link", nil, []put{{"sources.lock", link(".git/config")}}, false},
	} {
		for name, data := range workflows(t) {
			if !strings.HasSuffix(name, "deliver.yml") {
				continue
			}
			temp, repo := t.TempDir(), t.TempDir()
			artifact := filepath.Join(temp, "import")
			makeAll := func(dir string, puts []put) {
				for _, p := range puts {
					at := filepath.Join(dir, p.name)
					if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
						t.Fatal(err)
					}
					if err := p.how(at); err != nil {
						t.Fatal(err)
					}
				}
			}
			makeAll(artifact, append([]put{{good, text(9)}, {"summary.txt", text(9)}}, c.artifact...))
			makeAll(repo, append([]put{{"content/postmortems/.gitkeep", text(0)}, {".git/config", text(5)}}, c.repo...))
			cmd := exec.Command("bash", "-eo", "pipefail", "-c", takeOver(t, name, data))
			cmd.Dir = repo
			cmd.Env = append(os.Environ(), "RUNNER_TEMP="+temp, "GITHUB_WORKSPACE="+repo)
			out, err := cmd.CombinedOutput()
			_, there := os.Stat(filepath.Join(repo, good))
			if (err == nil) != c.ok || (there == nil) != c.ok {
				t.Errorf("%s, %s: %v, %v: %s", name, c.what, err, there, out)
			}
			if b, err := os.ReadFile(filepath.Join(repo, ".git", "config")); err != nil || len(b) != 5 {
				t.Errorf("%s, %s: .git/config has changed: %q, %v", name, c.what, b, err)
			}
		}
	}
}

// takeOver is the script of the step that looks at what was imported.
func takeOver(t *testing.T, name string, data []byte) string {
	t.Helper()
	for _, s := range parseWorkflow(t, name, data).Jobs["commit"].Steps {
		if strings.HasPrefix(s.Name, "Take over") {
			return s.Run
		}
	}
	t.Fatalf("%s: no step takes over what was imported", name)
	return ""
}

// scriptOf is the script of a step.
func scriptOf(t *testing.T, workflowName, job, step string) string {
	t.Helper()
	name := "../../.github/workflows/" + workflowName
	for _, s := range parseWorkflow(t, name, workflows(t)[name]).Jobs[job].Steps {
		if s.Name == step {
			return s.Run
		}
	}
	t.Fatalf("%s, %s: no step %q", name, job, step)
	return ""
}

// runScript runs a step as GitHub's runner does.
func runScript(t *testing.T, dir, script string, env ...string) (string, error) {
	t.Helper()
	cmd := exec.Command("bash", "-eo", "pipefail", "-c", script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// The commit goes to main or to a branch of its own; a night without news makes
// none, but after 50 quiet days one that keeps the schedule alive.
func TestCommitScript(t *testing.T) {
	script := scriptOf(t, "deliver.yml", "commit", "Commit")
	for _, c := range []struct {
		name, branch string
		news         bool
		daysAgo      int
		behind       bool // somebody has pushed meanwhile
		refused      bool // somebody pushes between pull and push
		commits      int  // more on the branch
		subject      string
	}{
		{"news", "main", true, 3, false, false, 1, "content: 1 new, 0 updated"},
		{"news while somebody pushes", "main", true, 3, true, false, 2, "content: 1 new, 0 updated"},
		{"news, refused the first time", "main", true, 3, true, true, 2, "content: 1 new, 0 updated"},
		{"a proposal", "hindsight/nightly", true, 3, false, false, 1, "content: 1 new, 0 updated"},
		{"nothing", "main", false, 3, false, false, 0, ""},
		{"nothing for long", "main", false, 51, false, false, 1, "content: nothing new for 50 days; this keeps the nightly run alive"},
		{"nothing to propose for long", "hindsight/nightly", false, 51, false, false, -1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			top := t.TempDir()
			git := func(dir string, args ...string) string {
				t.Helper()
				cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@a.example", "-C", dir}, args...)...)
				cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE="+time.Now().AddDate(0, 0, -c.daysAgo).Format(time.RFC3339))
				out, err := cmd.CombinedOutput()
				if err != nil {
					t.Fatalf("git %q: %v: %s", args, err, out)
				}
				return strings.TrimSpace(string(out))
			}
			put := func(name, text string) {
				t.Helper()
				name = filepath.Join(top, name)
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
					t.Fatal(err)
				}
			}
			git(top, "init", "-q", "--bare", "-b", "main", "origin")
			git(top, "clone", "-q", "origin", "first")
			put("first/content/postmortems/a/x.md", "x")
			git(top+"/first", "add", ".")
			git(top+"/first", "commit", "-qm", "first")
			git(top+"/first", "push", "-q", "origin", "HEAD:main")
			git(top, "clone", "-q", "-b", "main", "origin", "work")
			if c.behind {
				put("first/y", "y")
				git(top+"/first", "add", ".")
				git(top+"/first", "commit", "-qm", "second")
				git(top+"/first", "push", "-q", "origin", "HEAD:main")
			}
			if c.news {
				put("work/content/postmortems/a/new.md", "new")
			}
			if c.refused {
				put("origin/hooks/pre-receive", "#!/bin/sh\n[ -f seen ] || { touch seen; exit 1; }\n")
				if err := os.Chmod(filepath.Join(top, "origin/hooks/pre-receive"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			put("import/summary.txt", "content: 1 new, 0 updated\n\n# no comment\n")
			out, err := runScript(t, top+"/work", script, "RUNNER_TEMP="+top, "GITHUB_OUTPUT="+top+"/output", "GITHUB_SERVER_URL=https://git.example", "TOKEN=t", "BRANCH="+c.branch)
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			pushed, _ := os.ReadFile(top + "/output")
			if got := string(pushed) == "pushed=true\n"; got != (c.commits > 0) {
				t.Errorf("says %q", pushed)
			}
			if c.commits < 0 {
				return
			}
			if c.commits == 0 {
				c.branch = "main"
			}
			if n := git(top+"/origin", "rev-list", "--count", c.branch); n != fmt.Sprint(1+c.commits) {
				t.Errorf("%s commits: %s", n, out)
			}
			if got := git(top+"/origin", "log", "-1", "--format=%s", c.branch); c.subject != "" && got != c.subject {
				t.Errorf("subject %q, want %q", got, c.subject)
			}
			if got := git(top+"/origin", "log", "-1", "--format=%B", c.branch); c.news && !strings.Contains(got, "# no comment") {
				t.Errorf("message %q", got)
			}
		})
	}
}

// The issue of the sources that fail is one: it is opened, changed only when what
// it says changes, and closed.
func TestIssueScript(t *testing.T) {
	script := scriptOf(t, "nightly.yml", "issue", "Open, change or close the issue of the sources that fail")
	const gh = `#!/bin/bash
echo "$@" >> "$RUNNER_TEMP/asked"
case "$1 $2" in
  "issue list") cat "$RUNNER_TEMP/open" ;;
  "issue view") printf 'a | b\r\n' ;;
esac
`
	for _, c := range []struct{ name, open, body, want string }{
		{"all well", "", "", "issue list"},
		{"a source fails", "", "a | c\n", "issue list|label create|issue create"},
		{"it still fails", "7\n", "a | b\n", "issue list|issue view"},
		{"another fails", "7\n", "a | c\n", "issue list|issue view|issue edit 7"},
		{"all answer again", "7\n", "", "issue list|issue close 7"},
	} {
		temp := t.TempDir()
		for name, text := range map[string]string{"bin/gh": gh, "open": c.open, "report/issue.md": c.body} {
			name = filepath.Join(temp, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o755)); err != nil {
				t.Fatal(err)
			}
		}
		out, err := runScript(t, temp, script, "RUNNER_TEMP="+temp, "PATH="+temp+"/bin:"+os.Getenv("PATH"))
		asked, _ := os.ReadFile(filepath.Join(temp, "asked"))
		calls := strings.Split(strings.TrimSpace(string(asked)), "\n")
		want := strings.Split(c.want, "|")
		same := len(calls) == len(want)
		for i := range want {
			same = same && strings.HasPrefix(calls[i], want[i])
		}
		if err != nil || !same {
			t.Errorf("%s: %v, %s\nasked %q, want %q", c.name, err, out, calls, want)
		}
	}
}

// Composite actions are no workflows, and actionlint does not read them: each
// action in them is pinned, each script names its shell and holds no expression,
// and each step is one of the two.
func TestCompositeActions(t *testing.T) {
	all, err := filepath.Glob("../../.github/actions/*/action.yml")
	if err != nil || len(all) == 0 {
		t.Fatalf("actions: %v, %v", all, err)
	}
	for _, name := range append(all, "init/action.yml") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		arePinned(t, name, data)
		var action struct {
			Name        string `yaml:"name"`
			Description string `yaml:"description"`
			Runs        struct {
				Using string `yaml:"using"`
				Steps []struct {
					Name  string            `yaml:"name"`
					ID    string            `yaml:"id"`
					If    string            `yaml:"if"`
					Uses  string            `yaml:"uses"`
					With  map[string]any    `yaml:"with"`
					Env   map[string]string `yaml:"env"`
					Shell string            `yaml:"shell"`
					Run   string            `yaml:"run"`
				} `yaml:"steps"`
			} `yaml:"runs"`
		}
		if err := yaml.UnmarshalWithOptions(data, &action, yaml.Strict()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if action.Name == "" || action.Description == "" || action.Runs.Using != "composite" || len(action.Runs.Steps) < 2 {
			t.Errorf("%s: %+v", name, action)
		}
		ids := map[string]bool{}
		for n, s := range action.Runs.Steps {
			at := fmt.Sprintf("%s: step %d", name, n+1)
			if (s.Uses == "") == (s.Run == "") {
				t.Errorf("%s wants either uses or run", at)
			}
			if s.Run != "" && s.Shell != "bash" || s.Run == "" && s.Shell != "" {
				t.Errorf("%s: shell %q", at, s.Shell)
			}
			if strings.Contains(s.Run, "${{") {
				t.Errorf("%s: a script with an expression in it", at)
			}
			if strings.HasPrefix(s.Uses, "actions/checkout@") && s.With["persist-credentials"] != false {
				t.Errorf("%s leaves its token on the disk", at)
			}
			if s.Run != "" {
				if out, err := runScript(t, t.TempDir(), "bash -n <<'END_OF_STEP'\n"+s.Run+"\nEND_OF_STEP"); err != nil {
					t.Errorf("%s: %v: %s", at, err, out)
				}
			}
			for _, m := range stepNamedRE.FindAllStringSubmatch(fmt.Sprint(s.If, s.With, s.Env), -1) {
				if !ids[m[1]] {
					t.Errorf("%s asks for what step %q gave, and no step before it is called so", at, m[1])
				}
			}
			ids[s.ID] = true
		}
	}
}

var stepNamedRE = regexp.MustCompile(`steps\.([\w-]+)\.`)

// What init pins is looked at before it runs, and a release is used only if its
// bytes are those that were pinned.
func TestPinnedAction(t *testing.T) {
	data, err := os.ReadFile("init/action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var action struct {
		Runs struct {
			Steps []struct{ Name, Run string } `yaml:"steps"`
		} `yaml:"runs"`
	}
	if err := yaml.Unmarshal(data, &action); err != nil {
		t.Fatal(err)
	}
	look, download := action.Runs.Steps[0].Run, action.Runs.Steps[1].Run
	sum, commit := strings.Repeat("a", 64), strings.Repeat("b", 40)
	for pin, want := range map[string]string{
		"repository=a/b\nrelease=v1.2.3\nsha256=" + sum + "\ncommit=\n":      "release=v1.2.3\n",
		"repository=a/b\r\nrelease=\r\nsha256=\r\ncommit=" + commit + "\r\n": "commit=" + commit + "\n",
		"repository=a/b\nrelease=v1.2.3\nsha256=\ncommit=" + commit + "\n":   "",
		"repository=a/b\nrelease=latest\nsha256=" + sum + "\n":               "",
		"repository=a/b\nrelease=\nsha256=\ncommit=main\n":                   "",
		"repository=\nrelease=\nsha256=\ncommit=" + commit + "\n":            "",
		"repository=a/b/../c\ncommit=" + commit + "\n":                       "",
		"repository=$(id)\ncommit=" + commit + "\n":                          "",
	} {
		dir := t.TempDir()
		if err := errors.Join(os.MkdirAll(dir+"/.github", 0o755), os.WriteFile(dir+"/"+pinFile, []byte(pin), 0o644)); err != nil {
			t.Fatal(err)
		}
		said, err := runScript(t, dir, look, "GITHUB_OUTPUT="+dir+"/output")
		out, _ := os.ReadFile(dir + "/output")
		if (err == nil) != (want != "") || !strings.Contains(string(out), want) || want == "" && !strings.Contains(said, "::error file=.github/hindsight.pin") {
			t.Errorf("%q: %v, %q, %s", pin, err, out, said)
		}
	}
	dir := t.TempDir()
	if out, err := runScript(t, dir, `mkdir bin && printf 'echo right' > hindsight && tar -czf release.tar.gz hindsight && rm hindsight
printf '#!/bin/sh\nwhile [ "$1" != --output ]; do shift; done; cp "$RUNNER_TEMP/release.tar.gz" "$2"\n' > bin/curl && chmod +x bin/curl`); err != nil {
		t.Fatal(out)
	}
	release, err := os.ReadFile(dir + "/release.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	for sum, ok := range map[string]bool{sumOf(release): true, sumOf(nil): false} {
		out, err := runScript(t, dir, download, "RUNNER_TEMP="+dir, "GITHUB_PATH="+dir+"/path", "REPOSITORY=a/b", "RELEASE=v1.2.3", "SHA256="+sum, "PATH="+dir+"/bin:"+os.Getenv("PATH"))
		_, there := os.Stat(dir + "/hindsight/hindsight")
		if (err == nil) != ok || (there == nil) != ok {
			t.Errorf("sum %.8s: %v, %v, %s", sum, err, there, out)
		}
		_ = os.RemoveAll(dir + "/hindsight")
	}
}
