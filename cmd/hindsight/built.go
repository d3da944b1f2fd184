package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"

	"hindsight/internal/intake"
	"hindsight/internal/receipt"
	"hindsight/internal/search"
	"hindsight/internal/site/theme"
)

// buildInputs are the files and folders of an archive that a build reads.
var buildInputs = append(theme.Inputs(), path.Dir(aboutFile), taxonomyFile, modelFile, search.SynonymsName, intake.SourcesFile, intake.LockFile)

// A standing is where a build begins: what it reads, as hashes.
type standing struct {
	out   string // the site
	files receipt.Tree
	sum   receipt.Sum // of the files, the flags and the program
	named int         // how much was named as left out before
}

// standing looks at all that a build of the site at out depends on; nil where
// that cannot be read as a whole, and the site is built without looking back.
func (a *app) standing(out string, flags siteFlags) *standing {
	files, err := receipt.Look(a.archive, buildInputs...)
	if err != nil {
		return nil
	}
	program, err := ownFile()
	if err != nil {
		return nil
	}
	h := sha256.New()
	fmt.Fprintf(h, "%x %x %q %t %t", files.Content, program, flags.base, flags.zip, a.outside)
	sources, err := intake.Sources(a.archive)
	fmt.Fprintf(h, " %t", err != nil && a.saidSources) // what is wrong with them is said once
	for _, s := range sources {                        // a list of feeds may lie anywhere
		fmt.Fprintf(h, " %t", s.Publish != "" && a.place().IsList(s))
	}
	return &standing{out: out, files: files, sum: receipt.Sum(h.Sum(nil)), named: len(a.left)}
}

// ownFile is the hash of this program: another one may do another thing.
func ownFile() (receipt.Sum, error) {
	self, err := os.Executable()
	if err != nil {
		return receipt.Sum{}, err
	}
	return receipt.File(self)
}

// store is what the last build of the site at out has left for the next one;
// nil without a cache folder.
func (a *app) store(out string) *receipt.Store {
	program, err := ownFile()
	if err != nil {
		return nil
	}
	return receipt.OpenStore(out, program)
}

// stands says that the site is what a build would make now, and repeats what
// the last build said.
func (a *app) stands(s *standing) bool {
	if s == nil {
		return false
	}
	r, ok := receipt.Of(s.out)
	if !ok || r.Inputs != s.sum {
		return false
	}
	tree, err := siteTree(s.out)
	if err != nil || tree.Content != r.Site {
		return false
	}
	for _, line := range r.Said {
		a.leftOut("%s", line)
	}
	a.progress("nothing has changed since the last build: %s", r.Done)
	return true
}

// siteTree looks at a built site. Its folder itself may be a link.
func siteTree(dir string) (receipt.Tree, error) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return receipt.Tree{}, err
	}
	return receipt.Look(real, ".")
}

// keep remembers that the site was built from what was looked at before: from
// nothing else, if no file was written since. It says what the build said.
func (a *app) keep(s *standing, built receipt.Sum, done string) {
	if s == nil {
		return
	}
	if now, err := receipt.Stamp(a.archive, buildInputs...); err != nil || now != s.files.Stamp {
		return
	}
	// Without it the next build does its work once more.
	_ = receipt.Receipt{Inputs: s.sum, Site: built, Said: slices.Clone(a.left[s.named:]), Done: done}.Keep(s.out)
}
