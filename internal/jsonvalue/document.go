package jsonvalue

import "strings"

// Document is a text that is a string, or a tree of paragraphs and runs of text as
// Jira's newer interface and Opsgenie give it (Atlassian Document Format); "" of
// what is neither.
func Document(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	var b strings.Builder
	write(&b, v, 0)
	return strings.TrimSpace(b.String())
}

// maxTree is how deep such a tree is followed: lists within lists within tables.
const maxTree = 30

func write(b *strings.Builder, v any, depth int) {
	node, ok := v.(map[string]any)
	if !ok || depth > maxTree {
		return
	}
	kind, _ := node["type"].(string)
	switch kind {
	case "text":
		s, _ := node["text"].(string)
		b.WriteString(s)
		return
	case "hardBreak":
		b.WriteString("\n")
	case "heading":
		b.WriteString("## ")
	case "listItem":
		b.WriteString("- ")
	case "codeBlock":
		b.WriteString("```\n")
	}
	children, _ := node["content"].([]any)
	for _, c := range children {
		write(b, c, depth+1)
	}
	switch kind {
	case "paragraph", "heading", "bulletList", "orderedList":
		b.WriteString("\n\n")
	case "codeBlock":
		b.WriteString("\n```\n\n")
	}
}
