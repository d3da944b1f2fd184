package search

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var importFromRE = regexp.MustCompile(`(?m)^(?:import|export) [^;]*? from '(\.[^']+)';`)

// TestClientImports: the client's files import each other in no circle, types
// included, so that each can be read after those that it names.
func TestClientImports(t *testing.T) {
	dir := filepath.Join(repoRoot(t), "assets", "ts")
	done := map[string]bool{}
	var visit func(file string, way []string)
	visit = func(file string, way []string) {
		if slices.Contains(way, file) {
			t.Fatalf("the imports form a circle: %s", strings.Join(append(way, file), " → "))
		}
		if done[file] {
			return
		}
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)+".ts"))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range importFromRE.FindAllSubmatch(text, -1) {
			visit(path.Join(path.Dir(file), string(m[1])), append(slices.Clone(way), file))
		}
		done[file] = true
	}
	visit("main", nil)
	for _, f := range []string{"ui/box", "search/score", "search/columns", "search/bytes"} { // else the pattern sees too little
		if !done[f] {
			t.Errorf("main.ts does not lead to %s", f)
		}
	}
}
