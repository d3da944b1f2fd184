//go:build !unix

package site

import (
	"os/exec"
	"time"
)

// ownGroup leaves the process as it is: it is killed alone.
func ownGroup(*exec.Cmd) {}

// worked says that the processor time is not known.
func worked() (time.Duration, bool) { return 0, false }
