package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

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
		Steps       []struct {
			Name string            `yaml:"name"`
			Uses string            `yaml:"uses"`
			With map[string]any    `yaml:"with"`
			Env  map[string]string `yaml:"env"`
			Run  string            `yaml:"run"`
		} `yaml:"steps"`
	} `yaml:"jobs"`
}

// workflows are those of this repository and the one that init writes.
func workflows(t *testing.T) map[string][]byte {
	t.Helper()
	all, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(all) < 2 {
		t.Fatalf("workflows: %v, %v", all, err)
	}
	out := map[string][]byte{}
	for _, name := range append(all, "init/nightly.yml") {
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

// Every action is pinned to a commit, every job has its own rights and an end,
// no token stays on the disk, and no text from elsewhere is part of a script.
func TestWorkflows(t *testing.T) {
	for name, data := range workflows(t) {
		w := parseWorkflow(t, name, data)
		if got, want := len(pinnedRE.FindAll(data, -1)), bytes.Count(data, []byte("uses:")); got != want {
			t.Errorf("%s: %d of %d actions are pinned to a commit with its tag beside it", name, got, want)
		}
		if w.Permissions == nil || len(w.Permissions) > 0 {
			t.Errorf("%s: rights for all jobs: %v; each states its own", name, w.Permissions)
		}
		if w.Concurrency == nil {
			t.Errorf("%s: two runs may meet", name)
		}
		for id, job := range w.Jobs {
			at := name + ": " + id
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
				if writes > 0 && (strings.Contains(s.Run, "hindsight ") && !strings.Contains(s.Run, "git config") || strings.Contains(s.Run, "make ") || strings.Contains(s.Uses, "setup-go")) {
					t.Errorf("%s may write and runs what reads the network: %s%s", at, s.Run, s.Uses)
				}
			}
			if _, both := job.Permissions["contents"]; both && writes > 1 {
				t.Errorf("%s may write more than one thing: %v", at, job.Permissions)
			}
		}
	}
}

// The nightly run of this repository and that of an archive are one.
func TestBothNightlyRunsAreAlike(t *testing.T) {
	own := parseWorkflow(t, "nightly.yml", workflows(t)["../../.github/workflows/nightly.yml"])
	theirs := parseWorkflow(t, "init/nightly.yml", workflows(t)["init/nightly.yml"])
	for _, job := range []string{"import", "commit", "deploy"} {
		for _, s := range own.Jobs[job].Steps {
			if !slices.ContainsFunc(theirs.Jobs[job].Steps, func(o struct {
				Name string            `yaml:"name"`
				Uses string            `yaml:"uses"`
				With map[string]any    `yaml:"with"`
				Env  map[string]string `yaml:"env"`
				Run  string            `yaml:"run"`
			}) bool {
				return s.Uses != "" && o.Uses == s.Uses || strings.ReplaceAll(o.Run, ".hindsight/bin/", "bin/") == s.Run || strings.HasPrefix(s.Run, "make ")
			}) {
				t.Errorf("%s: a step of ours that theirs does not have: %s%s", job, s.Uses, s.Run)
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
		{"a lock and refusals", []put{{"sources.lock", text(9)}, {"content/refused.yaml", text(9)}}, nil, true},
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
		{"a huge page", []put{{"content/postmortems/acme/x.md", text(3 << 20)}}, nil, false},
		{"a link to a file", []put{{"content/postmortems/acme/x.md", link("/etc/passwd")}}, nil, false},
		{"a link to a folder", []put{{"content/postmortems/b", link("/etc")}}, nil, false},
		{"a lock that is a link", []put{{"sources.lock", link("/etc/passwd")}}, nil, false},
		{"a link in the repository", nil, []put{{"content/postmortems/acme", link("../../.git")}}, false},
		{"a lock in the repository that is a link", nil, []put{{"sources.lock", link(".git/config")}}, false},
	} {
		for name, data := range workflows(t) {
			if !strings.HasSuffix(name, "nightly.yml") {
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

// init's nightly run uses the commit of Hindsight that wrote it, where that is
// known, and else wants one said.
func TestInitPinsHindsight(t *testing.T) {
	data := workflows(t)["init/nightly.yml"]
	const commit = "0123456789abcdef0123456789abcdef01234567"
	for _, c := range []struct{ commit, want string }{
		{"", "COMMIT: \"${{ vars.HINDSIGHT_COMMIT }}\""},
		{commit, "COMMIT: \"${{ vars.HINDSIGHT_COMMIT || '" + commit + "' }}\""},
	} {
		got := string(pinHindsight(data, c.commit))
		if !strings.Contains(got, c.want) || strings.Count(got, "ref: ${{ vars.HINDSIGHT_COMMIT") != 1 || strings.Count(got, commit) != 2*len(c.commit)/len(commit) {
			t.Errorf("commit %q:\n%s", c.commit, got)
		}
		parseWorkflow(t, "init/nightly.yml", []byte(got))
	}
}
