//go:build unix

// Command hostile imports texts that no person writes, each into a new archive
// in a process of its own, and prints a table: for each kind of input how many
// shapes it was given, and which of them took the most time and memory.
//
//	go run ./bench/hostile                    a fifth of the shapes at 1 MB
//	go run ./bench/hostile -every 1           all of them: two hours
//	go run ./bench/hostile -ordinary -mb 4    4 MB of what people write, of each format
//	go run ./bench/hostile -ordinary -mb 5    the same of collections; a single text of more than 4 MB is refused
//	go run ./bench/hostile -mb 15 -kind feed  15 MB of each shape whose name holds "feed"
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"hindsight/internal/hostile"
)

// Bounds that every shape is to keep, for each MB up to 15.
const (
	limit1, memory1   = 3 * time.Second, 500
	limit15, memory15 = 30 * time.Second, 1000
	giveUp            = 2 * time.Minute
)

// A result is what importing one shape cost.
type result struct {
	kind, shape string
	time        time.Duration // that the process computed
	wall        time.Duration // that it took
	mb          int           // of memory at its peak
	end         string        // "" when it ended by itself
}

func main() {
	mb := flag.Int("mb", 1, "size of each text in `MB`")
	every := flag.Int("every", 5, "take every `N`th shape")
	kind := flag.String("kind", "", "take the shapes whose kind, file or name holds this `TEXT`")
	verbose := flag.Bool("v", false, "print every shape")
	ordinary := flag.Bool("ordinary", false, "take long inputs that people might write instead, and print every one")
	flag.Parse()
	shapes := hostile.Shapes()
	if *ordinary {
		shapes, *every, *verbose = hostile.Ordinary(), 1, true
	}
	if err := run(shapes, *mb, *every, *kind, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "hostile:", err)
		os.Exit(1)
	}
}

func run(shapes []hostile.Shape, mb, every int, kind string, verbose bool) error {
	dir, err := os.MkdirTemp("", "hostile")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	bin := filepath.Join(dir, "hindsight")
	if out, err := exec.Command("go", "build", "-o", bin, "./cmd/hindsight").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w: %s", err, out)
	}
	var all []result
	n := 0
	for _, s := range shapes {
		if !strings.Contains(s.Kind+" "+s.File+" "+s.Name, kind) {
			continue
		}
		if n++; n%every != 0 {
			continue
		}
		// What is removed now makes files dearer to create for half a minute (ext4):
		// a list of 5,000 entries takes 6 s instead of 4.
		r, err := measure(bin, dir, filepath.Join(dir, fmt.Sprint("archive-", n)), s, mb<<20)
		if err != nil {
			return err
		}
		if all = append(all, r); verbose {
			fmt.Printf("%8.2f s (%.2f s of processors) %6d MB  %-10s %-10s %s %s\n",
				r.wall.Seconds(), r.time.Seconds(), r.mb, s.Kind, s.File, r.shape, r.end)
		}
	}
	print(all, mb)
	return nil
}

// measure imports one shape into a new archive.
func measure(bin, dir, archive string, s hostile.Shape, size int) (result, error) {
	file := filepath.Join(dir, s.File)
	if out, err := exec.Command(bin, "init", archive).CombinedOutput(); err != nil {
		return result{}, fmt.Errorf("init: %w: %s", err, out)
	}
	if err := os.WriteFile(file, s.Make(size-64<<10), 0o600); err != nil {
		return result{}, err
	}
	defer os.Remove(file)
	args := []string{"import", "--archive", archive, file}
	if s.Kind != "" {
		args = append(args, "--as", s.Kind)
	}
	ctx, cancel := context.WithTimeout(context.Background(), giveUp)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, args...)
	start := time.Now()
	err := cmd.Run()
	r := result{kind: kindOf(s), shape: s.Name, wall: time.Since(start)}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.time = time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
		r.mb = int(usage.Maxrss >> 10)
		if runtime.GOOS == "darwin" { // where it is in bytes
			r.mb >>= 10
		}
	}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		r.end = "given up"
	case errors.As(err, &exit) && exit.ExitCode() == 3: // left out, and named
	case err != nil:
		r.end = err.Error()
	}
	return r, nil
}

// kindOf groups the shapes: by the kind that is forced, else by what they are.
func kindOf(s hostile.Shape) string {
	if s.Kind != "" {
		return s.Kind
	}
	return strings.TrimPrefix(filepath.Ext(s.File), ".")
}

// print writes a line for each kind.
func print(all []result, mb int) {
	most, memory := limit1, memory1
	if mb > 1 {
		most, memory = limit15, memory15
	}
	var kinds []string
	for _, r := range all {
		if !slices.Contains(kinds, r.kind) {
			kinds = append(kinds, r.kind)
		}
	}
	fmt.Printf("%d MB of each shape; over %s or %d MB is too much\n\n", mb, most, memory)
	fmt.Printf("| kind | shapes | too much | most time | of | most memory | of |\n|---|--:|--:|--:|---|--:|---|\n")
	for _, k := range kinds {
		var slow, big result
		n, over := 0, 0
		for _, r := range all {
			if r.kind != k {
				continue
			}
			n++
			if r.time > most || r.mb > memory || r.end != "" {
				over++
			}
			if r.time >= slow.time {
				slow = r
			}
			if r.mb >= big.mb {
				big = r
			}
		}
		fmt.Printf("| %s | %d | %d | %.1f s | `%s` | %d MB | `%s` |\n", k, n, over, slow.time.Seconds(), slow.shape, big.mb, big.shape)
	}
}
