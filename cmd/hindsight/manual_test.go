package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestManual: each verb has a man page, each shell its completions, and a second
// time they are the same.
func TestManual(t *testing.T) {
	var texts []string
	for range 2 {
		dir := t.TempDir()
		if status, _, errs := runVerb(t, "", "manual", dir); status != exitDone {
			t.Fatal(errs)
		}
		texts = append(texts, strings.ReplaceAll(snapshot(t, dir), dir, ""))
		for _, c := range (&app{}).command().Commands() {
			if c.Hidden {
				continue
			}
			if _, err := os.Stat(filepath.Join(dir, "man1", "hindsight-"+c.Name()+".1")); err != nil {
				t.Error(err)
			}
		}
		for _, name := range []string{"hindsight.bash", "_hindsight", "hindsight.fish", "hindsight.ps1"} {
			if data, err := os.ReadFile(filepath.Join(dir, "completions", name)); err != nil || len(data) < 1000 {
				t.Errorf("%s: %d bytes, %v", name, len(data), err)
			}
		}
	}
	if texts[0] != texts[1] {
		t.Error("two manuals differ")
	}
	if status, _, _ := runVerb(t, "", "manual"); status != exitUsage {
		t.Error("without a folder")
	}
}

// TestReleaseConfig holds what others rely on: which systems, how it is built, and
// the name by which an archive's workflow downloads it.
func TestReleaseConfig(t *testing.T) {
	data, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Version int    `yaml:"version"`
		Name    string `yaml:"project_name"`
		Builds  []struct {
			Binary       string
			Env, Flags   []string
			Ldflags      []string
			Goos, Goarch []string
			Mod          string `yaml:"mod_timestamp"`
		} `yaml:"builds"`
		Archives []struct {
			Formats []string               `yaml:"formats"`
			Name    string                 `yaml:"name_template"`
			Files   []struct{ Src string } `yaml:"files"`
		} `yaml:"archives"`
		Checksum struct {
			Name string `yaml:"name_template"`
		} `yaml:"checksum"`
	}
	if err := yaml.Unmarshal(data, &config); err != nil || len(config.Builds) != 1 || len(config.Archives) != 1 {
		t.Fatalf("%v: %+v", err, config)
	}
	b, a := config.Builds[0], config.Archives[0]
	for what, ok := range map[string]bool{
		"version":          config.Version == 2,
		"systems":          slices.Equal(b.Goos, []string{"linux", "darwin", "windows"}) && slices.Equal(b.Goarch, []string{"amd64", "arm64"}),
		"static":           slices.Contains(b.Env, "CGO_ENABLED=0"),
		"trimmed":          slices.Contains(b.Flags, "-trimpath") && strings.Contains(strings.Join(b.Ldflags, " "), "-s -w -buildid="),
		"knows its commit": slices.Contains(b.Flags, "-buildvcs=true") && strings.Contains(strings.Join(b.Ldflags, " "), "main.released="),
		"no clock":         b.Mod == "{{ .CommitTimestamp }}",
		"licences":         slices.ContainsFunc(a.Files, func(f struct{ Src string }) bool { return f.Src == "THIRD_PARTY_LICENCES.txt" }),
		"checksums":        config.Checksum.Name == "checksums.txt",
	} {
		if !ok {
			t.Errorf("%s: %+v %+v", what, b, a)
		}
	}
	action, err := os.ReadFile("init/action.yml")
	name := strings.NewReplacer("{{ .ProjectName }}", config.Name, "{{ .Version }}", "${RELEASE#v}", "{{ .Os }}", "linux", "{{ .Arch }}", "amd64").Replace(a.Name)
	if want := "/$RELEASE/" + name + "." + a.Formats[0]; err != nil || !strings.Contains(string(action), want) {
		t.Errorf("init/action.yml downloads no %s", want)
	}
}
