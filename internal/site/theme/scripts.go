package theme

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// scriptKinds are the files that esbuild follows imports from, and how it reads
// them.
var scriptKinds = map[string]api.Loader{
	".ts": api.LoaderTS, ".tsx": api.LoaderTSX, ".js": api.LoaderJS, ".jsx": api.LoaderJSX, ".mjs": api.LoaderJS, ".css": api.LoaderCSS,
}

// bareKinds are the files that only show what they hold.
var bareKinds = map[string]api.Loader{".json": api.LoaderJSON, ".txt": api.LoaderText}

// checkScripts leaves out own scripts and styles that reach for a file which is
// not in assets. Hugo's js.Build and css.Build look there first, but then at
// the whole machine: absolute paths, "..", node_modules of any folder above.
// What was left out may be missed by another own file, so it is done again
// until nothing changes.
func (t *Theme) checkScripts() {
	for again := true; again; {
		again = false
		for _, name := range t.ownNames("assets", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".css") {
			if line, err := t.checkScript(name); err != nil {
				t.refuse(name, line, err)
				again = true
			}
		}
	}
}

// computedRE is an import of what only shows when the script runs. esbuild takes
// it for a pattern and reads all files of the disk that it matches.
var computedRE = regexp.MustCompile("\\b(import|require)\\((?:[^\"'`]|\"[^\"]*\"[^),]|'[^']*'[^),]|`[^`]*(?:\\$\\{|`[^),]))")

// checkComputed looks for one in the script as esbuild writes it anew: without
// comments, escapes in names, and blanks.
func checkComputed(name, text string) error {
	r := api.Transform(text, api.TransformOptions{
		Loader: scriptKinds[strings.ToLower(path.Ext(name))], LogLevel: api.LogLevelSilent, TsconfigRaw: "{}",
		MinifyWhitespace: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone, Target: api.ES2020,
	})
	if m := computedRE.FindSubmatch(r.Code); m != nil {
		return fmt.Errorf("%s() takes a name in quotes, and no more", m[1])
	}
	return nil
}

// lineOfComputed is where such an import most likely stands in the script.
func lineOfComputed(text string) string {
	n := 0
	for line := range strings.Lines(text) {
		if n++; computedRE.MatchString(line) {
			return fmt.Sprintf(":%d", n)
		}
	}
	return ":1"
}

// checkScript resolves what one file reaches for, and all that this reaches
// for, within the theme alone. line is where in the file the error is.
func (t *Theme) checkScript(name string) (line string, err error) {
	const space = "theme"
	if err := checkComputed(name, string(t.Files[name])); err != nil {
		return lineOfComputed(string(t.Files[name])), err
	}
	inside := api.Plugin{Name: "inside", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if args.Kind == api.ResolveEntryPoint {
				return api.OnResolveResult{Path: name, Namespace: space}, nil
			}
			if outsideAddress(args) {
				return api.OnResolveResult{Path: args.Path, External: true}, nil
			}
			to := t.resolve(args.Importer, args.Path, args.Kind)
			if to == "" {
				return api.OnResolveResult{}, fmt.Errorf("%q is not in assets/, and nothing else may be used", args.Path)
			}
			return api.OnResolveResult{Path: to, Namespace: space}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: space}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text, ext := string(t.Files[args.Path]), strings.ToLower(path.Ext(args.Path))
			loader, ok := scriptKinds[ext]
			if !ok {
				if loader, ok = bareKinds[ext]; !ok {
					loader, text = api.LoaderEmpty, ""
				}
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{name}, Bundle: true, Write: false, Outdir: "/", AbsWorkingDir: "/", LogLevel: api.LogLevelSilent,
		Plugins: []api.Plugin{inside}, TsconfigRaw: "{}", Metafile: true, Format: api.FormatIIFE, Target: api.ES2022,
	})
	wrong := result.Errors
	for _, w := range result.Warnings {
		// A style that cannot be read to the end may hide an import until it is
		// joined with another.
		if strings.HasPrefix(w.ID, "css-") {
			wrong = append(wrong, w)
		}
	}
	if len(wrong) == 0 {
		return "", onlyFrom(space+":", result.Metafile)
	}
	slices.SortStableFunc(wrong, func(a, b api.Message) int { return b2i(in(b, name)) - b2i(in(a, name)) })
	if l := wrong[0].Location; l != nil && in(wrong[0], name) {
		line = fmt.Sprintf(":%d", l.Line)
	} else if l != nil {
		return "", fmt.Errorf("%s:%d: %s", strings.TrimPrefix(l.File, space+":"), l.Line, wrong[0].Text)
	}
	return line, errors.New(wrong[0].Text)
}

// onlyFrom makes sure that esbuild has read nothing but what the plugin gave it.
func onlyFrom(space, metafile string) error {
	var read struct{ Inputs map[string]any }
	if err := json.Unmarshal([]byte(metafile), &read); err != nil {
		return fmt.Errorf("esbuild's list of what it has read: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(read.Inputs)) {
		if !strings.HasPrefix(name, space) {
			return fmt.Errorf("it uses a file that is not in assets/: %s", path.Base(name))
		}
	}
	return nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// in says that a message is about the file name itself.
func in(m api.Message, name string) bool {
	return m.Location != nil && strings.HasSuffix(m.Location.File, ":"+name)
}

// outsideAddress says that a style's url() is an address for the browser, which
// no build follows; or that a script asks Hugo for its parameters.
func outsideAddress(args api.OnResolveArgs) bool {
	switch args.Kind {
	case api.ResolveCSSURLToken, api.ResolveCSSImportRule:
		p := strings.ToLower(args.Path)
		return strings.HasPrefix(p, "https://") || strings.HasPrefix(p, "http://") || strings.HasPrefix(p, "data:") || strings.HasPrefix(p, "#")
	}
	return args.Path == "@params"
}

// resolve finds a path in assets/ as Hugo does; "" when it is not there.
func (t *Theme) resolve(importer, to string, kind api.ResolveKind) string {
	style := kind == api.ResolveCSSImportRule || kind == api.ResolveCSSURLToken
	dir := path.Dir(importer)
	var tries []string
	switch {
	case strings.HasPrefix(to, "/"):
		return ""
	case strings.HasPrefix(to, "."):
		tries = []string{path.Join(dir, to)}
	case style:
		tries = []string{path.Join(dir, to), path.Join("assets", to)}
	default:
		tries = []string{path.Join("assets", to)}
	}
	for _, try := range tries {
		names := []string{try}
		if !style {
			for _, ext := range []string{".js", ".ts", ".tsx", ".jsx"} {
				names = append(names, try+ext, try+"/index"+ext)
			}
		}
		for _, name := range names {
			if _, ok := t.Files[name]; ok && strings.HasPrefix(name, "assets/") {
				return name
			}
		}
	}
	return ""
}
