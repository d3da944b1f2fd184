package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"hindsight/internal/search"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/cobra"
)

func (a *app) serveVerb() *cobra.Command {
	var addr, out string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Build, serve on this machine, rebuild and reload on change",
		Long: "Build the site, serve it on this machine only, and build it again and reload the page whenever content, layouts, assets or the " +
			"taxonomy change.",
		Example: "  hindsight serve --addr 127.0.0.1:8080",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			host, _, err := net.SplitHostPort(addr)
			if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
				return usageError{fmt.Errorf("--addr %s: not an address of this machine", addr), "for example 127.0.0.1:8080; to publish the site, " +
					"copy its folder to a web server"}
			}
			if out, err = a.siteDir(out); err != nil {
				return err
			}
			return a.serve(c.Context(), addr, out)
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:1313", "`HOST:PORT` to listen on")
	c.Flags().StringVar(&out, "out", "", "`DIR` of the site (default: public in the archive)")
	return c
}

func (a *app) serve(ctx context.Context, addr, out string) error {
	if err := a.build(ctx, siteFlags{out: out, yes: true}); err != nil {
		return err
	}
	a.left = nil
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return hinted{err, "--addr chooses another port"}
	}
	reload := &reloader{changed: make(chan struct{})}
	srv := &http.Server{Handler: withReload(http.Dir(out), reload), ReadHeaderTimeout: 10 * time.Second}
	fmt.Fprintf(a.out, "http://%s/\n", l.Addr())
	go a.watch(ctx, out, reload)
	go func() {
		<-ctx.Done()
		_ = srv.Close()
	}()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// watch builds anew when a source of the site changes. Editors write a file in
// several steps, so a change counts once nothing has happened for 200 ms.
func (a *app) watch(ctx context.Context, out string, r *reloader) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		a.problem("changes are not watched: %v", err)
		return
	}
	defer w.Close()
	a.watchFolders(w)
	quiet := time.NewTimer(time.Hour)
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-w.Events:
			if watched(a.archive, e.Name) {
				quiet.Reset(200 * time.Millisecond)
			}
		case err := <-w.Errors:
			a.problem("watch: %v", err)
		case <-quiet.C:
			a.watchFolders(w)
			if err := a.build(ctx, siteFlags{out: out, yes: true}); err != nil {
				a.problem("%v (the site stays as it was)", err)
				continue
			}
			r.bump()
		}
	}
}

var watchedNames = []string{"content", "layouts", "assets", "i18n", "taxonomy.yaml", search.SynonymsName, "hugo.yaml"}

func watched(archive, name string) bool {
	rel, err := filepath.Rel(archive, name)
	if err != nil || strings.HasPrefix(filepath.Base(name), ".") {
		return false
	}
	top, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	for _, n := range watchedNames {
		if top == n {
			return true
		}
	}
	return false
}

func (a *app) watchFolders(w *fsnotify.Watcher) {
	_ = w.Add(a.archive)
	for _, n := range watchedNames {
		_ = filepath.WalkDir(a.inArchive(n), func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				_ = w.Add(name)
			}
			return nil
		})
	}
}

// A reloader counts builds and wakes those who wait for the next one.
type reloader struct {
	mu      sync.Mutex
	build   int
	changed chan struct{}
}

func (r *reloader) bump() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.build++
	close(r.changed)
	r.changed = make(chan struct{})
}

func (r *reloader) state() (int, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.build, r.changed
}

// reloadPath answers with a script that reloads the page, once there is a
// build after the one that the page came from. It is a script, because that works
// under the strictest policy that layouts of an archive's own may state.
const reloadPath = "/_reload.js"

func (r *reloader) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	since, _ := strconv.Atoi(req.URL.Query().Get("since"))
	build, changed := r.state()
	if build <= since {
		select {
		case <-changed:
		case <-req.Context().Done():
			return
		}
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprint(w, "location.reload()\n")
}

// withReload serves the site as a web host would, 404 page included, and adds
// the reload script to HTML pages. Only requests for this machine by name are
// answered: a page elsewhere could otherwise make a name of its own point here
// and read an archive that nobody has published.
func withReload(dir http.Dir, r *reloader) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(reloadPath, r)
	mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		name := req.URL.Path
		if strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		status := http.StatusOK
		data, err := readAll(dir, name)
		if err != nil {
			status, name = http.StatusNotFound, "/404.html"
			data, err = readAll(dir, name)
		}
		if err != nil {
			http.NotFound(w, req)
			return
		}
		if path.Ext(name) == ".html" {
			build, _ := r.state()
			tag := fmt.Sprintf(`<script async src="%s?since=%d"></script></body>`, reloadPath, build)
			data = bytes.Replace(data, []byte("</body>"), []byte(tag), 1)
			// A service worker would show the page of an earlier build.
			data = bytes.Replace(data, []byte(" data-worker="), []byte(" data-no-worker="), 1)
		}
		w.Header().Set("Content-Type", cmp.Or(mime.TypeByExtension(path.Ext(name)), "application/octet-stream"))
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		_, _ = w.Write(data)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		host, _, err := net.SplitHostPort(req.Host)
		if err != nil {
			host = req.Host
		}
		if ip := net.ParseIP(strings.Trim(host, "[]")); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "this server answers for this machine alone", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, req)
	})
}

func readAll(dir http.Dir, name string) ([]byte, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
