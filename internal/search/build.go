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
	"hindsight/internal/spill"
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
	texts, err := spill.Create(filepath.Join(tmp, "texts"))
	if err != nil {
		return Stats{}, err
	}
	defer texts.Close()
	var bodies []spill.Text
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
	}, opt, func(body string) { bodies = append(bodies, texts.Add(body)) })
	if err != nil {
		return Stats{}, err
	}
	recount(cards, said)
	w := newWriter(filepath.Join(tmp, "new"), g, cards, bodies, texts.Size())
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
	if err := errors.Join(w.writeAll(), texts.Err()); err != nil {
		return Stats{}, err
	}
	w.keep(opt)
	stats := Stats{Documents: len(cards), Terms: len(g.terms), Files: w.files, Bytes: w.bytes, Families: w.families}
	for _, i := range w.order {
		stats.told, stats.urls = append(stats.told, g.told[i]), append(stats.urls, cards[i].url)
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
