package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestKilledBuild kills builds (kill -9) at many moments. There is a whole site
// after each: the one before, or the one that was being built. The next build
// ends as if none had been killed, and sweeps up.
func TestKilledBuild(t *testing.T) {
	dir := newArchive(t)
	file := filepath.Join(dir, "content", "postmortems", "acme", "2024-03-12-late-webhooks-0a1b2c.md")
	edit := func(word string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		text := "---\ntitle: Late webhooks\ndate: 2024-03-12\nclasses: [network]\n---\n\nThe queue was " + word + ".\n"
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	read := func() string {
		t.Helper()
		var all strings.Builder
		out := os.DirFS(filepath.Join(dir, publicDir))
		err := fs.WalkDir(out, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(out, name)
			fmt.Fprintf(&all, "== %s\n%s\n", name, data)
			return err
		})
		if err != nil || all.Len() < 100_000 {
			t.Fatalf("a site of %d bytes: %v", all.Len(), err)
		}
		return all.String()
	}
	sites := map[string]string{}
	var took time.Duration
	for _, word := range []string{"full", "empty"} {
		edit(word)
		start := time.Now()
		hindsightDoes(t, "build", "--archive", dir)
		took, sites[word] = time.Since(start), read()
	}
	now := "empty"
	for n := range 12 {
		next := map[string]string{"empty": "full", "full": "empty"}[now]
		edit(next)
		c := exec.Command("hindsight", "build", "--archive", dir)
		var said bytes.Buffer
		c.Stderr = &said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took * time.Duration(n+1) / 11) // the last ones may end before
		_ = c.Process.Kill()
		_ = c.Wait()
		switch got := read(); {
		case got == sites[next]:
			now = next
		case got != sites[now]:
			t.Fatalf("killed after %d of 11 parts: the site is neither the old one nor the new one (%d bytes): %s", n+1, len(got), said.String())
		}
	}
	edit("full")
	hindsightDoes(t, "build", "--archive", dir)
	if read() != sites["full"] {
		t.Error("the build after those that were killed made another site")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".hindsight-build-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
