package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"
)

// hindsight runs a command line in this process.
func runVerb(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(stdin), out: &out, err: &errs, now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	status = a.run(context.Background(), args)
	return status, out.String(), errs.String()
}
