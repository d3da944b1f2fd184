//go:build !unix

package site

import "time"

// worked says that the processor time is not known.
func worked() (time.Duration, bool) { return 0, false }
