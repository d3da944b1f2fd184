package site

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"hindsight/internal/garbage"
)

// memoryLimit is what a render may take, in bytes. 2,850 postmortems need 300 MB
// (/usr/bin/time -v hindsight build); a template that repeats a text a billion
// times would take it all.
const memoryLimit = 4 << 30

const (
	// graceAfterError is how long Hugo may take to end after it has given up.
	// It ends within milliseconds, or never.
	graceAfterError = 3 * time.Second
	// stuckAfter is how long a render may use next to no processor time.
	stuckAfter = 20 * time.Second
	nextToNone = 200 * time.Millisecond
)

// RunChild renders what was staged in dir, ends the process when that gets
// stuck, and returns the exit status for InChild. It packs the site to stdout.
func RunChild(dir string, stdin io.Reader, stdout, stderr io.Writer) int {
	debug.SetMemoryLimit(memoryLimit - memoryLimit/8)
	defer garbage.OfBuild.Leave()()
	confine(dir)
	go func() { // until the parent is gone
		_, _ = io.Copy(io.Discard, stdin)
		os.Exit(childFailed)
	}()
	go watch()
	pack := newPacker(stdout)
	err := render(dir, pack.add, func(givenUp <-chan bool) {
		go func() {
			<-givenUp
			time.Sleep(graceAfterError)
			os.Exit(childStuck)
		}()
	})
	if err == nil {
		err = pack.end()
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return childFailed
	}
	return 0
}

// watch ends the process when it takes too much memory, or no longer works.
func watch() {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	last, busy := time.Duration(0), time.Now()
	for {
		time.Sleep(50 * time.Millisecond)
		metrics.Read(sample)
		if sample[0].Value.Uint64()-sample[1].Value.Uint64() > memoryLimit {
			os.Exit(childMemory)
		}
		now, known := worked()
		if !known || now-last > nextToNone {
			last, busy = now, time.Now()
		}
		if time.Since(busy) > stuckAfter {
			os.Exit(childIdle)
		}
	}
}
