package site

import (
	"hindsight"
)

// kinds say in words what a text was read from, by its importer.
var kinds = map[hindsight.ImporterName]string{
	hindsight.ImporterFeed:       "an item of a feed",
	hindsight.ImporterList:       "a list of postmortems",
	hindsight.ImporterPage:       "a web page",
	hindsight.ImporterStatuspage: "a status page",
	hindsight.ImporterIncident:   "an incident tool",
	hindsight.ImporterIssue:      "an issue",
	hindsight.DumpStatuspage:     "the text of a status page",
	hindsight.DumpDashboard:      "the text of a status page",
	hindsight.DumpForum:          "a forum thread",
	hindsight.DumpChat:           "a chat",
	hindsight.DumpMail:           "a mail",
	hindsight.DumpArticle:        "a text",
	hindsight.DumpMediaWiki:      "a wiki page",
	hindsight.DumpJira:           "a wiki page",
}

// origin says where a text without an address is from: the name that the
// curator gave its source, else what kind of text it is.
func origin(s hindsight.Source) string {
	name := oneLine(s.Name, 120)
	if name == "" || !s.IsNamed() || hindsight.ImporterName(name).IsDump() {
		name = kinds[s.Importer]
	}
	if name == "" && s.Importer.IsDump() {
		name = "a text file" // Markdown and the like
	}
	if name == "" {
		return "no address given"
	}
	return name + ", no address given"
}
