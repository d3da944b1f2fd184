package main

import "errors"

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

// each takes an error apart that was joined of several, one a line.
func each(err error) []error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok && errors.Join(many.Unwrap()...).Error() == err.Error() {
		return many.Unwrap()
	}
	return []error{err}
}
