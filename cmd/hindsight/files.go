package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hindsight"
)

// maxInput bounds what is read of one file or of standard input. The longest
// real text dump seen has 0.5 MB, the longest feed 0.9 MB.
const maxInput = 15 << 20

// readInput reads a file without following it past the limit.
func readInput(path string) (hindsight.Input, error) {
	info, err := os.Stat(path)
	if err != nil {
		return hindsight.Input{}, err
	}
	if !info.Mode().IsRegular() {
		return hindsight.Input{}, fmt.Errorf("%s: not a file", path)
	}
	if info.Size() > maxInput {
		return hindsight.Input{}, fmt.Errorf("%s: %d MB, more than the %d MB that are read; split it", path, info.Size()>>20, maxInput>>20)
	}
	data, err := os.ReadFile(path)
	return hindsight.Input{Name: path, Data: data}, err
}

// walk lists the files below dir in order of their names, hidden ones left out.
func walk(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != dir && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.Type().IsRegular():
			files = append(files, path)
		}
		return nil
	})
	return files, err
}

// stdin reads standard input within the limit.
func (a *app) stdin() (hindsight.Input, error) {
	data, err := io.ReadAll(io.LimitReader(bufio.NewReader(a.in), maxInput+1))
	if err == nil && len(data) > maxInput {
		err = fmt.Errorf("standard input: more than the %d MB that are read; split it", maxInput>>20)
	}
	return hindsight.Input{Name: "standard input", Data: data}, err
}
