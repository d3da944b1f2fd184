package triage

import (
	"testing"

	"hindsight"
	"hindsight/internal/prose"
)

// What stands in code is no heading, item or line of the text.
func TestCodeIsNoText(t *testing.T) {
	for _, c := range []struct {
		name, body  string
		lines, root int
	}{
		{"text", "## Root cause\n\nThe disk was full.", 1, 1},
		{"code", "```\n## Root cause\n- a\n```\n\nThe disk was full.", 1, 0},
		{"a longer fence with a shorter in it", "````\n```\n## Root cause\n- a\n```\n````\n\nThe disk was full.", 1, 0},
		{"tildes with ticks in them", "~~~\n```\n## Root cause\n~~~\n\nThe disk was full.", 1, 0},
		{"in a quote", "> ```\n> Root cause: a\n> ```\n\nThe disk was full.", 1, 0},
		{"code within a line", "``` a ```\n\nThe disk was full.", 2, 0},
	} {
		got := readOf(hindsight.Postmortem{Body: c.body})
		if got.lines != c.lines || got.roles[prose.RoleRootCause] != c.root {
			t.Errorf("%s: %d lines and %d root causes, want %d and %d", c.name, got.lines, got.roles[prose.RoleRootCause], c.lines, c.root)
		}
	}
}
