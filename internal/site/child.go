package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"hindsight/internal/tool"
)

// Hugo runs in a child process, because nothing in this one can stop it: a
// template without end ignores every context, and after ten errors of one
// template its workers are gone while the loop that hands them pages waits for
// ever (2 to 4 builds of 10). The child gets the staged site and packs the pages
// to its standard output, where they are taken as they come.

// deadline is how long a render of so many pages may take. The starter archive
// fifty times over, 2,850 postmortems, takes 6 s of two processors in all, and 40 s
// where others keep them busy (time hindsight build); this gives it 174 s, and a
// minute to a small one.
func deadline(pages int) time.Duration {
	return time.Minute + time.Duration(pages)*40*time.Millisecond
}

// What a child says by its exit status.
const (
	childFailed = 1  // its standard error says why
	childStuck  = 75 // Hugo has given up, and does not end
	childIdle   = 76 // nothing has happened for stuckAfter
	childMemory = 77 // more memory than memoryLimit
)

// maxMessage bounds what is read of a child's error. Hugo reports ten pages at
// most, each in a few lines.
const maxMessage = 64 << 10

// InChild is a Renderer that runs Hugo in a child process: command and the
// folder start a process that calls RunChild. It is killed with all that it has
// started when the context or its time ends.
func InChild(command ...string) Renderer {
	return func(ctx context.Context, dir string, pages int, put func(name string, b []byte) error) error {
		status, message, err := startChild(ctx, pages, put, nil, append(command, dir))
		if status == childStuck {
			// With as many workers as pages none has to wait: slower, but it
			// ends, and with the error that the first try kept to itself.
			again := fmt.Sprintf("HUGO_NUMWORKERMULTIPLIER=%d", pages+1000)
			status, message, err = startChild(ctx, pages, put, []string{again}, append(command, dir))
		}
		return childError(ctx, pages, status, message, err)
	}
}

// startChild runs a child to its end. The status is -1 when it did not end by
// itself.
func startChild(ctx context.Context, pages int, put func(name string, b []byte) error, environ, command []string) (status int, message string, err error) {
	ctx, cancel := context.WithTimeout(ctx, deadline(pages))
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Args[0] = "hindsight" // by this name, too, when the program is a test
	cmd.Env = append(os.Environ(), environ...)
	var out bytes.Buffer
	cmd.Stderr = &limited{w: &out, left: maxMessage}
	cmd.WaitDelay = 5 * time.Second
	tool.OwnGroup(cmd)
	// The child reads its standard input to its end, which comes when this
	// process is gone, however it went.
	in, err := cmd.StdinPipe()
	if err != nil {
		return -1, "", err
	}
	defer in.Close()
	unpacked, pack := io.Pipe()
	cmd.Stdout = pack
	taken := make(chan error, 1)
	go func() {
		err := unpack(unpacked, put)
		unpacked.CloseWithError(err)
		if taken <- err; err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			cancel()
		}
	}()
	err = cmd.Run()
	pack.Close()
	// A pack that breaks off is the fault of a child that ended well, and of no other.
	if took := <-taken; took != nil && cmd.ProcessState != nil && (cmd.ProcessState.ExitCode() == 0 || !errors.Is(took, io.ErrUnexpectedEOF)) {
		return 0, "", fmt.Errorf("what Hugo wrote: %w", took)
	}
	if cmd.ProcessState == nil {
		return -1, "", err
	}
	return cmd.ProcessState.ExitCode(), out.String(), ctx.Err()
}

// childError says what became of a child; nil when the pages are there.
func childError(ctx context.Context, pages, status int, message string, err error) error {
	const remedy = "a file of the archive's own layouts/ or assets/ is the likely cause: build without them to tell"
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("site: Hugo was stopped: %d pages took longer than %s; %s", pages, deadline(pages), remedy)
	case status == 0 && err != nil:
		return fmt.Errorf("site: %w", err)
	case status == 0:
		return nil
	case status == childFailed:
		return errors.New(strings.TrimSpace(message))
	case status == childStuck || status == childIdle:
		return fmt.Errorf("site: Hugo was stopped: it did not go on; %s", remedy)
	case status == childMemory:
		return fmt.Errorf("site: Hugo was stopped: %d pages took more than %d MB of memory; %s", pages, memoryLimit>>20, remedy)
	case status < 0 && message == "" && err != nil:
		return fmt.Errorf("site: Hugo cannot be started: %w", err)
	}
	return fmt.Errorf("site: Hugo broke off: %s; %s", panicked(message, status), remedy)
}

// panicked is the first line of what a process said before it ended, without
// the stack.
func panicked(message string, status int) string {
	for line := range strings.Lines(message) {
		line = strings.TrimSpace(line)
		for _, sign := range []string{"panic: ", "fatal error: "} {
			if s, ok := strings.CutPrefix(line, sign); ok {
				return s
			}
		}
	}
	if status < 0 {
		return "it was killed"
	}
	return fmt.Sprintf("exit status %d", status)
}

// limited takes so many bytes and drops the rest.
type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.left -= n
	_, err := l.w.Write(p[:n])
	return len(p), err
}
