//go:build unix

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hindsight/internal/fixture"
)

const machineSecret = "a secret of this machine"

// trickArchive is an archive with one postmortem, and the secrets that a trick
// may lead to.
func trickArchive(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "archive")
	for name, text := range map[string]string{
		"content/postmortems/acme/2020-01-02-outage-1a2b3c.md": "---\ntitle: Outage\ndate: 2020-01-02\norganisation: Acme\npublish: full\nreview: [no-cause-stated]\n" +
			"source: {id: a, url: 'https://acme.example/1', licence: CC0-1.0}\n---\n\nThe database was down for two hours.\n",
		"layouts/404.html": `{{ define "main" }}<p>Own page</p>{{ end }}`, ".git/config": machineSecret, "../outside/secret.md": machineSecret,
		"../outside/secret.html": machineSecret, "../outside/main.css": machineSecret,
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// putTrick makes a trick in a place of an archive, whatever was there.
func putTrick(t *testing.T, k fixture.Trick, dir, place string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(place))
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	k.Put(t, dir, path)
}

// inTime runs a verb and fails when it hangs.
func inTime(t *testing.T, what string, args ...string) (status int, out, errs string) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); status, out, errs = runVerb(t, "", args...) }()
	select {
	case <-done:
	case <-time.After(2 * time.Minute):
		t.Fatalf("%s: hindsight %s does not end", what, strings.Join(args, " "))
	}
	if strings.Contains(out+errs, machineSecret) {
		t.Errorf("%s: hindsight %s shows the secret:\n%s%s", what, args[0], out, errs)
	}
	return status, out, errs
}

// places are those of an archive's own files, each in its folder, and whether a
// build goes on without.
var places = []struct {
	path   string
	folder bool
	goesOn bool
}{
	{"taxonomy.yaml", false, false},
	{"model.txt", false, false},
	{"hugo.yaml", false, true},
	{"layouts", true, true},
	{"layouts/about.html", false, true},
	{"layouts/_partials", true, true},
	{"assets", true, true},
	{"assets/css/main.css", false, true},
	{"content", true, true},
	{"content/about.md", false, true},
	{"content/refused.yaml", false, true},
	{"content/postmortems", true, true},
	{"content/postmortems/evil", true, true},
	{"content/postmortems/evil/2020-01-02-x-1a2b3c.md", false, true},
}

// check names each trick in each place, and neither it nor export shows what a
// trick leads to, or hangs.
func TestCheckNamesEveryTrick(t *testing.T) {
	tried := 0
	for _, k := range fixture.Tricks(t) {
		for _, p := range places {
			if k.Folder && p.folder {
				continue
			}
			tried++
			dir, what := trickArchive(t), k.Name+" at "+p.path
			putTrick(t, k, dir, p.path)
			status, out, errs := inTime(t, what, "check", "--archive", dir)
			if status != exitFailed || !strings.Contains(out, p.path) {
				t.Errorf("%s: check says %d, %q, %q", what, status, out, errs)
			}
			if strings.HasPrefix(p.path, "content") {
				inTime(t, what, "export", "--archive", dir)
			}
		}
	}
	t.Logf("%d tricks in places", tried)
}

// A build goes on without what is no file and names it; without a taxonomy or
// model it stops. Nothing of the machine gets into the site.
func TestNoTrickPublishes(t *testing.T) {
	for _, k := range fixture.Tricks(t) {
		dir := trickArchive(t)
		var put []string
		for _, p := range places {
			if p.goesOn && !p.folder && p.path != "content/refused.yaml" {
				putTrick(t, k, dir, p.path)
				put = append(put, p.path)
			}
		}
		status, _, errs := inTime(t, k.Name, "build", "--archive", dir)
		for _, path := range put {
			if status != exitPartial || !strings.Contains(errs, path) {
				t.Errorf("%s at %s: build says %d, %q", k.Name, path, status, errs)
			}
		}
		noSecret(t, k.Name, filepath.Join(dir, "public"))
		for _, p := range places {
			if p.goesOn {
				continue
			}
			dir := trickArchive(t)
			putTrick(t, k, dir, p.path)
			status, _, errs := inTime(t, k.Name, "build", "--archive", dir)
			if status != exitFailed || !strings.Contains(errs, p.path) {
				t.Errorf("%s at %s: build says %d, %q", k.Name, p.path, status, errs)
			}
		}
	}
}

// noSecret looks through a built site.
func noSecret(t *testing.T, what, dir string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if strings.Contains(string(data), machineSecret) {
			t.Errorf("%s: %s shows the secret", what, name)
		}
		return err
	})
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// A folder of links in the place of a folder of the archive.
func TestFoldersOfTheThemeThatAreLinks(t *testing.T) {
	dir := trickArchive(t)
	for _, p := range places {
		if p.folder && !strings.HasPrefix(p.path, "content") && p.path != "layouts/_partials" {
			if err := os.RemoveAll(filepath.Join(dir, p.path)); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("../outside", filepath.Join(dir, p.path)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if status, _, errs := inTime(t, "links", "build", "--archive", dir); status != exitPartial || !strings.Contains(errs, "layouts: ") || !strings.Contains(errs, "assets: ") {
		t.Errorf("build says %d, %q", status, errs)
	}
	noSecret(t, "links", filepath.Join(dir, "public"))
}

// The site itself, the index and the lock can be tricks as well.
func TestTricksInTheWayOfWriting(t *testing.T) {
	for _, k := range fixture.Tricks(t) {
		dir := trickArchive(t)
		putTrick(t, k, dir, ".hindsight.lock")
		if status, _, errs := inTime(t, k.Name, "import", "--archive", dir, filepath.Join("testdata", "expected", "article.txt")); status != exitFailed || !strings.Contains(errs, ".hindsight.lock") {
			t.Errorf("%s as the lock: import says %d, %q", k.Name, status, errs)
		}
		putTrick(t, k, dir, "public/search")
		inTime(t, k.Name, "search", "--archive", dir, "outage")
		for _, place := range []string{"public/.nojekyll", "public/.gitignore"} {
			dir := trickArchive(t)
			putTrick(t, k, dir, place)
			inTime(t, k.Name, "build", "--archive", dir)
			if _, err := os.Stat(filepath.Join(dir, "public", "index.html")); err == nil {
				noSecret(t, k.Name+" at "+place, filepath.Join(dir, "public"))
			}
		}
		for _, at := range []string{".git/config", "../outside/secret.md"} {
			if data, err := os.ReadFile(filepath.Join(dir, at)); err != nil || string(data) != machineSecret {
				t.Errorf("%s: %s is now %q, %v", k.Name, at, data, err)
			}
		}
	}
	dir := trickArchive(t)
	if err := os.Symlink("../outside", filepath.Join(dir, "public")); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := inTime(t, "a link", "build", "--archive", dir); status != exitFailed || !strings.Contains(errs, "public is a symbolic link") {
		t.Errorf("public is a link: build says %d, %q", status, errs)
	}
}

// What the path of a source may name, without and with --allow-outside.
func TestPathsOfSources(t *testing.T) {
	const report = "# Outage of the database\n\n2020-01-02\n\nThe database ran out of connections at 10:00 UTC, because a deploy had doubled them. We rolled the deploy back at 10:40 UTC.\n"
	for _, c := range []struct {
		path            string
		inside, outside bool // it is read
	}{
		{"dumps", true, true},
		{"dumps/report.md", true, true},
		{"./dumps/../dumps/report.md", true, true},
		{"../outside/report.md", false, true},
		{"../outside", false, true},
		{"/etc/hostname", false, false}, // read, and no postmortem
		{"/dev/zero", false, false},
		{".git/config", false, false},
		{".git", false, false},
		{".", true, true},
		{"link.md", false, true},
		{"linked", false, false}, // no walk follows a link
		{"linked/report.md", false, true},
		{"pipe", false, false},
		{"dumps/missing.md", false, false},
	} {
		for _, allowed := range []bool{false, true} {
			dir := trickArchive(t)
			for name, text := range map[string]string{"dumps/report.md": report, "../outside/report.md": report, "sources.yaml": "sources:\n- name: own\n  path: " + c.path + "\n"} {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for name, to := range map[string]string{"link.md": "../outside/report.md", "linked": "../outside"} {
				if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
			if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
				t.Fatal(err)
			}
			args, want := []string{"import", "--archive", dir}, c.inside
			if allowed {
				args, want = append(args, "--allow-outside"), c.outside
			}
			status, out, errs := inTime(t, c.path, args...)
			got := strings.Contains(out, "new") && strings.Contains(out, "outage-of-the-database")
			if got != want || !want && !strings.Contains(errs, c.path) {
				t.Errorf("path %s, allowed %v: import says %d, %q, %q", c.path, allowed, status, out, errs)
			}
			if !allowed && !c.inside && c.path != "dumps/missing.md" {
				if status, out, _ := inTime(t, c.path, "check", "--archive", dir); status != exitFailed || !strings.Contains(out, "sources.yaml:2: ") {
					t.Errorf("path %s: check says %d, %q", c.path, status, out)
				}
			}
		}
	}
}

// sources.yaml and sources.lock are read as files alone.
func TestSourcesAreNoTricks(t *testing.T) {
	for _, k := range fixture.Tricks(t) {
		for _, place := range []string{"sources.yaml", "sources.lock"} {
			dir := trickArchive(t)
			if err := os.WriteFile(filepath.Join(dir, "sources.yaml"), []byte("sources:\n- name: own\n  path: dumps\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			putTrick(t, k, dir, place)
			if status, out, errs := inTime(t, k.Name, "import", "--archive", dir); status == exitDone || !strings.Contains(errs, place) {
				t.Errorf("%s at %s: import says %d, %q, %q", k.Name, place, status, out, errs)
			}
		}
	}
}
