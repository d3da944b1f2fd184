package fetch

import (
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"hindsight"
	"hindsight/internal/gitrepo"
	"hindsight/internal/meant"
)

const fieldNames = "name, kind, url, path, git, ref, under, organisation, fetch, only, match, exclude, publish, licence, allow_private"

// fields says how each field is read; a setter returns what is wrong.
var fields = map[string]func(*Source, ast.Node) string{
	"name": func(s *Source, n ast.Node) string {
		return word(n, &s.Name, func(v string) string {
			if !nameOKRE.MatchString(v) {
				return fmt.Sprintf("%q: use letters a to z, figures and hyphens, at most 60", v)
			}
			return ""
		})
	},
	"kind":         func(s *Source, n ast.Node) string { return word(n, &s.Kind, nil) },
	"url":          func(s *Source, n ast.Node) string { return word(n, &s.URL, checkURL) },
	"path":         func(s *Source, n ast.Node) string { return word(n, &s.Path, nil) },
	"git":          func(s *Source, n ast.Node) string { return word(n, &s.Git, checkGit) },
	"ref":          func(s *Source, n ast.Node) string { return word(n, &s.Ref, checkRef) },
	"under":        func(s *Source, n ast.Node) string { return word(n, &s.Under, checkUnder) },
	"organisation": func(s *Source, n ast.Node) string { return word(n, &s.Organisation, nil) },
	"licence":      func(s *Source, n ast.Node) string { return word(n, &s.Licence, nil) },
	"publish": func(s *Source, n ast.Node) string {
		return choice(n, &s.Publish, hindsight.PublishFull, hindsight.PublishExcerpt, hindsight.PublishLink)
	},
	"fetch":   func(s *Source, n ast.Node) string { return flag(n, &s.FetchFull, "full", "feed") },
	"only":    func(s *Source, n ast.Node) string { return flag(n, &s.Everything, "everything", "postmortems") },
	"match":   func(s *Source, n ast.Node) string { return expressions(n, &s.Match) },
	"exclude": func(s *Source, n ast.Node) string { return expressions(n, &s.Exclude) },
	"allow_private": func(s *Source, n ast.Node) string {
		b, ok := n.(*ast.BoolNode)
		if !ok {
			return "it is true or false"
		}
		s.AllowPrivate = b.Value
		return ""
	},
}

// hint asks whether an unknown key is one of known with a slip of the pen.
func hint(key string, known []string) string {
	if k := meant.For(key, known); k != "" {
		return fmt.Sprintf("did you mean %q? ", k)
	}
	return ""
}

var nameOKRE = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}$`)

func checkURL(v string) string {
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Sprintf("%q is no http or https address", v)
	}
	return ""
}

// checkGit lets pass an https address, and what can only be a path: git has more
// ways to name a repository, of which some run programs.
func checkGit(v string) string {
	if strings.HasPrefix(v, "https://") {
		if u, err := url.Parse(v); err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return fmt.Sprintf("%q is no https address of a repository", v)
		}
		return ""
	}
	if strings.ContainsAny(v, ":\x00") && !filepath.IsAbs(v) || strings.HasPrefix(v, "-") {
		return fmt.Sprintf("%q is neither an https address nor the path of a clone; others, such as git@host:path, are not asked", v)
	}
	return ""
}

func checkRef(v string) string {
	if !gitrepo.RefOK(v) {
		return fmt.Sprintf("%q is no name of a branch, a tag or a commit", v)
	}
	return ""
}

func checkUnder(v string) string {
	if !fs.ValidPath(v) || v == "." || strings.HasPrefix(v, ".") || strings.Contains(v, "/.") || strings.ContainsAny(v, "\\\x00") {
		return fmt.Sprintf("%q is no folder of a repository: write docs/postmortems, without a slash at either end, and none that begins with a dot", v)
	}
	return ""
}

// word reads a text that stands on one line.
func word(n ast.Node, to *string, check func(string) string) string {
	s, ok := scalar(n)
	if !ok || strings.TrimSpace(s) == "" || strings.ContainsAny(s, "\n\r") {
		return "it is a text on one line"
	}
	*to = strings.TrimSpace(s)
	if check != nil {
		return check(*to)
	}
	return ""
}

func scalar(n ast.Node) (string, bool) {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value, true
	case *ast.LiteralNode:
		return v.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func choice(n ast.Node, to *string, of ...string) string {
	return word(n, to, func(v string) string {
		if !slices.Contains(of, v) {
			return fmt.Sprintf("%q is none of %s", v, strings.Join(of, ", "))
		}
		return ""
	})
}

func flag(n ast.Node, to *bool, yes, no string) string {
	var v string
	problem := choice(n, &v, yes, no)
	*to = v == yes
	return problem
}

// expressions reads one regular expression or a list of them.
func expressions(n ast.Node, to *[]*regexp.Regexp) string {
	nodes := []ast.Node{n}
	if list, ok := n.(*ast.SequenceNode); ok {
		nodes = list.Values
	}
	for _, n := range nodes {
		s, ok := scalar(n)
		if !ok {
			return "it is a regular expression or a list of them"
		}
		re, err := regexp.Compile(s)
		if err != nil {
			return fmt.Sprintf("%q is no regular expression: %v", s, err)
		}
		*to = append(*to, re)
	}
	return ""
}
