package content

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// everything is the bytes of all content files by their paths.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), "content", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, err := fs.ReadFile(os.DirFS(dir), name)
			files[name] = string(data)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestAccounts: one owner claims what another has brought, by its guid, its
// link or both, whoever of the two comes first. The first file stays as it is
// to the byte; the other account is a file of its own, flagged; and what is
// imported again, in either order, changes nothing.
func TestAccounts(t *testing.T) {
	day, _ := hindsight.ParseMoment("2024-03-12")
	const long = "At 10:00 the router in the east lost its routes, and nobody could reach the shop until somebody switched it off and on again, an hour later."
	text := func(source, id, url, body string) hindsight.Entry {
		return hindsight.Entry{Classes: []string{source}, Publish: "full", Postmortem: hindsight.Postmortem{Title: "By " + source, Date: day, Organisation: source, Body: body + "\n",
			Source: hindsight.Source{Name: source, Importer: "feed", ID: id, URL: url, SHA256: "of " + body, Author: source, Licence: source}}}
	}
	const guid, link = "urn:acme:1", "https://acme.example/outage"
	claims := map[string][2]string{"the guid": {guid, "https://evil.example/x"}, "the link": {"urn:evil:1", link}, "both": {guid, link}, "the address in other letters": {"urn:evil:1", "http://www.ACME.example/outage/?utm_source=x"}}
	owners := []string{"acme", "globex", "feed"} // the last one is an importer's name: by hand
	for _, first := range owners {
		for _, second := range owners {
			for claim, c := range claims {
				for length, body := range map[string]string{"longer": long + " " + strings.ToUpper(long) + " They lie.", "as long": strings.Replace(long, "router", "switch", 1), "shorter": strings.Replace(long[:120], "router", "switch", 1), "the same": long, "a line": "An outage of Acme's router."} {
					if first == second {
						continue
					}
					name := fmt.Sprintf("%s then %s, %s, %s", first, second, claim, length)
					dir := t.TempDir()
					put := func(e hindsight.Entry) (string, hindsight.Entry) {
						t.Helper()
						a := open(t, dir)
						defer a.Close()
						status, now, err := a.Put(e, Settings{Source: e.Source.Name, Publish: "excerpt", Known: func(string) bool { return true }}, false)
						if err != nil {
							t.Fatalf("%s: %v", name, err)
						}
						return status, now
					}
					mine, theirs := text(first, guid, link, long), text(second, c[0], c[1], body)
					_, e := put(mine)
					before := everything(t, dir)
					status, other := put(theirs)
					after := everything(t, dir)
					if after[e.Path] != before[e.Path] {
						t.Errorf("%s: the first file is another:\n%s\n%s", name, before[e.Path], after[e.Path])
					}
					said := length == "the same" || length == "a line"
					if want := map[bool]string{true: Unchanged, false: New}[said]; status != want || len(after) != map[bool]int{true: 1, false: 2}[said] {
						t.Errorf("%s: %s, %d files, want %s", name, status, len(after), want)
					}
					if flags := []string{hindsight.ReviewDuplicateOf + e.ID()}; !said && !slices.Equal(other.Review, flags) {
						t.Errorf("%s: flags %q, want %q", name, other.Review, flags)
					}
					for range 2 {
						for _, again := range [][]hindsight.Entry{{mine, theirs}, {theirs, mine}} {
							for _, e := range again {
								if status, _ := put(e); status != Unchanged {
									t.Errorf("%s: %s again: %s", name, e.Source.Name, status)
								}
							}
						}
					}
					if now := everything(t, dir); fmt.Sprint(now) != fmt.Sprint(after) {
						t.Errorf("%s: imported again, the files are others", name)
					}
					theirs.Title, theirs.Body, theirs.Source.SHA256 = "Changed", theirs.Body+"More.\n", "changed"
					if status, _ := put(theirs); !said && status != Updated {
						t.Errorf("%s: a changed account: %s", name, status)
					}
					if now := everything(t, dir); now[e.Path] != before[e.Path] {
						t.Errorf("%s: the account that changed changed the first file", name)
					}
				}
			}
		}
	}
}

// TestNoOwnerChangesAnother: whatever three owners import in whatever order, a
// file changes only when its owner's text is imported.
func TestNoOwnerChangesAnother(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	pick := func(of ...string) string { return of[r.Intn(len(of))] }
	for range 15 {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "content"), 0o755); err != nil {
			t.Fatal(err)
		}
		for range 30 {
			source := pick("a", "b", "feed")
			body := strings.Repeat(pick("It was down. ", "The disk was full. ", "Nobody could log in. "), r.Intn(40))
			e := hindsight.Entry{Classes: []string{pick("network", "locking")}, Publish: pick("full", "link"), Postmortem: hindsight.Postmortem{
				Title: pick("Down", "Up", ""), Organisation: pick("Acme", ""), Body: body,
				Source: hindsight.Source{Name: source, Importer: hindsight.ImporterName(pick("feed", "webpage", "feed")), ID: pick("1", "urn:1", "urn:2", "sha256:of "+body, ""), URL: pick("https://x.example/1", "https://x.example/2", ""),
					SHA256: "of " + body, Licence: pick("unknown", "CC0"), Author: pick("", "Ada")}}}
			by := Owner(e.Source)
			before := everything(t, dir)
			a := open(t, dir)
			_, _, err := a.Put(e, Settings{Source: source, Publish: pick("", "full", "excerpt"), Licence: pick("", "MIT"), Organisation: pick("", "Globex")}, false)
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
			if err != nil && !errors.Is(err, ErrNothing) {
				t.Fatal(err)
			}
			for path, data := range everything(t, dir) {
				old, ok := before[path]
				if !ok || old == data {
					continue
				}
				if was, err := Parse(path, []byte(old)); err != nil || Owner(was.Source) != by {
					t.Fatalf("%s changed when %q imported %+v:\n%s\n%s", path, by, e.Source, old, data)
				}
			}
			if len(everything(t, dir)) < len(before) {
				t.Fatal("a file is gone")
			}
		}
	}
}

// TestRefuseOneAccount: of two accounts of one postmortem one can be refused
// without the other.
func TestRefuseOneAccount(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	put := func(name, body string) (string, hindsight.Entry) {
		e := fresh(name, "urn:1", body)
		status, now, err := a.Put(e, Settings{Source: name}, false)
		if err != nil {
			t.Fatal(err)
		}
		return status, now
	}
	body := strings.Repeat("The router was down. ", 10)
	put("acme", body)
	_, lies := put("evil", body+"They lie.")
	if err := a.Refuse(lies, "not by Acme"); err != nil {
		t.Fatal(err)
	}
	a = reopen(t, a, dir)
	if _, no := a.Refused(lies.Postmortem); !no {
		t.Error("the refused account comes back")
	}
	if _, no := a.Refused(fresh("acme", "urn:1", "Changed.").Postmortem); no {
		t.Error("the other account is refused, too")
	}
	list, err := ReadRefused(os.DirFS(dir))
	if problems := CheckRefused(list, a.Entries()); err != nil || len(problems) > 0 || len(list) != 1 || list[0].Source != "evil" {
		t.Errorf("%v %v %v", list, problems, err)
	}
}
