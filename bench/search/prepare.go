package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// peerVersion is the Pagefind that is compared with.
const peerVersion = "pagefind@1.6.0"

// prepareCorpus makes the corpus where it is not there yet: RFC texts from
// Debian's packages, cut to pieces by a script that lies beside the repository.
func prepareCorpus(dir string) error {
	if _, err := os.Stat(corpusFile(dir)); err == nil {
		return nil
	}
	script := filepath.Join("..", "shared", "bench", "get_rfc.sh")
	if _, err := os.Stat(script); err != nil {
		return fmt.Errorf("no corpus in %s, and %s, which makes it, is not there: give a folder that it filled with -corpus", dir, script)
	}
	fmt.Fprintln(os.Stderr, "making the corpus, about two minutes …")
	return command("bash", script, dir)
}

func corpusFile(dir string) string { return filepath.Join(dir, "c100000.jsonl") }

// preparePeer installs Pagefind into dir with npm and returns its program.
func preparePeer(dir string) (string, error) {
	bin := filepath.Join(dir, "node_modules", ".bin", "pagefind")
	if _, err := os.Stat(bin); err == nil {
		return bin, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	return bin, command("npm", "install", "--silent", "--prefix", dir, peerVersion)
}

func command(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
