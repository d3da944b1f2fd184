package gitrepo

import (
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"hindsight/internal/tool"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "launch" {
		fmt.Fprintln(os.Stderr, tool.Launch(os.Args[2:]))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// kit confines git as the program does.
func kit(t *testing.T) tool.Kit {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return tool.Kit{Launcher: []string{exe, "launch"}}
}

// A maker makes a repository with the git of this machine.
type maker struct {
	*testing.T
	dir string
}

func newMaker(t *testing.T) maker {
	m := maker{t, filepath.Join(t.TempDir(), "clone")}
	if err := os.MkdirAll(m.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	m.git("", "init", "--quiet", "--initial-branch=main")
	return m
}

func (m maker) git(in string, args ...string) string {
	m.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Stdin = m.dir, strings.NewReader(in)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@acme.example",
		"GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@acme.example", "GIT_AUTHOR_DATE=2031-01-01T00:00:00Z", "GIT_COMMITTER_DATE=2031-01-01T00:00:00Z")
	out, err := cmd.CombinedOutput()
	if err != nil {
		m.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (m maker) write(name, text string) {
	m.Helper()
	path := filepath.Join(m.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		m.Fatal(err)
	}
}

// commit commits all files and returns the commit.
func (m maker) commit() string {
	m.Helper()
	m.git("", "add", "--all")
	m.git("", "commit", "--quiet", "--message=x")
	return m.git("", "rev-parse", "HEAD")
}

// bare is a bare repository of the same.
func (m maker) bare() string {
	m.Helper()
	to := filepath.Join(m.TempDir(), "postmortems.git")
	m.git("", "clone", "--quiet", "--bare", m.dir, to)
	return to
}

// show is what was read, a line a file.
func show(r Repository) string {
	var b strings.Builder
	for _, f := range r.Files {
		fmt.Fprintf(&b, "%s: %s\n", f.Name, f.Data)
	}
	for _, err := range r.LeftOut {
		fmt.Fprintf(&b, "left out: %v\n", err)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	t.Parallel()
	m := newMaker(t)
	m.write("README.md", "all")
	m.write("postmortems/2024/a b.md", "old")
	m.write("postmortemsX/no.md", "no")
	m.write(".github/hidden.md", "no")
	first := m.commit()
	m.git("", "tag", "--annotate", "--message=x", "v1")
	m.git("", "branch", "feature/one")
	m.write("postmortems/2024/a b.md", "new\x00\n")
	m.write("postmortems/ü.md", "")
	tip := m.commit()
	for n, at := range []string{m.dir, m.bare()} {
		for k, c := range []struct{ ref, under, commit, want string }{
			{"", "", tip, "README.md: all\npostmortems/2024/a b.md: new\x00\n\npostmortems/ü.md: \npostmortemsX/no.md: no\n"},
			{"main", "postmortems", tip, "postmortems/2024/a b.md: new\x00\n\npostmortems/ü.md: \n"},
			{"feature/one", "postmortems/2024", first, "postmortems/2024/a b.md: old\n"},
			{"v1", "postmortems", first, "postmortems/2024/a b.md: old\n"},
			{tip, "postmortemsX", tip, "postmortemsX/no.md: no\n"},
		} {
			if n > 0 && k > 0 {
				break // a bare one differs in where its files lie
			}
			r, err := Read(t.Context(), Request{Address: at, Ref: c.ref, Under: c.under, Kit: kit(t)})
			if err != nil || r.Commit != c.commit || show(r) != c.want || r.Same {
				t.Errorf("%s %q %q: %v\n%s%s, want\n%s%s", filepath.Base(at), c.ref, c.under, err, show(r), r.Commit, c.want, c.commit)
			}
			r, err = Read(t.Context(), Request{Address: at, Ref: c.ref, Under: c.under, Known: c.commit, Kit: kit(t)})
			if err != nil || !r.Same || r.Commit != c.commit || len(r.Files) > 0 {
				t.Errorf("%s %q, known: %v %+v", filepath.Base(at), c.ref, err, r)
			}
		}
	}
	for _, c := range []struct {
		q    Request
		is   error
		says string
	}{
		{Request{Address: m.dir, Ref: "gone"}, ErrNoRef, "gone"},
		{Request{Address: m.dir, Under: "nowhere"}, nil, "no files are under nowhere"},
		{Request{Address: m.dir, Ref: strings.Repeat("0", 40)}, nil, "git: "},
		{Request{Address: filepath.Join(m.dir, "postmortems")}, nil, "no clone of a git repository"},
		{Request{Address: "ext::sh -c touch% /tmp/x"}, nil, "no clone of a git repository"},
	} {
		c.q.Kit = kit(t)
		if _, err := Read(t.Context(), c.q); err == nil || c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%+v: %v, want %q", c.q, err, c.says)
		}
	}
}

func TestNoGit(t *testing.T) {
	t.Setenv("PATH", "")
	if _, err := Read(t.Context(), Request{Address: t.TempDir()}); !errors.Is(err, ErrNoGit) {
		t.Errorf("without git: %v", err)
	}
}

// What a repository holds besides files is not read, and no name of its becomes
// one on this disk.
func TestHostileTree(t *testing.T) {
	t.Parallel()
	m := newMaker(t)
	m.write("good.md", "good")
	m.commit()
	blob := m.git("text", "hash-object", "-w", "--stdin")
	link := m.git("/etc/passwd", "hash-object", "-w", "--stdin")
	big := filepath.Join(t.TempDir(), "big")
	if err := os.WriteFile(big, make([]byte, maxFile+1), 0o644); err != nil {
		t.Fatal(err)
	}
	large := m.git("", "hash-object", "-w", big)
	inner := m.git("100644 blob "+blob+"\tinner.md\x00", "mktree", "-z")
	tree := m.git(strings.Join([]string{
		"100644 blob " + blob + "\ta.md",
		"100755 blob " + blob + "\tprogram",
		"120000 blob " + link + "\tlink.md",
		"160000 commit " + m.git("", "rev-parse", "HEAD") + "\tsubmodule",
		"100644 blob " + blob + "\t.gitmodules",
		"100644 blob " + blob + "\t.gitattributes",
		"100644 blob " + blob + "\t-rf",
		"100644 blob " + blob + "\tline\nend.md",
		"100644 blob " + blob + "\tescape\x1b[31m.md",
		"100644 blob " + blob + "\tback\\slash.md",
		"100644 blob " + blob + "\tno\xff utf-8.md",
		"100644 blob " + blob + "\tCON",
		"100644 blob " + large + "\tlarge.md",
		"040000 tree " + inner + "\t..",
		"040000 tree " + inner + "\t.git",
		"040000 tree " + inner + "\tfolder\n",
	}, "\x00")+"\x00", "mktree", "-z")
	commit := m.git("", "commit-tree", "-m", "x", tree)
	m.git("", "update-ref", "refs/heads/hostile", commit)
	r, err := Read(t.Context(), Request{Address: m.dir, Ref: "hostile", Kit: kit(t)})
	want := "-rf: text\nCON: text\na.md: text\nprogram: text\n"
	if got := show(Repository{Files: r.Files}); err != nil || got != want {
		t.Errorf("%v, %s; want\n%s", err, got, want)
	}
	said := show(Repository{LeftOut: r.LeftOut})
	for _, want := range []string{`"line\nend.md" is not read`, `"escape\x1b[31m.md"`, `"back\\slash.md"`, "large.md: more than the 15 MB"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not told:\n%s", want, said)
		}
	}
	if strings.Contains(said, "\x1b") || strings.Count(said, "\n") != maxNamed+1 {
		t.Errorf("told of what is left out:\n%q", said)
	}
}

// Neither the user's settings nor those of a clone run anything, and no filter
// touches a file.
func TestNothingRuns(t *testing.T) {
	ran := filepath.Join(t.TempDir(), "ran")
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch '"+ran+"'\ncat\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	m := newMaker(t)
	m.write(".gitattributes", "*.md filter=lfs\n")
	m.write("a.md", "version https://git-lfs.github.com/spec/v1\n")
	m.commit()
	hooks := filepath.Join(m.dir, ".git", "hooks")
	for _, h := range []string{"post-checkout", "reference-transaction", "pre-receive", "post-index-change", "fsmonitor-watchman", "pre-auto-gc"} {
		if err := errors.Join(os.MkdirAll(hooks, 0o755), os.WriteFile(filepath.Join(hooks, h), []byte("#!/bin/sh\ntouch '"+ran+"'\n"), 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range [][2]string{{"filter.lfs.smudge", script}, {"filter.lfs.process", script}, {"core.fsmonitor", script}, {"uploadpack.packObjectsHook", script},
		{"core.sshCommand", script}, {"core.askPass", script}, {"core.pager", script}, {"credential.helper", script}, {"core.gitProxy", script}, {"core.alternateRefsCommand", script},
		{"remote.origin.uploadpack", script}, {"remote.origin.url", "/nowhere"}, {"remote.origin.promisor", "true"}, {"core.hooksPath", filepath.Dir(script)}} {
		m.git("", "config", s[0], s[1])
	}
	home := t.TempDir()
	settings, err := os.ReadFile(filepath.Join(m.dir, ".git", "config"))
	if err == nil {
		err = os.WriteFile(filepath.Join(home, ".gitconfig"), settings, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("GIT_DIR", "/nowhere")
	t.Setenv("GIT_ASKPASS", script)
	t.Setenv("GIT_SSH_COMMAND", script)
	t.Setenv("GIT_EXTERNAL_DIFF", script)
	for _, k := range []tool.Kit{kit(t), {}} {
		r, err := Read(t.Context(), Request{Address: m.dir, Kit: k})
		if err != nil || show(r) != "a.md: version https://git-lfs.github.com/spec/v1\n\n" {
			t.Errorf("%v %s", err, show(r))
		}
		if _, err := os.Stat(ran); err == nil {
			t.Error("something ran")
		}
	}
}

// A server is reached through the proxy alone, and over https alone.
func TestHTTPS(t *testing.T) {
	t.Parallel()
	m := newMaker(t)
	m.write("a.md", "text")
	tip := m.commit()
	root := m.bare()
	m.git("", "--git-dir="+root, "config", "uploadpack.allowFilter", "true")
	backend := filepath.Join(m.git("", "--exec-path"), "git-http-backend")
	if _, err := os.Stat(backend); err != nil {
		t.Fatalf("git comes without its server: %v", err)
	}
	var asked atomic.Int32
	headers := make(chan string, 100)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		headers <- r.Header.Get("Authorization")
		if strings.HasPrefix(r.URL.Path, "/away/") {
			http.Redirect(w, r, "http://"+r.Host+"/postmortems.git/info/refs?service=git-upload-pack", http.StatusFound)
			return
		}
		(&cgi.Handler{Path: backend, Stderr: io.Discard, Dir: filepath.Dir(root), Env: []string{"GIT_PROJECT_ROOT=" + filepath.Dir(root), "GIT_HTTP_EXPORT_ALL=1",
			"GIT_PROTOCOL=" + r.Header.Get("Git-Protocol"), "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"}}).ServeHTTP(w, r)
	}))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0) // who does not trust it hangs up
	srv.StartTLS()
	defer srv.Close()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw}), 0o644); err != nil {
		t.Fatal(err)
	}
	proxy, tunnels := newProxy(t)
	ask := func(path, header string) (Repository, error) {
		return Read(t.Context(), Request{Address: srv.URL + path, Proxy: proxy, Header: header, Kit: kit(t), authorities: ca})
	}
	r, err := ask("/postmortems.git", "Authorization: Basic eDp5")
	if err != nil || r.Commit != tip || show(r) != "a.md: text\n" || tunnels.Load() == 0 {
		t.Errorf("%v %+v, %d tunnels", err, r, tunnels.Load())
	}
	for len(headers) > 0 {
		if h := <-headers; h != "Basic eDp5" {
			t.Errorf("a request with the header %q", h)
		}
	}
	for path, want := range map[string]string{"/nothing.git": "not found", "/away/x.git": "git: "} {
		if _, err := ask(path, ""); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
	asked.Store(0)
	q := Request{Address: srv.URL + "/postmortems.git", Kit: kit(t)}
	if _, err := Read(t.Context(), q); err == nil || asked.Load() > 0 {
		t.Errorf("without a proxy: %v, asked %d times", err, asked.Load())
	}
	if _, err := Read(t.Context(), Request{Address: srv.URL + "/postmortems.git", Proxy: proxy, Kit: kit(t)}); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate that nobody signed: %v", err)
	}
}

// newProxy is a proxy that tunnels to wherever it is asked to.
func newProxy(t *testing.T) (address string, tunnels *atomic.Int32) {
	tunnels = new(atomic.Int32)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			t.Errorf("asked for %s %s, not for a tunnel", r.Method, r.URL)
			return
		}
		tunnels.Add(1)
		to, err := net.Dial("tcp", r.Host)
		if err != nil {
			http.Error(w, "", http.StatusBadGateway)
			return
		}
		w.WriteHeader(http.StatusOK)
		from, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		go func() { _, _ = io.Copy(to, from); to.Close() }()
		_, _ = io.Copy(from, to)
		from.Close()
	}))
	t.Cleanup(srv.Close)
	return srv.URL, tunnels
}

func TestParseRefs(t *testing.T) {
	const a, b = "0123456789012345678901234567890123456789", "1123456789012345678901234567890123456789"
	for out, want := range map[string]string{
		"ref: refs/heads/main\tHEAD\n" + a + "\tHEAD\n": "refs/heads/main " + a,
		a + "\tHEAD\n": "HEAD " + a,
		"ref: refs/heads/--upload-pack=x\tHEAD\n" + a + "\tHEAD\n": "HEAD " + a,
		"ref: refs/heads/a b\tHEAD\n" + a + "\tHEAD\n":             "HEAD " + a,
		"ref: refs/tags/x\tHEAD\n" + a + "\tHEAD\n" + b + "\tHEAD": "HEAD " + a,
		"nonsense\n\t\n-x\tHEAD\n":                                 "HEAD ",
		"":                                                         "HEAD ",
	} {
		refs, head := parseRefs(out)
		if got := head + " " + refs["HEAD"]; got != want {
			t.Errorf("%q: %q, want %q", out, got, want)
		}
	}
}

func TestRefOK(t *testing.T) {
	for ref, want := range map[string]bool{"main": true, "feature/one": true, "v1.2": true, "größe": true, "a@b": true, "": false, "-x": false, "a..b": false,
		"a/": false, "a//b": false, "a.lock": false, "a b": false, "a:b": false, "+a": false, "a\n": false, "a@{1}": false, "a/.b": false, "refs^": false} {
		if RefOK(ref) != want {
			t.Errorf("%q: %v, want %v", ref, !want, want)
		}
	}
}

func TestWeb(t *testing.T) {
	const hash = "0123456789012345678901234567890123456789"
	branch, tag, commit := tip{hash, "refs/heads/team/main"}, tip{hash, "refs/tags/v1"}, tip{hash, ""}
	for _, c := range []struct {
		address string
		tip     tip
		want    string
	}{
		{"https://github.com/acme/postmortems.git", branch, "https://github.com/acme/postmortems/blob/team/main/a%20b/%23c.md"},
		{"https://GitHub.com/acme/postmortems/", tag, "https://github.com/acme/postmortems/blob/v1/a%20b/%23c.md"},
		{"https://github.com/acme/postmortems", commit, "https://github.com/acme/postmortems/blob/" + hash + "/a%20b/%23c.md"},
		{"https://user:secret@github.com/acme/postmortems", commit, "https://github.com/acme/postmortems/blob/" + hash + "/a%20b/%23c.md"},
		{"https://github.com/acme/postmortems", tip{hash, "HEAD"}, "https://github.com/acme/postmortems/blob/" + hash + "/a%20b/%23c.md"},
		{"git@github.com:acme/postmortems.git", branch, "https://github.com/acme/postmortems/blob/team/main/a%20b/%23c.md"},
		{"ssh://git@gitlab.com:22/acme/team/postmortems.git", branch, "https://gitlab.com/acme/team/postmortems/-/blob/team/main/a%20b/%23c.md"},
		{"https://gitlab.acme.example:8443/x/y", branch, "https://gitlab.acme.example:8443/x/y/-/blob/team/main/a%20b/%23c.md"},
		{"https://codeberg.org/acme/pm.git", branch, "https://codeberg.org/acme/pm/src/branch/team/main/a%20b/%23c.md"},
		{"https://codeberg.org/acme/pm.git", tag, "https://codeberg.org/acme/pm/src/tag/v1/a%20b/%23c.md"},
		{"https://gitea.acme.example/acme/pm", commit, "https://gitea.acme.example/acme/pm/src/commit/" + hash + "/a%20b/%23c.md"},
		{"https://git.sr.ht/~acme/pm", branch, "https://git.sr.ht/~acme/pm/tree/team/main/item/a%20b/%23c.md"},
		{"https://acme.example/pm.git", branch, ""},
		{"https://github.com/", branch, ""},
		{"https://evilgithub.com/a/b", branch, ""},
		{"/home/acme/pm", branch, ""},
		{"", branch, ""},
		{"ext::sh", branch, ""},
	} {
		w := webOf(c.address, c.tip)
		got := w.Page("a b/#c.md")
		if got != c.want {
			t.Errorf("%s %s: %s, want %s", c.address, c.tip.name, got, c.want)
		}
		if back := w.File(got + "?raw=true#x"); got != "" && back != "a b/#c.md" {
			t.Errorf("%s leads to the file %q", got, back)
		}
		if other := w.File("https://elsewhere.example/a.md"); other != "" {
			t.Errorf("an address elsewhere leads to %q", other)
		}
	}
}

func TestBound(t *testing.T) {
	var many []blob
	for n := range maxFiles + 2 {
		many = append(many, blob{name: fmt.Sprintf("%06d", n), size: 1})
	}
	if kept, left := bound(many); len(kept) != maxFiles || len(left) != 1 || !strings.Contains(left[0].Error(), "and 1 files behind it") {
		t.Errorf("%d kept, %v", len(kept), left)
	}
	large := []blob{{"a", "", maxBytes / 2}, {"b", "", maxBytes / 2}, {"c", "", 1}}
	if kept, left := bound(large); !slices.Equal(kept, large[:2]) || len(left) != 1 {
		t.Errorf("%v kept, %v", kept, left)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("100644 blob 0123456789012345678901234567890123456789       4\ta.md\x00")
	f.Add("0123456789012345678901234567890123456789\tHEAD\n")
	f.Fuzz(func(t *testing.T, out string) {
		blobs, _ := parseTree([]byte(out))
		for _, b := range blobs {
			if strings.ContainsAny(b.name, "\x00\n\x1b") || strings.HasPrefix(b.name, "/") || slices.Contains(strings.Split(b.name, "/"), "..") || !IsHash(b.hash) || b.size > maxFile {
				t.Errorf("%+v", b)
			}
		}
		if _, head := parseRefs(out); head != "HEAD" && !RefOK(strings.TrimPrefix(head, branches)) {
			t.Errorf("the branch %q", head)
		}
	})
}
