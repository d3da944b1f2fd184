package intake

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"

	"hindsight"
	"hindsight/internal/fetch"
	"hindsight/internal/gitrepo"
	"hindsight/internal/picture"
)

// repositoryJob reads the files of a source that is a git repository, as those of
// a folder are read. It asks for news alone: sources.lock knows the commit.
func (n *Intake) repositoryJob(s fetch.Source, lock fetch.Lock) Job {
	j := Job{name: s.Name, source: &s, among: true, kept: true, locked: true, repository: true, asks: s.Address() != "", before: lock.Of(s)}
	j.read = func(ctx context.Context) (fetch.Result, error) {
		r, err := n.repository(ctx, s, lock.Validators(s).Commit)
		if err != nil {
			return fetch.Result{}, fmt.Errorf("source %s: %s: %w", s.Name, redacted(s.Git), err)
		}
		out := fetch.Result{NotModified: r.Same, Validators: fetch.Validators{Commit: r.Commit}, LeftOut: r.LeftOut}
		for _, f := range r.Files {
			in := hindsight.Input{Name: s.Name + "/" + f.Name, URL: r.Web.Page(f.Name), Data: f.Data}
			out.Files = append(out.Files, fetch.File{Input: in, Path: f.Name})
		}
		return out, nil
	}
	return j
}

// errClone refuses a clone on this machine: git runs in it, by what its own
// configuration says, and who wrote sources.yaml may have put it there.
var errClone = errors.New("a clone on this machine is read only with --allow-outside")

// repository reads a source's repository. What is on a server is reached through a
// tunnel, which knows what is private.
func (n *Intake) repository(ctx context.Context, s fetch.Source, known string) (gitrepo.Repository, error) {
	q := gitrepo.Request{Address: s.Git, Ref: s.Ref, Under: s.Under, Known: known, Kit: n.Tools}
	if s.Address() == "" {
		if !n.Outside {
			return gitrepo.Repository{}, errClone
		}
		q.Address = within(n.Archive, s.Git)
		return gitrepo.Read(ctx, q)
	}
	t, err := n.Client.OpenTunnel(ctx, s.Git, s.AllowPrivate, gitrepo.MaxTransfer)
	if err != nil {
		return gitrepo.Repository{}, err
	}
	defer t.Close()
	q.Proxy = t.Proxy
	q.Address, q.Header = withoutPassword(s.Git)
	r, err := gitrepo.Read(ctx, q)
	switch cause := context.Cause(ctx); {
	case err == nil:
		return r, nil
	case cause != nil:
		return r, cause
	case errors.Is(err, gitrepo.ErrNoGit):
		return r, err
	}
	return r, t.Explain(err)
}

// withoutPassword is an address without the name and password that it may hold,
// and the header that says them.
func withoutPassword(address string) (bare, header string) {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address, ""
	}
	password, _ := u.User.Password()
	header = "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(u.User.Username()+":"+password))
	u.User = nil
	return u.String(), header
}

// maxLeftOut is how many files are named that were not read.
const maxLeftOut = 20

// files carries the files of a repository through the stages, one after the other.
func (g *gatherer) files(ctx context.Context, s settings, out *gathered) {
	held := map[string][]byte{}
	for _, f := range out.result.Files {
		held[f.Path] = f.Data
	}
	for n, err := range out.result.LeftOut {
		if n == maxLeftOut {
			err = fmt.Errorf("and %d files more that are not read", len(out.result.LeftOut)-n)
		}
		if n <= maxLeftOut {
			out.add(find{err: hindsight.Notice(out.pages.job.name + ": " + err.Error())})
		}
	}
	for _, f := range out.result.Files {
		if ctx.Err() != nil {
			return
		}
		if picture.Named(f.Path) {
			continue
		}
		in, err := g.recognise(ctx, f.Input, s.kind)
		if err != nil {
			out.add(find{name: f.Name, err: err})
			continue
		}
		from := &beside{root: ".", file: f.Path, held: held}
		brought := inMail(in)
		g.read(ctx, in, s, out, func(doc *Document) {
			doc.Entry.Body = from.shown(doc.Entry.Body, f)
			out.add(find{doc: doc, name: f.Name, beside: cmp.Or(brought, from)})
		})
	}
}

// linkRE is a link of a body.
var linkRE = regexp.MustCompile(`(^|[^!\\])\[((?:[^\[\]\n\\]|\\.)*)\]\((https://[^\s()]{1,1000})\)`)

// shown makes pictures again of the links that the pictures of a text became whose
// files lie in its repository: relative addresses were read as what they are on the
// web.
func (b *beside) shown(text string, f fetch.File) string {
	base, err := url.Parse(f.URL)
	if err != nil || f.URL == "" {
		return text
	}
	root := *base
	return linkRE.ReplaceAllStringFunc(text, func(link string) string {
		m := linkRE.FindStringSubmatch(link)
		name := nameIn(&root, f.Path, m[3])
		data, there := b.held[name]
		if !there || !picture.Named(name) {
			return link
		}
		if _, err := picture.Look(data); err != nil {
			return link
		}
		words := m[2]
		if words == "image" {
			words = ""
		}
		return m[1] + "![" + words + "](" + (&url.URL{Path: "/" + name}).EscapedPath() + ")"
	})
}

// nameIn is the name of the file of a repository that an address leads to, where
// page is the address of the file at path; "" for other addresses.
func nameIn(page *url.URL, path, address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host != page.Host {
		return ""
	}
	before := page.Path[:len(page.Path)-len(path)]
	if len(u.Path) <= len(before) || u.Path[:len(before)] != before || !fs.ValidPath(u.Path[len(before):]) {
		return ""
	}
	return u.Path[len(before):]
}
