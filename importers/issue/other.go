package issue

import (
	"cmp"
	"encoding/json"
	"strings"

	"hindsight/internal/jsonvalue"
	"hindsight/internal/markup"
)

// alike writes the issue of another tracker with GitHub's names; nil for what is
// none of theirs.
func alike(o object) object {
	if fields, ok := o["fields"].(map[string]any); ok && o.text("key") != "" {
		return fromJira(o, fields)
	}
	if who, ok := o["author"].(map[string]any); ok && o.text("subject") != "" && o.text("created_on") != "" {
		return fromRedmine(o, who)
	}
	return nil
}

// fromJira reads what Jira's REST interface gives: its key is "OPS-88", and the
// rest stands under "fields".
func fromJira(o object, fields object) object {
	_, number, _ := strings.Cut(o.text("key"), "-")
	out := object{
		"number": json.Number(number), "title": fields.text("summary"), "body": wiki(jsonvalue.Document(fields["description"])),
		"created_at": fields.text("created"), "closed_at": fields.text("resolutiondate"), "labels": fields["labels"],
		"state": member(fields, "status").text("name"),
		"user":  map[string]any{"login": cmp.Or(person(fields, "reporter"), person(fields, "creator"))},
	}
	if site, _, ok := strings.Cut(o.text("self"), "/rest/api/"); ok {
		out["html_url"] = site + "/browse/" + o.text("key")
	}
	var comments []any
	for _, c := range member(fields, "comment").list("comments") {
		comments = append(comments, map[string]any{"body": wiki(jsonvalue.Document(c["body"])), "created_at": c.text("created"), "author": c["author"]})
	}
	out["comments"] = comments
	return out
}

// fromRedmine reads an issue of Redmine with its journal.
func fromRedmine(o object, who object) object {
	out := object{
		"number": o["id"], "title": o.text("subject"), "body": o.text("description"), "created_at": o.text("created_on"),
		"closed_at": o.text("closed_on"), "state": member(o, "status").text("name"), "user": map[string]any{"login": who.text("name", "login")},
	}
	var comments []any
	for _, c := range o.list("journals") {
		comments = append(comments, map[string]any{"body": c.text("notes"), "created_at": c.text("created_on")})
	}
	out["comments"] = comments
	return out
}

func member(o object, key string) object {
	m, _ := o[key].(map[string]any)
	return m
}

func person(o object, key string) string { return member(o, key).text("displayName", "name") }

// wiki is Jira's own markup as Markdown, where a text is written in it.
func wiki(text string) string {
	if md, ok := markup.Wiki(text); ok {
		return md
	}
	return text
}
