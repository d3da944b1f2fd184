package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

// secret is what nobody is to learn from a picture.
const secret = "GPS 52.5200 N 13.4050 E, camera of Ines"

// drawn is a picture of some colours.
func drawn() *image.Paletted {
	p := image.NewPaletted(image.Rect(0, 0, 8, 6), palette.Plan9)
	draw.Draw(p, image.Rect(0, 0, 4, 6), image.NewUniform(color.RGBA{200, 30, 30, 255}), image.Point{}, draw.Src)
	return p
}

// exif is Exif with a secret and how the picture is turned.
func exif(order binary.ByteOrder, how uint16) []byte {
	var b bytes.Buffer
	put := func(v any) { _ = binary.Write(&b, order, v) }
	b.WriteString(map[bool]string{true: "MM", false: "II"}[order.String() == "BigEndian"])
	put(uint16(42))
	put(uint32(8))
	put(uint16(2))
	for _, f := range []struct {
		tag, kind    uint16
		count, value uint32
	}{{0x010e, 2, uint32(len(secret)), 38}, {orientationTag, 3, 1, uint32(how)}} {
		put(f.tag)
		put(f.kind)
		put(f.count)
		if f.kind == 3 {
			put(uint16(f.value))
			put(uint16(0))
		} else {
			put(f.value)
		}
	}
	put(uint32(0))
	b.WriteString(secret)
	return b.Bytes()
}

func segment(mark byte, held string) string {
	return "\xff" + string([]byte{mark}) + string(binary.BigEndian.AppendUint16(nil, uint16(len(held)+2))) + held
}

// with is a picture's bytes with others put in at a place.
func with(data []byte, at int, more string) []byte {
	return append(append(append([]byte{}, data[:at]...), more...), data[at:]...)
}

func pngChunk(kind, held string) string {
	sum := crc32.NewIEEE()
	sum.Write([]byte(kind + held))
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(held)))) + kind + held + string(binary.BigEndian.AppendUint32(nil, sum.Sum32()))
}

func webpChunk(kind, held string) string {
	pad := strings.Repeat("\x00", len(held)&1)
	return kind + string(binary.LittleEndian.AppendUint32(nil, uint32(len(held)))) + held + pad
}

// vp8l is a lossless WebP of one colour, 1 × 1: its bytes as an encoder gives them.
const vp8l = "\x2f\x00\x00\x00\x00\x07\xd0\xff\xfe\xf7\xbf\xff\x81\x88\xe8\x7f\x00\x00"

// laden are pictures with a secret, by what they are.
func laden(t *testing.T) map[string][]byte {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var j, p, g bytes.Buffer
	must(jpeg.Encode(&j, drawn(), nil))
	must(png.Encode(&p, drawn()))
	must(gif.EncodeAll(&g, &gif.GIF{Image: []*image.Paletted{drawn(), drawn()}, Delay: []int{5, 5}, LoopCount: 3}))
	webpOf := func(chunks ...string) []byte {
		held := "WEBP" + strings.Join(chunks, "")
		return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(held)))) + held)
	}
	return map[string][]byte{
		"jpeg": append(with(j.Bytes(), 2, segment(0xe1, "Exif\x00\x00"+string(exif(binary.BigEndian, 1)))+segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+secret)+
			segment(0xed, "Photoshop 3.0\x00"+secret)+segment(0xfe, secret)), "\xff\xd8 another picture: "+secret...),
		"jpeg, turned": with(j.Bytes(), 2, "\xff"+segment(0xe1, "Exif\x00\x00"+string(exif(binary.LittleEndian, 6)))),
		"png":          append(with(p.Bytes(), 33, pngChunk("tEXt", "Author\x00"+secret)+pngChunk("iTXt", secret)+pngChunk("tIME", "1234567")+pngChunk("eXIf", string(exif(binary.BigEndian, 1)))), secret...),
		"gif":          append(with(g.Bytes(), g.Len()-1, "\x21\xfe"+string(rune(len(secret)))+secret+"\x00\x21\xff\x0bXMP DataXMP"+string(rune(len(secret)))+secret+"\x00"), secret...),
		"webp": webpOf(webpChunk("VP8X", "\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x00"), webpChunk("VP8L", vp8l), webpChunk("EXIF", string(exif(binary.LittleEndian, 1))),
			webpChunk("XMP ", secret)),
		"webp, turned": webpOf(webpChunk("VP8X", "\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"), webpChunk("VP8L", vp8l), webpChunk("EXIF", "Exif\x00\x00"+string(exif(binary.BigEndian, 6)))),
	}
}

// pixels are the colours of a picture, by the libraries that browsers' are like.
func pixels(t *testing.T, name string, data []byte) (all []color.Color) {
	t.Helper()
	var frames []image.Image
	var err error
	var one image.Image
	switch {
	case strings.HasPrefix(name, "gif"):
		var g *gif.GIF
		if g, err = gif.DecodeAll(bytes.NewReader(data)); err == nil {
			if len(g.Image) != 2 || g.LoopCount != 3 {
				t.Errorf("%s: %d frames, repeated %d times", name, len(g.Image), g.LoopCount)
			}
			for _, f := range g.Image {
				frames = append(frames, f)
			}
		}
	case strings.HasPrefix(name, "webp"):
		one, err = webp.Decode(bytes.NewReader(data))
	default:
		one, _, err = image.Decode(bytes.NewReader(data))
	}
	if err != nil {
		t.Fatalf("%s cannot be read: %v", name, err)
	}
	if one != nil {
		frames = append(frames, one)
	}
	for _, f := range frames {
		b := f.Bounds()
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				all = append(all, f.At(x, y))
			}
		}
	}
	return all
}

// No secret stays in a picture, and it looks as before.
func TestBare(t *testing.T) {
	for name, data := range laden(t) {
		if !bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s holds no secret", name)
		}
		bare := Bare(data)
		if bytes.Contains(bare, []byte("GPS")) || bytes.Contains(bare, []byte("Ines")) {
			t.Errorf("%s: a secret is left:\n%q", name, bare)
		}
		before, err := Look(data)
		now, err2 := Look(bare)
		if err != nil || err2 != nil || before != now {
			t.Errorf("%s: it was %+v, %v, and is %+v, %v", name, before, err, now, err2)
		}
		was, is := pixels(t, name, data), pixels(t, name, bare)
		if len(was) == 0 || len(was) != len(is) {
			t.Fatalf("%s: %d pixels, and now %d", name, len(was), len(is))
		}
		for i := range was {
			if was[i] != is[i] {
				t.Fatalf("%s: pixel %d was %v and is %v", name, i, was[i], is[i])
			}
		}
		if again := Bare(bare); !bytes.Equal(again, bare) {
			t.Errorf("%s: what is bare changes once more", name)
		}
		how := uint16(0)
		if at := bytes.Index(bare, []byte("MM\x00\x2a")); at >= 0 {
			how = orientation(bare[at:])
		}
		if want := map[bool]uint16{true: 6}[strings.HasSuffix(name, "turned")]; how != want {
			t.Errorf("%s: turned by %d, want %d", name, how, want)
		}
	}
}

// What is damaged or no picture stays as it is.
func TestBareLeaves(t *testing.T) {
	for name, data := range laden(t) {
		for _, cut := range []int{3, 13, 20, 40, len(data) / 3} {
			if cut >= len(data) {
				continue
			}
			if got := Bare(data[:cut]); len(got) > cut {
				t.Errorf("%s, cut after %d: %d bytes", name, cut, len(got))
			}
		}
	}
	for _, text := range []string{"", "GIF", "no picture", "RIFF....WAVE"} {
		if got := Bare([]byte(text)); string(got) != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func FuzzBare(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x08Exif\x00\x00\xff\xda\x00\x02\xff\xd9"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00\x21\xfe\x01a\x00\x3b"))
	f.Add([]byte("RIFF\x10\x00\x00\x00WEBPVP8L\x00\x00\x00\x00"))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x00IEND\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		bare := Bare(data)
		if len(bare) > len(data) {
			t.Errorf("%q grew to %q", data, bare)
		}
		if was, err := Look(data); err == nil {
			if is, err := Look(bare); err != nil || was != is {
				t.Errorf("%+v became %+v, %v", was, is, err)
			}
		}
	})
}
