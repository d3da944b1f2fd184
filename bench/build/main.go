// Command build measures what a build and an import cost, beside Hugo and
// Pagefind on the same texts:
//
//	go run ./bench/build -program bin/hindsight
//
// The texts are those of bench/search, which makes them where they are missing;
// reports to import are made up here. Pagefind comes with npm.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	program := flag.String("program", "bin/hindsight", "`FILE` of hindsight")
	corpus := flag.String("corpus", filepath.Join(cache, "hindsight-bench", "corpus", "c100000.jsonl"), "`FILE` of texts that bench/search made")
	hugo := flag.String("hugo", "hugo", "`FILE` of Hugo, to compare with; installed from its module where it is not there")
	pagefind := flag.String("pagefind", "pagefind@1.6.0", "npm `PACKAGE` of Pagefind; empty: without")
	n := flag.Int("n", 10000, "postmortems")
	large := flag.Bool("large", false, "38,518 postmortems, all that there are, without imports")
	times := flag.Int("times", 3, "how often; the table has the medians")
	flag.Parse()
	if *large {
		*n = 38518
	}
	work, err := os.MkdirTemp("", "hindsight-bench-")
	check(err)
	defer os.RemoveAll(work)
	b := bench{program: must(filepath.Abs(*program)), dir: work, rows: map[string][]cost{}}
	check(os.Setenv("XDG_CACHE_HOME", filepath.Join(work, "cache")))
	archive := filepath.Join(work, "archive")
	made := writeArchive(*corpus, *n, archive)
	if !*large {
		writeReports(filepath.Join(work, "reports"), *n)
	}
	peers := writePeer(archive, filepath.Join(work, "plain"))
	for i := range *times {
		b.round(i, archive, made)
		b.peers(peers, *hugo, *pagefind)
	}
	fmt.Printf("%d postmortems, medians of %d\n\n| | wall, s | CPU, s | most memory of one process, MB |\n|---|---|---|---|\n", *n, *times)
	for _, name := range b.names {
		c := median(b.rows[name])
		fmt.Printf("| %s | %.1f | %.1f | %d |\n", name, c.wall.Seconds(), c.cpu.Seconds(), c.rss)
	}
}

// A bench collects what commands cost.
type bench struct {
	program, dir string
	names        []string
	rows         map[string][]cost
}

type cost struct {
	wall, cpu time.Duration
	rss       int
}

func (b *bench) run(name, program string, args ...string) {
	cmd := exec.Command(program, args...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == 3 {
		err = nil // something was left out, and named
	}
	if err != nil {
		fail(fmt.Errorf("%s: %w: %.2000s", name, err, out))
	}
	u := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if b.rows[name] == nil {
		b.names = append(b.names, name)
	}
	b.rows[name] = append(b.rows[name], cost{time.Since(start), time.Duration(u.Utime.Nano() + u.Stime.Nano()), int(u.Maxrss >> 10)})
	fmt.Fprintf(os.Stderr, "%s: %v\n", name, time.Since(start).Round(time.Second/10))
}

func (b *bench) round(i int, archive string, made []string) {
	public := filepath.Join(archive, "public")
	check(os.RemoveAll(public))
	time.Sleep(6 * time.Second) // ext4 looks around inodes that were freed in the last five
	b.run("first build", b.program, "build", "--archive", archive)
	before := times(public)
	b.run("nothing changed", b.program, "build", "--archive", archive)
	if after := times(public); before != after {
		fail(errors.New("nothing changed, and files of the site were touched"))
	}
	name := made[i*97%len(made)]
	text, err := os.ReadFile(name)
	check(err)
	check(os.WriteFile(name, append(text, "\nOne more line.\n"...), 0o644))
	b.run("one text changed", b.program, "build", "--archive", archive)
	reports := filepath.Join(b.dir, "reports")
	if _, err := os.Stat(reports); err != nil {
		return
	}
	into := filepath.Join(b.dir, fmt.Sprintf("import-%d", i))
	check(exec.Command(b.program, "init", into).Run())
	b.run("import, first", b.program, "import", "--archive", into, reports)
	b.run("import, unchanged", b.program, "import", "--archive", into, reports)
	b.run("import, unchanged once more", b.program, "import", "--archive", into, reports)
}

// times are the names and times of all files.
func times(dir string) string {
	var out strings.Builder
	check(filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			fmt.Fprintln(&out, path, info.ModTime().UnixNano(), info.Size())
		}
		return err
	}))
	return out.String()
}

// hugoVersion is that of go.mod: installed where there is none.
const hugoVersion = "v0.165.0"

// peers builds the same texts with Hugo and one plain layout, and indexes them
// with Pagefind.
func (b *bench) peers(site, hugo, pagefind string) {
	at, err := exec.LookPath(hugo)
	if err != nil {
		at = filepath.Join(b.dir, "peer", "hugo")
		if _, err := os.Stat(at); err != nil {
			cmd := exec.Command("go", "install", "github.com/gohugoio/hugo@"+hugoVersion)
			cmd.Env = append(os.Environ(), "GOBIN="+filepath.Dir(at))
			if out, err := cmd.CombinedOutput(); err != nil {
				fmt.Fprintf(os.Stderr, "no Hugo here, so not compared with it and Pagefind: %.500s\n", out)
				return
			}
		}
	}
	check(os.RemoveAll(filepath.Join(site, "public")))
	b.run("plain Hugo", at, "--source", site, "--quiet")
	if pagefind == "" {
		return
	}
	bin := filepath.Join(b.dir, "peer", "node_modules", ".bin", "pagefind")
	if _, err := os.Stat(bin); err != nil {
		check(os.MkdirAll(filepath.Join(b.dir, "peer"), 0o755))
		check(exec.Command("npm", "install", "--silent", "--prefix", filepath.Join(b.dir, "peer"), pagefind).Run())
	}
	b.run("Pagefind", bin, "--site", filepath.Join(site, "public"), "--quiet")
}

// writeArchive makes an archive of the first n texts and returns their files.
func writeArchive(corpus string, n int, dir string) []string {
	f, err := os.Open(corpus)
	if err != nil {
		fail(fmt.Errorf("%w: go run ./bench/search -n 1000 -peer 0 makes it", err))
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	var made []string
	for i := 0; i < n && lines.Scan(); i++ {
		var d struct{ ID, Title, Body, Source, Year string }
		check(json.Unmarshal(lines.Bytes(), &d))
		name := filepath.Join(dir, "content", "postmortems", d.Source, fmt.Sprintf("undated-%s-%06x.md", strings.ToLower(d.ID), i))
		write(name, fmt.Sprintf("---\ntitle: %q\ndate: %s\norganisation: %s\nclasses: [%s]\nsource:\n  fetched: 2026-11-21\n---\n\n%s\n",
			d.Title, d.Year, d.Source, classes[i%len(classes)], d.Body))
		made = append(made, name)
	}
	return made
}

var classes = []string{"network", "software-bug", "capacity", "config-change", "dns", "datastore", "deployment", "operations"}

// writePeer writes the texts of an archive as a site for Hugo alone.
func writePeer(archive, dir string) string {
	write(filepath.Join(dir, "hugo.yaml"), "baseURL: /\ntitle: Plain\ndisableKinds: [rss, sitemap, taxonomy, term]\n")
	write(filepath.Join(dir, "layouts", "_default", "single.html"), `<!doctype html><html lang="en"><title>{{ .Title }}</title>
<main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main></html>`)
	write(filepath.Join(dir, "layouts", "_default", "list.html"), `<!doctype html><html lang="en"><title>{{ .Title }}</title>
{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</html>`)
	check(os.CopyFS(filepath.Join(dir, "content"), os.DirFS(filepath.Join(archive, "content"))))
	return dir
}

// writeReports makes up reports, each of its own words, in files and in feeds of
// a hundred.
func writeReports(dir string, n int) {
	words := strings.Fields("queue cache router disk cluster lock certificate deploy proxy shard replica broker scheduler gateway")
	var feed strings.Builder
	for i := range n {
		word := func(k int) string { return fmt.Sprintf("%s-%d", words[(i*7+k*3)%len(words)], (i*31+k*17)%997) }
		title := fmt.Sprintf("Incident report %d: %s and %s were down", i, word(0), word(1))
		day := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%5000)
		body := fmt.Sprintf("On %s the %s of the service failed for %d minutes, because a change to the %s was deployed without a test. "+
			"Customers saw errors.\n\nThe root cause was that the %s held the %s. We rolled the change back, and added an alert for the %s.",
			day.Format("2 January 2006"), word(2), 10+i%200, word(3), word(4), word(5), word(6))
		if i%2 == 0 {
			write(filepath.Join(dir, fmt.Sprintf("%06d.md", i)), "# "+title+"\n\n"+body+"\n")
			continue
		}
		text := html.EscapeString("<p>" + strings.ReplaceAll(body, "\n\n", "</p><p>") + "</p>")
		fmt.Fprintf(&feed, "<item><title>%s</title><guid>report-%d</guid><link>https://example.org/%d</link><pubDate>%s</pubDate>"+
			"<description>%s</description></item>\n", title, i, i, day.Format(time.RFC1123Z), text)
		if i%200 == 199 || i+2 > n-1 {
			write(filepath.Join(dir, fmt.Sprintf("feed-%06d.xml", i)),
				`<?xml version="1.0"?><rss version="2.0"><channel><title>Made up</title><link>https://example.org/</link>`+
					feed.String()+"</channel></rss>")
			feed.Reset()
		}
	}
}

func median(list []cost) cost {
	slices.SortFunc(list, func(a, b cost) int { return int(a.wall - b.wall) })
	return list[len(list)/2]
}

func write(path, text string) {
	check(os.MkdirAll(filepath.Dir(path), 0o755))
	check(os.WriteFile(path, []byte(text), 0o644))
}

func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bench/build: error:", err)
	os.Exit(1)
}
