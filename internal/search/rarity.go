// Twin: assets/ts/search/rarity.ts

package search

import (
	"maps"
	"math/bits"
	"slices"
)

// The table of rarity says of every term in how many documents it is, to a
// power of two, so that a reader can choose the most telling words of a long
// text before it looks any of them up: a look-up loads 4.5 KB at 10,000
// documents, and a text has 150 different words.
//
// It holds hashes, not words: 86,000 terms of 10,000 documents take 8 bits
// each that way and 40 written out. A word that is nowhere is taken for one
// that is somewhere once in rarityRoom times, and then looked up for nothing.
const rarityRoom = 16

// maxRarity is how many terms the table holds at most, about 128 KB. Where
// there are more, the rarest are left out.
const maxRarity = 1 << 17

// A rarity is the table as a reader holds it.
type rarity struct {
	least  int // a term that is not in the table is in fewer documents than this
	slots  uint32
	at     []uint32 // slots that are taken, in order
	common []byte   // of each, the bits of the number of documents that have the term
}

// slotOf is the place of a term in a table of so many slots: FNV-1a of its
// bytes, finished as MurmurHash3 does, because the last bytes of FNV-1a reach
// its low bits alone.
func slotOf(term string, slots uint32) uint32 {
	h := uint32(2166136261)
	for i := range len(term) {
		h = (h ^ uint32(term[i])) * 16777619
	}
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	h ^= h >> 16
	return h % slots
}

// telling are the terms that likeness may look for, and in how many documents
// they are. It leaves out those that only stand beside others: failover where
// all texts have fail-over.
func (g *gathered) telling() map[string]int {
	count := make(map[string]int, len(g.terms))
	for _, f := range g.forms {
		if lists := g.terms[string(f.stem)]; f.tells && lists != nil && count[string(f.stem)] == 0 {
			count[string(f.stem)] = documentsWith(lists)
		}
	}
	return count
}

// documentsWith is the number of documents that have a term in any field.
func documentsWith(lists *[fieldCount]list) int {
	most, fields := 0, 0
	for f := range lists {
		if n := len(lists[f].docs); n > 0 {
			most, fields = max(most, n), fields+1
		}
	}
	if fields < 2 {
		return most
	}
	docs := map[uint32]bool{}
	for f := range lists {
		for _, d := range lists[f].docs {
			docs[d] = true
		}
	}
	return len(docs)
}

// appendRarity writes the table: the least number of documents of a term in
// it, the number of slots, how many are taken, then the distances between
// these and what is known of each.
func appendRarity(b []byte, count map[string]int) []byte {
	sizes := map[int]int{}
	for _, n := range count {
		sizes[n]++
	}
	least, kept := 1, len(count)
	for kept > maxRarity {
		kept -= sizes[least]
		least++
	}
	slots := uint32(max(1, kept*rarityRoom))
	taken := map[uint32]byte{}
	for term, n := range count {
		if n >= least {
			slot := slotOf(term, slots)
			taken[slot] = max(taken[slot], byte(bits.Len(uint(n)))) // of two in one slot the more common: it is looked up for less
		}
	}
	b = appendInt(appendInt(appendInt(b, least), int(slots)), len(taken))
	at := slices.Sorted(maps.Keys(taken))
	last := uint32(0)
	for _, slot := range at {
		b = appendUvarint(b, uint64(slot-last))
		last = slot
	}
	for _, slot := range at {
		b = append(b, taken[slot])
	}
	return b
}

func readRarity(c *cursor) *rarity {
	t := &rarity{least: c.int(), slots: uint32(c.int())}
	n := c.count()
	t.at = make([]uint32, n)
	last := uint32(0)
	for i := range t.at {
		last += uint32(c.uvarint())
		t.at[i] = last
	}
	t.common = c.take(n)
	if c.err == nil && t.slots == 0 {
		c.err = errShort
	}
	return t
}

// documents is about how many documents have a term: a power of two that is
// not greater; 0 where none has it, or fewer than the table holds.
func (t *rarity) documents(term string) int {
	i, ok := slices.BinarySearch(t.at, slotOf(term, t.slots))
	if !ok {
		return 0
	}
	return 1 << max(0, int(t.common[i])-1)
}

// rarity loads the table.
func (r *Reader) rarity() (*rarity, error) {
	var t *rarity
	err := r.visit(rarityFamily, "", 0, func(_ int, raw []byte) (bool, error) {
		c := &cursor{b: raw}
		t = readRarity(c)
		return false, c.err
	})
	return t, err
}
