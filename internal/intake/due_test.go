package intake

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// What is told keeps its order, waits for the file before it, and ends at the
// first that cannot be written: nothing behind it is finished or told.
func TestDue(t *testing.T) {
	for _, c := range []struct {
		files []error // one each; between them something without a file is told
		want  []string
		fails bool
	}{
		{nil, []string{"begin"}, false},
		{[]error{nil, nil}, []string{"begin", "saved 0", "file 0", "after 0", "saved 1", "file 1", "after 1"}, false},
		{[]error{nil, errors.New("full"), nil}, []string{"begin", "saved 0", "file 0", "after 0", "saved 1"}, true},
	} {
		var got []string
		note := func(s string, i int) func() { return func() { got = append(got, s+" "+string(rune('0'+i))) } }
		r := &run{}
		r.after(func() { got = append(got, "begin") })
		for i, err := range c.files {
			r.due = append(r.due, due{func() error { note("saved", i)(); return err }, note("file", i)})
			r.after(note("after", i))
		}
		if len(got) != 1 {
			t.Errorf("%v: told before its file was there", got)
		}
		err := r.settle(t.Context(), 0)
		ended, end := context.WithCancel(t.Context())
		end()
		r.due = append(r.due, due{func() error { t.Error("finished after the end"); return nil }, func() { t.Error("told after the end") }})
		if err := r.settle(ended, 0); !errors.Is(err, context.Canceled) {
			t.Errorf("after the end: %v", err)
		}
		if write := (WriteError{}); errors.As(err, &write) != c.fails || !slices.Equal(got, c.want) || len(r.due) > 0 {
			t.Errorf("%q, %v; want %q", got, err, c.want)
		}
	}
}
