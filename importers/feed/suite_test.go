package feed

import (
	"context"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"hindsight"
	"hindsight/internal/fixture"
)

// A suiteFile is one row of the corpus' index of other parsers' test suites.
type suiteFile struct {
	id, path, expect string
	in               hindsight.Input
}

// half splits by the hash of the id: rules are made by looking at "dev" alone.
func (f suiteFile) half() string {
	h := fnv.New32a()
	h.Write([]byte(f.id))
	return [2]string{"dev", "validation"}[h.Sum32()>>7&1]
}

var (
	liveRootRE   = regexp.MustCompile(`(?i)<(?:[\w.-]+:)?(?:rss|rdf|feed)[\s>]`)
	suiteTypesRE = regexp.MustCompile(`(?i)Header: Content-type: ([^|]*)`)
	suiteBaseRE  = regexp.MustCompile(`(?i)Header: Content-Location: ([^|]*)`)
)

func suiteFiles(t testing.TB) []suiteFile {
	dir, ok := fixture.Corpus(t, "suites")
	if !ok {
		return nil
	}
	f, err := os.Open(filepath.Join(dir, "INDEX.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []suiteFile
	for _, row := range rows[1:] {
		if len(row) < 8 || row[5] != "feeds" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, row[7]))
		if err != nil {
			t.Fatal(err)
		}
		s := suiteFile{id: row[0], path: row[7], expect: row[6]}
		s.in = hindsight.Input{Name: row[7], Data: data}
		if m := suiteTypesRE.FindStringSubmatch(s.expect); m != nil {
			s.in.MediaType = strings.TrimSpace(m[1])
		}
		if m := suiteBaseRE.FindStringSubmatch(s.expect); m != nil {
			s.in.URL = strings.TrimSpace(m[1])
		} else if strings.HasPrefix(s.id, "feedparser:") {
			s.in.URL = "http://127.0.0.1:8097/" + strings.TrimPrefix(s.id, "feedparser:")
		}
		out = append(out, s)
	}
	return out
}

// live says that a file is in one of the formats that are still written.
func (f suiteFile) live() bool {
	text := strings.ReplaceAll(string(f.in.Data), "\x00", "")
	if strings.HasSuffix(f.path, ".json") {
		return strings.Contains(text, "jsonfeed.org/version")
	}
	return liveRootRE.MatchString(text)
}

// importAll fails the test when an import does not end.
func importAll(t testing.TB, in hindsight.Input) (ps []hindsight.Postmortem, errs []error) {
	fixture.Ends(t, func() {
		for p, err := range New(in, Options{}).Import(context.Background()) {
			if fixture.Unbroken(err); err != nil {
				errs = append(errs, err)
			} else {
				ps = append(ps, p)
			}
		}
	})
	return ps, errs
}

// TestSuitesRead imports every file of the other parsers' suites.
func TestSuitesRead(t *testing.T) {
	read, all := map[string]int{}, map[string]int{}
	for _, f := range suiteFiles(t) {
		ps, errs := importAll(t, f.in)
		for _, err := range errs {
			if msg := err.Error(); strings.Contains(msg, "\n") || !strings.Contains(msg, f.in.Name) {
				t.Errorf("%s: the error is no one line that names it: %q", f.id, msg)
			}
		}
		if !f.live() {
			continue
		}
		all[f.half()]++
		if len(errs) == 0 || len(ps) > 0 {
			read[f.half()]++
		} else if f.half() == "dev" || os.Getenv("SHOW") == "all" {
			t.Logf("not read: %s: %v", f.id, errs)
		}
	}
	report(t, "files in a live format that are read", read, all, 98.5)
}

func report(t *testing.T, what string, good, all map[string]int, want float64) {
	for _, half := range []string{"dev", "validation"} {
		if all[half] == 0 {
			continue
		}
		share := 100 * float64(good[half]) / float64(all[half])
		t.Logf("%s: %s %.2f %% (%d of %d)", what, half, share, good[half], all[half])
		if share < want {
			t.Errorf("%s: %s %.2f %%, want %.1f %%", what, half, share, want)
		}
	}
}

// TestSuitesExpectations holds imports against what feedparser's tests state,
// as far as a Postmortem has a place for it.
func TestSuitesExpectations(t *testing.T) {
	good, all := map[string]int{}, map[string]int{}
	for _, f := range suiteFiles(t) {
		claims := claimsOf(f)
		if len(claims) == 0 {
			continue
		}
		ps, errs := importAll(t, f.in)
		all[f.half()]++
		ok := true
		for _, c := range claims {
			if got, holds := c.check(ps); !holds {
				ok = false
				if f.half() == "dev" || os.Getenv("SHOW") == "all" {
					t.Logf("%s: entries[%d] %s\n\twant %q\n\tgot  %q %v", f.id, c.entry, c.key, c.want, got, errs)
				}
				break
			}
		}
		if ok {
			good[f.half()]++
		}
	}
	report(t, "expectations that hold", good, all, 93)
}

// A claim is one comparison of an expectation: entries[0]['title'] == 'x'.
type claim struct {
	entry     int
	key, want string
}

var claimStartRE = regexp.MustCompile(`entries\[(\d+)\](?:\[['"](\w+)['"]\]|\.(\w+))((?:\[[^\]]+\]|\.\w+)*)\s*==\s*`)

func claimsOf(f suiteFile) []claim {
	if !strings.HasPrefix(f.id, "feedparser:") || strings.Contains(f.id, "/sanitize/") {
		return nil
	}
	var out []claim
	text := f.expect
	for {
		m := claimStartRE.FindStringSubmatchIndex(text)
		if m == nil {
			return out
		}
		sub := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		n, _ := strconv.Atoi(sub(1))
		key, path := sub(2)+sub(3), sub(4)
		val, rest, ok := literal(text[m[1]:])
		text = rest
		if strings.Contains(val, "<svg") || strings.Contains(val, "<math") {
			continue // what is left of drawings is a matter of sanitising
		}
		if key = mapped(key, path, f); ok && key != "" {
			out = append(out, claim{n, key, val})
		}
	}
}

// fields are the keys of feedparser's that a Postmortem has a place for, with
// the path behind the key: entries[0]['content'][0]['value'].
var fields = map[string]string{
	"title": "title", "title_detail['value']": "title",
	"link": "link", "id": "id", "guid": "id",
	"author": "author", "author_detail['name']": "author",
	"summary": "text", "summary_detail['value']": "text",
	"description": "text", "description_detail['value']": "text", "content[0]['value']": "text",
	"published_parsed": "date", "created_parsed": "date", "updated_parsed": "date", "date_parsed": "date",
}

var dateTagRE = regexp.MustCompile(`</?(?:\w+:)?(?:pubDate|published|issued|created|updated|modified|date)\b[^<>]*>`)

// mapped names the field that a key stands for; "" when there is none. Of
// several dates a Postmortem keeps one.
func mapped(key, path string, f suiteFile) string {
	field := fields[key+strings.Replace(path, ".value", "['value']", 1)]
	if field == "date" && len(dateTagRE.FindAll(f.in.Data, -1)) > 2 {
		return ""
	}
	return field
}

// literal reads a Python string, sum of strings, or tuple of numbers.
func literal(s string) (val, rest string, ok bool) {
	s = strings.TrimLeft(s, " u")
	if strings.HasPrefix(s, "(") {
		end := strings.IndexByte(s, ')')
		if end < 0 {
			return "", s, false
		}
		var n [9]int
		for i, part := range strings.Split(s[1:end], ",") {
			if i < 9 {
				n[i], _ = strconv.Atoi(strings.TrimSpace(part))
			}
		}
		return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", n[0], n[1], n[2], n[3], n[4], n[5]), s[end+1:], true
	}
	for {
		if s == "" || s[0] != '\'' && s[0] != '"' {
			return val, s, ok
		}
		quote := s[:1]
		end := 1
		for end < len(s) && s[end:end+1] != quote {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(s) {
			return "", "", false
		}
		val += unescape(s[1:end])
		ok = true
		s = strings.TrimLeft(s[end+1:], " ")
		if !strings.HasPrefix(s, "+ ") {
			return val, s, true
		}
		s = strings.TrimLeft(s[2:], " ")
	}
}

var pyEscapeRE = regexp.MustCompile(`\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)`)

func unescape(s string) string {
	return pyEscapeRE.ReplaceAllStringFunc(s, func(e string) string {
		switch e[1] {
		case 'x', 'u', 'U':
			if n, err := strconv.ParseInt(e[2:], 16, 32); err == nil {
				return string(rune(n))
			}
		case 'n':
			return "\n"
		case 't':
			return "\t"
		case 'r':
			return "\r"
		}
		return e[1:]
	})
}

func (c claim) check(ps []hindsight.Postmortem) (got string, ok bool) {
	if c.entry >= len(ps) {
		return "no such item", false
	}
	p := ps[c.entry]
	switch c.key {
	case "title":
		return p.Title, bare(c.want) == bare(html.EscapeString(p.Title))
	case "link":
		return p.Source.URL, c.want == p.Source.URL
	case "id":
		return p.Source.ID, c.want == p.Source.ID
	case "author":
		return p.Source.Author, c.want == p.Source.Author || strings.HasPrefix(c.want, p.Source.Author+" (") && p.Source.Author != ""
	case "date":
		got := p.Date.String()
		return got, c.want == got || p.Date.Precision() < hindsight.Instant && got != "" && strings.HasPrefix(c.want, got)
	}
	for _, link := range hrefsRE.FindAllStringSubmatch(c.want, -1) {
		if !strings.Contains(p.Body, html.UnescapeString(link[1])) {
			return p.Body, false
		}
	}
	return p.Body, strings.Contains(bare(html.EscapeString(markdownURLRE.ReplaceAllString(p.Body, ""))), bare(c.want))
}

var (
	hrefsRE       = regexp.MustCompile(`<a [^>]*href="([^"]*)"`)
	markdownURLRE = regexp.MustCompile(`\]\([^)]*\)`)
)

// bare keeps the letters and figures of the text in a piece of HTML.
func bare(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for z.Next() != html.ErrorToken {
		if t := z.Token(); t.Type == html.TextToken {
			b.WriteString(t.Data)
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, b.String())
}
