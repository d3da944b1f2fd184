package main

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"path/filepath"

	"hindsight"

	"github.com/spf13/cobra"
)

//go:embed init
var skeleton embed.FS

// nightlyFile is the workflow of a new archive.
const nightlyFile = "init/nightly.yml"

// pinHindsight makes the nightly run use this commit of Hindsight where nobody
// has set another; "" leaves it to be set.
func pinHindsight(workflow []byte, commit string) []byte {
	if commit == "" {
		return workflow
	}
	const set = "vars.HINDSIGHT_COMMIT }}"
	return bytes.ReplaceAll(workflow, []byte(set), []byte("vars.HINDSIGHT_COMMIT || '"+commit+"' }}"))
}

// settingsFile are the settings of the site: a new archive gets those that are
// built in, each explained where it stands.
const settingsFile = "hugo.yaml"

func skeletonFile(name string) ([]byte, error) {
	if name == settingsFile {
		return hindsight.Theme.ReadFile(name)
	}
	return skeleton.ReadFile(name)
}

// skeletonFiles says where each embedded file goes in a new archive.
// A pattern of go:embed leaves out names with a dot, so they carry none here.
var skeletonFiles = []struct{ to, from string }{
	{"README.md", "init/README.md"},
	{"sources.yaml", "init/sources.yaml"},
	{settingsFile, settingsFile},
	{".gitignore", "init/gitignore"},
	{".github/workflows/nightly.yml", nightlyFile},
	{"content/postmortems/.gitkeep", ""},
}

func (a *app) initVerb() *cobra.Command {
	return &cobra.Command{
		Use:     "init DIR",
		Short:   "Make a new archive in an empty folder",
		Long:    "Make a new archive: sources.yaml, a nightly workflow, README, .gitignore and an empty content folder. The folder must be new or empty.",
		Example: "  hindsight init incidents && cd incidents && hindsight import ~/outage.txt && hindsight build",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{fmt.Errorf("init needs one folder"), "hindsight init --help shows an example"}
			}
			return a.initArchive(args[0])
		},
	}
}

func (a *app) initArchive(dir string) error {
	if list, err := os.ReadDir(dir); err == nil && len(list) > 0 {
		return usageError{fmt.Errorf("%s: the folder is not empty", dir), "choose a new or an empty folder"}
	}
	for _, f := range skeletonFiles {
		var data []byte
		if f.from != "" {
			var err error
			if data, err = skeletonFile(f.from); err != nil {
				return err
			}
			if f.from == nightlyFile {
				data = pinHindsight(data, builtFrom())
			}
		}
		path := filepath.Join(dir, filepath.FromSlash(f.to))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return err
		}
	}
	a.progress("a new archive is in %s", dir)
	a.progress("next: hindsight import FILE --archive %s, then hindsight build --archive %s", dir, dir)
	return nil
}
