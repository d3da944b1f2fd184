package gitrepo

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"hindsight/internal/tool"
)

// git runs git for one Request.
type git struct {
	Request
	program string
	dir     string // a temporary folder
	web     string // address that people know the repository by, "" where nobody does
}

// own is the repository that the request is read into.
func (g *git) own() string { return filepath.Join(g.dir, "repository") }

// online and offline say whether a run of git may ask for the repository.
const (
	offline = false
	online  = true
)

// remoteName is what git calls the repository. Its address stands in git's
// environment, not in its arguments, which everybody on the machine can see.
const remoteName = "source"

// maxAnswer is how many bytes git may say, but for the bytes of files: a tree of
// 20,000 files has 2 MB.
const maxAnswer = 32 << 20

// memory is what git may address, in bytes: a pack of maxPack is mapped whole.
const memory = 3 << 30

// settings are what git is told in place of all configuration.
func (g *git) settings() [][2]string {
	all := [][2]string{
		{"core.hooksPath", os.DevNull},
		{"core.symlinks", "false"},
		{"core.fsmonitor", "false"},
		{"core.askPass", ""},
		{"credential.helper", ""},
		{"fetch.recurseSubmodules", "false"},
		{"fetch.unpackLimit", "1"}, // one pack, which the bound on a file's size holds
		{"fetch.negotiationAlgorithm", "noop"},
		{"pack.threads", "1"},
		{"gc.auto", "0"},
		{"maintenance.auto", "false"},
		{"protocol.version", "2"},
		{"remote." + remoteName + ".url", g.Address},
	}
	if g.Header != "" { // it goes nowhere else
		all = append(all, [2]string{"http." + g.Address + ".extraHeader", g.Header}, [2]string{"http.followRedirects", "false"})
	}
	if g.Proxy != "" {
		all = append(all, [2]string{"http.proxy", g.Proxy}, [2]string{"http.proxyAuthMethod", "basic"})
	}
	if g.authorities != "" {
		all = append(all, [2]string{"http.sslCAInfo", g.authorities})
	}
	return all
}

// environment is what git gets.
func (g *git) environment(protocol string) []string {
	env := []string{
		"GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_GLOBAL=" + filepath.Join(g.dir, "none"),
		"GIT_ATTR_NOSYSTEM=1",
		"GIT_TERMINAL_PROMPT=0",
		"GIT_ALLOW_PROTOCOL=" + protocol,
		"GIT_PROTOCOL_FROM_USER=0",
		"GIT_NO_LAZY_FETCH=1",
		"GIT_NO_REPLACE_OBJECTS=1",
		"GIT_LITERAL_PATHSPECS=1",
		"GIT_LFS_SKIP_SMUDGE=1",
		"GIT_OPTIONAL_LOCKS=0",
		"GIT_DIR=" + g.own(),
	}
	settings := g.settings()
	env = append(env, "GIT_CONFIG_COUNT="+strconv.Itoa(len(settings)))
	for n, s := range settings {
		env = append(env, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", n, s[0]), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", n, s[1]))
	}
	return env
}

// run runs git once.
func (g *git) run(ctx context.Context, mayAsk bool, args ...string) ([]byte, error) {
	return g.runWith(ctx, mayAsk, nil, maxAnswer, args...)
}

func (g *git) runWith(ctx context.Context, mayAsk bool, in []byte, most int, args ...string) ([]byte, error) {
	protocol := "none"
	c := tool.Command{Path: g.program, Args: args, In: in, Dir: g.dir,
		Limits: tool.Limits{Time: maxTime, CPU: maxTime, Memory: memory, File: maxPack, Output: most}}
	switch {
	case mayAsk && IsRemote(g.Address):
		protocol = "https"
		u, err := url.Parse(g.Proxy)
		if err != nil || u.Port() == "" {
			return nil, errors.New("git needs a proxy to reach a server")
		}
		if c.Port, err = strconv.Atoi(u.Port()); err != nil {
			return nil, err
		}
		if g.authorities != "" {
			c.Reads = []string{g.authorities}
		}
	case mayAsk:
		protocol = "file"
		c.Reads = []string{g.Address}
	}
	c.Env = g.environment(protocol)
	out, err := g.Kit.Run(ctx, c)
	if err != nil {
		return nil, plain{err}
	}
	return out, nil
}

// plain is an error of git's without what git puts before each.
type plain struct{ error }

func (p plain) Error() string {
	s := p.error.Error()
	for _, before := range []string{"fatal: ", "error: "} {
		s = strings.Replace(s, "git: "+before, "git: ", 1)
	}
	return s
}

func (p plain) Unwrap() error { return p.error }
