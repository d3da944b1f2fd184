package site

import (
	"strings"

	"hindsight"
)

// kinds say in words what a text was read from, by its importer.
var kinds = map[string]string{
	"feed": "an item of a feed", "list": "a list of postmortems", "page": "a web page", "statuspage": "a status page",
	"dump/statuspage": "the text of a status page", "dump/dashboard": "the text of a status page",
	"dump/forum": "a forum thread", "dump/chat": "a chat", "dump/mail": "a mail", "dump/article": "a text",
	"dump/mediawiki": "a wiki page", "dump/jira": "a wiki page",
}

// origin says where a text without an address is from: the name that the
// curator gave its source, else what kind of text it is.
func origin(s hindsight.Source) string {
	name := oneLine(s.Name, 120)
	if name == "" || name == s.Importer || strings.HasPrefix(name, "dump/") {
		name = kinds[s.Importer]
	}
	if name == "" && strings.HasPrefix(s.Importer, "dump/") {
		name = "a text file" // Markdown and the like
	}
	if name == "" {
		return "no address given"
	}
	return name + ", no address given"
}
