//go:build !linux

package site

import "errors"

// exchange is for systems that can do it in one step.
func exchange(string, string) error { return errors.ErrUnsupported }
