package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
)

// The bill of this very test names its parts, and is the same twice.
func TestBill(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var texts [2]string
	for i := range texts {
		file := filepath.Join(t.TempDir(), "bill.json")
		if err := run(self, file); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(file)
		if err != nil || !json.Valid(data) {
			t.Fatalf("%v: %s", err, data)
		}
		texts[i] = string(data)
	}
	if texts[0] != texts[1] {
		t.Error("two bills of one program differ")
	}
	b := billOf(&debug.BuildInfo{GoVersion: "go1.26.8", Deps: []*debug.Module{
		{Path: "a.example/m", Version: "v1.0.0", Sum: "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},
		{Path: "b.example/m", Version: "v1.0.0", Replace: &debug.Module{Path: "c.example/m", Version: "v2.0.0"}},
	}})
	if len(b.Components) != 3 || b.Components[1].PURL != "pkg:golang/a.example/m@v1.0.0" || len(b.Components[1].Hashes) != 1 || b.Components[2].Name != "c.example/m" {
		t.Errorf("%+v", b)
	}
	if run("main.go", filepath.Join(t.TempDir(), "x")) == nil {
		t.Error("a text has a bill")
	}
}

// goreleaser runs this command within the folder that it writes to: its
// configuration names the package so that it is found from any folder.
func TestNamedFromAnywhere(t *testing.T) {
	config, err := os.ReadFile(filepath.Join("..", "..", ".goreleaser.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	args := regexp.MustCompile(`args: \[run, ([^,]+),`).FindSubmatch(config)
	if args == nil {
		t.Fatal(".goreleaser.yaml runs no program for its SBOMs")
	}
	list := exec.Command("go", "list", string(args[1]))
	list.Dir = filepath.Join("..", "..", "layouts")
	if out, err := list.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "hindsight/scripts/sbom" {
		t.Errorf("%s: %v: %s", args[1], err, out)
	}
}
