// Package garbage says how often the collector runs while a verb works that
// allocates many times what it holds.
package garbage

import (
	"runtime"
	"runtime/debug"
)

// Room is what the heap may grow by before it is collected: by Percent of what is
// held, instead of Go's 100, with Spare bytes counted as held, which are never
// written to and take no memory of the machine. A small percentage bounds the memory
// of large archives, the bytes keep small ones from being collected all the time.
type Room struct{ Spare, Percent int }

var (
	// OfBuild is for both processes of a build, which hold some 30 KB a postmortem
	// each: 2.4 GB at 38,518.
	OfBuild = Room{64 << 20, 60}
	// OfImport is for an import, which holds some 60 MB whatever comes in, but for
	// one that has thousands of postmortems in one file: the collector took a sixth
	// of its processor time.
	OfImport = Room{128 << 20, 100}
)

// Leave sets the collector, and returns what sets it back.
func (r Room) Leave() (back func()) {
	spare := make([]byte, r.Spare)
	was := debug.SetGCPercent(r.Percent)
	return func() {
		debug.SetGCPercent(was)
		runtime.KeepAlive(spare)
	}
}
