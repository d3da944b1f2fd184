package intake

import (
	"slices"
	"testing"
)

// Where a picture of a text is looked for; nothing outside of what is imported
// is, however it is written.
func TestBesideNames(t *testing.T) {
	file, folder := &beside{dir: ".", root: ".", file: "2024/disk/index.md"}, &beside{dir: ".", root: "dumps", file: "dumps/a/x.md"}
	for _, c := range []struct {
		of      *beside
		address string
		want    []string
	}{
		{file, "load.png", []string{"2024/disk/load.png"}},
		{file, "./img/load%20a.png", []string{"2024/disk/img/load a.png"}},
		{file, "../img/load.png?raw=true", []string{"2024/img/load.png"}},
		{file, "../../load.png", []string{"load.png"}},
		{file, "../../../load.png", nil},
		{file, "..%2f..%2f..%2fload.png", nil},
		{file, "/img/load.png", []string{"img/load.png", "static/img/load.png", "public/img/load.png", "source/img/load.png", "docs/img/load.png", "assets/img/load.png"}},
		{file, "/../load.png", []string{"load.png"}},
		{file, ".git/load.png", nil},
		{file, "..\\load.png", nil},
		{file, "a\x00.png", nil},
		{file, "a%00.png", nil},
		{file, "https://x.example/load.png", nil},
		{file, "//x.example/load.png", nil},
		{file, "file:///etc/load.png", nil},
		{folder, "../load.png", []string{"dumps/load.png"}},
		{folder, "../../load.png", nil},
		{folder, "../../dumps2/load.png", nil},
		{folder, "/../../load.png", nil},
	} {
		got := c.of.names(c.address)
		if c.address == "/../load.png" { // the folders of a site come after it
			got = got[:min(1, len(got))]
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.address, got, c.want)
		}
	}
}

func FuzzBesideNames(f *testing.F) {
	f.Add("../%2e%2e/x.png")
	f.Fuzz(func(t *testing.T, address string) {
		for _, name := range (&beside{dir: ".", root: "dumps", file: "dumps/a/x.md"}).names(address) {
			if len(name) < 6 || name[:6] != "dumps/" || hidden(name) {
				t.Errorf("%q leads to %q", address, name)
			}
		}
	})
}
