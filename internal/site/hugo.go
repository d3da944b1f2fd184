package site

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"hindsight/internal/site/theme"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"
)

// hugoMu lets one build run at a time: Hugo keeps its logger in a global.
var hugoMu sync.Mutex

// settings are what the build relies on. An archive has no say in them: see
// theme.Settings.
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

// Render renders the site that was staged in dir, in this process, and hands out
// its files. A mistake in a template can block it for ever: see InChild.
func Render(_ context.Context, dir string, _ int, put func(name string, b []byte) error) error {
	return render(dir, put, func(<-chan bool) {})
}

// render is Render. started is called once Hugo is at work, with a channel that
// is closed when Hugo has given up on the pages that are left.
func render(dir string, put func(name string, b []byte) error, started func(givenUp <-chan bool)) (err error) {
	hugoMu.Lock()
	defer hugoMu.Unlock()
	var out bytes.Buffer
	defer func() {
		if p := recover(); p != nil {
			err = hugoError(dir, fmt.Errorf("it broke off: %v", p), &out)
		}
	}()
	stage := filepath.Join(dir, "stage")
	source, err := stageIn(filepath.Join(dir, packName), filepath.Join(stage, "content"))
	if err != nil {
		return hugoError(dir, err, &out)
	}
	log := loggers.New(loggers.Options{StdOut: &out, StdErr: &out, Level: logg.LevelError})
	flags := config.New()
	flags.Set("workingDir", stage)
	// An environment that is not empty keeps Hugo from reading the real one.
	cfgs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Flags: flags, Fs: source, Logger: log, Filename: filepath.Join(stage, configName),
		Environment: "production", Environ: []string{"LC_ALL=C"}, SkipNpmCheck: true,
	})
	if err != nil {
		return hugoError(dir, err, &out)
	}
	fs := hugofs.NewFrom(source, cfgs.LoadingInfo.BaseConfig)
	press := press{afero.NewMemMapFs(), put}
	fs.PublishDir, fs.PublishDirStatic, fs.PublishDirServer = press, press, press
	sites, err := hugolib.NewHugoSites(deps.DepsCfg{Configs: cfgs, Fs: fs, LogLevel: log.Level(), StdErr: &out, StdOut: &out})
	if err != nil {
		return hugoError(dir, err, &out)
	}
	started(sites.Done())
	err = sites.Build(hugolib.BuildCfg{NoBuildLock: true})
	err = errors.Join(err, sites.Close())
	if err != nil || strings.Contains(out.String(), "ERROR") {
		return hugoError(dir, err, &out)
	}
	return nil
}

// configName is Hugo's configuration in the stage.
const configName = "hugo.json"

// writeConfig writes it: what the build relies on, and the few settings of an
// archive, each checked.
func writeConfig(dir string, t *theme.Theme, base *url.URL, o Options) error {
	c := ownSettings(t.Settings, base, o)
	// Partials that are alike on all pages are made once, unless an own one that
	// they call may look at the page.
	c["params"].(map[string]any)["ownlayouts"] = t.OwnLayouts()
	maps.Copy(c, settings)
	c["publishDir"] = filepath.Join(dir, "public")
	c["cacheDir"] = filepath.Join(dir, "cache")
	c["resourceDir"] = filepath.Join(dir, "resources")
	b, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("site: %s: %w", theme.SettingsName, err)
	}
	return os.WriteFile(filepath.Join(dir, "stage", configName), b, 0o600)
}

// ownSettings are those of the archive.
func ownSettings(s theme.Settings, base *url.URL, o Options) map[string]any {
	address := ""
	if base != nil {
		address = base.String()
	}
	// Without disableAliases every list has a second page 1 that redirects to
	// the first.
	return map[string]any{
		"title": s.Title, "locale": s.Locale,
		"pagination": map[string]any{"pagerSize": s.PagerSize, "disableAliases": true},
		"params": map[string]any{"tagline": s.Tagline, "description": s.Description, "edit": s.EditURL, "base": address,
			"licence": s.Licence, "noindex": s.NoIndex, "navigation": s.Navigation, "zip": o.Zip},
	}
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
