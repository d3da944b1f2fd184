// Twin: assets/ts/search/bytes.ts

package search

import (
	"encoding/binary"
	"errors"
)

// Numbers in the files are unsigned LEB128 ("uvarint"), texts are a uvarint
// of their length in bytes and UTF-8.

func appendUvarint(b []byte, n uint64) []byte { return binary.AppendUvarint(b, n) }

func appendInt(b []byte, n int) []byte { return appendUvarint(b, uint64(n)) }

func appendText(b []byte, s string) []byte { return append(appendInt(b, len(s)), s...) }

// appendFront writes s after prev as the length of what they share and the rest.
func appendFront(b []byte, prev, s string) []byte {
	n := 0
	for n < len(prev) && n < len(s) && prev[n] == s[n] {
		n++
	}
	return appendText(appendInt(b, n), s[n:])
}

var errShort = errors.New("it ends too early")

// A cursor reads what the functions above write. After the first error every
// read gives zero, so that a loop needs to look at err only once a round.
type cursor struct {
	b   []byte
	i   int
	err error
}

func (c *cursor) more() bool { return c.err == nil && c.i < len(c.b) }

func (c *cursor) uvarint() uint64 {
	if c.err != nil {
		return 0
	}
	n, size := binary.Uvarint(c.b[c.i:])
	if size <= 0 {
		c.err = errShort
		return 0
	}
	c.i += size
	return n
}

// int reads a number that counts or numbers something in memory.
func (c *cursor) int() int {
	n := c.uvarint()
	if n > 1<<31 {
		c.err = errors.New("a number in it is too large")
		return 0
	}
	return int(n)
}

// below reads a number that says which of n things is meant.
func (c *cursor) below(n int) int {
	i := c.int()
	if c.err == nil && i >= n {
		c.err = errors.New("it names what it does not list")
	}
	return i
}

// count reads how many things follow, of at least one byte each.
func (c *cursor) count() int {
	n := c.int()
	if n > len(c.b)-c.i {
		c.err = errShort
		return 0
	}
	return n
}

func (c *cursor) take(n int) []byte {
	if c.err != nil || n > len(c.b)-c.i {
		if c.err == nil {
			c.err = errShort
		}
		return nil
	}
	c.i += n
	return c.b[c.i-n : c.i]
}

func (c *cursor) text() string { return string(c.take(c.count())) }

func (c *cursor) front(prev string) string {
	n := c.int()
	if n > len(prev) {
		c.err = errors.New("a word in it is damaged")
		return ""
	}
	return prev[:n] + c.text()
}
