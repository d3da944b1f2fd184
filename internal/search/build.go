// No twin: it writes the index.

package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime/debug"
	"unicode/utf8"

	"hindsight"
)

// Build writes the search index of the entries to dir, replacing what is
// there in one step; after an error dir is as it was. The bytes depend on the
// entries alone.
func Build(ctx context.Context, dir string, entries iter.Seq[hindsight.Entry], opt Options) (stats Stats, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("building the search index: %v\n%s", p, debug.Stack())
		}
	}()
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return stats, fmt.Errorf("search index: %w", err)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".search-")
	if err != nil {
		return stats, fmt.Errorf("search index: %w", err)
	}
	defer os.RemoveAll(tmp)
	if stats, err = buildIn(ctx, tmp, entries, opt); err != nil {
		return stats, fmt.Errorf("search index: %w", err)
	}
	if err := swap(filepath.Join(tmp, "new"), dir, filepath.Join(tmp, "old")); err != nil {
		return stats, fmt.Errorf("search index: %w", err)
	}
	return stats, nil
}

func buildIn(ctx context.Context, tmp string, entries iter.Seq[hindsight.Entry], opt Options) (Stats, error) {
	spill, err := newSpill(filepath.Join(tmp, "texts"))
	if err != nil {
		return Stats{}, err
	}
	defer spill.close()
	var cards []card
	var said []hindsight.Entry // what entries say of each other
	g, err := gather(ctx, func(yield func(hindsight.Entry) bool) {
		for e := range entries {
			cards = append(cards, cardOf(e))
			said = append(said, hindsight.Entry{Path: e.Path, SameAs: e.SameAs, NotSameAs: e.NotSameAs})
			if !yield(e) {
				return
			}
		}
	}, opt, spill.add)
	if err != nil {
		return Stats{}, err
	}
	recount(cards, said)
	w := newWriter(filepath.Join(tmp, "new"), g, cards, spill)
	w.remember(opt)
	w.meanings = opt.Synonyms.table()
	for f, name := range fieldNames {
		if b, ok := opt.Boosts[name]; ok {
			w.boosts[f] = b
		}
	}
	if err := os.Mkdir(w.dir, 0o755); err != nil {
		return Stats{}, err
	}
	if err := w.writeAll(); err != nil {
		return Stats{}, err
	}
	w.keep(opt)
	stats := Stats{len(cards), len(g.terms), w.files, w.bytes, w.families, g.told, make([]string, len(cards))}
	for i, c := range cards {
		stats.urls[i] = c.url
	}
	return stats, nil
}

// swap puts the folder fresh in the place of dir, which goes to old.
func swap(fresh, dir, old string) error {
	if err := os.Rename(dir, old); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Rename(fresh, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	return nil
}

// A spill keeps the texts in a file until their documents have numbers.
type spill struct {
	f    *os.File
	size int64
	at   []int64 // where each text starts
}

func newSpill(name string) (*spill, error) {
	f, err := os.Create(name)
	return &spill{f: f}, err
}

func (s *spill) close() { s.f.Close() }

func (s *spill) add(text string) error {
	s.at = append(s.at, s.size)
	n, err := s.f.WriteString(cut(text, maxText))
	s.size += int64(n)
	return err
}

func (s *spill) text(i int) (string, error) {
	end := s.size
	if i+1 < len(s.at) {
		end = s.at[i+1]
	}
	b := make([]byte, end-s.at[i])
	_, err := s.f.ReadAt(b, s.at[i])
	return string(b), err
}

// cut keeps the beginning of a text of more than limit bytes.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}
