//go:build race

package hostile

// Raced says that the race detector runs: sync.Pool then drops one in four of
// what it is given back, so that allocations say nothing.
const Raced = true
