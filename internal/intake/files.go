package intake

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

// ReadFile reads a file, up to a limit of 15 MB.
func ReadFile(path string) (hindsight.Input, error) {
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

// ReadAll reads what is not a file, up to the same limit; name stands for it in
// messages.
func ReadAll(name string, r io.Reader) (hindsight.Input, error) {
	data, err := io.ReadAll(io.LimitReader(bufio.NewReader(r), maxInput+1))
	if err == nil && len(data) > maxInput {
		err = fmt.Errorf("%s: more than the %d MB that are read; split it", name, maxInput>>20)
	}
	return hindsight.Input{Name: name, Data: data}, err
}
