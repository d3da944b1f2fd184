package main

import (
	"errors"
	"os"
	"strings"
	"syscall"

	"hindsight/internal/intake"
)

// usageError is a wrong command line: exit status 2.
type usageError struct {
	error
	hint string
}

// hinted is an error with what to do next.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// advised is an error of an import, with what to do next.
func advised(err error) error {
	var argument intake.ArgumentError
	var write intake.WriteError
	switch {
	case errors.Is(err, intake.ErrNotThere):
		return usageError{err, "sources are named in sources.yaml; addresses begin with https://"}
	case errors.As(err, &argument):
		return usageError{err, ""}
	case errors.Is(err, intake.ErrNoSource):
		return hinted{err, "hindsight check names each problem with its line"}
	case errors.As(err, &write):
		return hinted{err, roomHint}
	}
	return err
}

// unwritable are the errors of a disk that takes no more; a child process hands
// them on as text.
var unwritable = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EFBIG, syscall.EACCES}

// roomHint is what to do about them.
const roomHint = "is the disk full, or the folder read-only? What was done before is safe; run it again"

// remedied adds to an error of the disk what to do, where nobody has said it.
func remedied(err error) error {
	var said hinted
	if err == nil || errors.As(err, &said) {
		return err
	}
	for _, e := range unwritable {
		if errors.Is(err, e) || strings.Contains(err.Error(), e.Error()) {
			return hinted{err, roomHint}
		}
	}
	return err
}

// noFile makes a wrong command line of a file that is not there.
func noFile(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return usageError{err, ""}
	}
	return err
}
