package phrase

import "sync"

// A Matcher finds the patterns that a sentence fulfils. It is safe for
// concurrent use.
type Matcher struct {
	index    index
	patterns []Pattern
	uses     [][]use // of each phrase
	pool     sync.Pool
}

// A use says where a phrase stands: in which pattern and group; notGroup for a
// phrase that silences the pattern.
type use struct {
	pattern int32
	group   int8
}

const notGroup = -1

// NewMatcher returns a matcher for patterns, which Hit.Pattern then numbers.
func NewMatcher(patterns []Pattern) *Matcher {
	m := &Matcher{index: newIndex(), patterns: patterns}
	ids := map[string]int32{}
	add := func(p Phrase, u use) {
		key := p.String()
		id, ok := ids[key]
		if !ok {
			id = m.index.add(p)
			ids[key] = id
			m.uses = append(m.uses, nil)
		}
		m.uses[id] = append(m.uses[id], u)
	}
	for i, p := range patterns {
		for g, group := range p.Groups {
			for _, ph := range group.Phrases {
				add(ph, use{int32(i), int8(g)})
			}
		}
		for _, ph := range p.Not {
			add(ph, use{int32(i), notGroup})
		}
	}
	m.pool.New = func() any { return &matching{known: memory{}, state: make([]marks, len(patterns))} }
	return m
}

// A Hit is a pattern that is fulfilled, with the words of its groups.
type Hit struct {
	Pattern    int32
	Start, End int32 // words [Start,End) from the first to the last
	At         [maxGroups]Mark
}

// A Mark is where a phrase stands: N words from At on.
type Mark struct{ At, N int32 }

// A matching is the memory of a search, so that a sentence costs nothing for
// the patterns that are not in it.
type matching struct {
	known   memory
	state   []marks
	touched []int32
}

// marks are what has been found of a pattern.
type marks struct {
	groups [maxGroups][]Mark
	silent bool
}

// maxMarks bounds how often one group is remembered in a sentence.
const maxMarks = 12

// Find appends to hits the patterns that a sentence fulfils, in the order of
// their first words.
func (m *Matcher) Find(words []string, hits []Hit) []Hit {
	s := m.pool.Get().(*matching)
	defer m.pool.Put(s)
	for at, text := range words {
		for _, id := range m.index.begins(s.known, text) {
			n := m.index.length(id, words, at)
			if n == 0 {
				continue
			}
			for _, u := range m.uses[id] {
				s.note(u, Mark{int32(at), int32(n)})
			}
		}
	}
	for _, id := range s.touched {
		if h, ok := m.patterns[id].complete(&s.state[id]); ok {
			h.Pattern = id
			hits = append(hits, h)
		}
		s.state[id].clear()
	}
	s.touched = s.touched[:0]
	return hits
}

func (s *matching) note(u use, mk Mark) {
	st := &s.state[u.pattern]
	if st.empty() {
		s.touched = append(s.touched, u.pattern)
	}
	if u.group == notGroup {
		st.silent = true
	} else if g := &st.groups[u.group]; len(*g) < maxMarks {
		*g = append(*g, mk)
	}
}

func (st *marks) empty() bool {
	return !st.silent && len(st.groups[0])+len(st.groups[1])+len(st.groups[2])+len(st.groups[3]) == 0
}

func (st *marks) clear() {
	for g := range st.groups {
		st.groups[g] = st.groups[g][:0]
	}
	st.silent = false
}

// complete says whether what has been found fulfils the pattern.
func (p *Pattern) complete(st *marks) (h Hit, ok bool) {
	if st.silent || !p.choose(st, 0, &h) {
		return Hit{}, false
	}
	h.Start, h.End = h.At[0].At, h.At[0].At+h.At[0].N
	for _, mk := range h.At[1:len(p.Groups)] {
		h.Start, h.End = min(h.Start, mk.At), max(h.End, mk.At+mk.N)
	}
	return h, true
}

// choose chooses a mark for every group from g on, so that they lie within
// the window, do not overlap and keep the order that ">" asks for.
func (p *Pattern) choose(st *marks, g int, h *Hit) bool {
	if g == len(p.Groups) {
		return true
	}
	for _, mk := range st.groups[g] {
		if p.fits(h, g, mk) {
			h.At[g] = mk
			if p.choose(st, g+1, h) {
				return true
			}
		}
	}
	return false
}

func (p *Pattern) fits(h *Hit, g int, mk Mark) bool {
	for k := range g {
		o := h.At[k]
		if mk.At < o.At+o.N && o.At < mk.At+mk.N {
			return false
		}
		gap := mk.At - o.At - o.N
		if mk.At < o.At {
			gap = o.At - mk.At - mk.N
		}
		if int(gap) >= p.Window {
			return false
		}
	}
	return g == 0 || !p.Groups[g].After || mk.At > h.At[g-1].At
}
