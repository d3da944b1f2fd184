package receipt

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// A Tree is what lies in some folders, as hashes.
type Tree struct {
	Content Sum // of the names and what the files hold
	Stamp   Sum // of the names, sizes and times: what changes when somebody writes a file, and be it what it held
	Links   int // symbolic links among the names: what they lead to was not read
}

// Look reads what lies at and below names in the folder dir; "." is all of it.
// A name that is not there counts as well. Links are not followed: where they lead counts.
func Look(dir string, names ...string) (Tree, error) {
	list, err := listed(dir, names)
	if err != nil {
		return Tree{}, err
	}
	var group errgroup.Group
	group.SetLimit(2 * runtime.GOMAXPROCS(0))
	for i := range list {
		if list[i].info != nil && list[i].info.Mode().IsRegular() {
			group.Go(func() error {
				sum, err := File(filepath.Join(dir, filepath.FromSlash(list[i].name)))
				list[i].holds = sum[:]
				return err
			})
		}
	}
	if err := group.Wait(); err != nil {
		return Tree{}, err
	}
	tree := Tree{Content: digest(list, false), Stamp: digest(list, true)}
	for _, n := range list {
		if n.info != nil && n.info.Mode()&fs.ModeSymlink != 0 {
			tree.Links++
		}
	}
	return tree, nil
}

// Stamp is that of Look without reading the files.
func Stamp(dir string, names ...string) (Sum, error) {
	list, err := listed(dir, names)
	return digest(list, true), err
}

// node is one name of a tree.
type node struct {
	name  string
	info  fs.FileInfo // nil where nothing is
	holds []byte      // hash of a file, target of a link
}

func listed(dir string, names []string) ([]node, error) {
	var list []node
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(dir, filepath.FromSlash(name)), func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) && d == nil {
				list = append(list, node{name: name})
				return nil
			}
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(dir, path)
			if err != nil {
				return err
			}
			n := node{name: filepath.ToSlash(rel)}
			if n.info, err = d.Info(); err != nil {
				return err
			}
			if n.info.Mode()&fs.ModeSymlink != 0 {
				target, err := os.Readlink(path)
				if err != nil {
					return err
				}
				n.holds = []byte(target)
			}
			list = append(list, n)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("receipt: %w", err)
		}
	}
	return list, nil
}

// digest makes one hash of many, in the order of the names. Each part has its
// length before it, so that no two lists are the same bytes.
func digest(list []node, stamps bool) Sum {
	h := sha256.New()
	number := func(n int64) { _ = binary.Write(h, binary.LittleEndian, n) }
	text := func(b []byte) {
		number(int64(len(b)))
		h.Write(b)
	}
	for _, n := range list {
		text([]byte(n.name))
		switch {
		case n.info == nil:
			number(-1)
		case stamps && !n.info.IsDir():
			number(int64(n.info.Mode()))
			number(n.info.Size())
			number(n.info.ModTime().UnixNano())
		default:
			number(int64(n.info.Mode().Type()))
			text(n.holds)
		}
	}
	return Sum(h.Sum(nil))
}

// File is the hash of one file.
func File(path string) (Sum, error) {
	f, err := os.Open(path)
	if err != nil {
		return Sum{}, fmt.Errorf("receipt: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return Sum{}, fmt.Errorf("receipt: %w", err)
	}
	return Sum(h.Sum(nil)), nil
}
