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
			if path.Base(string(m[1])) == "say" { // made of the texts, and imports nothing
				continue
			}
			visit(path.Join(path.Dir(file), string(m[1])), append(slices.Clone(way), file))
		}
		done[file] = true
	}
	for _, name := range append([]string{"landing", "offline", "scheme", "worker"}, clientScripts...) {
		visit(name, nil)
	}
	for _, f := range []string{"ui/box", "search/score", "search/columns", "search/bytes"} { // else the pattern sees too little
		if !done[f] {
			t.Errorf("no script leads to %s", f)
		}
	}
}

var twinRE = regexp.MustCompile(`(?m)^// (?:Twin: (.+)|No twin: .+)$`)

// TestTwins: what the reader in Go and the client in TypeScript do alike stands
// in files that name each other, so that who changes one finds the other.
func TestTwins(t *testing.T) {
	root := repoRoot(t)
	var files []string
	for _, pattern := range []string{"internal/search/*.go", "assets/ts/search/*.ts"} {
		all, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil || len(all) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		files = append(files, all...)
	}
	twins := map[[2]string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(root, file)
		name = filepath.ToSlash(name)
		m := twinRE.FindSubmatch(text)
		if m == nil {
			t.Errorf("%s says neither which file is its twin nor why it has none", name)
			continue
		}
		for _, twin := range strings.Split(string(m[1]), ", ") {
			if twin != "" {
				twins[[2]string{name, twin}] = true
			}
		}
	}
	for pair := range twins {
		if !twins[[2]string{pair[1], pair[0]}] {
			t.Errorf("%s names %s as its twin, which does not name it", pair[0], pair[1])
		}
	}
	if len(twins) < 30 {
		t.Errorf("only %d pairs", len(twins))
	}
}
