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
	// OfBuild is for both processes of a build. The larger one takes 2.4 GB at
	// 38,518 postmortems (go run ./bench/build -large).
	OfBuild = Room{64 << 20, 60}
	// OfImport is for an import. That of 10,000 reports takes 530 MB with it and
	// 260 without, and a sixth less processor time (go run ./bench/build).
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
