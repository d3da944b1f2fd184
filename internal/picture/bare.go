package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

// Bare is a picture without what its camera, its editor or its owner wrote into it
// besides: where and when it was taken, with what, by whom, an earlier and smaller
// state of it. What it looks like stays: its colours, how it is turned, how it moves.
// Bytes that are no picture, or one that is damaged, stay as they are.
func Bare(data []byte) []byte {
	for _, k := range []struct {
		begins string
		bare   func([]byte) ([]byte, bool)
	}{
		{"\xff\xd8\xff", bareJPEG}, {"\x89PNG\r\n\x1a\n", barePNG}, {"GIF8", bareGIF}, {"RIFF????WEBP", bareWebP},
	} {
		if !begins(data, k.begins) {
			continue
		}
		if out, ok := k.bare(data); ok && len(out) < len(data) {
			return out
		}
	}
	return data
}

// Markers of a JPEG: SOS begins a scan, EOI ends the picture, APP0 to APPF are what
// programs write.
const (
	markEOI  = 0xd9
	markSOS  = 0xda
	markAPP0 = 0xe0
	markAPP1 = 0xe1
	markAPP2 = 0xe2
	markAPPE = 0xee
	markAPPF = 0xef
	markCOM  = 0xfe
)

// bareJPEG drops the segments that programs wrote, but for those that say how colours
// are meant: JFIF, a colour profile, Adobe's. How the picture is turned is said anew.
// What follows the picture, another picture or a film, goes as well.
func bareJPEG(data []byte) ([]byte, bool) {
	out := slices.Clone(data[:2])
	for at := 2; ; {
		if at+2 > len(data) || data[at] != 0xff {
			return nil, false
		}
		mark := data[at+1]
		switch mark {
		case 0xff: // a byte that fills up
			at++
			continue
		case markEOI:
			return append(out, 0xff, markEOI), true
		}
		if at+4 > len(data) {
			return nil, false
		}
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		if size < 2 || at+2+size > len(data) {
			return nil, false
		}
		segment := data[at : at+2+size]
		switch held := segment[4:]; {
		case mark == markSOS:
			end := endOfScan(data, at+2+size)
			out = append(out, data[at:end]...)
			at = end
			continue
		case mark == markAPP1 && bytes.HasPrefix(held, []byte("Exif\x00\x00")):
			out = append(out, turned(orientation(held[6:]))...)
		case mark == markAPP0 && bytes.HasPrefix(held, []byte("JFIF\x00")) && len(held) >= 14:
			out = append(out, 0xff, markAPP0, 0, 16) // without the thumbnail
			out = append(append(out, held[:12]...), 0, 0)
		case mark == markAPP2 && bytes.HasPrefix(held, []byte("ICC_PROFILE\x00")), mark == markAPPE && bytes.HasPrefix(held, []byte("Adobe")),
			mark < markAPP0, mark > markAPPF && mark != markCOM:
			out = append(out, segment...)
		}
		at += 2 + size
	}
}

// endOfScan is where the next marker stands behind the codes of a scan; those that
// part the codes are none.
func endOfScan(data []byte, at int) int {
	for ; at+1 < len(data); at++ {
		if mark := data[at+1]; data[at] == 0xff && mark != 0 && (mark < 0xd0 || mark > 0xd7) {
			return at
		}
	}
	return len(data)
}

// orientationTag is the field of Exif that says how a picture is turned.
const orientationTag = 0x0112

// orientation is what Exif says of how a picture is turned, from 1 to 8; 0 where it
// says nothing.
func orientation(tiff []byte) uint16 {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(tiff[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 0
	}
	for n := range int(order.Uint16(tiff[at:])) {
		field := at + 2 + 12*n
		if field+12 > len(tiff) {
			return 0
		}
		if order.Uint16(tiff[field:]) == orientationTag {
			return order.Uint16(tiff[field+8:])
		}
	}
	return 0
}

// turned is a segment of Exif that says how a picture is turned and nothing else;
// nothing for one that is not.
func turned(how uint16) []byte {
	if how < 2 || how > 8 {
		return nil
	}
	return append([]byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"), 0, byte(how), 0, 0, 0, 0, 0, 0)
}

// pngSays are the chunks of a PNG that say something besides: texts, a time, Exif.
var pngSays = []string{"tEXt", "zTXt", "iTXt", "tIME", "eXIf"}

// barePNG drops them, and what follows the picture.
func barePNG(data []byte) ([]byte, bool) {
	out := slices.Clone(data[:8])
	for at := 8; ; {
		if at+12 > len(data) {
			return nil, false
		}
		size := binary.BigEndian.Uint32(data[at:])
		if size > MaxBytes || at+12+int(size) > len(data) {
			return nil, false
		}
		kind, end := string(data[at+4:at+8]), at+12+int(size)
		if !slices.Contains(pngSays, kind) {
			out = append(out, data[at:end]...)
		}
		if kind == "IEND" {
			return out, true
		}
		at = end
	}
}

// bareGIF drops comments, and what programs wrote but for how often it moves. What
// follows the picture goes, too.
func bareGIF(data []byte) ([]byte, bool) {
	if len(data) < 13 {
		return nil, false
	}
	at := 13
	table := func(flags byte) {
		if flags&0x80 != 0 {
			at += 3 << (flags&7 + 1)
		}
	}
	blocks := func() {
		for at < len(data) && data[at] != 0 {
			at += int(data[at]) + 1
		}
		at++
	}
	table(data[10])
	if at > len(data) {
		return nil, false
	}
	out := slices.Clone(data[:at])
	for at < len(data) {
		from, keep := at, true
		switch data[at] {
		case 0x21:
			if at+2 >= len(data) {
				return nil, false
			}
			label := data[at+1]
			at += 2
			name := string(data[at+1 : min(len(data), at+12)])
			blocks()
			keep = label == 0xf9 || label == 0x01 || label == 0xff && (strings.HasPrefix(name, "NETSCAPE2.0") || strings.HasPrefix(name, "ANIMEXTS1.0"))
		case 0x2c:
			if at+10 > len(data) {
				return nil, false
			}
			flags := data[at+9]
			at += 10
			table(flags)
			at++
			blocks()
		case 0x3b:
			return append(out, 0x3b), true
		default:
			return nil, false
		}
		if at > len(data) {
			return nil, false
		}
		if keep {
			out = append(out, data[from:at]...)
		}
	}
	return nil, false
}

// Flags of a WebP's head that say that there is Exif or XMP in it.
const webpSays = 0x08 | 0x04

// bareWebP drops Exif and XMP. A picture that is turned by its Exif keeps that word
// of it.
func bareWebP(data []byte) ([]byte, bool) {
	out := slices.Clone(data[:12])
	head := -1 // where its flags are
	for at := 12; at+8 <= len(data); {
		size := binary.LittleEndian.Uint32(data[at+4:])
		if size > MaxBytes {
			return nil, false
		}
		end := at + 8 + int(size) + int(size&1)
		if end > len(data) {
			return nil, false
		}
		chunk := data[at:end]
		switch kind := string(chunk[:4]); {
		case kind == "EXIF":
			if t := turned(orientation(bytes.TrimPrefix(chunk[8:8+size], []byte("Exif\x00\x00")))); t != nil && head >= 0 {
				out = append(binary.LittleEndian.AppendUint32(append(out, "EXIF"...), uint32(len(t)-10)), t[10:]...)
				out[head] |= 0x08
			}
		case kind == "XMP ":
		case kind == "VP8X" && size >= 10:
			head = len(out) + 8
			out = append(out, chunk...)
			out[head] &^= webpSays
		default:
			out = append(out, chunk...)
		}
		at = end
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, true
}
