package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hindsight/internal/content"
)

// TestKilledImport kills imports in the middle (kill -9). Every file that is
// there is whole, and the run after it ends in exactly the archive that an
// import without interruption gives.
//
// Standard input stands among the texts of each killed import and never ends,
// so that no import gets further however slowly the test looks: each is killed
// while it writes the lot of texts after those that were there, or just then.
func TestKilledImport(t *testing.T) {
	const rounds, lot = 12, 8
	t.Setenv("SOURCE_DATE_EPOCH", "1767323045")
	texts, _ := filepath.Glob(filepath.Join(manyTexts(t, rounds*lot+10), "*"))
	whole, cut := newArchive(t), newArchive(t)
	hindsightDoes(t, append([]string{"import", "--archive", whole}, texts...)...)
	for n := range rounds {
		until := (n + 1) * lot
		args := slices.Concat([]string{"import", "--archive", cut}, texts[:until], []string{"-"}, texts[until:])
		killImport(t, args, func() bool {
			names, _ := filepath.Glob(filepath.Join(cut, "content", "postmortems", "*", "*.md"))
			whole := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return strings.HasPrefix(filepath.Base(name), ".") })
			return len(whole)+min(1, len(names)-len(whole)) > n*lot+n%lot // the first half-written one counts
		})
		if got := wholeFiles(t, cut); got < n*lot || got > until {
			t.Errorf("killed with %d files, meant to be killed with %d to %d", got, n*lot, until)
		}
	}
	hindsightDoes(t, append([]string{"import", "--archive", cut}, texts...)...)
	sameArchives(t, cut, whole)
}

// killImport starts an import that cannot end and kills it as soon as ready
// says so.
func killImport(t *testing.T, args []string, ready func() bool) {
	t.Helper()
	c := exec.Command("hindsight", args...)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	stdin, err := c.StdinPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for !ready() {
		select {
		case err := <-ended:
			t.Fatalf("the import ended by itself: %v: %s", err, said.String())
		case <-time.After(time.Millisecond): // leaves the import the processor
		}
	}
	_ = c.Process.Kill()
	<-ended
}

// newArchive is a new archive in a folder of its own.
func newArchive(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "archive")
	hindsightDoes(t, "init", dir)
	return dir
}

// hindsightDoes runs a command line that has to succeed, in a process of its own.
func hindsightDoes(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("hindsight", args...).CombinedOutput(); err != nil {
		t.Fatalf("hindsight %s: %v: %s", args[0], err, out)
	}
}

// wholeFiles counts the content files, each of which must be whole.
func wholeFiles(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	for _, err := range content.Read(os.DirFS(dir)) {
		if n++; err != nil {
			t.Errorf("after the import was stopped: %v", err)
		}
	}
	return n
}

// sameArchives compares two archives byte by byte.
func sameArchives(t *testing.T, got, want string) {
	t.Helper()
	g, w := strings.ReplaceAll(snapshot(t, got), got, ""), strings.ReplaceAll(snapshot(t, want), want, "")
	if g != w {
		t.Errorf("the archives differ: %d and %d bytes, %d and %d files", len(g), len(w), wholeFiles(t, got), wholeFiles(t, want))
	}
}

// TestTwoImportsAtOnce: the second one says so and changes nothing.
func TestTwoImportsAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
		t.Fatal(errs)
	}
	first, err := content.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	status, _, errs := runVerb(t, "", "import", "--archive", dir, "testdata/expected/status.txt")
	if status != exitFailed || !strings.Contains(errs, "another hindsight is writing to this archive") {
		t.Errorf("exit status %d: %s", status, errs)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := runVerb(t, "", "import", "--archive", dir, "testdata/expected/status.txt"); status != exitDone {
		t.Errorf("afterwards: exit status %d: %s", status, errs)
	}
}

// TestFileInTheWayOfAFolder: a file that stands where the folder should be is
// named, and so is what it keeps out; the rest is imported, and the file stays.
func TestFileInTheWayOfAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
		t.Fatal(errs)
	}
	if err := os.WriteFile(filepath.Join(dir, "content", "postmortems", "parcelwise"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	status, out, errs := runVerb(t, "", "import", "--archive", dir, "testdata/expected/status.txt", "testdata/expected/thread.txt")
	if status != exitPartial || !strings.HasPrefix(out, "new ") || strings.Count(out, "\n") != 1 {
		t.Errorf("exit status %d: %s%s", status, out, errs)
	}
	for _, want := range []string{"content/postmortems/parcelwise:1: not a content file's name", "archive content/postmortems/parcelwise/2024-03-14-late-webhooks-", "mend or remove it"} {
		if !strings.Contains(errs, want) {
			t.Errorf("%q is not said:\n%s", want, errs)
		}
	}
	if b, err := os.ReadFile(filepath.Join(dir, "content", "postmortems", "parcelwise")); err != nil || len(b) > 0 {
		t.Errorf("the file in the way: %q, %v", b, err)
	}
}

// TestSameInputSameBytes builds one archive twice, at two places.
func TestSameInputSameBytes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
		t.Fatal(errs)
	}
	runVerb(t, "", "import", "--archive", dir, "testdata/expected/")
	var built []string
	for _, name := range []string{"one", "another/place"} {
		out := filepath.Join(t.TempDir(), filepath.FromSlash(name))
		if status, _, errs := runVerb(t, "", "build", "--archive", dir, "--out", out, "--base-url", "https://example.org/x/"); status != exitDone {
			t.Fatal(errs)
		}
		built = append(built, strings.ReplaceAll(snapshot(t, out), "== "+out, "== "))
	}
	if built[0] != built[1] {
		t.Error("two builds of one archive differ")
	}
	if strings.Contains(built[0], dir) {
		t.Error("the site holds a path of this machine")
	}
}
