//go:build unix

package site

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/fixture"
)

// inChild is InChild with this very program.
func inChild(t *testing.T) Renderer {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return InChild(self, childArg)
}

func discard(string, []byte) error { return nil }

// A site that a child process rendered is the same to the byte.
func TestChildRendersTheSame(t *testing.T) {
	here, _ := build(t, Options{BaseURL: "https://example.org/"}, fixtures())
	there, _ := build(t, Options{BaseURL: "https://example.org/", Render: inChild(t)}, fixtures())
	if !maps.Equal(tree(t, here), tree(t, there)) {
		t.Error("the two sites differ")
	}
}

// A mistake in a template of many pages left Hugo blocked for ever in 2 to 4
// builds of 10. Each build ends, and names the template and its line.
func TestAMistakeInALayoutNeverHangs(t *testing.T) {
	for _, c := range []struct {
		name, text string
		builds     int
		want       string
	}{
		{"a missing field", "{{ define \"main\" }}\n<p>{{ .NoSuch.Thing }}</p>{{ end }}", 6, "layouts/postmortems/page.html:2"},
		{"a wrong call", "{{ define \"main\" }}\n\n{{ index .Title .Title }}{{ end }}", 2, "layouts/postmortems/page.html:3"},
		{"an error said", "{{ define \"main\" }}{{ errorf \"no %s\" .Title }}{{ end }}", 1, "no Incident number"},
		{"not a template", "{{ define \"main\" }}\n{{ end", 1, "postmortems/page.html:2"},
	} {
		for range c.builds {
			dir := filepath.Join(t.TempDir(), "public")
			ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
			_, err := Build(ctx, Options{
				Entries: slices.Values(generated(60, 200)), Taxonomy: taxonomy, Theme: hindsight.Theme, Out: dir,
				Render: inChild(t), Overrides: fixture.FS("layouts/postmortems/page.html", c.text),
			})
			cancel()
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "goroutine ") {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	}
}

// A layout that takes all memory ends with its share.
func TestALayoutWithoutEnd(t *testing.T) {
	_, err := Build(t.Context(), Options{
		Entries: slices.Values(fixtures()), Taxonomy: taxonomy, Theme: hindsight.Theme, Out: filepath.Join(t.TempDir(), "public"), Render: inChild(t),
		Overrides: fixture.FS("layouts/about.html", `{{ define "main" }}{{ $s := "xxxxxxxxxxxxxxxx" }}{{ range seq 40 }}{{ $s = print $s $s }}{{ end }}{{ len $s }}{{ end }}`),
	})
	if err == nil || !strings.Contains(err.Error(), "MB of memory") {
		t.Errorf("the error is %v", err)
	}
}

// A child that ends in each way there is, as a program in its place does.
func TestHowAChildEnds(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"done", `printf '\1x\1y\0'`, ""},
		{"done by halves", `printf '\1x\2y'`, "what Hugo wrote: unexpected EOF"},
		{"nothing", "exit 0", "what Hugo wrote: unexpected EOF"},
		{"a file elsewhere", `printf '\4../x\1y\0'; sleep 600`, `a file "../x"`},
		{"a name without end", `printf "\377\377\377\1"; sleep 600`, "what Hugo wrote: a length of"},
		{"failed", "echo 'site: layouts/x.html:3: wrong' >&2; exit 1", "site: layouts/x.html:3: wrong"},
		{"a panic", "echo 'panic: nil map' >&2; echo 'goroutine 1 [running]:' >&2; exit 2", "Hugo broke off: nil map; a file of the archive's own"},
		{"out of memory", "echo 'fatal error: out of memory' >&2; exit 2", "Hugo broke off: out of memory"},
		{"killed", "kill -9 $$", "Hugo broke off: it was killed"},
		{"stuck twice", "exit 75", "it did not go on"},
		{"stuck once", `test -n "$HUGO_NUMWORKERMULTIPLIER" || exit 75; echo "site: layouts/x.html:3: $HUGO_NUMWORKERMULTIPLIER" >&2; exit 1`, "layouts/x.html:3: 1007"},
		{"idle", "exit 76", "it did not go on"},
		{"much memory", "exit 77", "MB of memory"},
		{"much to say", "yes | head -c 10000000 >&2; exit 1", "y\ny\n"},
	} {
		err := InChild("/bin/sh", "-c", c.script)(t.Context(), t.TempDir(), 7, discard)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || len(err.Error()) > maxMessage) {
			t.Errorf("%s: %.300v, want %q", c.name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "goroutine ") {
			t.Errorf("%s: a stack is shown: %v", c.name, err)
		}
	}
	if err := InChild("/no/such/program")(t.Context(), t.TempDir(), 7, discard); err == nil || !strings.Contains(err.Error(), "cannot be started") {
		t.Errorf("no program: %v", err)
	}
}

// When the context ends, so does the child with all that it has started.
func TestAChildEndsWithItsGroup(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- InChild("/bin/sh", "-c", `sleep 600 & echo $! > "$0/pid.new" && mv "$0/pid.new" "$0/pid"; wait`)(ctx, dir, 7, discard)
	}()
	var pid int
	for pid == 0 {
		if b, err := os.ReadFile(filepath.Join(dir, "pid")); err == nil {
			pid, _ = strconv.Atoi(strings.TrimSpace(string(b)))
		}
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	for range 200 {
		if gone(pid) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("process %d is still there", pid)
}

// gone says that a process has ended; one that nobody has waited for yet counts.
func gone(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return true
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(stat), ") Z ")
}

func TestDeadlineGrowsWithThePages(t *testing.T) {
	for _, c := range []struct {
		pages int
		want  time.Duration
	}{{0, time.Minute}, {57, 62280 * time.Millisecond}, {10_000, 460 * time.Second}} {
		if got := deadline(c.pages); got != c.want {
			t.Errorf("%d pages: %s, want %s", c.pages, got, c.want)
		}
	}
}
