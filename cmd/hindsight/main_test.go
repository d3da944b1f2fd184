package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// corpus is where other people's documents lie, beside the repository. They
// are read where they are and never copied into it.
func corpus(t *testing.T, name string) (string, bool) {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "corpus", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Logf("no corpus beside the repository (%s): only the repository's own fixtures are tested", name)
		return "", false
	}
	return path, true
}

// hindsight runs a command line in this process.
func runVerb(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(stdin), out: &out, err: &errs, now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	status = a.run(context.Background(), args)
	return status, out.String(), errs.String()
}
