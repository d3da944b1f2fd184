package hindsight_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors are the packages that importers and stages share, by floors from the
// ground up: a library imports those on lower floors alone.
var floors = [][]string{
	{"internal/archive", "internal/garbage", "internal/language", "internal/markdown", "internal/marked", "internal/meant", "internal/numbers",
		"internal/phrase", "internal/picture", "internal/receipt", "internal/secret", "internal/spill", "internal/tool", "internal/watch", "internal/weburl", "internal/when", "internal/yamltext"},
	{"internal/clean", "internal/frontmatter", "internal/gitrepo", "internal/markup", "internal/prose", "internal/record", "internal/wording"},
	{"internal/body", "internal/byline", "internal/chart", "internal/document", "internal/figure", "internal/jsonvalue", "internal/remedy"},
	{"internal/incidentpage", "internal/mailbox"},
}

// floor is the floor that a library, or a room of it, stands on; -1 of other
// packages.
func floor(pkg string) int {
	return slices.IndexFunc(floors, func(f []string) bool {
		return slices.ContainsFunc(f, func(l string) bool { return pkg == l || strings.HasPrefix(pkg, l+"/") })
	})
}

// joiners are the packages that join importers, stages and the archive.
var joiners = []string{"cmd/hindsight", "internal/intake", "internal/tagging"}

// unshipped are the packages that only tests and training use: the program
// does not contain them.
var unshipped = []string{"internal/browsertest", "internal/bundle", "internal/classify/labelled", "internal/fixture", "internal/hostile"}

// doors are the heavy dependencies and the one package that each enters by.
var doors = map[string]string{
	"github.com/gohugoio/hugo":            "internal/site",
	"github.com/yuin/goldmark":            "internal/site",
	"github.com/blevesearch":              "internal/search",
	"github.com/mmcdole/gofeed":           "importers/feed",
	"codeberg.org/readeck/go-readability": "internal/clean",
	"github.com/JohannesKaufmann":         "internal/clean",
	"github.com/hashicorp":                "internal/fetch",
	"github.com/spf13/cobra":              "cmd/hindsight",
	"mvdan.cc/sh":                         "internal/assistant",
	"github.com/chromedp":                 "internal/browsertest",
}

// TestWhoImportsWhom holds the sentence of ARCHITECTURE.md: everything may
// import the root; a library imports only libraries on floors below its own;
// importers and stages may import the libraries, and neither each other nor one another's kind; only the joiners join them, and
// nobody imports cmd. The packages below a stage are rooms of it.
func TestWhoImportsWhom(t *testing.T) {
	seen := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || name != "." && strings.HasPrefix(d.Name(), ".")) {
			if err == nil {
				err = fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		seen++
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			to, _ := strconv.Unquote(i.Path.Value)
			if why := forbidden(path.Dir(name), to); why != "" {
				t.Errorf("%s imports %s: %s", name, to, why)
			}
		}
		return nil
	})
	if err != nil || seen < 50 {
		t.Fatalf("read %d files: %v", seen, err)
	}
}

// forbidden says why the package in folder from may not import to.
func forbidden(from, to string) string {
	for prefix, door := range doors {
		if (to == prefix || strings.HasPrefix(to, prefix+"/")) && from != door && !strings.HasPrefix(from, "bench/") {
			return "it enters by " + door + " alone"
		}
	}
	to, ours := strings.CutPrefix(to, "hindsight/")
	switch {
	case from == "." && strings.Contains(to, "."):
		return "the root imports only the standard library"
	case ours && strings.HasPrefix(to, "cmd/"):
		return "nobody imports cmd"
	case ours && floor(from) >= 0 && floor(to) >= floor(from) && stage(from) != stage(to):
		return "a library imports only libraries on lower floors"
	case slices.Contains(unshipped, to) && from != "internal/classify/train" && !strings.HasPrefix(from, "bench/"):
		return "only tests and training use it"
	case !ours || slices.Contains(joiners, from) || strings.HasPrefix(from, "bench/"), slices.Contains(slices.Concat(floors...), to), ours && stage(from) == stage(to):
		return ""
	case from == ".":
		return "the root imports only the standard library"
	}
	return "only " + strings.Join(joiners, ", ") + " join importers and stages"
}

// stage is the stage, the library or the importer that a package belongs to:
// the dialects of internal/markup are packages of one library.
func stage(folder string) string {
	parts := strings.SplitN(folder, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

// The rule itself, on imports that nobody has written.
func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		from, to string
		allowed  bool
	}{
		{"internal/body", "hindsight/internal/markdown", true},
		{"internal/markdown", "hindsight/internal/body", false},
		{"internal/body", "hindsight/internal/byline", false},
		{"internal/markup/jira", "hindsight/internal/markup/write", true},
		{"internal/clean", "hindsight/internal/facts", false},
		{"importers/feed", "hindsight/internal/incidentpage", true},
		{"importers/feed", "hindsight/importers/dump", false},
		{"internal/facts", "hindsight/internal/triage", false},
	} {
		if why := forbidden(c.from, c.to); (why == "") != c.allowed {
			t.Errorf("%s imports %s: %q, want it allowed: %v", c.from, c.to, why, c.allowed)
		}
	}
}

// TestNamesOfPatterns holds one spelling: a package's variable that holds a
// regular expression ends in RE, after a noun for what it matches.
func TestNamesOfPatterns(t *testing.T) {
	seen := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			vars, ok := decl.(*ast.GenDecl)
			if !ok || vars.Tok != token.VAR {
				continue
			}
			for _, spec := range vars.Specs {
				s := spec.(*ast.ValueSpec)
				for i, value := range s.Values {
					if !isPattern(value) {
						continue
					}
					seen++
					if n := s.Names[i].Name; !strings.HasSuffix(n, "RE") {
						t.Errorf("%s: %s holds a regular expression: end its name in RE", name, n)
					}
				}
			}
		}
		return nil
	})
	if err != nil || seen < 300 {
		t.Fatalf("read %d patterns: %v", seen, err)
	}
}

func isPattern(value ast.Expr) bool {
	call, ok := value.(*ast.CallExpr)
	if !ok {
		return false
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "MustCompile" {
		return false
	}
	pkg, ok := f.X.(*ast.Ident)
	return ok && pkg.Name == "regexp"
}
