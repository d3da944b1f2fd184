package gitrepo

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// A tip is the commit that is to be read, and what the repository calls it.
type tip struct {
	commit string
	name   string // refs/heads/main; "" of a commit that was named by its hash
}

const (
	branches = "refs/heads/"
	tags     = "refs/tags/"
)

// tip asks which commit a branch or a tag is at.
func (g *git) tip(ctx context.Context) (tip, error) {
	if !IsRemote(g.Address) {
		g.web = g.origin(ctx)
	} else {
		g.web = g.Address
	}
	if IsHash(g.Ref) {
		return tip{commit: g.Ref}, nil
	}
	wanted := []string{"HEAD"}
	if g.Ref != "" {
		wanted = []string{branches + g.Ref, tags + g.Ref, tags + g.Ref + "^{}"}
	}
	out, err := g.run(ctx, online, append([]string{"ls-remote", "--symref", "--quiet", remoteName}, wanted...)...)
	if err != nil {
		return tip{}, err
	}
	refs, head := parseRefs(string(out))
	if g.Ref == "" {
		if refs["HEAD"] == "" {
			return tip{}, fmt.Errorf("%w: the repository is empty", ErrNoRef)
		}
		return tip{refs["HEAD"], head}, nil
	}
	for _, name := range wanted[:2] {
		if commit := refs[name+"^{}"]; commit != "" { // what an annotated tag is about
			return tip{commit, name}, nil
		}
		if refs[name] != "" {
			return tip{refs[name], name}, nil
		}
	}
	return tip{}, fmt.Errorf("%w: %s", ErrNoRef, g.Ref)
}

// parseRefs reads what ls-remote prints: "<hash> TAB <name>" a line, and
// "ref: <branch> TAB HEAD" for the default branch. Lines that are neither say
// nothing.
func parseRefs(out string) (refs map[string]string, head string) {
	refs = map[string]string{}
	for line := range strings.Lines(out) {
		what, name, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		branch, symbolic := strings.CutPrefix(what, "ref: ")
		switch {
		case !ok:
		case symbolic && name == "HEAD" && strings.HasPrefix(branch, branches) && RefOK(strings.TrimPrefix(branch, branches)):
			head = branch
		case IsHash(what) && refs[name] == "":
			refs[name] = what
		}
	}
	if head == "" {
		head = "HEAD"
	}
	return refs, head
}

// origin is where a clone on this machine came from, as its own configuration
// says. It is no more than an address to show.
func (g *git) origin(ctx context.Context) string {
	for _, config := range []string{".git/config", "config"} {
		out, err := g.run(ctx, online, "config", "--file", filepath.Join(g.Address, config), "--no-includes", "--get", "remote.origin.url")
		if err == nil {
			return strings.TrimSpace(string(out))
		}
	}
	return ""
}
