// Twin: assets/ts/search/shards.ts

package search

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Version of the index, that is of its format and of what a word is: root.js
// states it, readers refuse any other. One that read the format but cut words
// otherwise would miss some without a sign. TestWordRules asks for a new
// number when a rule of words changes.
const Version = 5

// What the files call in the client. The 5 is Version.
const (
	rootCall  = `hindsightRoot(5,"`
	shardCall = `hindsightShard("`
)

// RootName is the one file with a fixed name.
const RootName = "root.js"

// Families of shards.
const (
	postingsFamily  = iota // term → documents and frequencies in each field
	positionsFamily        // term → positions, for phrases
	formsFamily            // words as written, for completing and correcting
	lengthsFamily          // words in the body of each document
	facetsFamily           // organisation, classes, year and source of each document
	titlesFamily           // what a hit shows of each document at once
	textsFamily            // the text of each document, for excerpts
	rarityFamily           // how rare each term is, see rarity.go
	familyCount
)

var familyNames = [familyCount]string{"postings", "positions", "forms", "lengths", "facets", "titles", "texts", "rarity"}

// nameLength is the length of a shard's name in bytes: 40 bits of SHA-256,
// which among 10,000 shards collide once in 20,000 archives; a collision is
// an error of Build, never a wrong answer.
const nameLength = 5

type shardName [nameLength]byte

var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func (n shardName) String() string { return base32Lower.EncodeToString(n[:]) }

// file is where a shard lies: 32 folders, lower case only, because some file
// systems do not tell cases apart.
func (n shardName) file() string {
	s := n.String()
	return s[:1] + "/" + s[1:] + ".js"
}

// A shardWriter writes shards into a folder and remembers them.
type shardWriter struct {
	dir      string
	sums     map[shardName][sha256.Size]byte
	files    int
	bytes    int64
	families map[string]Family
	zip      *zlib.Writer
}

func newShardWriter(dir string) *shardWriter {
	z, _ := zlib.NewWriterLevel(nil, zlib.BestCompression)
	return &shardWriter{dir: dir, sums: map[shardName][sha256.Size]byte{}, families: map[string]Family{}, zip: z}
}

// write stores raw as a shard named by its content.
func (w *shardWriter) write(family int, raw []byte) (shardName, error) {
	sum := sha256.Sum256(raw)
	name := shardName(sum[:nameLength])
	if old, ok := w.sums[name]; ok {
		if old != sum {
			return name, fmt.Errorf("two shards have the name %s: change any text by a word and build again", name)
		}
		return name, nil
	}
	w.sums[name] = sum
	n, err := w.script(name.file(), shardCall+name.String()+`","`, raw)
	f := w.families[familyNames[family]]
	w.families[familyNames[family]] = Family{f.Files + 1, f.Bytes + int64(n)}
	return name, err
}

// script writes a file that calls a function of the client with raw, as
// base64 of zlib: its Adler-32 shows a damaged file.
func (w *shardWriter) script(file, call string, raw []byte) (int, error) {
	var packed bytes.Buffer
	w.zip.Reset(&packed)
	if _, err := w.zip.Write(raw); err != nil {
		return 0, err
	}
	if err := w.zip.Close(); err != nil {
		return 0, err
	}
	out := append([]byte(call), base64.StdEncoding.EncodeToString(packed.Bytes())...)
	out = append(out, "\")\n"...)
	path := filepath.Join(w.dir, filepath.FromSlash(file))
	if dir, _, ok := strings.Cut(file, "/"); ok {
		if err := os.MkdirAll(filepath.Join(w.dir, dir), 0o755); err != nil {
			return 0, err
		}
	}
	w.files++
	w.bytes += int64(len(out))
	return len(out), os.WriteFile(path, out, 0o644)
}
