package assistant

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
	"unicode"

	"hindsight/internal/tool"

	"mvdan.cc/sh/v3/shell"
)

// Words cuts a command into words as a POSIX shell would, quotes, backslashes
// and variables included. No shell is run; what would need one to run, such as
// $(date), is an error.
func Words(command string) ([]string, error) {
	words, err := shell.Fields(command, os.Getenv)
	if err == nil && len(words) == 0 {
		err = errors.New("no command")
	}
	return words, err
}

// Bounds on what a program may say, in bytes.
const (
	maxAnswer = 256 << 10 // a line; 50 quotes of 1,000 bytes, escaped, have 100 kB
	maxSaid   = 4 << 10   // what is kept of its standard error
)

// A process is the program as it runs: it is asked one thing after the other.
type process struct {
	cmd  *exec.Cmd
	stop context.CancelFunc
	in   io.WriteCloser
	out  *bufio.Reader
	said *tail
	done chan struct{} // closed when it has ended
}

// start starts the program, in a group of its own, so that what it starts ends
// with it.
func start(ctx context.Context, command []string) (*process, error) {
	ctx, stop := context.WithCancel(ctx)
	p := &process{cmd: exec.CommandContext(ctx, command[0], command[1:]...), stop: stop, said: &tail{}, done: make(chan struct{})}
	p.cmd.Stderr = p.said
	p.cmd.WaitDelay = time.Second
	tool.OwnGroup(p.cmd)
	in, err := p.cmd.StdinPipe()
	if err != nil {
		stop()
		return nil, err
	}
	read, write, err := os.Pipe()
	if err != nil {
		stop()
		return nil, err
	}
	p.cmd.Stdout, p.in, p.out = write, in, bufio.NewReader(read)
	err = p.cmd.Start()
	write.Close()
	if err != nil {
		stop()
		read.Close()
		return nil, err
	}
	go func() {
		defer close(p.done)
		_ = p.cmd.Wait() // how it ended is of no interest: what it failed to say is
	}()
	context.AfterFunc(ctx, func() { read.Close() })
	return p, nil
}

// errLate says that there was no answer in time.
var errLate = errors.New("no answer")

// ask writes a question and reads the line that answers it. After an error the
// process is of no use: an answer that comes later would be taken for one to
// the next question.
func (p *process) ask(ctx context.Context, q Question, within time.Duration) ([]byte, error) {
	type read struct {
		line []byte
		err  error
	}
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(q); err != nil {
		return nil, err
	}
	answered, written := make(chan read, 1), make(chan error, 1)
	go func() {
		_, err := p.in.Write(line.Bytes())
		written <- err
	}()
	go func() {
		answer, err := p.line()
		if err == nil {
			err = <-written // what is said before a question was read whole answers another
		}
		answered <- read{answer, err}
	}()
	timer := time.NewTimer(within)
	defer timer.Stop()
	select {
	case r := <-answered:
		if errors.Is(r.err, io.EOF) {
			r.err = errors.New("it ended without an answer")
		}
		return r.line, p.explained(r.err)
	case <-timer.C:
		return nil, p.explained(fmt.Errorf("%w within %s", errLate, within))
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// line reads a line of at most maxAnswer bytes; blank ones count for nothing.
func (p *process) line() ([]byte, error) {
	var out []byte
	for {
		part, err := p.out.ReadSlice('\n')
		if len(out)+len(part) > maxAnswer {
			return nil, fmt.Errorf("an answer of more than %d bytes", maxAnswer)
		}
		out = append(out, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil:
			return nil, err
		case len(bytes.TrimSpace(out)) > 0:
			return out, nil
		}
	}
}

// explained adds to an error what the program last said of itself.
func (p *process) explained(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, errLate) {
		p.kill()
	}
	select {
	case <-p.done:
	case <-time.After(100 * time.Millisecond): // it may be about to say why
	}
	if said := p.said.last(); said != "" {
		return fmt.Errorf("%w (it says: %s)", err, said)
	}
	return err
}

// close lets the program end by itself, for it has read the last question; soon
// it is killed.
func (p *process) close() {
	p.in.Close()
	select {
	case <-p.done:
	case <-time.After(time.Second):
	}
	p.kill()
}

// kill ends the program with all that it has started.
func (p *process) kill() {
	p.stop()
	<-p.done
}

// A tail keeps the end of what is written to it.
type tail struct {
	sync.Mutex
	held []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.Lock()
	defer t.Unlock()
	t.held = append(t.held, p...)
	t.held = bytes.Clone(t.held[max(0, len(t.held)-maxSaid):])
	return len(p), nil
}

// last is the last line, made harmless.
func (t *tail) last() string {
	t.Lock()
	lines := strings.Split(strings.TrimSpace(strings.ToValidUTF8(string(t.held), "")), "\n")
	t.Unlock()
	said := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, lines[len(lines)-1])
	if r := []rune(said); len(r) > 200 {
		said = string(r[:200]) + "…"
	}
	return said
}
