package hindsight_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/importers/dump"
)

// TestImporterNames holds that no package but the root spells the name of an
// importer: a literal that is compared with Source.Importer, assigned to it or
// turned into an ImporterName is a spelling that a change of the name misses.
// It looks at the types, so that a map's key or a function's argument counts.
func TestImporterNames(t *testing.T) {
	m := module{fset: token.NewFileSet(), known: map[string]*checked{}}
	uses := 0
	for _, folder := range m.folders(t) {
		pkg := m.check(folder)
		for _, file := range pkg.files {
			ast.Inspect(file, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				if lit, ok := e.(*ast.BasicLit); ok && strings.HasPrefix(lit.Value, `"dump/`) && lit.Value != `"dump/"` {
					t.Errorf("%s: %s spells the name of an importer", m.fset.Position(e.Pos()), lit.Value)
				}
				if of := pkg.info.Types[e].Type; of == nil || of.String() != "hindsight.ImporterName" {
					return true
				}
				uses++
				if hasLiteral(e) {
					t.Errorf("%s: a literal as the name of an importer; hindsight has a constant for it", m.fset.Position(e.Pos()))
				}
				return true
			})
		}
	}
	if uses < 20 {
		t.Errorf("%d expressions are names of importers: the test sees nothing", uses)
	}
}

// hasLiteral says that a string stands in an expression of a name's type.
func hasLiteral(e ast.Expr) (found bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.BinaryExpr:
		return hasLiteral(e.X) || hasLiteral(e.Y)
	case *ast.ParenExpr:
		return hasLiteral(e.X)
	case *ast.CallExpr: // a conversion; Dump("forum") names a kind, not an importer
		name, ok := e.Fun.(*ast.SelectorExpr)
		return ok && name.Sel.Name == "ImporterName" && len(e.Args) == 1 && hasLiteral(e.Args[0])
	}
	return false
}

// A module type-checks this module's packages as far as it needs: of packages
// from elsewhere it knows nothing, and errors that come of it do not matter.
type module struct {
	fset  *token.FileSet
	known map[string]*checked
}

type checked struct {
	pkg   *types.Package
	info  types.Info
	files []*ast.File
}

// folders are those that hold a package, but for the root and tests.
func (m *module) folders(t *testing.T) []string {
	var all []string
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && path.Dir(name) != "." && !strings.Contains(name, "testdata/") {
			all = append(all, path.Dir(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (m *module) check(folder string) *checked {
	if c := m.known[folder]; c != nil {
		return c
	}
	c := &checked{info: types.Info{Types: map[ast.Expr]types.TypeAndValue{}}}
	m.known[folder] = c
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			if f, err := parser.ParseFile(m.fset, path.Join(folder, e.Name()), nil, 0); err == nil {
				c.files = append(c.files, f)
			}
		}
	}
	as := path.Join("hindsight", folder)
	conf := types.Config{Importer: m, Error: func(error) {}}
	c.pkg, _ = conf.Check(as, m.fset, c.files, &c.info)
	return c
}

// Import makes module a types.Importer.
func (m *module) Import(name string) (*types.Package, error) {
	if folder, ours := strings.CutPrefix(name+"/", "hindsight/"); ours {
		return m.check(path.Clean(folder)).pkg, nil
	}
	pkg := types.NewPackage(name, path.Base(name))
	pkg.MarkComplete()
	return pkg, nil
}

// The names that the root gives to kinds of saved text are kinds that
// importers/dump reads.
func TestDumpNames(t *testing.T) {
	for _, name := range []hindsight.ImporterName{
		hindsight.DumpMail, hindsight.DumpStatuspage, hindsight.DumpDashboard, hindsight.DumpForum, hindsight.DumpChat,
		hindsight.DumpMarkdown, hindsight.DumpJira, hindsight.DumpMediaWiki, hindsight.DumpArticle,
	} {
		if !name.IsDump() || !slices.Contains(dump.Kinds(), name.Kind()) {
			t.Errorf("importers/dump reads no %q", name.Kind())
		}
	}
	for _, kind := range dump.Kinds() {
		if name := hindsight.Dump(kind); name.Kind() != kind || !name.IsDump() || !name.StatesLicence() || name.NumbersItems() {
			t.Errorf("%q: kind %q", name, name.Kind())
		}
	}
}
