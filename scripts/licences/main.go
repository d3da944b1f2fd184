// Command licences writes the licence of every module that is linked into
// hindsight, with its text, into the file that its argument names. Whoever hands
// on the program hands on that file with it. With -check it writes nothing and
// fails where the file is not up to date.
//
// The modules are those of Linux, macOS and Windows together, so that the file
// is the same wherever it is made.
package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// copied are parts of modules that lie in the repository, by their folders.
var copied = map[string]string{"github.com/zricethezav/gitleaks/v8 v8.30.1, its rules": "internal/secret/gitleaks"}

var systems = []string{"linux", "darwin", "windows"}

// licenceFileRE is a name under which modules keep their terms.
var licenceFileRE = regexp.MustCompile(`(?i)^(li[cs]en[cs]e|copying|notice|unlicen[cs]e|patents)([.-].*)?$`)

func main() {
	check := flag.Bool("check", false, "write nothing; fail where the file is not up to date")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: licences [-check] FILE")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *check); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run(file string, check bool) error {
	modules, err := linked("./cmd/hindsight")
	if err != nil {
		return err
	}
	text, err := licences(modules)
	if err != nil {
		return err
	}
	if !check {
		return os.WriteFile(file, text, 0o644)
	}
	if old, err := os.ReadFile(file); err != nil || !bytes.Equal(old, text) {
		return errors.Join(err, fmt.Errorf("%s is not up to date: run make licences", file))
	}
	return nil
}

// linked are the modules that a package is made of, "path version" to folder.
func linked(pkg string) (map[string]string, error) {
	out := map[string]string{}
	for _, system := range systems {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", pkg)
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
		cmd.Stderr = os.Stderr
		lines, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", system, err)
		}
		for line := range strings.Lines(string(lines)) {
			if name, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				out[name] = dir
			}
		}
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	out["Go standard library"] = strings.TrimSpace(string(goroot))
	maps.Copy(out, copied)
	return out, err
}

// licences is a table of the modules, and below it each text once.
func licences(modules map[string]string) ([]byte, error) {
	var table, texts bytes.Buffer
	number := map[[sha256.Size]byte]int{}
	var missing []string
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		files, err := termsIn(modules[name])
		if err != nil {
			return nil, err
		}
		var kinds, places []string
		for _, text := range files {
			for _, m := range licensecheck.Scan(text).Match {
				if !slices.Contains(kinds, m.ID) {
					kinds = append(kinds, m.ID)
				}
			}
			sum := sha256.Sum256(text)
			if number[sum] == 0 {
				number[sum] = len(number) + 1
				fmt.Fprintf(&texts, "\n======== text %d ========\n\n%s\n", number[sum], bytes.TrimSpace(text))
			}
			places = append(places, fmt.Sprint(number[sum]))
		}
		if len(kinds) == 0 {
			missing = append(missing, name)
		}
		fmt.Fprintf(&table, "%s: %s (text %s)\n", name, strings.Join(kinds, ", "), strings.Join(places, ", "))
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("no licence is known of %s", strings.Join(missing, ", "))
	}
	head := "Hindsight is made with these modules, each under its own licence. Made by: make licences\n\n"
	return slices.Concat([]byte(head), table.Bytes(), texts.Bytes()), nil
}

// termsIn are the texts of the licence files of a module, in the order of their
// names, with line ends of one kind.
func termsIn(dir string) ([][]byte, error) {
	list, err := os.ReadDir(dir)
	var out [][]byte
	for _, e := range list {
		if e.Type().IsRegular() && licenceFileRE.MatchString(e.Name()) {
			text, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return nil, err
			}
			out = append(out, bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
		}
	}
	return out, err
}
