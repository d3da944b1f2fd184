package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hindsight/internal/page"
)

// TestKilledImport kills imports in the middle (kill -9). Every file that is
// there is whole, and the run after it ends in exactly the archive that an
// import without interruption gives.
func TestKilledImport(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1767323045")
	texts := filepath.Join(t.TempDir(), "texts")
	if err := os.MkdirAll(texts, 0o755); err != nil {
		t.Fatal(err)
	}
	model, err := os.ReadFile("testdata/expected/status.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n := range 150 {
		text := strings.ReplaceAll(string(model), "Late webhooks", fmt.Sprintf("Late webhooks, part %d", n))
		if err := os.WriteFile(filepath.Join(texts, fmt.Sprintf("%03d.txt", n)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	archive := func(name string) string {
		dir := filepath.Join(t.TempDir(), name)
		if out, err := exec.Command("hindsight", "init", dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return dir
	}
	whole, cut := archive("archive"), archive("archive")
	if out, err := exec.Command("hindsight", "import", "--archive", whole, texts).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	files := func(dir string) int {
		n := 0
		for _, err := range page.Read(os.DirFS(dir)) {
			if err != nil {
				t.Errorf("after a kill: %v", err)
			}
			n++
		}
		return n
	}
	killedWith := map[int]bool{}
	for n := range 12 {
		c := exec.Command("hindsight", "import", "--archive", cut, texts)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		// Kill when so many files are there, wherever the import then is.
		for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); {
			if names, _ := filepath.Glob(filepath.Join(cut, "content", "postmortems", "*", "*")); len(names) >= 12*(n+1) {
				break
			}
		}
		_ = c.Process.Kill()
		_ = c.Wait()
		killedWith[files(cut)] = true
	}
	if len(killedWith) < 3 {
		t.Errorf("the kills hit only %d different states: %v", len(killedWith), killedWith)
	}
	if out, err := exec.Command("hindsight", "import", "--archive", cut, texts).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	got, want := strings.ReplaceAll(snapshot(t, cut), cut, ""), strings.ReplaceAll(snapshot(t, whole), whole, "")
	if got != want {
		t.Errorf("the archives differ: %d and %d bytes, %d and %d files", len(got), len(want), files(cut), files(whole))
	}
}

// TestTwoImportsAtOnce: the second one says so and changes nothing.
func TestTwoImportsAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
		t.Fatal(errs)
	}
	first, err := page.Open(dir)
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

// TestFolderThatCannotBeWritten: a clear error, nothing half-written. (A file
// stands where the folder should be: that stops root as well.)
func TestFolderThatCannotBeWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	if status, _, errs := runVerb(t, "", "init", dir); status != exitDone {
		t.Fatal(errs)
	}
	if err := os.WriteFile(filepath.Join(dir, "content", "postmortems", "parcelwise"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	status, _, errs := runVerb(t, "", "import", "--archive", dir, "testdata/expected/status.txt")
	if status != exitFailed || !strings.Contains(errs, "hindsight: error: archive content/postmortems/parcelwise/") || !strings.Contains(errs, "hindsight: hint: is the disk full") {
		t.Errorf("exit status %d: %s", status, errs)
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
