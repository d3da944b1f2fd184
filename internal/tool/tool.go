// Package tool runs other people's programs, git and pdftotext say, on what
// strangers wrote: as child processes that are bounded in time and output and, on
// Linux, in processor time, memory, files and network. What such a program says
// is as untrusted as the text that it was given.
//
//	tool.go            a Command and its bounds, and how it is run
//	launch_linux.go    what a child takes from itself before it becomes the program
//	said.go            the last words of a program that failed
package tool

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Find is where a program lies that is installed on this machine; a name alone is
// looked for on PATH. A program in the working folder is none.
func Find(name string) (path string, ok bool) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", false
	}
	path, err = filepath.Abs(path)
	return path, err == nil
}

// Limits bound one run of a program. Zero is no bound, but for Time and Output,
// which every run has.
type Limits struct {
	Time   time.Duration // by the clock: 1 min
	Output int           // bytes of its standard output: 16 MB
	CPU    time.Duration // of a processor, in whole seconds
	Memory int64         // bytes that it may address
	File   int64         // bytes of one file that it writes
}

func (l Limits) withDefaults() Limits {
	if l.Time == 0 {
		l.Time = time.Minute
	}
	if l.Output == 0 {
		l.Output = 16 << 20
	}
	return l
}

// A Command is a program and what it is given.
type Command struct {
	Path   string   // as Find gives it
	Args   []string // an argument that is foreign text must not begin with "-": see Operand
	Env    []string // beside the few variables that every program gets
	In     []byte   // its standard input
	Dir    string   // the folder that it works in and may write to; the only one
	Reads  []string // files and folders that it may read, beside Dir and the system's own
	Port   int      // the TCP port that it may connect to; 0: no network at all
	Limits Limits
}

// Operand is an argument that no program takes for an option.
func Operand(arg string) string {
	if strings.HasPrefix(arg, "-") {
		return "./" + arg
	}
	return arg
}

// What a caller tells apart; Run wraps them with the name of the program.
var (
	ErrTime   = errors.New("took too long")
	ErrOutput = errors.New("writes too much")
)

// A Kit runs commands. Its Launcher is the beginning of a command line that calls
// Launch in a process of its own. Without one, and elsewhere than on Linux,
// programs are bounded in time and output alone.
type Kit struct{ Launcher []string }

// Run runs a command to its end and returns what it wrote to its standard output.
// It is ended, with all that it has started, when it goes beyond a bound or ctx
// ends. An error names the program and gives its last words on one line.
func (k Kit) Run(ctx context.Context, c Command) ([]byte, error) {
	c.Limits = c.Limits.withDefaults()
	name := filepath.Base(c.Path)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	timer := time.AfterFunc(c.Limits.Time, func() { stop(fmt.Errorf("%s %w: more than %s", name, ErrTime, c.Limits.Time)) })
	defer timer.Stop()
	out := &bounded{left: c.Limits.Output, full: func() { stop(fmt.Errorf("%s %w: more than %d MB", name, ErrOutput, c.Limits.Output>>20)) }}
	said := new(Said)
	err := k.start(ctx, c, out, said)
	if cause := context.Cause(ctx); cause != nil {
		return nil, cause
	}
	if err != nil {
		return nil, failed(name, err, said.Last())
	}
	return out.held.Bytes(), nil
}

// failed is how a program ended, in words that are the same on every machine.
func failed(name string, err error, said string) error {
	var exit *exec.ExitError
	switch {
	case said != "":
		return fmt.Errorf("%s: %s", name, said)
	case errors.As(err, &exit) && exit.ExitCode() >= 0:
		return fmt.Errorf("%s ended with exit status %d", name, exit.ExitCode())
	case errors.Is(err, exec.ErrWaitDelay):
		return fmt.Errorf("%s left others behind that went on", name)
	case errors.As(err, &exit):
		return fmt.Errorf("%s was ended by the system: it took more memory or processor time than it may, or broke off", name)
	}
	return fmt.Errorf("%s cannot be started: %w", name, err)
}

// start starts the program and waits for its end. Where the system lets nobody
// make a network of his own, the program is started without that.
func (k Kit) start(ctx context.Context, c Command, out, said io.Writer) error {
	launched := canLaunch && len(k.Launcher) > 0
	for _, alone := range []bool{launched && c.Port == 0, false} {
		cmd := k.command(ctx, c, launched)
		cmd.Stdout, cmd.Stderr = out, said
		OwnGroup(cmd)
		if alone {
			ownNetwork(cmd)
		}
		err := cmd.Start()
		if err == nil {
			if err = cmd.Wait(); errors.Is(err, exec.ErrWaitDelay) {
				_ = cmd.Cancel() // what it left behind holds its output open
			}
			return err
		}
		if !alone {
			return err
		}
	}
	panic("unreachable: the last try is not alone")
}

// command is the process that becomes the program.
func (k Kit) command(ctx context.Context, c Command, launched bool) *exec.Cmd {
	line := append([]string{c.Path}, c.Args...)
	if launched {
		bounds, err := json.Marshal(boundsOf(c))
		if err != nil {
			panic(err) // numbers and strings
		}
		line = append(append(append([]string{}, k.Launcher...), string(bounds)), line...)
	}
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	cmd.Dir, cmd.Stdin = c.Dir, bytes.NewReader(c.In)
	cmd.Env = append(environment(c.Dir), c.Env...)
	cmd.WaitDelay = 2 * time.Second
	return cmd
}

// environment is what every program gets: no setting of the user's, and a home
// that is empty.
func environment(dir string) []string {
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir, "LC_ALL=C.UTF-8", "TZ=UTC"}
	if runtime.GOOS == "windows" {
		env = append(env, "SYSTEMROOT="+os.Getenv("SYSTEMROOT"), "TEMP="+dir, "TMP="+dir, "USERPROFILE="+dir)
	}
	return env
}

// bounds are what Launch is told of a Command.
type bounds struct {
	CPU    uint64   `json:"cpu,omitempty"` // seconds
	Memory uint64   `json:"memory,omitempty"`
	File   uint64   `json:"file,omitempty"`
	Dir    string   `json:"dir,omitempty"`
	Reads  []string `json:"reads,omitempty"`
	Port   uint16   `json:"port,omitempty"`
}

func boundsOf(c Command) bounds {
	b := bounds{Memory: uint64(c.Limits.Memory), File: uint64(c.Limits.File), Dir: c.Dir, Reads: c.Reads, Port: uint16(c.Port)}
	if c.Limits.CPU > 0 {
		b.CPU = max(1, uint64(c.Limits.CPU/time.Second))
	}
	return b
}

// bounded keeps so many bytes; with more, it calls full and takes the rest for
// nothing, so that the program does not wait while it is ended.
type bounded struct {
	held bytes.Buffer
	left int
	full func()
}

func (b *bounded) Write(p []byte) (int, error) {
	if len(p) > b.left {
		b.full()
		b.left = 0
		return len(p), nil
	}
	b.left -= len(p)
	return b.held.Write(p)
}
