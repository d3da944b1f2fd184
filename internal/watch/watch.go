// Package watch keeps a text from ending or holding up what reads others after
// it: a panic becomes an error, and work that takes too long is given up. Go
// cannot end a goroutine from outside, so work that is given up has its context
// cancelled and is then left behind; code that loops over a text checks its
// context, or takes something off the text in each step, so that it ends.
package watch

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"time"
)

// A TooLongError is work that was given up.
type TooLongError struct{ Limit time.Duration }

func (e TooLongError) Error() string {
	return fmt.Sprintf("not done after %s, so it is given up: cut the text into smaller ones, or leave it out", e.Limit)
}

// A PanicError is a mistake of the program that a text has brought to light.
type PanicError struct{ Value any }

func (e PanicError) Error() string { return fmt.Sprintf("cannot be processed: %v", e.Value) }

// Safe calls do and returns a panic in it as a PanicError.
func Safe[T any](do func() (T, error)) (value T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = PanicError{r}
		}
	}()
	return do()
}

// Do calls do, and gives it up when it takes longer than limit or when ctx
// ends: then the error is a TooLongError or that of ctx, and what do may still
// return is dropped. do must not change anything that others see.
func Do[T any](ctx context.Context, limit time.Duration, do func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, TooLongError{limit})
	defer cancel()
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := Safe(func() (T, error) { return do(ctx) })
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		if r.err != nil && ctx.Err() != nil { // do has seen that it is over
			r.err = context.Cause(ctx)
		}
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}

// A Watch looks at an iterator: each step may take its limit.
type Watch struct {
	limit time.Duration
	timer *time.Timer
	mu    sync.Mutex // held while something of the caller's runs
	over  bool
}

// New returns a watch for one iterator.
func New(limit time.Duration) *Watch {
	w := &Watch{limit: limit, timer: time.NewTimer(limit)}
	w.timer.Stop()
	return w
}

// Outside is for what an iterator calls of the caller's, such as getting a page:
// the time that it takes does not count, and it is not called any more once the
// watch is over.
func (w *Watch) Outside(call func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over {
		return
	}
	w.timer.Stop()
	call()
	w.timer.Reset(w.limit)
}

// end waits for what runs outside, and lets nothing run there any more.
func (w *Watch) end() {
	w.mu.Lock()
	w.over = true
	w.mu.Unlock()
	w.timer.Stop()
}

// Each yields what seq yields. seq runs in a goroutine of its own, never at the
// same time as what consumes it. A panic in seq, a step that takes longer than
// the limit of w and the end of ctx each yield an error, the last.
func Each[V any](ctx context.Context, w *Watch, seq func(context.Context) iter.Seq2[V, error]) iter.Seq2[V, error] {
	return func(yield func(V, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer w.end()
		next, items := make(chan struct{}), make(chan item[V])
		go produce(ctx, seq, next, items)
		var none V
		for {
			w.timer.Reset(w.limit)
			select {
			case next <- struct{}{}: // the other side waits for it, or has seen the end of ctx
			case <-ctx.Done():
			}
			select {
			case it, ok := <-items:
				w.timer.Stop()
				if !ok || !yield(it.value, it.err) {
					return
				}
			case <-w.timer.C:
				w.end()
				yield(none, TooLongError{w.limit})
				return
			case <-ctx.Done():
				w.end()
				yield(none, ctx.Err())
				return
			}
		}
	}
}

type item[V any] struct {
	value V
	err   error
}

// produce runs seq step by step, each when next asks for it.
func produce[V any](ctx context.Context, seq func(context.Context) iter.Seq2[V, error], next <-chan struct{}, items chan<- item[V]) {
	defer close(items)
	wait := func() bool {
		select {
		case <-next:
			return true
		case <-ctx.Done():
			return false
		}
	}
	give := func(value V, err error) bool {
		select {
		case items <- item[V]{value, err}:
			return wait()
		case <-ctx.Done():
			return false
		}
	}
	if !wait() {
		return
	}
	_, err := Safe(func() (struct{}, error) {
		for value, err := range seq(ctx) {
			if !give(value, err) {
				break
			}
		}
		return struct{}{}, nil
	})
	if err != nil {
		var none V
		give(none, err)
	}
}
