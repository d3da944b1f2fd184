// Package picture knows which bytes are a picture that a page may show: a PNG,
// JPEG, GIF or WebP by its bytes, whatever its name says, and none that costs
// its reader's machine much. SVG is none: it can hold scripts and addresses.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"path"
	"slices"
	"strings"

	"golang.org/x/image/webp"
)

// Limits on one picture. A screenshot of a large screen has 1 MB and 8 million
// pixels; what a browser needs to show one is four bytes a pixel.
const (
	MaxBytes  = 4 << 20
	maxSide   = 10_000     // pixels
	maxPixels = 30_000_000 // 120 MB once it is shown
	maxFrames = 500        // of a GIF
)

// Why bytes are no picture that is kept.
var (
	ErrKind  = errors.New("no PNG, JPEG, GIF or WebP")
	ErrLarge = errors.New("too large a picture")
)

// A Picture is what a page says of one.
type Picture struct {
	Ending        string // of its file's name, by its bytes: ".png"
	Width, Height int    // pixels
}

// kinds are what is read, each by how its bytes begin.
var kinds = []struct {
	ending string
	begins string // "?" stands for any byte
	config func(data []byte) (image.Config, error)
}{
	{".png", "\x89PNG\r\n\x1a\n????IHDR", func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) }},
	{".jpg", "\xff\xd8\xff", func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) }},
	{".gif", "GIF87a", func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) }},
	{".gif", "GIF89a", func(b []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(b)) }},
	{".webp", "RIFF????WEBPVP8", func(b []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(b)) }},
}

// Endings are those that Look gives.
var Endings = []string{".png", ".jpg", ".gif", ".webp"}

// Named says that a name or an address ends as that of a picture does that may
// be shown.
func Named(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return ending == ".jpeg" || slices.Contains(Endings, ending)
}

// Look says what picture bytes are. It reads their head alone, so that a
// bomb is never unpacked. The error wraps ErrKind or ErrLarge.
func Look(data []byte) (Picture, error) {
	if len(data) > MaxBytes {
		return Picture{}, fmt.Errorf("%w: %d KB, more than %d", ErrLarge, len(data)>>10, MaxBytes>>10)
	}
	for _, k := range kinds {
		if !begins(data, k.begins) {
			continue
		}
		c, err := k.config(data)
		switch {
		case err != nil || c.Width < 1 || c.Height < 1:
			return Picture{}, fmt.Errorf("%w that can be read", ErrKind)
		case c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > maxPixels:
			return Picture{}, fmt.Errorf("%w: %d × %d pixels", ErrLarge, c.Width, c.Height)
		case k.ending == ".gif" && frames(data) > maxFrames:
			return Picture{}, fmt.Errorf("%w: more than %d frames", ErrLarge, maxFrames)
		}
		return Picture{k.ending, c.Width, c.Height}, nil
	}
	return Picture{}, ErrKind
}

func begins(data []byte, head string) bool {
	if len(data) < len(head) {
		return false
	}
	for i := range len(head) {
		if head[i] != '?' && data[i] != head[i] {
			return false
		}
	}
	return true
}

// frames counts the pictures of a GIF, block by block, without unpacking any.
func frames(data []byte) (n int) {
	at := 13
	skipTable := func(flags byte) {
		if flags&0x80 != 0 {
			at += 3 << (flags&7 + 1)
		}
	}
	skipBlocks := func() {
		for at < len(data) && data[at] != 0 {
			at += int(data[at]) + 1
		}
		at++
	}
	if len(data) < at {
		return 0
	}
	skipTable(data[10])
	for at < len(data) {
		switch data[at] {
		case 0x21: // an extension: its label, then blocks
			at += 2
			skipBlocks()
		case 0x2C: // a frame: place and flags, its colours, the size of its codes, blocks
			if at+10 >= len(data) {
				return n
			}
			n++
			flags := data[at+9]
			at += 10
			skipTable(flags)
			at++
			skipBlocks()
		default:
			return n
		}
	}
	return n
}
