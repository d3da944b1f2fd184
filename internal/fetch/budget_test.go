package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestHostTime: a host that answers slowly is heard for its share of a run and
// not asked after that; others are.
func TestHostTime(t *testing.T) {
	var asked atomic.Int32
	slow := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		time.Sleep(40 * time.Millisecond)
		fmt.Fprint(w, doc)
	})
	stuck := serve(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	other := serve(t, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, doc) })
	opt := quick
	opt.HostTime = 100 * time.Millisecond
	client := New(opt)
	var last error
	for n := range 10 {
		_, last = client.Get(context.Background(), fmt.Sprintf("%s/%d", slow.URL, n), Validators{}, true)
	}
	if !errors.Is(last, ErrBudget) || !strings.Contains(last.Error(), "has had its 100ms of this run") {
		t.Errorf("the tenth request to a slow host: %v, want ErrBudget", last)
	}
	if n := asked.Load(); n == 0 || n > 4 {
		t.Errorf("the slow host was asked %d times", n)
	}
	if _, err := client.Get(context.Background(), stuck.URL, Validators{}, true); !errors.Is(err, ErrBudget) {
		t.Errorf("a host that answers nothing: %v, want ErrBudget", err)
	}
	if _, err := client.Get(context.Background(), other.URL, Validators{}, true); err != nil {
		t.Errorf("another host: %v", err)
	}
}

// TestBudgetOfCaller: an end that the caller has set is told by its cause, while
// a server is silent as well as while a host's turn is waited for.
func TestBudgetOfCaller(t *testing.T) {
	stuck := serve(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithTimeoutCause(context.Background(), 50*time.Millisecond, fmt.Errorf("time is up: %w", ErrBudget))
	defer cancel()
	client := New(quick)
	errs := make(chan error, 2)
	for range cap(errs) {
		go func() {
			_, err := client.Get(ctx, stuck.URL, Validators{}, true)
			errs <- err
		}()
	}
	for range cap(errs) {
		if err := <-errs; !errors.Is(err, ErrBudget) || !strings.Contains(err.Error(), "time is up") {
			t.Errorf("%v, want the cause", err)
		}
	}
}

// TestReferer: the address that a redirect comes from is not told to anybody.
func TestReferer(t *testing.T) {
	var told atomic.Value
	told.Store("")
	to := serve(t, func(w http.ResponseWriter, r *http.Request) { told.Store(r.Referer()); fmt.Fprint(w, doc) })
	from := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			http.Redirect(w, r, "/there", http.StatusFound)
			return
		}
		told.Store(r.Referer())
		fmt.Fprint(w, doc)
	})
	over := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, from.URL+"/feed", http.StatusFound) })
	for _, address := range []string{from.URL + "/feed?token=secret", over.URL + "/?token=secret", to.URL + "/?token=secret"} {
		if _, err := New(quick).Get(context.Background(), address, Validators{}, true); err != nil && !errors.Is(err, ErrPrivate) {
			t.Fatal(err)
		}
		if got := told.Load(); got != "" {
			t.Errorf("%s: the next server is told %q", address, got)
		}
	}
}
