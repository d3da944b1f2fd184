// Package bundle makes the site's scripts as Hugo does, with esbuild as a
// library. Only tests and benches import it.
package bundle

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"hindsight/internal/wording"

	"github.com/evanw/esbuild/pkg/api"
)

// Texts gives scripts that import "say" the built-in texts.
var Texts = api.Plugin{Name: "texts", Setup: func(b api.PluginBuild) {
	b.OnResolve(api.OnResolveOptions{Filter: `/say$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: "say.ts", Namespace: "texts"}, nil
	})
	b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "texts"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
		text := string(wording.BuiltIn().Module())
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS}, nil
	})
}}

// Script is assets/ts/NAME.ts of the project at root with all that it imports,
// and the files that are in it, from root.
func Script(root, name string) (script []byte, files []string, err error) {
	if root, err = filepath.Abs(root); err != nil { // esbuild takes no other
		return nil, nil, err
	}
	res := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(root, "assets", "ts", name+".ts")},
		Bundle:      true, Format: api.FormatIIFE, Target: api.ES2022, Metafile: true,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LogLevel: api.LogLevelSilent,
		AbsWorkingDir: root, Outdir: "/", Plugins: []api.Plugin{Texts},
	})
	for _, m := range append(res.Errors, res.Warnings...) {
		return nil, nil, fmt.Errorf("%s: %+v: %s", name, m.Location, m.Text)
	}
	var meta struct {
		Outputs map[string]struct {
			Inputs map[string]struct{ BytesInOutput int }
		}
	}
	if err := json.Unmarshal([]byte(res.Metafile), &meta); err != nil {
		return nil, nil, err
	}
	for _, out := range meta.Outputs {
		for file, in := range out.Inputs {
			if in.BytesInOutput > 0 {
				files = append(files, file)
			}
		}
	}
	return res.OutputFiles[0].Contents, files, nil
}
