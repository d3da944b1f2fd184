//go:build unix

package tool

import (
	"os/exec"
	"syscall"
)

// OwnGroup puts a process that is not started yet in a group of its own. When its
// context ends, the group is killed: it and all that it has started.
func OwnGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
