package site

import (
	"runtime"
	"runtime/debug"
)

// How the collector runs during a build, which allocates many times what it
// holds. At 3,000 postmortems Hugo holds some 200 MB and so does the rest. The
// heap may grow by less than by as much as is held, for the sake of large
// archives; small ones are left alone: the collector counts spare as held.
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
