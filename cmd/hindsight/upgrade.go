package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"hindsight/internal/archive"

	"github.com/rogpeppe/go-internal/diff"
)

// sumsFile remembers what init has written, so that an upgrade can tell what
// somebody has changed by hand since.
const sumsFile = ".github/hindsight.sum"

// sums are the hashes of files by their names.
type sums map[string]string

func sumOf(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

const sumsHead = "# Written by hindsight init: the files that it has written, as sha256sum -c reads them.\n"

func (s sums) marshal() []byte {
	out := []byte(sumsHead)
	for _, name := range slices.Sorted(maps.Keys(s)) {
		out = fmt.Appendf(out, "%s  %s\n", s[name], name)
	}
	return out
}

// readSums are those of an archive; none where it has no such file.
func readSums(folder *archive.Folder) (sums, error) {
	data, err := folder.Read(sumsFile, maxSkeleton)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	out := sums{}
	for line := range strings.Lines(string(data)) {
		if sum, name, ok := strings.Cut(strings.TrimSpace(line), "  "); ok && len(sum) == sha256.Size*2 {
			out[name] = sum
		}
	}
	return out, nil
}

// A renewal is a file that this Hindsight writes otherwise than it stands there.
type renewal struct {
	name     string
	old, now []byte
	fresh    bool // it was not there
	byHand   bool // somebody has changed what init wrote
}

func (r renewal) diff() []byte {
	old := "a/" + r.name
	if r.fresh {
		old = "/dev/null"
	}
	return diff.Diff(old, r.old, "b/"+r.name, r.now)
}

// renewals are the files of an archive that --upgrade is about. The settings keep
// what they say, and get what they lack.
func renewals(folder *archive.Folder) ([]renewal, sums, error) {
	written, err := readSums(folder)
	if err != nil {
		return nil, nil, err
	}
	var out []renewal
	for _, f := range skeletonFiles() {
		if !f.ours {
			continue
		}
		now, err := birth{}.render(f)
		if err != nil {
			return nil, nil, err
		}
		old, err := folder.Read(f.to, maxSkeleton)
		sum, known := written[f.to]
		switch {
		case errors.Is(err, fs.ErrNotExist) && known:
			continue // taken out by hand
		case errors.Is(err, fs.ErrNotExist):
			if f.to != settingsFile {
				out = append(out, renewal{name: f.to, now: now, fresh: true})
			}
			continue
		case err != nil:
			return nil, nil, err
		}
		r := renewal{name: f.to, old: old, now: now, byHand: sum != sumOf(old)}
		switch f.to {
		case settingsFile:
			r.now, r.byHand = withSettings(old, now), false
		case pinFile:
			r.now, r.byHand = withPin(old, now), false
		}
		if !bytes.Equal(r.old, r.now) {
			out = append(out, r)
		}
	}
	return out, written, nil
}

// upgrade brings an archive's files up to date and writes the diff to standard
// output; with dry, only that.
func (a *app) upgrade(dir string, dry, yes bool) error {
	at := &app{archive: dir}
	if err := at.noArchive(); err != nil {
		return err
	}
	folder, err := archive.Open(dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	all, written, err := renewals(folder)
	if err != nil {
		return err
	}
	for _, r := range all {
		if _, err := a.out.Write(r.diff()); err != nil {
			return err
		}
		if r.byHand && !yes {
			a.leftOut("%s: changed by hand since init wrote it, and left as it is: take what you want of the diff, or --yes", r.name)
			continue
		}
		if dry {
			continue
		}
		if err := writeIn(folder, r.name, r.now); err != nil {
			return err
		}
		written[r.name] = sumOf(r.now)
		a.progress("written   %s", r.name)
	}
	if len(all) == 0 {
		a.progress("everything is as this Hindsight writes it")
	}
	if dry || len(all) == 0 {
		return nil
	}
	return writeIn(folder, sumsFile, written.marshal())
}

// noteOlder says in check that an archive's workflows are those of another
// Hindsight. Which commit is pinned differs with every build, and is not said.
func (a *app) noteOlder(folder *archive.Folder) {
	if _, err := folder.Stat(sumsFile); err != nil {
		return // not made by init, or by one that kept no account
	}
	all, _, err := renewals(folder)
	if err != nil {
		return
	}
	for _, r := range all {
		if r.name != pinFile && !r.byHand {
			a.progress("note: %s: this Hindsight writes it otherwise; hindsight init --upgrade --dry-run shows how, and without --dry-run brings it in", r.name)
		}
	}
}

var commitLineRE = regexp.MustCompile(`(?m)^commit=.*$`)

// withPin is a pin that names the commit of this Hindsight, where that is known
// and no release is pinned.
func withPin(old, now []byte) []byte {
	line := commitLineRE.Find(now)
	if string(line) == "commit=" || !bytes.Contains(old, []byte("\nrelease=\n")) {
		return old
	}
	return commitLineRE.ReplaceAllLiteral(old, line)
}

// A block is a setting of hugo.yaml with the lines of comment above it.
type block struct {
	key   string
	text  []string
	below []block // of a level
}

// withSettings is a hugo.yaml that has all settings: what it lacks is put in with
// its explanation, at the end of its level.
func withSettings(old, builtin []byte) []byte {
	lines := strings.Split(strings.TrimRight(string(old), "\n"), "\n")
	has := blocks(lines, "")
	for _, want := range blocks(strings.Split(strings.TrimRight(string(builtin), "\n"), "\n"), "") {
		at := slices.IndexFunc(has, func(b block) bool { return strings.EqualFold(b.key, want.key) })
		switch {
		case at < 0:
			lines = append(append(lines, ""), want.text...)
		case len(want.below) > 0 && len(has[at].below) > 0:
			var more []string
			for _, w := range want.below {
				if !slices.ContainsFunc(has[at].below, func(b block) bool { return strings.EqualFold(b.key, w.key) }) {
					more = append(append(more, ""), w.text...)
				}
			}
			if len(more) > 0 {
				lines = slices.Insert(lines, endOf(lines, want.key), more...)
				has = blocks(lines, "")
			}
		}
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

// endOf is the line behind the last one of a key at the top.
func endOf(lines []string, key string) int {
	from := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(strings.ToLower(l), strings.ToLower(key)+":") })
	end := from + 1
	for n := from + 1; n < len(lines); n++ {
		if strings.HasPrefix(lines[n], " ") {
			end = n + 1
		} else if lines[n] != "" {
			break
		}
	}
	return end
}

var keyLineRE = regexp.MustCompile(`^( *)([A-Za-z_]+):`)

// blocks are the settings of one level: a line with a key, the comments above it
// and what is indented below.
func blocks(lines []string, indent string) []block {
	var out []block
	var above []string
	for n := 0; n < len(lines); n++ {
		l := lines[n]
		m := keyLineRE.FindStringSubmatch(l)
		switch {
		case strings.TrimSpace(l) == "":
			above = nil
			continue
		case m == nil || m[1] != indent:
			above = append(above, l)
			continue
		}
		end := n + 1
		for end < len(lines) && (strings.TrimSpace(lines[end]) == "" || strings.HasPrefix(lines[end], indent+" ")) {
			end++
		}
		for strings.TrimSpace(lines[end-1]) == "" {
			end--
		}
		b := block{key: m[2], text: slices.Concat(above, lines[n:end])}
		if indent == "" {
			b.below = blocks(lines[n+1:end], "  ")
		}
		out, above, n = append(out, b), nil, end-1
	}
	return out
}
