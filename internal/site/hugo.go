package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
)

// hugoMu lets one build run at a time: Hugo keeps its logger in a global.
var hugoMu sync.Mutex

// settings are what the build relies on; nothing in hugo.yaml changes them.
//
// relativeURLs stays off although the links end up relative: Hugo's rewriter
// also hits running text such as "curl url=/health". publish.go does it.
var settings = map[string]any{
	"baseURL":                    "/",
	"uglyURLs":                   true,
	"relativeURLs":               false,
	"canonifyURLs":               false,
	"buildFuture":                true,
	"buildExpired":               true,
	"buildDrafts":                false,
	"enableGitInfo":              false,
	"enableRobotsTXT":            false,
	"enableEmoji":                false,
	"disableAliases":             true,
	"disableHugoGeneratorInject": true,
	"disableKinds":               []string{"rss", "sitemap", "robotstxt"},
	"pluralizeListTitles":        false,
	"capitalizeListTitles":       false,
	"timeZone":                   "UTC",
	"environment":                "production",
	"taxonomies":                 map[string]string{"class": "classes", "organisation": "organisations", "year": "years"},
	"build":                      map[string]any{"noJSConfigInAssets": true},
	"minify":                     map[string]any{"minifyOutput": false},
	"module":                     map[string]any{},
	"security": map[string]any{
		"enableInlineShortcodes": false,
		"allowContent":           []string{"^text/markdown$"},
		"exec":                   map[string]any{"allow": []string{"none"}, "osEnv": []string{"none"}},
		"funcs":                  map[string]any{"getenv": []string{"none"}},
		"http":                   map[string]any{"urls": []string{"none"}, "methods": []string{"none"}},
	},
}

// runHugo renders the site staged in dir/stage into dir/public.
func runHugo(dir string, theme map[string]any) error {
	hugoMu.Lock()
	defer hugoMu.Unlock()
	stage := filepath.Join(dir, "stage")
	if err := writeConfig(stage, dir, theme); err != nil {
		return err
	}
	var out bytes.Buffer
	log := loggers.New(loggers.Options{StdOut: &out, StdErr: &out, Level: logg.LevelError})
	flags := config.New()
	flags.Set("workingDir", stage)
	// An environment that is not empty keeps Hugo from reading the real one.
	cfgs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Flags: flags, Fs: hugofs.Os, Logger: log, Filename: filepath.Join(stage, "hugo.json"),
		Environment: "production", Environ: []string{"LC_ALL=C"}, SkipNpmCheck: true,
	})
	if err != nil {
		return hugoError(dir, err, &out)
	}
	fs := hugofs.NewFrom(hugofs.Os, cfgs.LoadingInfo.BaseConfig)
	sites, err := hugolib.NewHugoSites(deps.DepsCfg{Configs: cfgs, Fs: fs, LogLevel: log.Level(), StdErr: &out, StdOut: &out})
	if err != nil {
		return hugoError(dir, err, &out)
	}
	err = sites.Build(hugolib.BuildCfg{NoBuildLock: true})
	err = errors.Join(err, sites.Close())
	if err != nil || strings.Contains(out.String(), "ERROR") {
		return hugoError(dir, err, &out)
	}
	return nil
}

// writeConfig puts settings over those of the theme, into stage/hugo.json.
func writeConfig(stage, dir string, theme map[string]any) error {
	c := maps.Clone(theme)
	if c == nil {
		c = map[string]any{}
	}
	maps.Copy(c, settings)
	// Without this every list has a second page 1 that redirects to the first.
	pager := map[string]any{"pagerSize": 200}
	if p, ok := theme["pagination"].(map[string]any); ok {
		maps.Copy(pager, p)
	}
	pager["disableAliases"] = true
	c["pagination"] = pager
	c["publishDir"] = filepath.Join(dir, "public")
	c["cacheDir"] = filepath.Join(dir, "cache")
	c["resourceDir"] = filepath.Join(dir, "resources")
	b, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("site: hugo.yaml: %w", err)
	}
	return os.WriteFile(filepath.Join(stage, "hugo.json"), b, 0o600)
}

// hugoError joins what Hugo returned with what it logged, without the path of
// the temporary directory, so that names are those of the theme's files.
func hugoError(dir string, err error, out *bytes.Buffer) error {
	msg := strings.TrimSpace(out.String())
	if err != nil {
		msg = strings.TrimSpace(err.Error() + "\n" + msg)
	}
	msg = strings.ReplaceAll(msg, filepath.Join(dir, "stage")+string(filepath.Separator), "")
	return fmt.Errorf("site: Hugo cannot render the site: %s", strings.ReplaceAll(msg, dir, "."))
}
