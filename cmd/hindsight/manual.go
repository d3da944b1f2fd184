package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (a *app) manualVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "manual DIR",
		Short: "Write man pages and completions",
		Long: "Write a man page for each verb into DIR/man1, and what bash, zsh, fish and PowerShell complete words by into DIR/completions. " +
			"A release holds both.",
		Example: "  hindsight manual /tmp/manual && man /tmp/manual/man1/hindsight-import.1",
		Hidden:  true,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("manual needs one folder"), ""}
			}
			return writeManual(c.Root(), args[0])
		},
	}
}

// writeManual writes nothing that depends on the day.
func writeManual(root *cobra.Command, dir string) error {
	man, words := filepath.Join(dir, "man1"), filepath.Join(dir, "completions")
	if err := errors.Join(os.MkdirAll(man, 0o755), os.MkdirAll(words, 0o755)); err != nil {
		return err
	}
	root.DisableAutoGenTag = true
	root.InitDefaultCompletionCmd()
	day := time.Unix(0, 0).UTC() // a page is of a version, and its head says no day
	return errors.Join(
		doc.GenManTree(root, &doc.GenManHeader{Title: "HINDSIGHT", Section: "1", Source: "Hindsight", Manual: "Hindsight", Date: &day}, man),
		root.GenBashCompletionFileV2(filepath.Join(words, "hindsight.bash"), true),
		root.GenZshCompletionFile(filepath.Join(words, "_hindsight")),
		root.GenFishCompletionFile(filepath.Join(words, "hindsight.fish"), true),
		root.GenPowerShellCompletionFileWithDesc(filepath.Join(words, "hindsight.ps1")))
}
