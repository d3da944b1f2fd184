// Twin: assets/ts/search/shards.ts

package search

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
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

	old   string            // folder of the last index, "" for none
	was   map[string]packed // its files
	wrote map[string]packed // those of this one
}

// packed says of a file what is in it, and what its bytes are: half of what it
// takes to write an index is to compress, so what was written before is taken
// over, if it is still there as it was written.
type packed struct {
	Raw  []byte `json:"raw"` // SHA-256 of what was compressed
	File []byte `json:"file"`
}

func newShardWriter(dir string) *shardWriter {
	z, _ := zlib.NewWriterLevel(nil, zlib.BestCompression)
	return &shardWriter{dir: dir, sums: map[shardName][sha256.Size]byte{}, families: map[string]Family{}, zip: z, wrote: map[string]packed{}}
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
	path := filepath.Join(w.dir, filepath.FromSlash(file))
	if dir, _, ok := strings.Cut(file, "/"); ok {
		if err := os.MkdirAll(filepath.Join(w.dir, dir), 0o755); err != nil {
			return 0, err
		}
	}
	of := sha256.New()
	_, _ = io.WriteString(of, call)
	of.Write(raw)
	sum := of.Sum(nil)
	if n, ok := w.again(file, path, sum); ok {
		w.files++
		w.bytes += int64(n)
		return n, nil
	}
	var deflated bytes.Buffer
	w.zip.Reset(&deflated)
	if _, err := w.zip.Write(raw); err != nil {
		return 0, err
	}
	if err := w.zip.Close(); err != nil {
		return 0, err
	}
	out := append([]byte(call), base64.StdEncoding.EncodeToString(deflated.Bytes())...)
	out = append(out, "\")\n"...)
	is := sha256.Sum256(out)
	w.wrote[file] = packed{sum, is[:]}
	w.files++
	w.bytes += int64(len(out))
	return len(out), os.WriteFile(path, out, 0o644)
}

// again takes over a file of the last index.
func (w *shardWriter) again(file, path string, sum []byte) (size int, ok bool) {
	p, ok := w.was[file]
	if !ok || !bytes.Equal(p.Raw, sum) {
		return 0, false
	}
	at := filepath.Join(w.old, filepath.FromSlash(file))
	if info, err := os.Lstat(at); err != nil || !info.Mode().IsRegular() {
		return 0, false
	}
	b, err := os.ReadFile(at)
	if err != nil {
		return 0, false
	}
	if is := sha256.Sum256(b); !bytes.Equal(is[:], p.File) {
		return 0, false
	}
	if os.Link(at, path) != nil && os.WriteFile(path, b, 0o644) != nil {
		return 0, false
	}
	w.wrote[file] = p
	return len(b), true
}

// packedName is what the files of the last index are kept under.
const packedName = "shards"

// remember has the writer take over what it can of the last index.
func (w *shardWriter) remember(opt Options) {
	if opt.Store != nil && opt.Old != "" && json.Unmarshal(opt.Store.Get(packedName), &w.was) == nil {
		w.old = opt.Old
	}
}

// keep keeps what the next Build needs to remember.
func (w *shardWriter) keep(opt Options) {
	if b, err := json.Marshal(w.wrote); opt.Store != nil && err == nil {
		opt.Store.Put(packedName, b)
	}
}
