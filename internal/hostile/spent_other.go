//go:build !unix

package hostile

import "time"

var began = time.Now()

// spent is how long this process has run.
func spent() time.Duration { return time.Since(began) }
