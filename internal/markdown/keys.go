package markdown

import (
	"regexp"
	"strings"
)

var (
	// keyLineRE is a line of metadata; Nikola writes ".. " before it, AsciiDoc ":".
	// MultiMarkdown has keys of several words.
	keyLineRE = regexp.MustCompile(`^(?:\.\. |:)?(\pL[\pL\d_-]{0,40}(?: [\pL\d_-]{1,20}){0,3})[ \t]*([:=])(?:[ \t]+(\S.*))?$`)
	// aboutKeyRE is what a generator of sites is told about a text.
	aboutKeyRE = regexp.MustCompile(`(?i)^(?:date|published|pub_?date|publish_?date|posted|created|created_at|updated|modified|authors?|by|slug|tags|` +
		`categor(?:y|ies)|keywords|layout|template|permalink|url|lang|language|draft|status|type|section|series|resolved_?when|` +
		`description|summary|excerpt|licen[cs]e|image|cover)$`)
	// toldKeyRE heads what a report tells, which is no metadata.
	toldKeyRE = regexp.MustCompile(`(?i)^(?:impact|(?:root[ _-]?)?causes?|trigger|resolution|detection|mitigation|remediation|recovery|lessons|timeline|` +
		`actions?|what|problem|symptoms?|fix|from|to|subject)$`)
	// toldWordRE is in keys of several words that head what a report tells.
	toldWordRE = regexp.MustCompile(`(?i)\b(?:incidents?|outages?|events?|issues?|problems?|symptoms?|impact\w*|affected|causes?|trigger\w*|resol\w+|` +
		`detect\w+|mitigat\w+|remed\w+|recover\w+|restor\w+|respon\w+|lessons?|timeline|actions?|what|why|how|who|fix\w*|start\w*|began|begin\w*|` +
		`ended|duration|down\w*|times?|service\w*|systems?|components?|customers?|users?|severity|summary|next|follow|root)\b`)
	readingRE  = regexp.MustCompile(`(?i)^(?:estimated )?read(?:ing)?[ -]time$`)
	ownWordsRE = regexp.MustCompile(`(?i)^(?:title|subtitle|description|summary|excerpt)$`)
	sentenceRE = regexp.MustCompile(`(?:\S+\s+){5}.*[.!?]$`)
)

// endOfKeysRE is the line that ends such a block: a border, or Movable Type's.
var endOfKeysRE = regexp.MustCompile(`^(?:-{3,20}|\+\+\+)$`)

// foreignKeys are keys of other languages by what they are in English.
var foreignKeys = map[string][]string{
	"title":    {"titel", "überschrift", "titre", "título", "titulo", "titolo", "otsikko", "tytuł"},
	"date":     {"datum", "veröffentlicht", "fecha", "publié", "publicado", "pubblicato", "gepubliceerd"},
	"author":   {"autor", "autorin", "verfasser", "verfasserin", "auteur", "autrice", "auteure", "autora", "autore", "författare"},
	"authors":  {"autoren", "verfasserinnen", "auteurs", "autores", "autori"},
	"tags":     {"schlagworte", "schlagwörter", "stichworte", "étiquettes", "etiquetas", "mots-clés"},
	"category": {"kategorie", "catégorie", "categoría", "categoria", "categorie"},
}

var englishKeys = func() map[string]string {
	m := map[string]string{}
	for english, names := range foreignKeys {
		for _, name := range names {
			m[name] = english
		}
	}
	return m
}()

// EnglishKey is the English name of a key in lower case; the key itself where
// it is English, or none that is known.
func EnglishKey(key string) string {
	if english, ok := englishKeys[key]; ok {
		return english
	}
	return key
}

// maxKeys is how many lines such a block has at most.
const maxKeys = 80

// A keyBlock is such lines while they are read.
type keyBlock struct {
	fm      FrontMatter
	about   int    // how many keys tell a generator of sites something
	title   bool   // one names a title
	last    string // the key of the last line
	comment bool   // it stands in a comment of HTML
	single  bool   // or each of its lines does
	inset   bool   // the comment's first line holds a key, with which the others are in line
}

// cutKeys cuts off lines "key: value" that no border stands before: the head of
// Pelican and MultiMarkdown, which a blank line ends, Nikola's, which may be
// a comment, and front matter that lost its first line. They name a title, and
// nothing that a report tells in fields of the same form.
func cutKeys(text string) (FrontMatter, bool) {
	body := strings.TrimPrefix(text, "\ufeff")
	k := keyBlock{fm: FrontMatter{Format: "yaml"}}
	for n := 0; n < maxKeys; n++ {
		line, rest, found := strings.Cut(body, "\n")
		bare := strings.TrimRight(line, " \t\r")
		if !found || len(k.fm.Block)+len(line) > maxFrontMatter {
			return FrontMatter{}, false
		}
		bare, last := k.uncomment(bare, n == 0)
		if ends := bare == "" && !k.comment || last && bare == "" || endOfKeysRE.MatchString(bare); ends {
			return k.end(bare, rest)
		}
		body = rest
		if bare == "" {
			continue
		}
		if !k.line(bare) {
			return FrontMatter{}, false
		}
		if last {
			return k.end("", rest)
		}
	}
	return FrontMatter{}, false
}

// uncomment is a line without the marks of a comment, of which it may be the last.
func (k *keyBlock) uncomment(bare string, first bool) (inner string, last bool) {
	opened, opens := strings.CutPrefix(bare, "<!--")
	closed, closes := strings.CutSuffix(bare, "-->")
	switch {
	case opens && closes && (first || k.single):
		k.single = true
		return strings.TrimSpace(strings.TrimSuffix(opened, "-->")), false
	case opens && first:
		k.comment = true
		bare = strings.TrimSpace(opened)
		k.inset = bare != ""
	case closes && k.comment:
		bare, last = strings.TrimRight(closed, " \t"), true
	}
	if trimmed := strings.TrimSpace(bare); k.inset && keyLineRE.MatchString(trimmed) {
		bare = trimmed
	}
	return bare, last
}

// line takes in one line, and says whether it may stand in such a block.
func (k *keyBlock) line(bare string) bool {
	m := keyLineRE.FindStringSubmatch(bare)
	goesOn := bare[0] == ' ' || bare[0] == '\t'
	switch {
	case m == nil && k.fm.Block != "" && (goesOn || strings.HasPrefix(bare, "- ")):
		if goesOn && strings.HasPrefix(k.last, "author") && !strings.HasPrefix(strings.TrimSpace(bare), "- ") { // an author a line
			k.fm.Block = strings.TrimRight(k.fm.Block, ",;\n") + ",\n"
		}
		k.fm.Block += bare + "\n"
		return true
	case m == nil && k.single: // a comment that tells something else
		return true
	case m == nil || toldKeyRE.MatchString(m[1]) || sentenceRE.MatchString(m[3]) && !ownWordsRE.MatchString(m[1]):
		return false
	case strings.Contains(m[1], " ") && toldWordRE.MatchString(m[1]) && !readingRE.MatchString(m[1]):
		return false
	}
	if m[2] == "=" {
		k.fm.Format = "toml"
	}
	k.last = EnglishKey(strings.ToLower(m[1]))
	k.title = k.title || k.last == "title" && m[3] != ""
	if aboutKeyRE.MatchString(k.last) {
		k.about++
	}
	k.fm.Block += strings.TrimPrefix(strings.TrimPrefix(bare, ".. "), ":") + "\n"
	return true
}

// end makes front matter of the block that the line bare ends, if it is one.
func (k *keyBlock) end(bare, rest string) (FrontMatter, bool) {
	if below := Border(firstLine(rest)); bare == "" && !k.comment && below != "" { // behind a blank line
		_, rest, _ = strings.Cut(rest, "\n")
		bare = below
	}
	if !k.title || k.about == 0 || strings.TrimSpace(rest) == "" {
		return FrontMatter{}, false
	}
	k.fm.Border, k.fm.Body = Border(bare), strings.TrimPrefix(rest, "BODY:\n") // Movable Type names the part
	return k.fm, true
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
