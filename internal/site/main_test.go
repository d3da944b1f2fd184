package site

import (
	"os"
	"testing"
)

// TestMain runs the test program as the child that InChild starts, too.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == childArg {
		os.Exit(RunChild(os.Args[2], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

const childArg = "render-staged"
