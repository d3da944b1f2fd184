package content

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A faulty file fails at one step of being written.
type faulty struct {
	handle
	step string
}

func (f faulty) Write(p []byte) (int, error) {
	switch f.step {
	case "write":
		return 0, syscall.ENOSPC
	case "half":
		n, _ := f.handle.Write(p[:len(p)/2])
		return n, io.ErrShortWrite
	}
	return f.handle.Write(p)
}

func (f faulty) Sync() error {
	if f.step == "sync" {
		return syscall.EIO
	}
	return f.handle.Sync()
}

func (f faulty) Close() error {
	err := f.handle.Close()
	if f.step == "close" {
		return syscall.EDQUOT
	}
	return err
}

// TestWriteFails makes each step of writing a file fail, as on a full disk: the
// error names the file, the old bytes stay, and nothing lies beside them.
func TestWriteFails(t *testing.T) {
	for _, c := range []struct {
		step string
		want error
	}{{"open", syscall.ENOSPC}, {"write", syscall.ENOSPC}, {"half", io.ErrShortWrite}, {"sync", syscall.EIO}, {"close", syscall.EDQUOT}, {"rename", nil}} {
		t.Run(c.step, func(t *testing.T) {
			dir := t.TempDir()
			a := open(t, dir)
			e, err := Parse(good, []byte(file("", "")))
			if err == nil {
				err = a.Save(e)
			}
			if err != nil {
				t.Fatal(err)
			}
			create := a.create
			a.create = func(name string) (handle, error) {
				if c.step == "open" {
					return nil, syscall.ENOSPC
				}
				f, err := create(name)
				return faulty{f, c.step}, err
			}
			path := filepath.Join(dir, filepath.FromSlash(good))
			if c.step == "rename" { // a folder stands where the file should be: that stops root as well
				err = errors.Join(os.Remove(path), os.MkdirAll(filepath.Join(path, "x"), 0o755))
				if err != nil {
					t.Fatal(err)
				}
			}
			e.Title = "Another"
			err = a.Save(e)
			if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), "archive "+good+": ") {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if data, _ := os.ReadFile(path); c.step != "rename" && string(data) != file("", "") {
				t.Errorf("the file is now %q", data)
			}
			if beside, _ := os.ReadDir(filepath.Dir(path)); len(beside) != 1 {
				t.Errorf("left behind: %v", beside)
			}
		})
	}
}
