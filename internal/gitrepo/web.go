package gitrepo

import (
	"net/url"
	"regexp"
	"strings"
)

// A Web knows where people read a repository's files; the zero Web does not.
type Web struct {
	site string // https://github.com/acme/postmortems
	form string // of a file: {ref} and {path} stand for what differs
	ref  string
}

// forges are the sites whose addresses are known, and how each names a file on a
// branch, at a tag and at a commit. A host with a dot at its end is any whose name
// begins so.
var forges = []struct{ host, branch, tag, commit string }{
	{"github.com", "/blob/{ref}/{path}", "/blob/{ref}/{path}", "/blob/{ref}/{path}"},
	{"gitlab.com", "/-/blob/{ref}/{path}", "/-/blob/{ref}/{path}", "/-/blob/{ref}/{path}"},
	{"gitlab.", "/-/blob/{ref}/{path}", "/-/blob/{ref}/{path}", "/-/blob/{ref}/{path}"},
	{"codeberg.org", "/src/branch/{ref}/{path}", "/src/tag/{ref}/{path}", "/src/commit/{ref}/{path}"},
	{"gitea.com", "/src/branch/{ref}/{path}", "/src/tag/{ref}/{path}", "/src/commit/{ref}/{path}"},
	{"gitea.", "/src/branch/{ref}/{path}", "/src/tag/{ref}/{path}", "/src/commit/{ref}/{path}"},
	{"forgejo.", "/src/branch/{ref}/{path}", "/src/tag/{ref}/{path}", "/src/commit/{ref}/{path}"},
	{"bitbucket.org", "/src/{ref}/{path}", "/src/{ref}/{path}", "/src/{ref}/{path}"},
	{"git.sr.ht", "/tree/{ref}/item/{path}", "/tree/{ref}/item/{path}", "/tree/{ref}/item/{path}"},
}

// sshRE is an address as ssh has it: git@github.com:acme/postmortems.git.
var sshRE = regexp.MustCompile(`^(?:ssh://)?(?:[\w.-]+@)?([\w.-]+\.[a-z]{2,})(?::|/)(?:\d+/)?(/?[^\s:]+)$`)

// webOf is the Web of the repository at an address. It names the branch, which
// stays when the next commit comes, so that a file keeps its address; the commit
// where that is what was asked for.
func webOf(address string, t tip) Web {
	u, err := url.Parse(address)
	if m := sshRE.FindStringSubmatch(address); m != nil && !strings.HasPrefix(address, "http") {
		u, err = &url.URL{Scheme: "https", Host: m[1], Path: "/" + strings.TrimPrefix(m[2], "/")}, nil
	}
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return Web{}
	}
	host, path := strings.ToLower(u.Host), strings.TrimSuffix(strings.TrimSuffix(u.EscapedPath(), "/"), ".git")
	for _, f := range forges {
		if host != f.host && !(strings.HasSuffix(f.host, ".") && strings.HasPrefix(host, f.host)) || strings.Count(path, "/") < 2 {
			continue
		}
		w := Web{site: "https://" + host + path}
		switch branch, onBranch := strings.CutPrefix(t.name, branches); {
		case onBranch:
			w.form, w.ref = f.branch, branch
		case strings.HasPrefix(t.name, tags):
			w.form, w.ref = f.tag, strings.TrimPrefix(t.name, tags)
		default:
			w.form, w.ref = f.commit, t.commit
		}
		return w
	}
	return Web{}
}

// Page is where people read a file, "" where nobody knows.
func (w Web) Page(name string) string {
	if w.site == "" {
		return ""
	}
	return w.site + strings.NewReplacer("{ref}", escaped(w.ref), "{path}", escaped(name)).Replace(w.form)
}

// File is the name of the file that an address leads to, "" for other addresses.
func (w Web) File(address string) string {
	before := w.Page("")
	rest, ok := strings.CutPrefix(address, before)
	if before == "" || !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, _, _ = strings.Cut(rest, "?")
	name, err := url.PathUnescape(rest)
	if err != nil {
		return ""
	}
	return name
}

func escaped(name string) string {
	parts := strings.Split(name, "/")
	for n, p := range parts {
		parts[n] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

// refOKRE is a branch or a tag that a person may name.
var refOKRE = regexp.MustCompile(`^[\pL\pN][\pL\pN._/+@#-]{0,199}$`)

// RefOK says that a name can be that of a branch, a tag or a commit.
func RefOK(ref string) bool {
	return refOKRE.MatchString(ref) && !strings.Contains(ref, "..") && !strings.Contains(ref, "//") && !strings.Contains(ref, "@{") &&
		!strings.Contains(ref, "/.") && !strings.HasSuffix(ref, ".lock") && !strings.HasSuffix(ref, "/") && !strings.HasSuffix(ref, ".")
}
