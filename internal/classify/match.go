package classify

// A matcher finds the cues of a sentence. It is read-only once built.
type matcher struct {
	cues    []cue
	exact   map[string][]int32 // word → phrases that begin with it
	prefix  map[string][]int32 // beginning → phrases that begin with a starred word
	longest int                // of the beginnings, in bytes
	phrases []phrase
	uses    [][]use // of each phrase
}

// A use says where a phrase stands: in which cue and group; notGroup for a
// phrase that silences the cue.
type use struct {
	cue   int32
	group int8
}

const notGroup = -1

func newMatcher(cues []cue) *matcher {
	m := &matcher{cues: cues, exact: map[string][]int32{}, prefix: map[string][]int32{}}
	ids := map[string]int32{}
	add := func(p phrase, u use) {
		key := ""
		for _, w := range p {
			key += w.prefix + "*"[:b2i(w.star)] + w.suffix + " "
		}
		id, ok := ids[key]
		if !ok {
			id = int32(len(m.phrases))
			ids[key] = id
			m.phrases = append(m.phrases, p)
			m.uses = append(m.uses, nil)
			if p[0].star {
				m.prefix[p[0].prefix] = append(m.prefix[p[0].prefix], id)
				m.longest = max(m.longest, len(p[0].prefix))
			} else {
				m.exact[p[0].prefix] = append(m.exact[p[0].prefix], id)
			}
		}
		m.uses[id] = append(m.uses[id], u)
	}
	for i, c := range cues {
		for g, grp := range c.groups {
			for _, p := range grp.alternatives {
				add(p, use{int32(i), int8(g)})
			}
		}
		for _, p := range c.not {
			add(p, use{int32(i), notGroup})
		}
	}
	return m
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A hit is a cue that fired, with the tokens of its groups.
type hit struct {
	cue        int32
	start, end int16 // tokens [start,end) from the first word to the last
	at         [maxGroups]mark
}

// A mark is where a phrase stands: tokens [at, at+n).
type mark struct{ at, n int16 }

// A scratch is the memory of one document's matching, so that a sentence
// costs nothing for the cues that are not in it.
type scratch struct {
	known   map[string][]int32 // token → phrases that may begin with it
	state   []cueState
	touched []int32
	hits    []hit
}

type cueState struct {
	marks  [maxGroups][]mark
	silent bool
}

func (m *matcher) newScratch() *scratch {
	return &scratch{known: map[string][]int32{}, state: make([]cueState, len(m.cues))}
}

// begins returns the phrases that may begin with a token.
func (m *matcher) begins(s *scratch, t string) []int32 {
	if ids, ok := s.known[t]; ok {
		return ids
	}
	ids := m.exact[t]
	own := false
	for n := 2; n <= len(t) && n <= m.longest; n++ {
		for _, id := range m.prefix[t[:n]] {
			if !m.phrases[id][0].matches(t) {
				continue
			}
			if !own {
				ids, own = append([]int32(nil), ids...), true
			}
			ids = append(ids, id)
		}
	}
	s.known[t] = ids
	return ids
}

// maxMarks bounds how often one group is remembered in a sentence.
const maxMarks = 12

// find returns the cues that fire in a sentence, in the order of their first words.
// The slice is valid until the next call.
func (m *matcher) find(s *scratch, tokens []token) []hit {
	for i := range tokens {
		for _, id := range m.begins(s, tokens[i].text) {
			p := m.phrases[id]
			if !follows(tokens[i:], p) {
				continue
			}
			for _, u := range m.uses[id] {
				s.note(u, mark{int16(i), int16(len(p))})
			}
		}
	}
	return m.fire(s)
}

func follows(tokens []token, p phrase) bool {
	if len(tokens) < len(p) {
		return false
	}
	for j := 1; j < len(p); j++ {
		if !p[j].matches(tokens[j].text) {
			return false
		}
	}
	return true
}

func (s *scratch) note(u use, mk mark) {
	st := &s.state[u.cue]
	if !st.silent && len(st.marks[0])+len(st.marks[1])+len(st.marks[2])+len(st.marks[3]) == 0 {
		s.touched = append(s.touched, u.cue)
	}
	if u.group == notGroup {
		st.silent = true
	} else if g := &st.marks[u.group]; len(*g) < maxMarks {
		*g = append(*g, mk)
	}
}

// fire collects the cues whose groups are complete, and clears the scratch.
func (m *matcher) fire(s *scratch) []hit {
	s.hits = s.hits[:0]
	for _, id := range s.touched {
		st := &s.state[id]
		c := &m.cues[id]
		if !st.silent {
			var h hit
			if c.complete(st, 0, &h) {
				h.cue = id
				h.span(len(c.groups))
				s.hits = append(s.hits, h)
			}
		}
		for g := range st.marks {
			st.marks[g] = st.marks[g][:0]
		}
		st.silent = false
	}
	s.touched = s.touched[:0]
	return s.hits
}

// complete chooses a mark for every group from g on, so that they lie within
// the window, do not overlap and keep the order that '>' asks for.
func (c *cue) complete(st *cueState, g int, h *hit) bool {
	if g == len(c.groups) {
		return true
	}
	for _, mk := range st.marks[g] {
		if c.fits(h, g, mk) {
			h.at[g] = mk
			if c.complete(st, g+1, h) {
				return true
			}
		}
	}
	return false
}

func (c *cue) fits(h *hit, g int, mk mark) bool {
	for k := range g {
		o := h.at[k]
		if mk.at < o.at+o.n && o.at < mk.at+mk.n {
			return false
		}
		gap := int(mk.at - o.at - o.n)
		if mk.at < o.at {
			gap = int(o.at - mk.at - mk.n)
		}
		if gap >= c.window {
			return false
		}
	}
	return g == 0 || !c.groups[g].after || mk.at > h.at[g-1].at
}

func (h *hit) span(groups int) {
	h.start, h.end = h.at[0].at, h.at[0].at+h.at[0].n
	for _, mk := range h.at[1:groups] {
		h.start, h.end = min(h.start, mk.at), max(h.end, mk.at+mk.n)
	}
}
