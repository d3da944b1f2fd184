package classify

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// errors on half A
func TestScratchErrors(t *testing.T) {
	dir := corpusDir(t)
	tax := shipped(t)
	dev, docs := labelled(t, dir, "dev.jsonl"), labelled(t, dir, "dev-docs.jsonl")
	more := labels(t, dir)
	by := map[string]Labelled{}
	for _, l := range append(append([]Labelled(nil), dev...), docs...) {
		by[l.ID] = l
	}
	rs, _ := CrossValidate(tax, examples(dev, docs, more), 10, func(e Example) bool { _, ok := by[e.ID]; return ok })
	c, _ := New(tax)
	want := os.Getenv("CLASS")
	for _, r := range rs {
		l := by[r.Example.ID]
		le := lesson{Example: r.Example}
		if le.fold("read", 2) != 0 {
			continue
		}
		if want != "" && !contains(l.Classes, want) && !contains(r.Classes, want) {
			continue
		}
		if want == "" && strings.Join(l.Classes, ",") == strings.Join(r.Classes, ",") {
			continue
		}
		if want != "" && contains(l.Classes, want) == contains(r.Classes, want) {
			continue
		}
		rd := c.read(r.Example.Postmortem)
		words := []string{}
		for i := range rd.sentences {
			for _, h := range rd.sentences[i].hits {
				q := c.matcher.cues[h.cue]
				if q.kind == strong && (want == "" || tax[q.class].ID == want) {
					s := &rd.sentences[i]
					words = append(words, string(s.role)+":"+s.text[s.tokens[h.start].start:s.tokens[h.end-1].end])
				}
			}
		}
		if len(words) > 5 {
			words = words[:5]
		}
		if os.Getenv("FULL") != "" && l.Kind == "summary" {
			fmt.Printf("== %s\n   gold=%v got=%v\n   %s\n", l.ID, l.Classes, r.Classes, l.Text)
			continue
		}
		fmt.Printf("%s [%s] n=%d gold=%s got=%s p=%.2f | ev=%q | hits=%q\n", l.ID, l.Kind, len(rd.sentences), strings.Join(l.Classes, ","), strings.Join(r.Classes, ","), r.Scores[want], l.Evidence, words)
	}
}

func TestScratchHalves(t *testing.T) {
	dir := corpusDir(t)
	tax := shipped(t)
	dev, docs := labelled(t, dir, "dev.jsonl"), labelled(t, dir, "dev-docs.jsonl")
	all := append(append([]Labelled(nil), dev...), docs...)
	more := labels(t, dir)
	tested := map[string]bool{}
	for _, l := range all {
		tested[l.ID] = true
	}
	ex := examples(dev, docs, more)
	for i := range ex {
		if strings.HasPrefix(ex[i].ID, "invented") && os.Getenv("WI") != "" {
			fmt.Sscan(os.Getenv("WI"), &ex[i].Weight)
		}
		if (strings.HasPrefix(ex[i].ID, "docs/") || strings.HasPrefix(ex[i].ID, "lists/")) && os.Getenv("WL") != "" {
			fmt.Sscan(os.Getenv("WL"), &ex[i].Weight)
		}
	}
	for i := range ex {
		drop := os.Getenv("NOWHY") != "" && strings.HasSuffix(ex[i].ID, "/why")
		if f := os.Getenv("FRAC"); f != "" {
			frac := 0.0
			fmt.Sscan(f, &frac)
			le := lesson{Example: ex[i]}
			drop = drop || float64(le.fold("curve", 100)) >= frac*100
		}
		if drop {
			ex[i].Weight = 1e-9
		}
	}
	rs, _ := CrossValidate(tax, ex, 5, func(e Example) bool { return tested[e.ID] })
	by := map[string]Result{}
	for _, r := range rs {
		by[r.Example.ID] = r
	}
	var half [2][]Labelled
	for _, l := range all {
		le := lesson{Example: l.Examples()[0]}
		half[le.fold("read", 2)] = append(half[le.fold("read", 2)], l)
	}
	var dump strings.Builder
	c, _ := New(tax)
	for _, l := range all {
		le := lesson{Example: l.Examples()[0]}
		if le.fold("read", 2) != 0 {
			continue
		}
		r := by[l.ID]
		show := func(kind, cls string) {
			rd := c.read(r.Example.Postmortem)
			var words []string
			for i := range rd.sentences {
				for _, h := range rd.sentences[i].hits {
					q := c.matcher.cues[h.cue]
					if q.kind <= named && tax[q.class].ID == cls && len(words) < 6 {
						s := &rd.sentences[i]
						mk := ""
						if q.kind == named {
							mk = "="
						}
						words = append(words, mk+string(s.role)+":"+s.text[s.tokens[h.start].start:s.tokens[h.end-1].end])
					}
				}
			}
			fmt.Fprintf(&dump, "%s %s %s [%s] p=%.2f gold=%v got=%v ev=%q hits=%q\n", kind, cls, l.ID, l.Kind, r.Scores[cls], l.Classes, r.Classes, l.Evidence, words)
		}
		for _, cl := range l.Classes {
			if !contains(r.Classes, cl) {
				show("MISS", cl)
			}
		}
		for _, cl := range r.Classes {
			if contains(l.Hard, cl) {
				show("HARD", cl)
			} else if !contains(l.Classes, cl) {
				show("FALSE", cl)
			}
		}
		if primaryOf(l.Classes) != primaryOf(r.Classes) && contains(l.Classes, primaryOf(r.Classes)) {
			fmt.Fprintf(&dump, "ORDER %s [%s] gold=%v got=%v ev=%q\n", l.ID, l.Kind, l.Classes, r.Classes, l.Evidence)
		}
	}
	os.WriteFile(os.Getenv("DUMP"), []byte(dump.String()), 0o644)
	f := Score(tax, all, by)
	out := fmt.Sprintf("ALL %s | A %.3f/%.3f | B %.3f/%.3f |", f, Score(tax, half[0], by).Macro, Score(tax, half[0], by).Primary, Score(tax, half[1], by).Macro, Score(tax, half[1], by).Primary)
	for _, q := range f.PerClass {
		out += fmt.Sprintf(" %s %.2f", q.Class[:3], q.F1)
	}
	fmt.Println(out)
	var sb strings.Builder
	for _, l := range all {
		r := by[l.ID]
		le := lesson{Example: l.Examples()[0]}
		b, _ := json.Marshal(map[string]any{"id": l.ID, "kind": l.Kind, "gold": l.Classes, "hard": l.Hard, "got": r.Classes, "scores": r.Scores, "half": le.fold("read", 2), "fold": le.fold("cv", 5)})
		sb.Write(append(b, '\n'))
	}
	os.WriteFile(os.Getenv("OOF"), []byte(sb.String()), 0o644)
	if os.Getenv("B") != "" {
		fmt.Println(Score(tax, half[1], by), Score(tax, half[1], by).Table())
	}
}
