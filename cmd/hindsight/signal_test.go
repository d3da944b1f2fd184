package main

import (
	"bytes"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"hindsight/internal/fixture"
)

// TestSignal: a signal ends a command that does not look up from its work:
// here, from a standard input that never ends.
func TestSignal(t *testing.T) {
	dir := newArchive(t)
	for _, args := range []string{"import -", "inspect -", "classify -", "classify --jsonl"} {
		t.Run(args, func(t *testing.T) {
			cmd := exec.Command("hindsight", append(strings.Fields(args), "--archive", dir)...)
			var said bytes.Buffer
			cmd.Stderr = &said
			if _, err := cmd.StdinPipe(); err != nil { // stays open
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second) // a signal before it listens would end it anyway
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = cmd.Process.Kill() }()
			fixture.Ends(t, func() { _ = cmd.Wait() })
			if !strings.Contains(said.String(), "error: interrupted") {
				t.Errorf("it said %q", said.String())
			}
		})
	}
}
