package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(ownCache{m}, map[string]func(){"hindsight": main})
}

// ownCache runs the tests with a cache folder of their own.
type ownCache struct{ m *testing.M }

func (c ownCache) Run() int {
	dir, err := os.MkdirTemp("", "hindsight-cache-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	os.Setenv("XDG_CACHE_HOME", dir)
	return c.m.Run()
}

// TestScript runs the scripts of testdata/script, which are also a manual of
// the command line: each begins with what it shows.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_GOLDEN") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", "1767323045")
			env.Setenv("XDG_CACHE_HOME", env.Getenv("TMPDIR")) // of the script alone
			documents, err := os.ReadDir("testdata/expected")
			for _, d := range documents {
				data, rerr := os.ReadFile("testdata/expected/" + d.Name())
				if err == nil {
					err = rerr
				}
				if werr := os.WriteFile(env.WorkDir+"/"+d.Name(), data, 0o644); err == nil {
					err = werr
				}
			}
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// picture NAME WIDTH HEIGHT: writes a PNG of that size.
			"picture": func(ts *testscript.TestScript, _ bool, args []string) {
				width, err := strconv.Atoi(args[1])
				ts.Check(err)
				height, err := strconv.Atoi(args[2])
				ts.Check(err)
				var b bytes.Buffer
				ts.Check(png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))))
				ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
			},
			// status N cmd...: the command ends with exit status N.
			"status": func(ts *testscript.TestScript, neg bool, args []string) {
				want, err := strconv.Atoi(args[0])
				ts.Check(err)
				err = ts.Exec(args[1], args[2:]...)
				got := 0
				if err != nil {
					if _, s, ok := strings.Cut(err.Error(), "exit status "); ok {
						got, _ = strconv.Atoi(s)
					} else {
						ts.Fatalf("%v", err)
					}
				}
				if got != want {
					ts.Fatalf("exit status %d, want %d", got, want)
				}
			},
			// binary FILE: makes a file that is no text.
			"binary": func(ts *testscript.TestScript, neg bool, args []string) {
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("GIF89a\x01\x00\x00\x00\xff\xfe\x00\x01\x02"), 0o644))
			},
			// fill FILE BYTES: makes a long text.
			"fill": func(ts *testscript.TestScript, neg bool, args []string) {
				n, err := strconv.Atoi(args[1])
				ts.Check(err)
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat("all work and no play ", n/21+1)), 0o644))
			},
		},
	})
}
