//go:build unix

package archive

import "syscall"

// openWithoutWaiting keeps an open from waiting for somebody who writes to a
// named pipe.
const openWithoutWaiting = syscall.O_NONBLOCK
