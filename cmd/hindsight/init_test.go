package main

import (
	"bytes"
	"strings"
	"testing"

	"hindsight/internal/archive"
	"hindsight/internal/content"
)

// TestAsk: what no flag says is asked for; an empty answer keeps what is proposed,
// and an end of input the rest.
func TestAsk(t *testing.T) {
	b := birth{title: "From a flag", repository: "acme/incidents"}
	var out bytes.Buffer
	if err := b.ask(strings.NewReader("A line\n\n\nCC0-1.0\n"), &out, func(flag string) bool { return flag == "title" }); err != nil {
		t.Fatal(err)
	}
	if want := (birth{title: "From a flag", tagline: "A line", repository: "acme/incidents", licence: "CC0-1.0"}); b != want {
		t.Errorf("%+v, want %+v", b, want)
	}
	if said := out.String(); strings.Contains(said, "Name of") || !strings.Contains(said, "Repository on GitHub, OWNER/NAME [acme/incidents]: ") {
		t.Error(said)
	}
	if err := b.ask(strings.NewReader("Other"), &out, func(string) bool { return false }); err != nil || b.title != "Other" || b.tagline != "A line" {
		t.Errorf("%+v, %v", b, err)
	}
}

// TestCloneOf: the repository is read out of .git, and nothing that is none.
func TestCloneOf(t *testing.T) {
	for config, want := range map[string]string{
		"[remote \"origin\"]\n\turl = https://github.com/acme/incidents.git\n":                                             "acme/incidents",
		"[core]\n\tx = y\n[remote \"origin\"]\n\tfetch = +a:b\n\turl = git@github.com:acme/incidents\n[branch \"main\"]\n": "acme/incidents",
		"[remote \"upstream\"]\n\turl = https://github.com/acme/incidents\n":                                               "",
		"[remote \"origin\"]\n\turl = https://git.example/acme/incidents\n":                                                "",
		"[remote \"origin\"]\n\turl = https://github.com/acme/a b\"\n":                                                     "",
		"[remote \"origin\"]\n[remote \"other\"]\n\turl = https://github.com/acme/incidents\n":                             "",
	} {
		dir := t.TempDir()
		folder, err := archive.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = folder.Close() })
		if err := writeIn(folder, ".git/config", []byte(config)); err != nil {
			t.Fatal(err)
		}
		if got, _ := cloneOf(dir); got != want {
			t.Errorf("%q: %q, want %q", config, got, want)
		}
	}
}

// TestWithSettings: a hugo.yaml gets what it lacks, and keeps what it says.
func TestWithSettings(t *testing.T) {
	const builtin = "# Head.\n\n# The title.\ntitle: A\n\nparams:\n  # A line.\n  tagline: B\n\n  # Deep.\n  colours:\n    light: {}\n\nnightly:\n  # How.\n  deliver: push\n"
	for _, c := range []struct{ old, want string }{
		{builtin, builtin},
		{"title: Mine\n", "title: Mine\n\nparams:\n  # A line.\n  tagline: B\n\n  # Deep.\n  colours:\n    light: {}\n\nnightly:\n  # How.\n  deliver: push\n"},
		{"nightly:\n  deliver: pull-request # mine\nparams:\n  Tagline: X\n\n# The end.\ntitle: T\n",
			"nightly:\n  deliver: pull-request # mine\nparams:\n  Tagline: X\n\n  # Deep.\n  colours:\n    light: {}\n\n# The end.\ntitle: T\n"},
	} {
		got := string(withSettings([]byte(c.old), []byte(builtin)))
		if got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.old, got, c.want)
		}
		if again := string(withSettings([]byte(got), []byte(builtin))); again != got {
			t.Errorf("again %q", again)
		}
	}
}

// Each review flag has its word in review.
func TestWanted(t *testing.T) {
	for _, flag := range append(content.ReviewFlags(), "duplicate-of:acme/x") {
		if wanted(flag) == "" {
			t.Errorf("%s: nobody says what it wants", flag)
		}
	}
}
