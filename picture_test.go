package hindsight

import (
	"slices"
	"testing"
)

func TestShows(t *testing.T) {
	e := Entry{Path: Folder + "acme/2024-01-02-disk-0a1b2c.md"}
	own := e.FileLink("load-01234567.png")
	if own != "../../files/acme/2024-01-02-disk-0a1b2c/load-01234567.png" {
		t.Error(own)
	}
	e.Body = "![Load \\[a\\]](" + own + ") ![](" + e.FileLink("b-89abcdef.gif") + ")\n![Load](" + own + ") ![](../../files/other/2024-01-02-x-0a1b2c/c-01234567.png)\n" +
		"![](" + e.FileLink("../x-01234567.png") + ") ![](" + e.FileLink("x.svg") + ") ![](https://x.example/a.png) ![](img/a.png)\n"
	if got := e.Shows(); !slices.Equal(got, []string{"load-01234567.png", "b-89abcdef.gif"}) {
		t.Error(got)
	}
	e.Publish = PublishExcerpt
	e.Body = "![Load](" + own + ") ![](" + own + ")\n\nA text that is as long as it takes for an excerpt to hold the first paragraph. It goes on and on, and then " +
		"it goes on a little more, until the third of it is longer than what stands above."
	if got := e.Published().Body; got != "(image: Load) (image)\n\n" && got != "(image: Load) (image)" && len(e.Published().Shows()) > 0 {
		t.Errorf("%q", got)
	}
}
