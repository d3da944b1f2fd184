package list

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"hindsight"
	"hindsight/internal/body"
)

var (
	yearTailRE = regexp.MustCompile(`\b((?:19|20)\d{2})(?:-(\d{2}))?$`)
	// genreRE is what a label may say of the kind of text, and no company.
	genreRE = regexp.MustCompile(`(?i)^$|\b(?:post|postmortem|post-mortem|report|talk|slides|blog|video|article|conf|con|meetup|podcast|thread)\b`)
	// emptyRE are labels that say nothing of what is behind the link.
	emptyRE = regexp.MustCompile(`(?i)^\W*(?:https?://\S*|(?:the |full |original |blog |incident )*` +
		`(?:here|link|source|post|article|page|read(?: more| it)?|more|details|postmortem|post-mortem|report|write-?up|blog)|` +
		`archived?(?: copy| version)?)?\W*$`)
	quotedRE = regexp.MustCompile(`^["“][^"“”]+["”]$`)
	// troubleRE are words of titles, which no company is named by.
	troubleRE = regexp.MustCompile(`(?i)\b(?:outages?|incidents?|post-?mortems?|failures?|downtime|crash(?:es)?|bugs?|leaks?|loss|breach|disruptions?|` +
		`issues?|errors?|stor(?:y|ies)|reports?|analysis|meltdown|typo|degradation|retrospective|migration|attack|review|page)\b`)
)

// finish reads the label: "Title - Company - blog post 2019", a title, or the
// name of a company. That is the title, too, in a list that names each company
// once; where they come again it tells no entry from another, and the title is
// made of the words about it.
func (e *entry) finish(companies, again bool) {
	label := body.Paragraph(e.title)
	parts := strings.Split(label, " - ")
	named := ""
	switch last := parts[len(parts)-1]; {
	case e.organisation != "": // a column names it
	case len(parts) > 1 && yearTailRE.MatchString(last):
		if m := yearTailRE.FindStringSubmatch(last); m != nil {
			e.date, _ = hindsight.ParseMoment(m[1])
		}
		if len(parts) > 2 {
			e.organisation = strings.TrimPrefix(parts[len(parts)-2], "anonymous ")
			parts = parts[:len(parts)-1]
		} else if t := strings.TrimSpace(yearTailRE.ReplaceAllString(last, "")); !genreRE.MatchString(t) {
			e.organisation = t
		}
		label = strings.Join(parts[:len(parts)-1], " - ")
	case companies && (isName(label) || e.sep == "." && len(strings.Fields(label)) < 4), isName(label) && owns(label, e.url):
		e.organisation, named = label, label
	}
	before := e.factsBefore()
	if e.text = e.facts(e.text, e.setApart()); goneRE.MatchString(e.text) {
		e.text = ""
	}
	e.text += strings.Join(e.more, "")
	prose := e.text != "" && !strings.HasPrefix(e.text, "\n")
	e.beside(label, before)
	if named != "" && again && prose {
		e.title = ""
	}
	e.text = strings.TrimSpace(e.text)
	if e.text == "" && named == "" {
		e.text = e.title // "" when only the company is named
	}
	if prose {
		e.summary = sentences(e.text, 3)
	}
}

// setApart says that a mark parts the link from the words behind it, and not the end
// of a sentence.
func (e *entry) setApart() bool {
	return e.sep != "" && e.sep != "." && !unicode.IsLetter(rune(e.sep[0])) && !unicode.IsDigit(rune(e.sep[0]))
}

// beside takes the words before the link for what they are, once the facts are out
// of them: the title where the label says nothing, else text. Who is named there or
// above owns the page.
func (e *entry) beside(label, before string) {
	e.title = label
	if emptyRE.MatchString(label) {
		if e.title = firstSentence(before); quotedRE.MatchString(e.title) {
			e.title = strings.Trim(e.title, `"“”`)
		}
	}
	if name, _, ok := cutName(before); ok && e.organisation == "" && calls(name, e.url) {
		e.organisation = name
	}
	if e.organisation == "" && isName(e.group) && calls(e.group, e.url) {
		e.organisation = e.group
	}
	if e.text == "" && before != "" {
		e.text = before
	} else if before != "" && before != e.title {
		e.text = strings.TrimSpace(before + ": " + e.text)
	}
}

// nameEndRE is what parts a name from what happened: "Acme - the disk was full".
var nameEndRE = regexp.MustCompile(`\s[-–—]\s|[:,]\s`)

// cutName cuts off the name that a text begins with.
func cutName(text string) (name, rest string, ok bool) {
	at := nameEndRE.FindStringIndex(text)
	if at == nil || !isName(text[:at[0]]) {
		return "", text, false
	}
	return text[:at[0]], text[at[1]:], true
}

// isName says that a label may be the name of a company: up to three words
// with capitals, none of which titles have.
func isName(label string) bool {
	words := strings.Fields(label)
	if len(words) == 0 || len(words) > 3 || troubleRE.MatchString(label) || strings.ContainsAny(label, ",:;!?0123456789'’") {
		return false
	}
	for _, w := range words {
		if c := w[0]; c >= 'a' && c <= 'z' && !strings.Contains(w, ".") {
			return false
		}
	}
	return true
}

// owns says that an address is on a host that is called like a label.
func owns(label, address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	name := letters(strings.TrimPrefix(strings.ToLower(label), "the "))
	return len(name) > 1 && strings.Contains(letters(strings.ToLower(u.Host)), name)
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// namesCompanies says that the labels of a list are names of companies: most of
// them may be names, and of these a third is the name of its address.
// again says that one of these names comes twice.
func namesCompanies(entries []entry) (companies, again bool) {
	names, owners, seen := 0, 0, map[string]bool{}
	for _, e := range entries {
		if label := body.Paragraph(e.title); isName(label) {
			names++
			again = again || seen[label]
			seen[label] = true
			if owns(label, e.url) {
				owners++
			}
		}
	}
	return 4*names >= 3*len(entries) && 3*owners >= names && owners > 1, again
}

// firstMark is the punctuation between a link and the text about it.
func firstMark(rest string) string {
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return ""
	}
	return rest[:1]
}

// sentences returns the first n sentences of the first line, roughly: up to
// the n-th full stop before a capital, abbreviations left out.
func sentences(text string, n int) string {
	text, _, _ = strings.Cut(text, "\n")
	for _, m := range sentenceEndRE.FindAllStringIndex(text, -1) {
		word := text[strings.LastIndexByte(text[:m[0]], ' ')+1 : m[0]]
		if abbreviationRE.MatchString(word) {
			continue
		}
		if n--; n == 0 {
			return text[:m[0]+1]
		}
	}
	return text
}

var (
	sentenceEndRE  = regexp.MustCompile(`[.!?] +[A-Z"“]`)
	abbreviationRE = regexp.MustCompile(`(?i)^\(?(?:vs|etc|e\.g|i\.e|inc|corp|ltd|approx|dr|mr|ms|st|no|[a-z])$`)
)
