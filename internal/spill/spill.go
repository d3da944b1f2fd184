// Package spill keeps texts in a file until they are wanted again, so that memory
// need not hold them.
package spill

import (
	"os"
	"sync"
)

// A File holds texts. It may be used side by side. After the first error it keeps
// nothing more and its texts are empty: whoever uses them asks Err before what was
// made of them is believed.
type File struct {
	f    *os.File
	mu   sync.Mutex
	size int64
	err  error
}

// Create makes an empty File, in a file of that name. The name goes again at once
// where the system allows that: what is kept is no other process's to change.
func Create(name string) (*File, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	_ = os.Remove(name) // Windows does not remove a file that is open
	return &File{f: f}, nil
}

// A Text is one of a File's.
type Text struct {
	of *File
	at int64
	n  int
}

// Add keeps a text.
func (f *File) Add(text string) Text {
	f.mu.Lock()
	defer f.mu.Unlock()
	t := Text{f, f.size, len(text)}
	n, err := f.f.WriteString(text)
	f.size += int64(n)
	f.fail(err)
	return t
}

// String is the text, "" after an error.
func (t Text) String() string {
	b := make([]byte, t.n)
	if t.n > 0 {
		if _, err := t.of.f.ReadAt(b, t.at); err != nil {
			t.of.mu.Lock()
			defer t.of.mu.Unlock()
			t.of.fail(err)
			return ""
		}
	}
	return string(b)
}

func (f *File) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

// Size is how many bytes all texts have.
func (f *File) Size() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.size
}

// Err is the first error.
func (f *File) Err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// Close ends the use of the file.
func (f *File) Close() error { return f.f.Close() }
