package watch

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// spin never ends and never looks at its context, like a reader that no longer
// advances; stop ends it when the test is over.
func spin(stop *atomic.Bool) {
	for !stop.Load() {
	}
}

const short = 20 * time.Millisecond

func TestDo(t *testing.T) {
	var over atomic.Bool
	defer over.Store(true)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	broken := errors.New("broken")
	for _, c := range []struct {
		name string
		ctx  context.Context
		do   func(context.Context) (int, error)
		want int
		err  error
	}{
		{"a value", t.Context(), func(context.Context) (int, error) { return 1, nil }, 1, nil},
		{"an error", t.Context(), func(context.Context) (int, error) { return 0, broken }, 0, broken},
		{"a panic", t.Context(), func(context.Context) (int, error) { panic("index") }, 0, PanicError{"index"}},
		{"a loop", t.Context(), func(context.Context) (int, error) { spin(&over); return 2, nil }, 0, TooLongError{short}},
		{"a loop that looks at its context", t.Context(), func(ctx context.Context) (int, error) { <-ctx.Done(); return 0, ctx.Err() }, 0, TooLongError{short}},
		{"an interrupt in a loop", stopped, func(context.Context) (int, error) { spin(&over); return 2, nil }, 0, context.Canceled},
	} {
		got, err := Do(c.ctx, short, c.do)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %d, %v; want %d, %v", c.name, got, err, c.want, c.err)
		}
	}
}

func TestEach(t *testing.T) {
	var over atomic.Bool
	defer over.Store(true)
	steps := func(do ...func(context.Context)) func(context.Context) iter.Seq2[int, error] {
		return func(ctx context.Context) iter.Seq2[int, error] {
			return func(yield func(int, error) bool) {
				for n, f := range do {
					if f(ctx); !yield(n, nil) {
						return
					}
				}
			}
		}
	}
	quick := func(context.Context) {}
	ended, end := context.WithCancel(t.Context())
	end()
	for _, c := range []struct {
		name string
		ctx  context.Context
		seq  func(context.Context) iter.Seq2[int, error]
		want string
	}{
		{"nothing", t.Context(), steps(), "[]"},
		{"all", t.Context(), steps(quick, quick, quick), "[0 1 2]"},
		{"a panic before the first", t.Context(), steps(func(context.Context) { panic("index") }), "[cannot be processed: index]"},
		{"a panic between items", t.Context(), steps(quick, func(context.Context) { panic("index") }, quick), "[0 cannot be processed: index]"},
		{"a loop between items", t.Context(), steps(quick, func(context.Context) { spin(&over) }, quick), fmt.Sprintf("[0 %v]", TooLongError{short})},
		{"an interrupt in a loop", ended, steps(func(context.Context) { spin(&over) }), "[context canceled]"},
	} {
		got := []string{}
		for n, err := range Each(c.ctx, New(short), c.seq) {
			if err != nil {
				got = append(got, err.Error())
			} else {
				got = append(got, fmt.Sprint(n))
			}
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

// What stops in the middle stops the iterator, too.
func TestEachStops(t *testing.T) {
	ended := make(chan bool)
	for n := range Each(t.Context(), New(time.Minute), func(context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			defer close(ended)
			for n := 0; yield(n, nil); n++ {
			}
		}
	}) {
		if n == 3 {
			break
		}
	}
	<-ended
}

// What runs outside takes no time, and nothing runs there once the watch has
// given up: what it changes may be read.
func TestOutside(t *testing.T) {
	w := New(short)
	told, left := []int{}, make(chan bool)
	for n, err := range Each(t.Context(), w, func(ctx context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			defer close(left)
			w.Outside(func() { time.Sleep(3 * short); told = append(told, 1) })
			if !yield(1, nil) {
				return
			}
			time.Sleep(10 * short) // and does not look at ctx
			w.Outside(func() { told = append(told, 2) })
		}
	}) {
		if n == 0 && !errors.Is(err, TooLongError{short}) {
			t.Errorf("item %d: %v", n, err)
		}
	}
	<-left
	if !slices.Equal(told, []int{1}) {
		t.Errorf("told %v", told)
	}
}
