//go:build !linux

package tool

import (
	"errors"
	"os/exec"
)

const canLaunch = false

func ownNetwork(*exec.Cmd) {}

// Launch is for Linux alone.
func Launch([]string) error { return errors.New("programs are not confined on this system") }
