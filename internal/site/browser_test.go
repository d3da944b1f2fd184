package site

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A browser is a Chromium that writes down what pages try to do.
type browser struct {
	context.Context
	mu       sync.Mutex
	requests []string // addresses asked for; what the policy stopped is in trouble instead
	ids      map[network.RequestID]int
	trouble  []string // dialogs, exceptions, console errors
}

// newBrowser starts Chromium, or says that there is none and returns nil: what
// a test can tell without it, it tells.
func newBrowser(t testing.TB) *browser {
	t.Helper()
	bin := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil && bin == "" {
			bin = p
		}
	}
	if bin == "" {
		t.Log("NOT TESTED in a browser: no chromium on this machine")
		return nil
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(bin), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-features", "DialMediaRouteProvider"))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits until the browser has gone, and with it its files
		cancel()
		stop()
	})
	b := &browser{Context: ctx, ids: map[network.RequestID]int{}}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatalf("chromium does not start: %v", err)
	}
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	if err == nil {
		_, err = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	}
	if err != nil {
		t.Fatalf("chromium does not answer: %v", err)
	}
	return b
}

func (b *browser) listen(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(ev.Request.URL, "data:") {
			b.ids[ev.RequestID] = len(b.requests)
			b.requests = append(b.requests, ev.Request.URL)
		}
	case *network.EventLoadingFailed:
		if i, ok := b.ids[ev.RequestID]; ok && ev.BlockedReason == network.BlockedReasonCsp {
			b.trouble = append(b.trouble, "stopped: "+b.requests[i])
			b.requests[i] = "about:blocked"
		}
	case *cdpage.EventJavascriptDialogOpening:
		b.trouble = append(b.trouble, "dialog: "+ev.Message)
		go func() {
			_, _ = chromedp.Call(b.Context, cdpage.HandleJavaScriptDialog, cdpage.HandleJavaScriptDialogParams{Accept: true})
		}()
	case *runtime.EventExceptionThrown:
		b.trouble = append(b.trouble, "exception: "+ev.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError {
			b.trouble = append(b.trouble, "console: "+ev.Entry.Text+" "+ev.Entry.URL)
		}
	}
}

// visit opens an address, waits for what its page may do of itself, and runs
// the steps. It returns what was asked for and what went wrong.
func (b *browser) visit(t testing.TB, address string, steps ...chromedp.Action[chromedp.Void]) (requests, trouble []string) {
	t.Helper()
	b.mu.Lock()
	b.requests, b.trouble, b.ids = nil, nil, map[network.RequestID]int{}
	b.mu.Unlock()
	ctx, cancel := context.WithTimeout(b.Context, time.Minute)
	defer cancel()
	all := append([]chromedp.Action[chromedp.Void]{chromedp.Navigate(address), chromedp.WaitReady("body"), chromedp.Sleep(100 * time.Millisecond)}, steps...)
	if err := chromedp.Do(ctx, all...); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	requests = slices.DeleteFunc(slices.Clone(b.requests), func(r string) bool { return r == "about:blocked" })
	return requests, slices.Clone(b.trouble)
}

// serve serves a directory under a path, and tells the address of its root.
func serve(t testing.TB, dir, under string) string {
	t.Helper()
	s := httptest.NewServer(http.StripPrefix(strings.TrimSuffix(under, "/"), http.FileServer(http.Dir(dir))))
	t.Cleanup(s.Close)
	return s.URL + under
}
