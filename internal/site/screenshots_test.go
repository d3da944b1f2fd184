package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"hindsight/internal/browsertest"
)

// TestScreenshots takes pictures of pages of a built site, for `make screenshots`
// and for whoever changes a template:
//
// The third part is light, dark, print (on paper, of a reader who likes the dark),
// or forced (a reader's own colours).
//
//	HINDSIGHT_SITE=public HINDSIGHT_SHOTS=index.html:1280:light:docs/home.png go test -run TestScreenshots ./internal/site
func TestScreenshots(t *testing.T) {
	site, shots := os.Getenv("HINDSIGHT_SITE"), os.Getenv("HINDSIGHT_SHOTS")
	if site == "" {
		t.Log("NO SCREENSHOTS: HINDSIGHT_SITE names no built site")
		return
	}
	b := browsertest.Start(t)
	for shot := range strings.FieldsSeq(shots) {
		part := strings.SplitN(shot, ":", 4)
		width := map[string]int64{"1280": 1280, "390": 390}[part[1]]
		err := chromedp.Do(b.Context, chromedp.EmulateViewport(width, map[string]int64{"1280": 900, "390": 844}[part[1]]))
		if err == nil {
			_, err = chromedp.Call(b.Context, emulation.SetEmulatedMedia, looks(part[2]))
		}
		if err != nil {
			t.Fatal(err)
		}
		visit(t, b, fileURL(site, part[0]))
		var png []byte
		take := chromedp.FullScreenshot(100)
		if os.Getenv("HINDSIGHT_SHOTS_FOLD") != "" { // what is seen at first
			take = chromedp.CaptureScreenshot()
		}
		if png, err = chromedp.Run(b.Context, take); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.FromSlash(part[3]), png, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// looks are what a browser is told of how pages are to look.
func looks(name string) emulation.SetEmulatedMediaParams {
	feature := func(name, value string) []*emulation.MediaFeature {
		return []*emulation.MediaFeature{{Name: name, Value: value}}
	}
	switch name {
	case "print":
		return emulation.SetEmulatedMediaParams{Media: "print", Features: feature("prefers-color-scheme", "dark")}
	case "still":
		return emulation.SetEmulatedMediaParams{Features: feature("prefers-reduced-motion", "reduce")}
	case "forced":
		return emulation.SetEmulatedMediaParams{Features: append(feature("forced-colors", "active"), feature("prefers-reduced-motion", "reduce")...)}
	}
	return emulation.SetEmulatedMediaParams{Features: feature("prefers-color-scheme", name)}
}
