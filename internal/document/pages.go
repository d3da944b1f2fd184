package document

import (
	"regexp"
	"strings"
)

// edge is how many lines at the head and at the foot of a page may be those of all
// pages.
const edge = 3

var figuresRE = regexp.MustCompile(`\d+`)

// pages is a text of pages, parted by form feeds, without what stands at the head or
// the foot of most of them: titles, dates of printing, numbers of pages. A
// paragraph that goes on over the page goes on.
func pages(text string) string {
	all := strings.Split(strings.TrimRight(text, "\f\n"), "\f")
	count := map[string]int{}
	for _, p := range all {
		for line := range ofEdges(strings.Split(p, "\n")) {
			count[line]++
		}
	}
	var b strings.Builder
	for _, p := range all {
		lines := strings.Split(p, "\n")
		at := edges(lines)
		for i, l := range lines {
			if len(all) > 2 && at[i] && 2*count[alike(l)] > len(all) || len(all) > 1 && at[i] && onlyNumber(l) {
				lines[i] = ""
			}
		}
		next := strings.Trim(strings.Join(lines, "\n"), "\n")
		switch so := b.String(); {
		case next == "":
			continue
		case so == "":
		case goesOn(so, next):
			b.WriteString("\n")
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(next)
	}
	return b.String() + "\n"
}

// alike is a line as it stands on any page.
func alike(line string) string {
	return figuresRE.ReplaceAllString(strings.Join(strings.Fields(line), " "), "#")
}

var numberRE = regexp.MustCompile(`^(?i)\s*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*$`)

func onlyNumber(line string) bool { return numberRE.MatchString(line) }

// edges are the first and last lines of a page that hold something.
func edges(lines []string) map[int]bool {
	at := map[int]bool{}
	for n, i := 0, 0; i < len(lines) && n < edge; i++ {
		if strings.TrimSpace(lines[i]) != "" {
			at[i] = true
			n++
		}
	}
	for n, i := 0, len(lines)-1; i >= 0 && n < edge; i-- {
		if strings.TrimSpace(lines[i]) != "" {
			at[i] = true
			n++
		}
	}
	return at
}

// ofEdges are those lines as they stand on any page, each once.
func ofEdges(lines []string) map[string]bool {
	set := map[string]bool{}
	for i := range edges(lines) {
		set[alike(lines[i])] = true
	}
	return set
}

var endRE = regexp.MustCompile(`[\pL\pN,-]\s*$`)

// goesOn says that a page begins in the middle of a sentence.
func goesOn(before, next string) bool {
	first := strings.TrimLeft(next, " ")
	return endRE.MatchString(before) && first != "" && strings.ToLower(first[:1]) == first[:1] && first[0] >= 'a' && first[0] <= 'z'
}
