// Package gitrepo reads the files of a git repository as they are at the tip of
// one of its branches, by the git that is installed on this machine.
//
// Nothing is checked out: git's files stay in a temporary folder as one pack,
// their bytes are read out of it one by one, and no name that a repository gives
// becomes a name on this disk. Links, submodules and hidden files are not read. Git
// sees no setting of the system's, the user's or the repository's, asks nobody for a
// password, runs no hook and no filter, and speaks one protocol.
//
//	gitrepo.go    Read: ask what the tip is, get it, list it, read it
//	git.go        one run of git, with all that is switched off
//	remote.go     what a server says of its branches
//	tree.go       which files of a commit are read, and their bytes
//	web.go        where people read a file of a repository
package gitrepo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"hindsight/internal/tool"
)

// A Request says what is to be read.
type Request struct {
	Address string // https://…, or the path of a clone on this machine
	Ref     string // a branch, a tag or a whole commit hash; "": the default branch
	Under   string // a folder of the repository, with slashes; "": all of it
	Known   string // the commit that was read the last time; "": none

	Proxy       string   // address of the HTTP proxy that all connections go through; needed for https
	Header      string   // sent with each request to Address: "Authorization: Basic …"; "" for none
	Kit         tool.Kit // runs git
	authorities string   // a file of certificates that are trusted, for tests; "": the system's
}

// A Repository is what was read.
type Repository struct {
	Commit  string  // hash of what was read
	Same    bool    // the commit is the one that is known: Files is empty
	Web     Web     // where people read its files
	Files   []File  // in order of their names
	LeftOut []error // files that are not among them though they might be texts, and why
}

// A File is one of a repository's.
type File struct {
	Name string // with slashes, from the root of the repository
	Data []byte
}

// Bounds on one repository.
const (
	maxTime  = 5 * time.Minute
	maxPack  = 512 << 20 // bytes that git may write of it; a big one of texts has 100 MB
	maxFile  = 15 << 20  // bytes of a file, as intake reads of any
	maxFiles = 10_000    // files that are read
	maxBytes = 64 << 20  // bytes of all of them: they are held in memory
)

// MaxTransfer is how many bytes may come from a server for one repository.
const MaxTransfer = maxPack

// What callers tell apart.
var (
	ErrNoGit = errors.New("git is not installed on this machine: install it, or give the repository's texts as a folder (path:)")
	ErrNoRef = errors.New("there is no such branch or tag")
)

// hashRE is the whole name of a commit.
var hashRE = regexp.MustCompile(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`)

// IsHash says that a ref is the name of a commit: it never changes.
func IsHash(ref string) bool { return hashRE.MatchString(ref) }

// IsRemote says that an address is one of the web, not a path.
func IsRemote(address string) bool { return strings.HasPrefix(address, "https://") }

// Read reads a repository. A repository whose tip is the known commit costs one
// question.
func Read(ctx context.Context, q Request) (Repository, error) {
	program, ok := tool.Find("git")
	if !ok {
		return Repository{}, ErrNoGit
	}
	dir, err := os.MkdirTemp("", "hindsight-git-")
	if err != nil {
		return Repository{}, err
	}
	defer os.RemoveAll(dir)
	g := git{Request: q, program: program, dir: dir}
	if !IsRemote(q.Address) {
		if err := g.local(); err != nil {
			return Repository{}, err
		}
	}
	tip, err := g.tip(ctx)
	if err != nil {
		return Repository{}, err
	}
	r := Repository{Commit: tip.commit, Same: tip.commit == q.Known, Web: webOf(g.web, tip)}
	if r.Same {
		return r, nil
	}
	if r.Commit, err = g.get(ctx, tip); err != nil {
		return Repository{}, err
	}
	r.Files, r.LeftOut, err = g.files(ctx)
	return r, err
}

// local makes sure that there is a clone at the path.
func (g *git) local() error {
	path, err := filepath.Abs(g.Address)
	if err != nil {
		return err
	}
	g.Address = path
	for _, sign := range []string{".git", "HEAD"} {
		if _, err := os.Stat(filepath.Join(path, sign)); err == nil {
			return nil
		}
	}
	return fmt.Errorf("no clone of a git repository: neither .git nor HEAD is in it")
}

// tipName is what the commit is called that is read.
const tipName = "refs/hindsight/tip"

// get brings the commit at the tip, without its history, into a repository of our
// own, and says which it is: the branch may have moved since it was asked for.
// Files that are too large to be texts stay with the server, where it can leave
// them out.
func (g *git) get(ctx context.Context, t tip) (commit string, err error) {
	if _, err := g.run(ctx, offline, "init", "--bare", "--quiet", "--template=", g.own()); err != nil {
		return "", err
	}
	from := t.name
	if from == "" {
		from = t.commit
	}
	if _, err := g.run(ctx, online, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head",
		fmt.Sprintf("--filter=blob:limit=%d", maxFile), remoteName, "+"+from+":"+tipName); err != nil {
		return "", err
	}
	// what git noted of where missing files are to be had: it is not to ask for them
	if err := os.WriteFile(filepath.Join(g.own(), "config"), []byte(ownConfig(t.commit)), 0o600); err != nil {
		return "", err
	}
	out, err := g.run(ctx, offline, "rev-parse", "--verify", "--quiet", tipName+"^{commit}")
	commit = strings.TrimSpace(string(out))
	if err == nil && !IsHash(commit) {
		err = errors.New("git gave no commit")
	}
	return commit, err
}

// ownConfig is the whole configuration of our own repository.
func ownConfig(commit string) string {
	if len(commit) == 64 {
		return "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n"
	}
	return "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
}
