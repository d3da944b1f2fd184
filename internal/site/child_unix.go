//go:build unix

package site

import (
	"syscall"
	"time"
)

// worked is the processor time that this process has used.
func worked() (time.Duration, bool) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, false
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), true
}
