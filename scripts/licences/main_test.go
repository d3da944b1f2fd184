package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each module stands in the table, each text once, and a module without a
// licence is an error.
func TestLicences(t *testing.T) {
	mit := licenceOf(t, "LICENSE", "MIT License\n\nCopyright (c) 2020 A\n\n"+mitTerms)
	same := licenceOf(t, "LICENSE.md", "MIT License\r\n\r\nCopyright (c) 2020 A\r\n\r\n"+strings.ReplaceAll(mitTerms, "\n", "\r\n"))
	text, err := licences(map[string]string{"b.example/m v1.0.0": mit, "a.example/m v2.0.0": same})
	want := "a.example/m v2.0.0: MIT (text 1)\nb.example/m v1.0.0: MIT (text 1)\n\n======== text 1 ========\n"
	if err != nil || !strings.Contains(string(text), want) || bytes.Count(text, []byte("WITHOUT WARRANTY")) != 1 {
		t.Errorf("got %s, %v\nwant %s", text, err, want)
	}
	for name, dir := range map[string]string{"none": t.TempDir(), "other": licenceOf(t, "LICENSE", "All rights reserved.\n")} {
		if _, err := licences(map[string]string{name: dir}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func licenceOf(t *testing.T, name, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

const mitTerms = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`
