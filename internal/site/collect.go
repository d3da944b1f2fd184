package site

import (
	"runtime"
	"runtime/debug"
)

// How the collector runs during a build, which allocates many times what it
// holds: at 3,000 postmortems Hugo's process holds some 200 MB, and so does the
// other. The heap grows by growth percent of what is held before it is collected,
// instead of by Go's 100, which bounds the memory of large archives. Of small ones
// that would be too often, so spare, which is never written to and takes no memory
// of the machine, counts as held.
const (
	spare  = 64 << 20
	growth = 60 // percent
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
