package tool

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// scripted are the programs that the tests run: this test itself, started with
// the name of one.
var scripted = map[string]func(args []string) error{
	"echo": func(args []string) error {
		_, err := fmt.Print(strings.Join(args, "\n"))
		return err
	},
	"copy": func([]string) error {
		_, err := os.Stdout.ReadFrom(os.Stdin)
		return err
	},
	"environment": func([]string) error {
		_, err := fmt.Print(strings.Join(os.Environ(), "\n"))
		return err
	},
	"hang": func([]string) error { time.Sleep(time.Hour); return nil },
	"print": func([]string) error {
		for {
			if _, err := os.Stdout.WriteString(strings.Repeat("text ", 1<<12)); err != nil {
				return err
			}
		}
	},
	"fail": func([]string) error { return errors.New("first\nno \x1b[31mtext in it") },
	"mute": func([]string) error { os.Exit(7); return nil },
	"spin": func([]string) error {
		for {
			runtime.Gosched()
		}
	},
	"write": func(args []string) error { return os.WriteFile(args[0], make([]byte, 1<<16), 0o600) },
	"read": func(args []string) error {
		_, err := os.ReadFile(args[0])
		return err
	},
	"connect": func(args []string) error {
		c, err := net.Dial("tcp", args[0])
		if err == nil {
			c.Close()
		}
		return err
	},
	// children starts another program that hangs with its standard output, and ends.
	"children": func([]string) error {
		cmd := exec.Command(os.Args[0], "hang")
		cmd.Stdout = os.Stdout
		return cmd.Start()
	},
}

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "launch" {
		fmt.Fprintln(os.Stderr, Launch(os.Args[2:]))
		os.Exit(1)
	}
	if len(os.Args) > 1 && scripted[os.Args[1]] != nil {
		if err := scripted[os.Args[1]](os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func self(t *testing.T) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

// kits are with and without a launcher.
func kits(t *testing.T) map[string]Kit {
	return map[string]Kit{"launched": {Launcher: []string{self(t), "launch"}}, "plain": {}}
}

func command(t *testing.T, args ...string) Command {
	return Command{Path: self(t), Args: args, Dir: t.TempDir(), Limits: Limits{Time: time.Minute}}
}

func TestRun(t *testing.T) {
	for kind, kit := range kits(t) {
		for _, c := range []struct {
			args     []string
			in, want string
		}{
			{[]string{"echo", "a b", "--c", "$HOME; *"}, "", "a b\n--c\n$HOME; *"},
			{[]string{"copy"}, "in\x00out", "in\x00out"},
		} {
			cmd := command(t, c.args...)
			cmd.In = []byte(c.in)
			if got, err := kit.Run(t.Context(), cmd); err != nil || string(got) != c.want {
				t.Errorf("%s %q: %q, %v; want %q", kind, c.args, got, err, c.want)
			}
		}
	}
}

// No setting of the user's reaches a program.
func TestEnvironment(t *testing.T) {
	t.Setenv("GIT_DIR", "/elsewhere")
	t.Setenv("LD_PRELOAD_LIKE", "x")
	for kind, kit := range kits(t) {
		cmd := command(t, "environment")
		cmd.Env = []string{"MINE=1"}
		got, err := kit.Run(t.Context(), cmd)
		for line := range strings.Lines(string(got)) {
			name, _, _ := strings.Cut(line, "=")
			if !strings.Contains(" PATH HOME TMPDIR LC_ALL TZ MINE SYSTEMROOT TEMP TMP USERPROFILE PWD ", " "+name+" ") {
				t.Errorf("%s: the program is given %s", kind, line)
			}
		}
		if err != nil || !strings.Contains(string(got), "MINE=1") || !strings.Contains(string(got), "HOME="+cmd.Dir) {
			t.Errorf("%s: %s, %v", kind, got, err)
		}
	}
}

// Programs that hang, print without end, fail, or leave others behind.
func TestUnwilling(t *testing.T) {
	for kind, kit := range kits(t) {
		for name, want := range map[string]struct {
			is   error
			says string
		}{
			"hang":  {ErrTime, "took too long: more than 1s"},
			"print": {ErrOutput, "writes too much: more than 1 MB"},
			"fail":  {nil, ": no [31mtext in it"},
			"mute":  {nil, "ended with exit status 7"},

			"children": {nil, "left others behind that went on"},
		} {
			cmd := command(t, name)
			cmd.Limits.Output = 1 << 20
			if name == "hang" {
				cmd.Limits.Time = time.Second
			}
			got, err := kit.Run(t.Context(), cmd)
			if got != nil || err == nil || want.is != nil && !errors.Is(err, want.is) || !strings.HasPrefix(err.Error(), filepath.Base(cmd.Path)) ||
				!strings.HasSuffix(err.Error(), want.says) || strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("%s %s: %d bytes, %v; want an error with %q", kind, name, len(got), err, want.says)
			}
		}
	}
	cmd := command(t)
	cmd.Path = filepath.Join(t.TempDir(), "nowhere")
	if _, err := (Kit{}).Run(t.Context(), cmd); err == nil || !strings.HasPrefix(err.Error(), "nowhere cannot be started: ") {
		t.Errorf("a program that is not there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	if _, err := (Kit{}).Run(ctx, command(t, "hang")); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

func TestOperand(t *testing.T) {
	for arg, want := range map[string]string{"a.pdf": "a.pdf", "-rf": "./-rf", "--": "./--", "/tmp/-x": "/tmp/-x", "": ""} {
		if got := Operand(arg); got != want {
			t.Errorf("%q: %q, want %q", arg, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("PATH", dir+string(os.PathListSeparator)+".")
	name := "somebodys-tool"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if _, ok := Find(name); ok {
		t.Error("found what is not there")
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if got, ok := Find(name); !ok || !filepath.IsAbs(got) {
		t.Errorf("%q, %v; want the program on PATH", got, ok)
	}
	t.Setenv("PATH", ".")
	if got, ok := Find(name); ok {
		t.Errorf("found %q in the working folder", got)
	}
}
