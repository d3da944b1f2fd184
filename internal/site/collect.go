package site

import (
	"runtime"
	"runtime/debug"
)

// How the collector runs during a build. A build allocates many times what it
// holds: at 3,000 postmortems a quarter of its time went into collecting 200 MB
// again and again, at 10,000 the usual doubling was most of its memory. So the heap may grow by
// half of what is held instead of by as much, but a small one is left alone:
// the collector counts spare, which nobody touches and no memory stands behind.
const (
	spare  = 256 << 20
	growth = 50 // percent
)

// Collect sets the collector for a build, and returns what sets it back.
func Collect() (back func()) {
	room := make([]byte, spare)
	was := debug.SetGCPercent(growth)
	return func() {
		debug.SetGCPercent(was)
		runtime.KeepAlive(room)
	}
}
