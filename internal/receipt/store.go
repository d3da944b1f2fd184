package receipt

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A Store keeps what a build has made for the next one of the same site, by the
// same program. Like a receipt it lies in the user's own cache folder, may be
// deleted at any time, and is believed as far as its hashes go: each file
// begins with one of the program, the name and the rest, so that a damaged
// file, or one of another program, is none. A nil Store keeps nothing.
type Store struct {
	dir     string
	program Sum

	mu   sync.Mutex
	used map[string]bool
}

// OpenStore is the store of the site at out; nil where there is no cache folder.
func OpenStore(out string, program Sum) *Store {
	path, err := place(out)
	if err != nil {
		return nil
	}
	name := filepath.Base(path)
	dir := filepath.Join(filepath.Dir(filepath.Dir(path)), "made", name[:len(name)-len(filepath.Ext(name))])
	return &Store{dir: dir, program: program, used: map[string]bool{}}
}

func (s *Store) file(name string) string {
	sum := sha256.Sum256([]byte(name))
	base := hex.EncodeToString(sum[:12])
	s.mu.Lock()
	s.used[base] = true
	s.mu.Unlock()
	return filepath.Join(s.dir, base)
}

func (s *Store) seal(name string, b []byte) []byte {
	h := sha256.New()
	h.Write(s.program[:])
	of := sha256.Sum256([]byte(name))
	h.Write(of[:])
	h.Write(b)
	return h.Sum(nil)
}

// Get is what was put under a name; nil when it is not there as it was put.
func (s *Store) Get(name string) []byte {
	if s == nil {
		return nil
	}
	b, err := os.ReadFile(s.file(name))
	if err != nil || len(b) < len(Sum{}) || !bytes.Equal(s.seal(name, b[len(Sum{}):]), b[:len(Sum{})]) {
		return nil
	}
	return b[len(Sum{}):]
}

// Put keeps b. An error costs the next build its time and no more.
func (s *Store) Put(name string, b []byte) {
	if s == nil || os.MkdirAll(s.dir, 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(s.dir, "new-")
	if err != nil {
		return
	}
	_, err = f.Write(s.seal(name, b))
	if err == nil {
		_, err = f.Write(b)
	}
	if f.Close() != nil || err != nil || os.Rename(f.Name(), s.file(name)) != nil {
		_ = os.Remove(f.Name())
	}
}

// Sweep deletes what nobody has asked for or put since the store was opened,
// and the stores of sites that have not been built for long.
func (s *Store) Sweep() {
	if s == nil {
		return
	}
	list, _ := os.ReadDir(s.dir)
	for _, e := range list {
		if !s.used[e.Name()] {
			_ = os.RemoveAll(filepath.Join(s.dir, e.Name()))
		}
	}
	now := time.Now()
	_ = os.Chtimes(s.dir, now, now)
	others, _ := os.ReadDir(filepath.Dir(s.dir))
	for _, e := range others {
		if info, err := e.Info(); err == nil && e.IsDir() && now.Sub(info.ModTime()) > abandoned {
			_ = os.RemoveAll(filepath.Join(filepath.Dir(s.dir), e.Name()))
		}
	}
}
