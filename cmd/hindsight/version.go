package main

import (
	"cmp"
	"regexp"
	"runtime/debug"
	"strings"
)

// parts are the libraries whose version decides what an archive looks like.
var parts = []string{"github.com/gohugoio/hugo", "github.com/blevesearch/bleve/v2", "github.com/mmcdole/gofeed"}

var commitRE = regexp.MustCompile(`^[0-9a-f]{40}$`)

// builtFrom is the commit that the program was built from; "" where that is not
// known, or where something in it was changed since.
func builtFrom() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	commit := ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && commitRE.MatchString(s.Value):
			commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			return ""
		}
	}
	return commit
}

// released is the version of a release, which the linker sets; "" elsewhere.
var released string

// version says what the program was built from: its own version or commit, Go,
// and the versions of its parts, for a report of a fault.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	out := cmp.Or(released, info.Main.Version)
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && !strings.Contains(out, s.Value[:min(12, len(s.Value))]) {
			out += " " + s.Value
		}
	}
	out += ", " + info.GoVersion
	for _, part := range parts {
		for _, dep := range info.Deps {
			if dep.Path == part {
				name := strings.TrimSuffix(part, "/v2")
				out += ", " + name[strings.LastIndexByte(name, '/')+1:] + " " + dep.Version
			}
		}
	}
	return strings.TrimSpace(out)
}
