package site

import (
	"hindsight"
	"hindsight/internal/wording"
)

// kinds are the texts that say what a text was read from, by its importer.
var kinds = map[hindsight.ImporterName]string{
	hindsight.ImporterFeed:       "origin-feed",
	hindsight.ImporterList:       "origin-list",
	hindsight.ImporterPage:       "origin-page",
	hindsight.ImporterStatuspage: "origin-status",
	hindsight.ImporterIncident:   "origin-incident",
	hindsight.ImporterIssue:      "origin-issue",
	hindsight.DumpStatuspage:     "origin-status-text",
	hindsight.DumpDashboard:      "origin-status-text",
	hindsight.DumpForum:          "origin-forum",
	hindsight.DumpChat:           "origin-chat",
	hindsight.DumpMail:           "origin-mail",
	hindsight.DumpArticle:        "origin-text",
	hindsight.DumpMediaWiki:      "origin-wiki",
	hindsight.DumpJira:           "origin-wiki",
}

// origin says where a text without an address is from: the name that the
// curator gave its source, else what kind of text it is.
func origin(s hindsight.Source, say wording.Texts) string {
	name := oneLine(s.Name, 120)
	if name != "" && s.IsNamed() && !hindsight.ImporterName(name).IsDump() {
		return say.Say("origin-unaddressed", "What", name)
	}
	kind := kinds[s.Importer]
	if kind == "" && s.Importer.IsDump() {
		kind = "origin-file" // Markdown and the like
	}
	if kind == "" {
		return say.Say("origin-unknown")
	}
	return say.Say("origin-unaddressed", "What", say.Say(kind))
}
