package main

import (
	"fmt"
	"os"
	"path/filepath"

	"hindsight"
	"hindsight/internal/content"
	"hindsight/internal/intake"

	"github.com/spf13/cobra"
)

// archiveNames are what an archive has at least one of: its content, or what it
// imports from.
var archiveNames = []string{intake.SourcesFile, intake.LockFile, content.RefusedName, filepath.FromSlash(hindsight.Folder)}

// noArchive is an error where nothing says that the folder is an archive: a build
// there would make a site of nothing.
func (a *app) noArchive() error {
	for _, name := range archiveNames {
		if _, err := os.Lstat(filepath.Join(a.archive, name)); err == nil {
			return nil
		}
	}
	if info, err := os.Lstat(filepath.Join(a.archive, "content")); err == nil && !info.IsDir() {
		return nil // in the way of an archive's content: named where it is read
	}
	where, dir := "here", ""
	if filepath.Clean(a.archive) != "." {
		where, dir = "at "+a.archive, " "+a.archive
	}
	return hinted{fmt.Errorf("no archive %s; hindsight init%s makes one", where, dir), "inside an archive's folder, or with --archive DIR, it is found"}
}

// inArchiveOnly makes verbs say so where there is no archive. A site that --out
// names is read wherever it is.
func (a *app) inArchiveOnly(verbs ...*cobra.Command) []*cobra.Command {
	for _, c := range verbs {
		reads := c.Name() == "search" || c.Name() == "like"
		c.PreRunE = func(c *cobra.Command, _ []string) error {
			if reads && c.Flags().Changed("out") {
				return nil
			}
			return a.noArchive()
		}
	}
	return verbs
}
