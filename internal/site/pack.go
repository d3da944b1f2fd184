package site

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
)

// A pack is many files in one stream: what Hugo is to read, and what it has
// written. As files of their own, 10,000 pages cost 20,000 files that are made,
// read once and deleted: a quarter of a build's processor time.
//
// Each file is the length of its name, the name, its length and what it holds; a
// name of no length ends the pack.
type packer struct {
	mu sync.Mutex
	w  *bufio.Writer
}

func newPacker(w io.Writer) *packer { return &packer{w: bufio.NewWriterSize(w, 1<<18)} }

// add puts a file into the pack. It may be called side by side.
func (p *packer) add(name string, b []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	head := binary.AppendUvarint(nil, uint64(len(name)))
	head = binary.AppendUvarint(append(head, name...), uint64(len(b)))
	_, err := p.w.Write(head)
	_, more := p.w.Write(b)
	return errors.Join(err, more)
}

func (p *packer) end() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return errors.Join(p.w.WriteByte(0), p.w.Flush())
}

// Bounds of a pack: a layout of somebody's own may write without end.
const (
	maxPackedName = 4 << 10
	maxPackedFile = 1 << 30
)

// unpack calls each with every file of a pack, one after the other. A pack that
// has no end is an error.
func unpack(r io.Reader, each func(name string, b []byte) error) error {
	in := bufio.NewReaderSize(r, 1<<18)
	take := func(most uint64) ([]byte, error) {
		n, err := binary.ReadUvarint(in)
		if err == nil && n > most {
			err = fmt.Errorf("a length of %d", n)
		}
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		b.Grow(int(min(n, 1<<20))) // a length is believed as it comes true
		_, err = io.CopyN(&b, in, int64(n))
		return b.Bytes(), err
	}
	for {
		name, err := take(maxPackedName)
		if err == nil && len(name) == 0 {
			return nil
		}
		var b []byte
		if err == nil {
			b, err = take(maxPackedFile)
		}
		if err == nil && !filepath.IsLocal(filepath.FromSlash(string(name))) {
			err = fmt.Errorf("a file %q", name)
		}
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		if err := each(string(name), b); err != nil {
			return err
		}
	}
}
