package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hindsight/internal/page"
)

// TestFullDisk imports where there is no room for all of it. The error names
// the file and what to do, every file that is there is whole, and the run
// after it, with room, ends in the archive that an import without trouble gives.
func TestFullDisk(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1767323045")
	texts := filepath.Join(t.TempDir(), "texts")
	model, err := os.ReadFile("testdata/expected/status.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(texts, 0o755); err != nil {
		t.Fatal(err)
	}
	for n := range 80 {
		text := strings.ReplaceAll(string(model), "Late webhooks", fmt.Sprintf("Late webhooks, part %d", n))
		if n == 40 { // longer than the limit on a file's size below
			var long strings.Builder
			for i := range 800 {
				fmt.Fprintf(&long, "At %02d:%02d UTC the workers took batch %d once more, because the lock on its row had been lost with the deploy.\n\n", i/60%24, i%60, 7919*i%5000)
			}
			text = strings.Replace(text, "\nTimeline\n", "\n"+long.String()+"\nTimeline\n", 1)
		}
		if err := os.WriteFile(filepath.Join(texts, fmt.Sprintf("%03d.txt", n)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	hindsight := func(args ...string) {
		t.Helper()
		if out, err := exec.Command("hindsight", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	whole := filepath.Join(t.TempDir(), "archive")
	hindsight("init", whole)
	hindsight("import", "--archive", whole, texts)

	for _, c := range []struct{ name, script, err string }{
		// A file system with room for half of the texts. It is gone with the
		// process that mounted it, so what it holds is copied out.
		{"full", `mount -t tmpfs -o size=256k none "$2" && cp -r "$1/." "$2" && { hindsight import --archive "$2" "$3"; s=$?; cp -r "$2/." "$1"; exit $s; }`, "no space left on device"},
		{"too large", `ulimit -f 60; hindsight import --archive "$1" "$3"`, "file too large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cut, mount := filepath.Join(t.TempDir(), "archive"), t.TempDir()
			hindsight("init", cut)
			cmd := exec.Command("sh", "-c", c.script, "sh", cut, mount, texts)
			if strings.HasPrefix(c.script, "mount") {
				if err := exec.Command("unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", mount).Run(); err != nil {
					t.Logf("no file system of its own can be mounted here (%v): only the limit on a file's size is tested", err)
					return
				}
				cmd = exec.Command("unshare", append([]string{"--user", "--map-root-user", "--mount"}, cmd.Args...)...)
			}
			out, err := cmd.CombinedOutput()
			status := cmd.ProcessState.ExitCode()
			text := string(out)
			if err == nil || status != exitFailed || !strings.Contains(text, "hindsight: error: archive content/postmortems/") ||
				!strings.Contains(text, c.err) || !strings.Contains(text, "hindsight: hint: is the disk full") {
				t.Errorf("exit status %d: %s", status, text)
			}
			n := 0
			for _, err := range page.Read(os.DirFS(cut)) {
				if n++; err != nil {
					t.Errorf("after the failure: %v", err)
				}
			}
			if n == 0 || n >= 80 {
				t.Errorf("%d files were written before the disk was full", n)
			}
			hindsight("import", "--archive", cut, texts)
			got, want := strings.ReplaceAll(snapshot(t, cut), cut, ""), strings.ReplaceAll(snapshot(t, whole), whole, "")
			if got != want {
				t.Errorf("the archives differ: %d and %d bytes", len(got), len(want))
			}
		})
	}
}
