package site

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/picture"
)

// What a text says of pictures, and what the page shows.
func TestGallery(t *testing.T) {
	e := hindsight.Entry{Path: hindsight.Folder + "acme/2024-01-02-disk-0a1b2c.md"}
	load, lost := e.FileLink("load-01234567.png"), e.FileLink("lost-01234567.png")
	other := "../../files/other/2024-01-02-x-0a1b2c/c-01234567.png"
	img := func(alt string) string {
		return `<a class="picture" href="` + load + `"><img src="` + load + `" alt="` + alt + `" width="3" height="2" loading="lazy" decoding="async"/></a>`
	}
	read := func(_ hindsight.Entry, name string) ([]byte, picture.Picture, error) {
		if strings.HasPrefix(name, "lost") {
			return nil, picture.Picture{}, errors.New("not there")
		}
		return []byte("x"), picture.Picture{Ending: ".png", Width: 3, Height: 2}, nil
	}
	for _, c := range []struct{ in, publish, want string }{
		{"![Load](" + load + ")", "full", img("Load")},
		{"![](" + load + ")", "full", img("Image")},
		{"![\"><script>](" + load + ")", "full", img("&#34;&gt;")},
		{"![Load](" + load + ") [the load](" + load + ")", "full", img("Load") + ` <a class="picture" href="` + load + `">the load</a>`},
		{"![Lost](" + lost + ")", "full", "Image: Lost"},
		{"![Other](" + other + ")", "full", "Image: Other"},
		{"![Far](https://x.example/a.png)", "full", `<a href="https://x.example/a.png" rel="nofollow noopener">Image: Far</a>`},
		{"![diagram](arch.svg)", "full", "Image: diagram (arch.svg)"},
		{"<img src=\"" + load + "\">", "full", `&lt;img src=&#34;` + load + `&#34;&gt;`},
		{"![Load](" + load + ")", "excerpt", "Image: Load"},
		{"![Load](" + load + ")", "link", "Image: Load"},
	} {
		e.Body, e.Publish = c.in, c.publish
		has, err := pictures(e, read)
		if (err != nil) != strings.Contains(c.in, lost) {
			t.Errorf("%s: %v", c.in, err)
		}
		b, err := text{md: c.in, top: 2, has: has}.render()
		if got := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(b.HTML, "<p>"), "</p>\n")); err != nil || got != c.want {
			t.Errorf("%s under %s: %v\n got %s\nwant %s", c.in, c.publish, err, got, c.want)
		}
	}
	base, _ := url.Parse("https://example.org/a/")
	for at, want := range map[addresses]string{{base, "../"}: "https://example.org/a/files/", {nil, "../"}: "../files/"} {
		if got := at.pictures(img("Load")); strings.Count(got, `="`+want+"acme/") != 2 {
			t.Errorf("in a feed: %s", got)
		}
	}
}
