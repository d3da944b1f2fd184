package markdown

import (
	"regexp"
	"strings"
)

var (
	// keyLineRE is a line of metadata; Nikola writes ".. " before it, AsciiDoc ":".
	keyLineRE = regexp.MustCompile(`^(?:\.\. |:)?(\pL[\pL\d_-]{0,40})[ \t]*([:=])(?:[ \t]+(\S.*))?$`)
	// aboutKeyRE is what a generator of sites is told about a text.
	aboutKeyRE = regexp.MustCompile(`(?i)^(?:date|published|pub_?date|publish_?date|posted|created|created_at|updated|modified|authors?|by|slug|tags|` +
		`categor(?:y|ies)|keywords|layout|template|permalink|url|lang|language|draft|status|type|section|series|resolved_?when|` +
		`description|summary|excerpt|licen[cs]e|image|cover)$`)
	// toldKeyRE heads what a report tells, which is no metadata.
	toldKeyRE = regexp.MustCompile(`(?i)^(?:impact|(?:root[_-]?)?causes?|trigger|resolution|detection|mitigation|remediation|recovery|lessons|timeline|` +
		`actions?|what|problem|symptoms?|fix|from|to|subject)$`)
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

// cutKeys cuts off lines "key: value" that no border stands before: the head of
// Pelican and MultiMarkdown, which a blank line ends, Nikola's, which may be
// a comment, and front matter that lost its first line. They name a title, and
// nothing that a report tells in fields of the same form.
func cutKeys(text string) (FrontMatter, bool) {
	body := strings.TrimPrefix(text, "\ufeff")
	fm := FrontMatter{Format: "yaml"}
	about, title, comment := 0, false, false
	for n := 0; n < maxKeys; n++ {
		line, rest, found := strings.Cut(body, "\n")
		bare := strings.TrimRight(line, " \t\r")
		if !found || len(fm.Block)+len(line) > maxFrontMatter {
			return FrontMatter{}, false
		}
		if n == 0 && bare == "<!--" {
			comment, body = true, rest
			continue
		}
		if ends := bare == "" && !comment || bare == "-->" && comment || endOfKeysRE.MatchString(bare); ends {
			if below := Border(firstLine(rest)); bare == "" && below != "" { // behind a blank line
				_, rest, _ = strings.Cut(rest, "\n")
				bare = below
			}
			if !title || about == 0 || strings.TrimSpace(rest) == "" {
				return FrontMatter{}, false
			}
			fm.Border, fm.Body = Border(bare), strings.TrimPrefix(rest, "BODY:\n") // Movable Type names the part
			return fm, true
		}
		body = rest
		m := keyLineRE.FindStringSubmatch(bare)
		switch {
		case m == nil && fm.Block != "" && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "- ")):
			fm.Block += bare + "\n"
			continue
		case m == nil && comment && bare == "":
			continue
		case m == nil || toldKeyRE.MatchString(m[1]) || sentenceRE.MatchString(m[3]) && !ownWordsRE.MatchString(m[1]):
			return FrontMatter{}, false
		}
		if m[2] == "=" {
			fm.Format = "toml"
		}
		key := EnglishKey(strings.ToLower(m[1]))
		title = title || key == "title" && m[3] != ""
		if aboutKeyRE.MatchString(key) {
			about++
		}
		fm.Block += strings.TrimPrefix(strings.TrimPrefix(bare, ".. "), ":") + "\n"
	}
	return FrontMatter{}, false
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
