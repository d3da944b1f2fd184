//go:build !race

package hostile

// Raced says that the race detector runs, see race_on.go.
const Raced = false
