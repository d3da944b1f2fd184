package search

import (
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// exampleEntries are the documents of the worked example in FORMAT.md.
func exampleEntries() (list []hindsight.Entry) {
	for _, x := range []struct{ path, title, date, org, body string }{
		{"acme/a.md", "Disk full", "2019-03-01", "Acme", "The disk filled. Nobody watched the disk."},
		{"acme/b.md", "Lock held", "2020-05-04", "Acme", "A lock on the disk was held."},
	} {
		e := hindsight.Entry{Path: hindsight.Folder + x.path, Classes: []string{"capacity"}, Publish: hindsight.PublishFull}
		e.Title, e.Organisation, e.Body = x.title, x.org, x.body
		e.Date, _ = hindsight.ParseMoment(x.date)
		list = append(list, e)
	}
	return list
}

// TestFormatExample: the bytes that FORMAT.md shows are those that Build
// writes. UPDATE_GOLDEN=1 writes them anew; the explanations are by hand.
func TestFormatExample(t *testing.T) {
	page, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	dir, r := builtWith(t, exampleEntries(), Synonyms{{"disk", "hdd"}})
	root, err := r.script(RootName, rootCall)
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(dir + "/" + RootName)
	if err != nil {
		t.Fatal(err)
	}
	blocks := []string{"root.js", string(script), "root", hex.Dump(root)}
	for _, f := range []int{postingsFamily, positionsFamily, formsFamily, lengthsFamily, facetsFamily, titlesFamily, textsFamily, rarityFamily} {
		if len(r.dirs[f].names) != 1 {
			t.Fatalf("%s: %d shards, the example wants one", familyNames[f], len(r.dirs[f].names))
		}
		name := r.dirs[f].names[0]
		raw, err := r.shard(name)
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, familyNames[f], fmt.Sprintf("%s\n%s", name.file(), hex.Dump(raw)))
	}
	text := string(page)
	for pair := range slices.Chunk(blocks, 2) {
		fence := "```" + pair[0] + "\n"
		head, rest, ok := strings.Cut(text, fence)
		old, tail, closed := strings.Cut(rest, "```\n")
		if !ok || !closed {
			t.Fatalf("FORMAT.md has no block %q", pair[0])
		}
		if old != pair[1] && os.Getenv("UPDATE_GOLDEN") == "" {
			t.Errorf("FORMAT.md shows for %s\n%s\nbut Build writes\n%s", pair[0], old, pair[1])
		}
		text = head + fence + pair[1] + "```\n" + tail
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile("FORMAT.md", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
