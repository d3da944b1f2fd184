//go:build !linux

package site

// confine is for Linux alone.
func confine(string) {}
