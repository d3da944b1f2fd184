package picture

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// made are pictures of 3 × 2 pixels.
func made(t testing.TB) map[string][]byte {
	t.Helper()
	i := image.NewPaletted(image.Rect(0, 0, 3, 2), color.Palette{color.Black, color.White})
	all := map[string][]byte{}
	for ending, write := range map[string]func(b *bytes.Buffer) error{
		".png": func(b *bytes.Buffer) error { return png.Encode(b, i) },
		".jpg": func(b *bytes.Buffer) error { return jpeg.Encode(b, i, nil) },
		".gif": func(b *bytes.Buffer) error { return gif.Encode(b, i, nil) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		all[ending] = b.Bytes()
	}
	// Nothing here writes WebP: a lossless one of 3 × 2 pixels, its head is what is read.
	webp, err := base64.StdEncoding.DecodeString("UklGRhIAAABXRUJQVlA4TAYAAAAvAkAAAAA=")
	if err != nil {
		t.Fatal(err)
	}
	all[".webp"] = webp
	return all
}

func TestLook(t *testing.T) {
	all := made(t)
	for ending, data := range all {
		if p, err := Look(data); err != nil || p != (Picture{ending, 3, 2}) {
			t.Errorf("%s: %+v, %v", ending, p, err)
		}
		if _, err := Look(data[:10]); !errors.Is(err, ErrKind) {
			t.Errorf("%s cut off: %v", ending, err)
		}
	}
	animated := &gif.GIF{}
	for range maxFrames + 1 {
		animated.Image, animated.Delay = append(animated.Image, image.NewPaletted(image.Rect(0, 0, 1, 1), color.Palette{color.Black, color.White})), append(animated.Delay, 1)
	}
	var flicker bytes.Buffer
	if err := gif.EncodeAll(&flicker, animated); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrKind},
		{"SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), ErrKind},
		{"HTML", []byte("<!doctype html><script>alert(1)</script>"), ErrKind},
		{"HTML that says GIF", []byte("GIF89a=1;alert(1)//"), ErrLarge}, // 15,677 × 15,153 pixels
		{"BMP", []byte("BM" + strings.Repeat("\x00", 60)), ErrKind},
		{"PDF", []byte("%PDF-1.7\n"), ErrKind},
		{"long", append(bytes.Clone(all[".png"]), make([]byte, MaxBytes)...), ErrLarge},
		{"wide", claims(all[".png"], maxSide+1, 1), ErrLarge},
		{"a bomb", claims(all[".png"], maxSide, maxSide), ErrLarge},
		{"beyond an integer", claims(all[".png"], 0x7fffffff, 0x7fffffff), ErrKind},
		{"flicker", flicker.Bytes(), ErrLarge},
	} {
		if _, err := Look(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// claims is a PNG that says it has other sides.
func claims(data []byte, width, height uint32) []byte {
	data = bytes.Clone(data)
	binary.BigEndian.PutUint32(data[16:], width)
	binary.BigEndian.PutUint32(data[20:], height)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestNamed(t *testing.T) {
	for name, want := range map[string]bool{"a.png": true, "b/C.JPEG": true, "d.jpg": true, "e.svg": false, "f.html": false, "png": false, "g.webp": true} {
		if Named(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

// FuzzLook: no bytes make it panic or give a picture beyond the limits.
func FuzzLook(f *testing.F) {
	for _, data := range made(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Look(data)
		if err == nil && (p.Width < 1 || p.Height < 1 || p.Width*p.Height > maxPixels || !Named("x"+p.Ending)) {
			t.Errorf("%+v", p)
		}
		if err != nil && !errors.Is(err, ErrKind) && !errors.Is(err, ErrLarge) {
			t.Error(err)
		}
	})
}
