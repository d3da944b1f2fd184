//go:build unix

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// wholeSite fails when a site is not the one that its build listed: a file is
// missing, or another than it was.
func wholeSite(t *testing.T, dir string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "offline.json"))
	if err != nil {
		t.Errorf("no whole site in %s: %v", dir, err)
		return
	}
	var rows [][3]any
	if err := json.Unmarshal(data, &rows); err != nil || len(rows) < 20 {
		t.Errorf("%s: %d files are listed, %v", dir, len(rows), err)
	}
	for _, row := range rows {
		name, _ := row[0].(string)
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if sum := sha256.Sum256(b); err != nil || base64.RawStdEncoding.EncodeToString(sum[:16]) != row[1] {
			t.Errorf("%s: %s is not as it was built: %v", dir, name, err)
		}
	}
}

// siteText is everything in a built site.
func siteText(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(os.DirFS(filepath.Join(dir, "public")), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, "public", name))
		fmt.Fprintf(&b, "%s %x\n", name, sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestKilledAtRandom kills imports, taggings and builds at any moment. After each,
// every content file is whole and so is the site; the run after them ends where one
// does that was left alone. HINDSIGHT_KILLS=100 kills a hundred times, and
// HINDSIGHT_SEED=n repeats a run.
func TestKilledAtRandom(t *testing.T) {
	kills, seed := 6, uint64(time.Now().UnixNano())
	if n, err := strconv.Atoi(os.Getenv("HINDSIGHT_KILLS")); err == nil {
		kills = n
	}
	if n, err := strconv.ParseUint(os.Getenv("HINDSIGHT_SEED"), 10, 64); err == nil {
		seed = n
	}
	t.Logf("HINDSIGHT_KILLS=%d HINDSIGHT_SEED=%d", kills, seed)
	random := rand.New(rand.NewPCG(seed, 0))
	receipts := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", receipts)
	t.Setenv("SOURCE_DATE_EPOCH", "1767323045")
	texts := manyTexts(t, 24)
	whole, cut := newArchive(t), newArchive(t)
	verbs := [][]string{{"import", texts}, {"tag"}, {"build"}}
	var took []time.Duration
	for _, dir := range []string{whole, cut} { // the second time it is known what a verb takes
		took = nil
		for _, v := range verbs {
			start := time.Now()
			if dir == whole || v[0] == "build" {
				hindsightDoes(t, append(slices.Clone(v), "--archive", dir)...)
			}
			took = append(took, max(time.Since(start), 200*time.Millisecond))
		}
	}
	ended := 0
	for range kills {
		n := random.IntN(len(verbs))
		if n == 0 && random.IntN(2) == 0 { // what was imported is to be imported once more
			if err := os.RemoveAll(filepath.Join(cut, "content", "postmortems", "parcelwise")); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.RemoveAll(filepath.Join(receipts, "hindsight")); err != nil { // else a build has nothing to do
			t.Fatal(err)
		}
		c := exec.Command("hindsight", append(slices.Clone(verbs[n]), "--archive", cut, "--yes")[:len(verbs[n])+2]...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(random.Int64N(int64(took[n]))), func() { _ = c.Process.Kill() })
		if c.Wait() == nil {
			ended++
		}
		timer.Stop()
		wholeFiles(t, cut)
		wholeSite(t, filepath.Join(cut, "public"))
		if t.Failed() {
			t.Fatalf("after %q was killed", verbs[n])
		}
	}
	t.Logf("%d of %d ended before they were killed", ended, kills)
	for _, v := range verbs {
		hindsightDoes(t, append(slices.Clone(v), "--archive", cut)...)
	}
	sameArchives(t, cut, whole)
	if siteText(t, cut) != siteText(t, whole) {
		t.Error("the sites differ")
	}
	left, _ := filepath.Glob(filepath.Join(cut, ".hindsight-build-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// mounted runs a script that mounts file systems, in a mount namespace of its own;
// false says that this machine lets no test do that.
func mounted(t *testing.T, script string, args ...string) (string, int, bool) {
	t.Helper()
	own := []string{"--user", "--map-root-user", "--mount", "sh", "-c"}
	if out, err := exec.Command("unshare", append(own, `mount -t tmpfs none "$1"`, "sh", t.TempDir())...).CombinedOutput(); err != nil {
		t.Logf("NOT TESTED: nothing can be mounted here: %v: %s", err, out)
		return "", 0, false
	}
	cmd := exec.Command("unshare", append(append(own, script, "sh"), args...)...)
	out, _ := cmd.CombinedOutput()
	return string(out), cmd.ProcessState.ExitCode(), true
}

// TestNoRoomToBuild builds where there is no room: the site stays as it was, and
// the error says what to do.
func TestNoRoomToBuild(t *testing.T) {
	dir, mount := newArchive(t), t.TempDir()
	hindsightDoes(t, "import", "--archive", dir, "testdata/expected/status.txt")
	hindsightDoes(t, "build", "--archive", dir)
	before := siteText(t, dir)
	out, status, ok := mounted(t, `mount -t tmpfs -o size=6m none "$2" && cp -r "$1/." "$2" && dd if=/dev/zero of="$2/filler" bs=64k 2>/dev/null
rm -f "$2/content/x"; hindsight build --archive "$2"; s=$?; rm -f "$2/filler"; cp -r "$2/public/." "$1/public"; ls -a "$2"; exit $s`, dir, mount)
	if !ok {
		return
	}
	if status != exitFailed || !strings.Contains(out, "no space left on device") || !strings.Contains(out, "hint: is the disk full") || strings.Contains(out, "\n.hindsight-build-") {
		t.Errorf("exit status %d: %s", status, out)
	}
	wholeSite(t, filepath.Join(dir, "public"))
	if siteText(t, dir) != before {
		t.Error("the site has changed")
	}
}

// TestReadOnlyArchive: each verb that writes says where it cannot, and what to do.
func TestReadOnlyArchive(t *testing.T) {
	dir := newArchive(t)
	hindsightDoes(t, "import", "--archive", dir, "testdata/expected/status.txt")
	hindsightDoes(t, "build", "--archive", dir)
	files, _ := filepath.Glob(filepath.Join(dir, "content", "postmortems", "*", "*.md"))
	if len(files) != 1 {
		t.Fatal(files)
	}
	before := snapshot(t, dir)
	for _, verb := range []string{"import testdata/expected/article.txt", "tag", "build --base-url https://elsewhere.example/", "update --base-url https://elsewhere.example/", "refuse " + files[0] + " --reason no", "set " + files[0] + " title=x",
		"init --upgrade", "check", "review", "search late", "export"} {
		args := strings.Fields(verb)
		want := exitFailed
		if slices.Contains([]string{"tag", "check", "review", "search", "export"}, args[0]) || strings.Contains(verb, "upgrade") {
			want = exitDone
		}
		if args[0] == "init" {
			args = append(args, dir)
		} else {
			args = append(args, "--archive", dir)
		}
		out, status, ok := mounted(t, `mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && hindsight "$@"`, append([]string{dir}, args...)...)
		if !ok {
			return
		}
		if status != want || want == exitFailed && (!strings.Contains(out, "read-only file system") || !strings.Contains(out, "hint: ")) {
			t.Errorf("%s: exit status %d: %s", verb, status, out)
		}
	}
	if snapshot(t, dir) != before {
		t.Error("something has changed")
	}
	wholeSite(t, filepath.Join(dir, "public"))
}

// TestRunsAtOnce: builds side by side, and a build beside an import, each end with
// a whole site; of two that write, one says that the other is there.
func TestRunsAtOnce(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1767323045")
	dir, texts := newArchive(t), manyTexts(t, 10)
	hindsightDoes(t, "import", "--archive", dir, "testdata/expected/status.txt")
	hindsightDoes(t, "build", "--archive", dir)
	var wg sync.WaitGroup
	for _, args := range [][]string{{"build"}, {"build"}, {"import", texts}, {"import", texts}, {"tag"}} {
		wg.Go(func() {
			c := exec.Command("hindsight", append(args, "--archive", dir)...)
			out, err := c.CombinedOutput()
			if err != nil && (args[0] == "build" || !bytes.Contains(out, []byte("another hindsight is writing to this archive; wait until it has finished"))) {
				t.Errorf("%q: %v: %s", args, err, out)
			}
		})
	}
	wg.Wait()
	wholeSite(t, filepath.Join(dir, "public"))
	hindsightDoes(t, "import", "--archive", dir, texts)
	if n := wholeFiles(t, dir); n != 11 {
		t.Errorf("%d files", n)
	}
}

// TestDamagedFiles: what merges, editors and other systems do to the files of an
// archive is either read as it was meant, or named with its line and what to do; no
// run changes such a file, and no postmortem is lost or imported twice.
func TestDamagedFiles(t *testing.T) {
	conflict := func(b []byte) []byte {
		lines := bytes.SplitAfter(b, []byte("\n"))
		mine := append([]byte("<<<<<<< HEAD\n"), lines[2]...)
		theirs := append(append([]byte("=======\n"), lines[2]...), []byte(">>>>>>> theirs\n")...)
		return slices.Concat(lines[0], lines[1], mine, theirs, bytes.Join(lines[3:], nil))
	}
	crlf := func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) }
	bom := func(b []byte) []byte { return append([]byte("\uFEFF"), b...) }
	half := func(b []byte) []byte { return b[:40] }
	for _, c := range []struct {
		name   string
		damage func([]byte) []byte
		read   bool // as it was meant
	}{
		{"conflict marks", conflict, false}, {"CRLF", crlf, true}, {"BOM", bom, true}, {"both", func(b []byte) []byte { return bom(crlf(b)) }, true}, {"cut short", half, false},
		{"empty", func([]byte) []byte { return nil }, false},
	} {
		n := newNights(t)
		n.serve("/a.xml", rss, brightmap(t, "", ""))
		n.sources("- {name: a, url: URL/a.xml, allow_private: true}\n")
		n.run(exitDone)
		files, _ := filepath.Glob(filepath.Join(n.dir, "content", "postmortems", "*", "*.md"))
		if len(files) != 1 {
			t.Fatal(files)
		}
		good, _ := os.ReadFile(files[0])
		lock, _ := os.ReadFile(filepath.Join(n.dir, "sources.lock"))

		// The lock: nothing is imported twice, whatever it says.
		if err := os.WriteFile(filepath.Join(n.dir, "sources.lock"), c.damage(lock), 0o644); err != nil {
			t.Fatal(err)
		}
		if c.name != "empty" && c.name != "cut short" {
			status, out, _ := runVerb(t, "", "check", "--archive", n.dir)
			if (status == exitDone) != c.read || !c.read && (!strings.Contains(out, "sources.lock:3: conflict marks of a merge; choose one side") || !strings.Contains(out, "delete the file")) {
				t.Errorf("sources.lock, %s: check says %d, %s", c.name, status, out)
			}
		}
		said, _ := n.run(exitDone)
		n.want("sources.lock, "+c.name, said, "0 new, 0 updated, ")
		n.still(exitDone)

		// The content file.
		damaged := c.damage(good)
		if err := os.WriteFile(files[0], damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		status, out, _ := runVerb(t, "", "check", "--archive", n.dir)
		rel, _ := filepath.Rel(n.dir, files[0])
		if (status == exitDone) != c.read || !c.read && !strings.Contains(out, rel+":") {
			t.Errorf("%s: check says %d, %s", c.name, status, out)
		}
		if c.name == "conflict marks" && !strings.Contains(out, "conflict marks of a merge; choose one side") {
			t.Errorf("%s: %s", c.name, out)
		}
		_ = os.Remove(filepath.Join(n.dir, "sources.lock")) // everything is asked for anew
		want := exitPartial
		if c.read {
			want = exitDone
		}
		n.run(want)
		if now, _ := os.ReadFile(files[0]); !bytes.Equal(now, damaged) {
			t.Errorf("%s: the file was changed:\n%s", c.name, now)
		}
		if all, _ := filepath.Glob(filepath.Join(n.dir, "content", "postmortems", "*", "*.md")); len(all) != 1 {
			t.Errorf("%s: %q", c.name, all)
		}
		if err := os.WriteFile(files[0], good, 0o644); err != nil {
			t.Fatal(err)
		}
		n.run(exitDone)
		n.still(exitDone)
	}
}

// TestClockGoesBack: a night whose clock says an earlier day brings the same.
func TestClockGoesBack(t *testing.T) {
	n := newNights(t)
	n.serve("/a.xml", rss, brightmap(t, "", ""))
	n.sources("- {name: a, url: URL/a.xml, allow_private: true}\n- {name: gone, url: URL/gone.xml, allow_private: true}\n")
	n.night = 20
	n.run(exitPartial)
	n.want("lock", n.lockText(), "failing-since: 2026-01-22")
	n.night = -3000
	n.run(exitPartial)
	n.want("lock of a clock that went back", n.lockText(), "failing-since: 2017-10-16")
	n.still(exitPartial)
	n.serve("/a.xml", rss, brightmap(t, "looks at the wrong zone", "looks at the wrong zone for ten minutes"))
	said, _ := n.run(exitPartial)
	n.want("an edit by a clock that went back", said, "0 new, 1 updated")
	n.night = 21
	n.still(exitPartial)
}

// TestSameEverywhere: an archive and its site are the same bytes in other folders,
// zones and locales, of other users, at another time of day, on one processor: what
// was imported, what sources.lock remembers of a server, each page and the zip.
func TestSameEverywhere(t *testing.T) {
	texts := manyTexts(t, 6)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Etag", `"1"`)
		http.ServeFile(w, req, "testdata/expected/feed.xml")
	}))
	defer server.Close()
	sources := fmt.Sprintf("sources:\n- {name: served, url: %s/feed.xml, allow_private: true}\n- {name: filed, path: texts}\n", server.URL)
	var first, firstSite string
	for i, env := range [][]string{
		{"TZ=UTC", "LC_ALL=C", "UMASK=022", "SOURCE_DATE_EPOCH=1767323045"},
		{"TZ=Pacific/Kiritimati", "LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8", "HOME=/nonexistent", "XDG_CACHE_HOME=", "USER=nobody", "GOMAXPROCS=1", "UMASK=077",
			"SOURCE_DATE_EPOCH=1767323045"},
		{"TZ=America/St_Johns", "LC_ALL=de_DE.UTF-8", "GOMAXPROCS=2", "TMPDIR=" + t.TempDir(), "UMASK=000", "SOURCE_DATE_EPOCH=1767323045"},
	} {
		dir := newArchive(t)
		if err := errors.Join(os.CopyFS(filepath.Join(dir, "texts"), os.DirFS(texts)), os.WriteFile(filepath.Join(dir, "sources.yaml"), []byte(sources), 0o644)); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"import"}, {"import", "testdata/expected"}, {"tag"}, {"build", "--zip", "--base-url", "https://incidents.example/x/"}} {
			c := exec.Command("sh", slices.Concat([]string{"-c", `umask $UMASK; exec hindsight "$@"`, "sh"}, args, []string{"--archive", dir})...)
			c.Env = append(os.Environ(), env...)
			if out, err := c.CombinedOutput(); err != nil && c.ProcessState.ExitCode() != exitPartial {
				t.Fatalf("%q: %v: %s", args, err, out)
			}
		}
		now, site := strings.ReplaceAll(snapshot(t, dir), dir, ""), siteText(t, dir)
		if i == 0 {
			if first, firstSite = now, site; !strings.Contains(now, "\n  etag: ") || !strings.Contains(site, "archive.zip ") {
				t.Error("there is no lock or no zip to compare")
			}
			continue
		}
		if now != first {
			t.Errorf("%q: another archive", env)
		}
		if site != firstSite {
			t.Errorf("%q: another site", env)
		}
	}
	// The clock is asked when a text was fetched, and for nothing else.
	dir := newArchive(t)
	hindsightDoes(t, "import", "--archive", dir, texts)
	hindsightDoes(t, "build", "--archive", dir)
	before, site := snapshot(t, dir), siteText(t, dir)
	t.Setenv("SOURCE_DATE_EPOCH", "1999999999")
	hindsightDoes(t, "import", "--archive", dir, texts)
	hindsightDoes(t, "tag", "--archive", dir)
	hindsightDoes(t, "build", "--archive", dir)
	if snapshot(t, dir) != before || siteText(t, dir) != site {
		t.Error("years later it is another archive")
	}
}

// TestHostileTrees puts the content trees that break a Hugo build into an archive,
// as they are and as postmortems: all of them together, and some alone, with
// HINDSIGHT_WHOLE=1 each. The site is whole, and what is good is in it.
func TestHostileTrees(t *testing.T) {
	data, err := os.ReadFile(filepath.FromSlash("../../../shared/corpus/hostile-content/cases.jsonl"))
	if errors.Is(err, os.ErrNotExist) {
		t.Log("NOT TESTED: ../shared/corpus/hostile-content is not here")
		return
	}
	type tree struct {
		ID             string
		Files, Layouts map[string]string
		Config         string
	}
	var cases []tree
	for d := json.NewDecoder(bytes.NewReader(data)); d.More(); {
		var c tree
		if err := d.Decode(&c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	put := func(dir, name, text string) bool {
		path := filepath.Join(dir, filepath.FromSlash(name))
		return filepath.IsLocal(name) && os.MkdirAll(filepath.Dir(path), 0o755) == nil && os.WriteFile(path, []byte(text), 0o644) == nil
	}
	build := func(what string, some []tree) {
		dir := newArchive(t)
		hindsightDoes(t, "import", "--archive", dir, "testdata/expected/status.txt")
		n := 0
		for _, c := range some {
			for name, text := range c.Files {
				put(dir, name, text)
				n++
				put(dir, fmt.Sprintf("content/postmortems/evil/2020-01-02-x-%06x.md", n), text)
			}
			for name, text := range c.Layouts {
				put(dir, name, text)
			}
			if c.Config != "" {
				put(dir, "hugo.yaml", c.Config)
			}
		}
		before := snapshot(t, dir)
		ctx, end := context.WithTimeout(context.Background(), 5*time.Minute)
		defer end()
		c := exec.CommandContext(ctx, "hindsight", "build", "--archive", dir)
		out, err := c.CombinedOutput()
		switch status := c.ProcessState.ExitCode(); {
		case ctx.Err() != nil:
			t.Errorf("%s: the build hangs", what)
		case status == exitFailed && strings.Contains(string(out), "hugo.yaml:"):
			// settings that cannot be read are named: without them it would be another site
		case status != exitDone && status != exitPartial:
			t.Errorf("%s: %v: %s", what, err, out)
		default:
			wholeSite(t, filepath.Join(dir, "public"))
			if page, _ := filepath.Glob(filepath.Join(dir, "public", "postmortems", "parcelwise", "*.html")); len(page) != 1 {
				t.Errorf("%s: the good page is not there", what)
			}
		}
		if status, out, _ := runVerb(t, "", "check", "--archive", dir); status != exitDone && status != exitFailed || strings.Contains(out, "panic") {
			t.Errorf("%s: check says %d, %s", what, status, out)
		}
		if snapshot(t, dir) != before {
			t.Errorf("%s: the archive has changed", what)
		}
	}
	build("all together", slices.DeleteFunc(slices.Clone(cases), func(c tree) bool { return c.Config != "" }))
	alone := 0
	for i, c := range cases {
		if i%8 == 3 || os.Getenv("HINDSIGHT_WHOLE") != "" {
			alone++
			build(c.ID, []tree{c})
		}
	}
	t.Logf("%d trees together, %d of them alone", len(cases), alone)
}
