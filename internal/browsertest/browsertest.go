// Package browsertest drives a real Chromium in tests and watches what pages
// try to do. Only tests import it.
package browsertest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long one step of a page may take. It bounds a test that
// hangs; nothing is measured by it.
const patience = time.Minute

// names are what Chromium is called, after the one that CHROMIUM names.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"}

// A Browser is one Chromium with one tab.
type Browser struct {
	context.Context
	mu          sync.Mutex
	requests    []string
	ids         map[network.RequestID]int // of requests: index in requests
	trouble     []string
	before, now string // origins of the page before, where it was another, and of this one
}

// Start starts Chromium. A machine without one fails the test and says what
// to install.
func Start(tb testing.TB) *Browser {
	tb.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path(tb)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(tb.TempDir()), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-features", "DialMediaRouteProvider"))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	tb.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits until the browser has gone, and with it its files
		cancel()
		stop()
	})
	b := &Browser{Context: ctx, ids: map[network.RequestID]int{}}
	err := chromedp.Listen(ctx, b.listen)
	if err == nil {
		_, err = chromedp.Call(ctx, network.Enable, network.EnableParams{})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	}
	if err != nil {
		tb.Fatalf("Chromium does not start: %v", err)
	}
	return b
}

func path(tb testing.TB) string {
	tb.Helper()
	for _, name := range append([]string{os.Getenv("CHROMIUM")}, names...) {
		if p, err := exec.LookPath(name); err == nil && name != "" {
			return p
		}
	}
	tb.Fatal("this test needs Chromium or Chrome: install it (Debian: apt-get install chromium), or set CHROMIUM to its path")
	return ""
}

func (b *Browser) listen(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		late := origin(ev.DocumentURL) == b.before && b.before != b.now // of the page before: an icon of its manifest
		if !late && !strings.HasPrefix(ev.Request.URL, "data:") && !strings.HasPrefix(ev.Request.URL, "about:") {
			b.ids[ev.RequestID] = len(b.requests)
			b.requests = append(b.requests, ev.Request.URL)
		}
	case *network.EventLoadingFailed:
		// What the page's own policy stopped was not asked of anybody.
		if i, ok := b.ids[ev.RequestID]; ok && ev.BlockedReason == network.BlockedReasonCsp {
			b.trouble = append(b.trouble, "stopped: "+b.requests[i])
			b.requests[i] = ""
		}
	case *page.EventJavascriptDialogOpening:
		b.trouble = append(b.trouble, "dialog: "+ev.Message)
		go func() {
			_, _ = chromedp.Call(b.Context, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}()
	case *runtime.EventExceptionThrown:
		b.trouble = append(b.trouble, "exception: "+ev.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.trouble = append(b.trouble, "console."+string(ev.Type))
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelVerbose {
			return
		}
		b.trouble = append(b.trouble, "console: "+ev.Entry.Text+" "+ev.Entry.URL)
	}
}

// Open goes to an address and forgets what earlier pages did.
func (b *Browser) Open(tb testing.TB, address string) {
	tb.Helper()
	b.mu.Lock()
	b.requests, b.trouble, b.ids = nil, nil, map[network.RequestID]int{}
	if o := origin(address); o != b.now {
		b.before, b.now = b.now, o
	}
	b.mu.Unlock()
	Do(tb, b, chromedp.Navigate(address))
	Do(tb, b, chromedp.WaitReady("body"))
}

// origin is the scheme and host of an address.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Scheme + "://" + u.Host
}

// Do carries out one action.
func Do[T any](tb testing.TB, b *Browser, action chromedp.Action[T]) T {
	tb.Helper()
	ctx, stop := context.WithTimeout(b.Context, patience)
	defer stop()
	out, err := chromedp.Run(ctx, action)
	if err != nil {
		tb.Fatalf("%v; the page: %q", err, b.Trouble())
	}
	return out
}

// Eval runs JavaScript that gives a T or a promise of one.
func Eval[T any](tb testing.TB, b *Browser, script string) T {
	tb.Helper()
	return Do(tb, b, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// Press presses a key where the focus is, a letter or one of chromedp's kb. As
// with a keyboard, and unlike chromedp's KeyEvent, a page that handles the key
// keeps its letter out of a field.
func Press(tb testing.TB, b *Browser, key string, held ...chromedp.Modifier) {
	tb.Helper()
	r, _ := utf8.DecodeRuneInString(key)
	down := *kb.Encode(r)[0]
	chromedp.KeyModifiers(held...)(&down)
	up := down
	if up.Type = kb.KeyUp; len(held) == 0 && kb.Keys[r].Print {
		down.Text = key
	}
	for _, k := range []input.DispatchKeyEventParams{down, up} {
		if _, err := chromedp.Call(b.Context, input.DispatchKeyEvent, k); err != nil {
			tb.Fatal(err)
		}
	}
}

// Requests lists what was asked for since Open; not what a policy stopped.
func (b *Browser) Requests() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.requests), func(r string) bool { return r == "" })
}

// Trouble lists dialogs, exceptions and console messages since Open.
func (b *Browser) Trouble() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.trouble)
}

// Clean fails the test for any trouble and for requests that leave base.
func (b *Browser) Clean(tb testing.TB, base string) {
	tb.Helper()
	for _, p := range b.Trouble() {
		tb.Errorf("the page: %s", p)
	}
	for _, r := range b.Requests() {
		if !strings.HasPrefix(r, base) {
			tb.Errorf("request outside of %s: %s", base, r)
		}
	}
}

// FileURL is the address of a file on disk.
func FileURL(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

// Places are the ways to read a site, each with the address of its root: at
// the root of a host, below a path of a host, and from disk.
func Places(tb testing.TB, site string) map[string]string {
	files := http.FileServer(http.Dir(site))
	root, below := httptest.NewServer(files), httptest.NewServer(http.StripPrefix("/some/repo", files))
	tb.Cleanup(root.Close)
	tb.Cleanup(below.Close)
	return map[string]string{"root": root.URL + "/", "sub-path": below.URL + "/some/repo/", "file": FileURL(site) + "/"}
}
