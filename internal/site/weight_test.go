package site

import (
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/browsertest"
)

// mostWeight is what a postmortem's page may weigh before anything is searched,
// in bytes as a server sends them, fonts apart.
const mostWeight = 60 << 10

// A long report, with the timeline and the quotes that the longest of 320 public
// ones have, and all that a browser asks for with it.
func TestWeightOfAPage(t *testing.T) {
	e := entry("acme/2024-03-12-long-a1b2c3", "A long report", "Acme", "2024-03-12", sentences(400), "locking", "capacity")
	for i := range 60 {
		e.Timeline = append(e.Timeline, hindsight.Event{At: at(fmt.Sprintf("2024-03-12T%02d:%02d:00Z", 8+i/10, 5*(i%10))), Text: sentences(1), Kind: hindsight.KindEvent})
	}
	for i := range 12 {
		e.Evidence = append(e.Evidence, hindsight.Evidence{Class: e.Classes[i%2], Quote: strings.TrimSpace(strings.SplitAfter(e.Body, ".")[20*i])})
	}
	dir, _ := build(t, Options{}, append(generated(100, 300), e))
	b := browsertest.Start(t)
	root := serve(t, dir, "/")
	requests, _ := visit(t, b, root+e.URL())
	sum, told, seen := 0, "", map[string]bool{}
	for _, r := range requests {
		name, _, _ := strings.Cut(strings.TrimPrefix(r, root), "#")
		if seen[name] || strings.HasSuffix(name, ".woff2") {
			continue
		}
		seen[name] = true
		n := packed(t, filepath.Join(dir, filepath.FromSlash(name)))
		sum, told = sum+n, told+fmt.Sprintf("\n%6d %s", n, name)
	}
	t.Logf("%d bytes%s", sum, told)
	if len(seen) < 4 || sum > mostWeight {
		t.Errorf("%d files, %d bytes, want at most %d%s", len(seen), sum, mostWeight, told)
	}
}

// sentences are so many, all different: equal ones would pack too well.
func sentences(n int) string {
	words := strings.Fields("the queue grew until a node ran out of memory and its neighbours took over what it had served so that they failed as well because nobody " +
		"had measured how much one could bear while operators restarted replicas behind balancers whose checks answered from caches")
	var b strings.Builder
	at := uint32(1)
	for i := range n {
		for range 14 {
			at = at*1664525 + 1013904223
			b.WriteString(words[int(at>>16)%len(words)] + " ")
		}
		fmt.Fprintf(&b, "%d.", at%99991)
		if i%6 == 5 {
			b.WriteString("\n\n")
		} else {
			b.WriteString(" ")
		}
	}
	return b.String()
}

// packed is the size of a file as a server sends it.
func packed(t *testing.T, name string) int {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var n counter
	z := gzip.NewWriter(&n)
	if _, err := z.Write(data); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return int(n)
}
