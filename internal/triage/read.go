package triage

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/markdown"
	"hindsight/internal/phrase"
	"hindsight/internal/prose"
)

// Of a text only so much is read, in bytes: a postmortem has said what it is
// long before, and this keeps the worst body at 3 ms.
const (
	maxTitle = 1 << 10
	maxBody  = 64 << 10
	maxLine  = 256 // of a line, to tell its kind
	maxKinds = 300 // lines whose kind is told
)

// A text is what Judge reads: words of the title, words of the body, and the
// roles of its sections.
type text struct {
	title []string
	body  []string
	roles map[prose.Role]int
	shown int            // pieces of code
	lines int            // lines of text, headings left out
	items int            // of these, items of a list
	asked int            // lines that ask or tell what to write
	list  bool           // it is an entry of a curator's list of postmortems, or of a collection
	kinds [lineKinds]int // lines of each kind

	inTitle, inBody []int // words of each list of words.txt
}

// Words that stand for a whole kind of thing. '<' starts no other word.
const (
	wordTime   = "<time>"   // 15:54
	wordNumber = "<number>" // 90, 5.6, 1.2.3
	wordLink   = "<link>"
	wordCode   = "<code>" // a fenced block
)

func read(ctx context.Context, p hindsight.Postmortem, doc *prose.Document) (text, error) {
	t := text{title: appendWords(nil, cut(p.Title, maxTitle)), roles: map[prose.Role]int{}}
	t.list = p.Source.Importer == hindsight.ImporterList || p.Collected
	left := maxBody
	for _, lines := range [][]markdown.Line{doc.Lines(), markdown.Lines(updates(p.Timeline))} {
		for _, l := range lines {
			if left <= 0 || ctx.Err() != nil {
				break
			}
			l.Text = cut(l.Text, left)
			left -= len(l.Text)
			t.line(l)
		}
	}
	t.inTitle, t.inBody = wordPhrases.Count(t.title), wordPhrases.Count(t.body)
	return t, ctx.Err()
}

// line adds a line of the text.
func (t *text) line(l markdown.Line) {
	t.shown += shownCode(l.Text)
	if l.Opens {
		t.body = append(t.body, wordCode)
	}
	if l.Code {
		return
	}
	line := strings.TrimSpace(l.Text)
	if _, _, ok := markdown.Heading(line); line != "" && !ok {
		t.lines++
		if strings.ContainsAny(line[:1], "-*+") {
			t.items++
		}
		if t.lines <= maxKinds {
			t.kinds[lineKind(cut(line, maxLine))]++
		}
		if isPrompt(line) {
			t.asked++
		}
	}
	if l := label(line); l != "" {
		t.roles[prose.RoleOf(l)]++
	}
	t.body = append(appendWords(t.body, line), phrase.Stop) // phrases do not run on
}

func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// updates writes what a status page posted as the body would have it. Events
// of the body's own timeline have been read there.
func updates(timeline []hindsight.Event) string {
	var b strings.Builder
	for _, e := range timeline {
		if e.Kind != hindsight.KindEvent && b.Len() < maxBody {
			b.WriteString(e.Kind + ": " + e.Text + "\n")
		}
	}
	return b.String()
}

// label returns what names a section: a heading, a line wholly in bold, or
// up to six words before a colon ("Root cause: …", "- **Impact**: …").
func label(line string) string {
	if _, heading, ok := markdown.Heading(line); ok {
		return heading
	}
	line = strings.TrimLeft(line, "-*_>| \t")
	head, _, found := strings.Cut(line, ":")
	if !found {
		head, _, found = strings.Cut(line, "**")
	}
	if !found || len(head) > 60 || strings.Count(head, " ") > 5 {
		return ""
	}
	return head
}

// appendWords cuts a line into lower-case words; hyphens part words, so that
// "post-mortem" and "post mortem" are the same. Sentence ends become ".".
func appendWords(words []string, line string) []string {
	for line != "" {
		r, size := utf8.DecodeRuneInString(line)
		if !isWord(r) {
			if (r == '.' || r == '!' || r == '?') && (len(line) == size || line[size] == ' ') {
				words = append(words, phrase.Stop)
			}
			line = line[size:]
			continue
		}
		end := wordEnd(line)
		word := line[:end]
		if strings.HasPrefix(line[end:], "://") {
			end = len(line)
			if i := strings.IndexAny(line, " )>]\""); i >= 0 {
				end = i
			}
			word = "http"
		}
		words = append(words, kindOf(word))
		line = line[end:]
	}
	return words
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordEnd finds the end of the word that s starts with: letters, digits, and
// between them apostrophes, full stops and colons.
func wordEnd(s string) int {
	end := 0
	for i, r := range s {
		switch {
		case isWord(r):
			end = i + utf8.RuneLen(r)
		case i > end || !strings.ContainsRune("'’.:", r):
			return end
		}
	}
	return end
}

// kindOf lowers a word, or names its kind.
func kindOf(word string) string {
	const maxWord = 40 // longer ones are tokens and addresses
	switch {
	case word[len(word)-1] >= utf8.RuneSelf: // "3月18日に発生した障害": no blanks between words
		return strings.ToLower(word)
	case word == "http" || len(word) > maxWord:
		return wordLink
	case word[0] >= '0' && word[0] <= '9' && strings.Contains(word, ":"):
		return wordTime
	case word[0] >= '0' && word[0] <= '9':
		return wordNumber
	}
	return strings.ReplaceAll(strings.ToLower(word), "’", "'")
}
