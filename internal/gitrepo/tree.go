package gitrepo

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A blob is a file as a tree lists it.
type blob struct {
	name, hash string
	size       int
}

// files reads the files of the tip.
func (g *git) files(ctx context.Context) (files []File, leftOut []error, err error) {
	args := []string{"ls-tree", "-r", "-l", "-z", "--full-tree", tipName}
	if g.Under != "" {
		args = append(args, "--", g.Under+"/")
	}
	out, err := g.run(ctx, offline, args...)
	if err != nil {
		return nil, nil, err
	}
	blobs, leftOut := parseTree(out)
	if len(blobs) == 0 && g.Under != "" {
		return nil, leftOut, fmt.Errorf("no files are under %s", g.Under)
	}
	blobs, more := bound(blobs)
	leftOut = append(leftOut, more...)
	files, err = g.read(ctx, blobs)
	return files, leftOut, err
}

// maxNamed is how many names that nobody can print are told of.
const maxNamed = 5

// parseTree reads what ls-tree prints: "<mode> <type> <hash> <size> TAB <name>",
// each ended by NUL. Only regular files count.
func parseTree(out []byte) (blobs []blob, leftOut []error) {
	odd := 0
	for line := range bytes.SplitSeq(out, []byte{0}) {
		head, name, ok := strings.Cut(string(line), "\t")
		f := strings.Fields(head)
		if !ok || len(f) != 4 || f[1] != "blob" || f[0] != "100644" && f[0] != "100755" || hidden(name) {
			continue
		}
		if !fs.ValidPath(name) || !printable(name) {
			if odd++; odd <= maxNamed {
				leftOut = append(leftOut, fmt.Errorf("%.100q is not read: no such name can be shown", name))
			}
			continue
		}
		size, err := strconv.Atoi(f[3])
		if err != nil || size > maxFile || size < 0 { // the server was asked to keep what is too large: git does not know its size
			leftOut = append(leftOut, fmt.Errorf("%s: more than the %d MB that are read; split it", name, maxFile>>20))
			continue
		}
		if IsHash(f[2]) {
			blobs = append(blobs, blob{name, f[2], size})
		}
	}
	slices.SortFunc(blobs, func(a, b blob) int { return strings.Compare(a.name, b.name) })
	return blobs, leftOut
}

// hidden says that a part of a name begins with a dot, as .github does.
func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.Contains(name, "/.") }

// printable says that a name can be shown as it is.
func printable(name string) bool {
	return utf8.ValidString(name) && len(name) < 1000 && !strings.Contains(name, `\`) &&
		!strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) && r != ' ' })
}

// bound keeps the first files, as many as are read.
func bound(blobs []blob) (kept []blob, leftOut []error) {
	size := 0
	for n, b := range blobs {
		if size += b.size; n == maxFiles || size > maxBytes {
			return blobs[:n], []error{fmt.Errorf("%s and %d files behind it are not read: %d files and %d MB are the most; name a folder with under",
				b.name, len(blobs)-n-1, maxFiles, maxBytes>>20)}
		}
	}
	return blobs, nil
}

// read reads the bytes of files.
func (g *git) read(ctx context.Context, blobs []blob) ([]File, error) {
	var in bytes.Buffer
	most := 0
	for _, b := range blobs {
		in.WriteString(b.hash + "\n")
		most += b.size + len(b.hash) + 40
	}
	out, err := g.runWith(ctx, offline, in.Bytes(), most, "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	files := make([]File, 0, len(blobs))
	for _, b := range blobs {
		head, rest, ok := bytes.Cut(out, []byte("\n"))
		if !ok || string(head) != fmt.Sprintf("%s blob %d", b.hash, b.size) || len(rest) < b.size+1 {
			return nil, fmt.Errorf("git gave no %s", b.name)
		}
		files = append(files, File{b.name, rest[:b.size:b.size]})
		out = rest[b.size+1:]
	}
	return files, nil
}
