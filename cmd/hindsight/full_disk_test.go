package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFullDisk imports where there is no room for all of it. The error names
// the file and what to do, every file that is there is whole, and the run
// after it, with room, ends in the archive that an import without trouble gives.
//
// Not every machine lets a test mount a file system. Where it cannot be, the
// limit on a file's size stands for it here, and TestWriteFails of internal/content
// makes each step of writing a file fail in turn, on every machine.
func TestFullDisk(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1767323045")
	texts := manyTexts(t, 80)
	lengthen(t, filepath.Join(texts, "040.txt"))
	whole := newArchive(t)
	hindsightDoes(t, "import", "--archive", whole, texts)

	// A file system with room for half of the texts: each takes a page of memory
	// at least. It is gone with the process that mounted it, so what it holds is
	// copied out.
	full := fmt.Sprintf(`mount -t tmpfs -o size=%d none "$2" && cp -r "$1/." "$2" && { hindsight import --archive "$2" "$3"; s=$?; cp -r "$2/." "$1"; exit $s; }`, 64*os.Getpagesize())
	for _, c := range []struct{ name, script, err string }{
		{"full", full, "no space left on device"},
		{"too large", `ulimit -f 60; hindsight import --archive "$1" "$3"`, "file too large"}, // 30 or 60 KB, as the shell counts
	} {
		t.Run(c.name, func(t *testing.T) {
			cut, mount := newArchive(t), t.TempDir()
			args := []string{"sh", "-c", c.script, "sh", cut, mount, texts}
			if c.script == full {
				own := []string{"unshare", "--user", "--map-root-user", "--mount"}
				if out, err := exec.Command(own[0], append(own[1:], "mount", "-t", "tmpfs", "none", mount)...).CombinedOutput(); err != nil {
					t.Logf("NOT TESTED on a file system that is full: none can be mounted here: %v: %s", err, out)
					return
				}
				args = append(own, args...)
			}
			cmd := exec.Command(args[0], args[1:]...)
			out, err := cmd.CombinedOutput()
			text := string(out)
			if err == nil || cmd.ProcessState.ExitCode() != exitFailed || !strings.Contains(text, "hindsight: error: archive content/postmortems/") ||
				!strings.Contains(text, c.err) || !strings.Contains(text, "hindsight: hint: is the disk full") {
				t.Errorf("%v: %s", err, text)
			}
			if n := wholeFiles(t, cut); n == 0 || n >= 80 {
				t.Errorf("%d files were written before the disk was full", n)
			}
			hindsightDoes(t, "import", "--archive", cut, texts)
			sameArchives(t, cut, whole)
		})
	}
}

// lengthen adds some 90 KB to a report: more than the limit on a file's size.
func lengthen(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var long strings.Builder
	for i := range 800 {
		fmt.Fprintf(&long, "At %02d:%02d UTC the workers took batch %d once more, because the lock on its row had been lost with the deploy.\n\n", i/60%24, i%60, 7919*i%5000)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), "\nTimeline\n", "\n"+long.String()+"\nTimeline\n", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}
