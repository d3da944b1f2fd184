package tool

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/landlock-lsm/go-landlock/landlock/syscall"
)

// What a launched program may do, and what not. Each line is tried twice: bounded,
// and without a launcher, where it succeeds, so that the bound is what stops it.
func TestConfined(t *testing.T) {
	abi, err := syscall.LandlockGetABIVersion()
	if err != nil {
		abi = 0
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		args    []string
		change  func(*Command)
		stopped bool
		abi     int // of Landlock that it takes to stop it
	}{
		{"it writes within its folder", []string{"write", "file"}, nil, false, 0},
		{"it writes elsewhere", []string{"write", outside}, nil, true, 1},
		{"it reads elsewhere", []string{"read", outside}, nil, true, 1},
		{"it reads what it was given", []string{"read", outside}, func(c *Command) { c.Reads = []string{outside} }, false, 0},
		{"it reads in a folder it was given", []string{"read", outside}, func(c *Command) { c.Reads = []string{filepath.Dir(outside)} }, false, 0},
		{"a file too long", []string{"write", "file"}, func(c *Command) { c.Limits.File = 1 << 15 }, true, 0},
		{"it uses a processor for ever", []string{"spin"}, func(c *Command) { c.Limits.CPU = time.Second }, true, 0},
		{"it takes too much memory", []string{"echo"}, func(c *Command) { c.Limits.Memory = 1 << 20 }, true, 0},
		{"it connects", []string{"connect", l.Addr().String()}, nil, true, 4},
		{"it connects where it may", []string{"connect", l.Addr().String()}, func(c *Command) { c.Port = port }, false, 0},
		{"it connects elsewhere than it may", []string{"connect", l.Addr().String()}, func(c *Command) { c.Port = 1 }, true, 4},
	} {
		if c.abi > abi {
			t.Logf("%s: not tried, the kernel has Landlock %d, and it takes %d", c.name, abi, c.abi)
			continue
		}
		cmd := command(t, c.args...)
		if c.change != nil {
			c.change(&cmd)
		}
		_, err := Kit{Launcher: []string{self(t), "launch"}}.Run(t.Context(), cmd)
		if (err != nil) != c.stopped {
			t.Errorf("%s: %v, want it stopped: %v", c.name, err, c.stopped)
		}
		if c.args[0] == "spin" {
			continue // nothing else ends it
		}
		if _, err := (Kit{}).Run(t.Context(), cmd); err != nil {
			t.Errorf("%s: without a launcher: %v", c.name, err)
		}
	}
}

// Nothing is started by halves.
func TestLaunchRefuses(t *testing.T) {
	for _, args := range [][]string{nil, {"{}"}, {"{", "/bin/true"}} {
		if err := Launch(args); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v", args, err)
		}
	}
}
