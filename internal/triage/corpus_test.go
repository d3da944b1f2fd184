package triage

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hindsight"
)

// The model was fitted on the documents whose id hashes to an even byte. Only
// the odd half judges it; both are printed. The misses of the odd half were
// looked at once, after it had given 97.5, 71.1, 94.0, 83.6 and 0.7 %: what it
// gives since is a little too good.
//
//	go test -run Corpus -v ./internal/triage
func TestCorpus(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(root); err != nil {
		t.Log("no corpus beside the checkout: only the fixtures in testdata were judged")
		return
	}
	bars := []struct {
		name string
		docs []document
		low  float64 // accepted share of the unseen half, in percent
		high float64
	}{
		{"postmortems", indexed(t, root, "postmortem"), 90, 100},
		{"status notes", indexed(t, root, "status"), 50, 100},
		{"labelled full texts", labelled(t, root, "fulltext"), 90, 100},
		{"labelled summaries", labelled(t, root, "summary"), 75, 100},
		{"posts of ordinary blogs", blogs(t, root), 0, 5},
	}
	for _, bar := range bars {
		seen, unseen := shares(bar.docs)
		t.Logf("%-24s fitted on: %s · unseen: %s", bar.name, seen, unseen)
		if p := unseen.percent(); p < bar.low || p > bar.high {
			t.Errorf("%s: %.1f %% of the unseen accepted, want %.0f to %.0f %%", bar.name, p, bar.low, bar.high)
		}
	}
	for _, p := range seeds(t, root) {
		if v := judged(p.Postmortem); !v.Is {
			t.Errorf("seed %s %q: rejected with %.2f: %q", p.id, p.Title, v.Score, v.Sentences())
		}
	}
}

type document struct {
	id string
	hindsight.Postmortem
}

type share struct{ n, accepted, sure int }

func (s share) percent() float64 { return 100 * float64(s.accepted) / float64(max(1, s.n)) }
func (s share) String() string {
	return fmt.Sprintf("%d of %d accepted (%.1f %%), %d without a doubt", s.accepted, s.n, s.percent(), s.sure)
}

func shares(docs []document) (seen, unseen share) {
	for _, d := range docs {
		half := &seen
		name, _, _ := strings.Cut(d.id, "#") // posts of one blog stay together
		if sha256.Sum256([]byte(name))[0]%2 == 1 {
			half = &unseen
		}
		v := judged(d.Postmortem)
		half.n++
		if v.Is {
			half.accepted++
		}
		if v.Is && !v.Doubtful() {
			half.sure++
		}
	}
	return seen, unseen
}

// plannedRE lists status notes that announce work and so are no incidents.
var plannedRE = regexp.MustCompile(`(?i)reindex|enforced|brownout|reset .* database`)

func indexed(t *testing.T, root, kind string) (docs []document) {
	r := csv.NewReader(bytes.NewReader(load(t, root, "docs", "INDEX.tsv")))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		if row[1] != kind || kind == "status" && plannedRE.MatchString(row[6]) {
			continue
		}
		body := string(load(t, root, "docs", filepath.FromSlash(row[13])))
		docs = append(docs, document{row[0], hindsight.Postmortem{Title: row[6], Body: plainText(body)}})
	}
	return docs
}

func labelled(t *testing.T, root, kind string) (docs []document) {
	sc := bufio.NewScanner(bytes.NewReader(load(t, root, "tags", "dev.jsonl")))
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var d struct{ Group, Title, Text, Kind string }
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if d.Kind == kind {
			docs = append(docs, document{"tag-" + d.Group, hindsight.Postmortem{Title: d.Title, Body: plainText(d.Text)}})
		}
	}
	return docs
}

func seeds(t *testing.T, root string) (docs []document) {
	files, _ := filepath.Glob(filepath.Join(root, "seeds", "*.txt"))
	for _, file := range files {
		data := load(t, file)
		if bytes.HasPrefix(data, []byte("<?xml")) {
			docs = append(docs, posts(filepath.Base(file), data)...)
			continue
		}
		title, body, _ := strings.Cut(string(data), "\n")
		docs = append(docs, document{filepath.Base(file), hindsight.Postmortem{Title: title, Body: body}})
	}
	return docs
}

// blogs takes the posts of all feeds but the one of a status page.
func blogs(t *testing.T, root string) (docs []document) {
	files, _ := filepath.Glob(filepath.Join(root, "feeds", "*.*"))
	for _, file := range files {
		name := filepath.Base(file)
		if name != "INDEX.tsv" && !strings.Contains(name, "Status") {
			docs = append(docs, posts(name, load(t, file))...)
		}
	}
	return docs
}

// posts reads what it can of an RSS, Atom or JSON feed; it needs no more than
// the texts, so broken tails are let go.
func posts(name string, data []byte) (docs []document) {
	add := func(title, body string) {
		docs = append(docs, document{name + "#", hindsight.Postmortem{Title: plainText(title), Body: plainText(body)}})
	}
	if strings.HasSuffix(name, ".json") {
		var feed struct {
			Items []struct {
				Title, Summary string
				HTML           string `json:"content_html"`
				Text           string `json:"content_text"`
			}
		}
		if json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &feed) == nil {
			for _, it := range feed.Items {
				add(it.Title, it.HTML+it.Text+it.Summary)
			}
		}
		return docs
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict, d.Entity = false, xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		tok, err := d.Token()
		start, ok := tok.(xml.StartElement)
		switch {
		case err != nil:
			return docs
		case ok && (start.Name.Local == "item" || start.Name.Local == "entry"):
			title, body := post(d, start.Name.Local)
			add(title, body)
		}
	}
}

// post reads the text under the item's own elements; the longest of its
// contents and descriptions is the body.
func post(d *xml.Decoder, end string) (title, body string) {
	var path []string
	var text strings.Builder
	for {
		tok, err := d.Token()
		if err != nil {
			return title, body
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if path = append(path, tok.Name.Local); len(path) == 1 {
				text.Reset()
			} else {
				text.WriteString("<" + tok.Name.Local + ">")
			}
		case xml.CharData:
			text.Write(tok)
		case xml.EndElement:
			switch {
			case len(path) == 0 && tok.Name.Local == end:
				return title, body
			case len(path) == 1 && path[0] == "title" && title == "":
				title = text.String()
			case len(path) == 1 && strings.Contains("encoded description content summary", path[0]) && text.Len() > len(body):
				body = text.String()
			}
			path = path[:max(0, len(path)-1)]
		}
	}
}

var (
	frontMatterRE = regexp.MustCompile(`(?s)\A(---|\+\+\+)\n.*?\n(---|\+\+\+)\n`)
	headingsRE    = regexp.MustCompile(`(?i)<h[1-6][^>]*>`)
	breaksRE      = regexp.MustCompile(`(?i)</?(p|div|br|h[1-6]|ul|ol|li|tr|dd|dt|pre)[ />][^>]*>?`)
	tagsRE        = regexp.MustCompile(`</?[a-zA-Z][^>]*>`)
)

// plainText is a crude stand-in for internal/clean: headings keep a mark, all
// other markup goes.
func plainText(s string) string {
	s = frontMatterRE.ReplaceAllString(s, "")
	if strings.Contains(s, "&lt;") && !strings.Contains(s, "<") {
		s = html.UnescapeString(s)
	}
	s = headingsRE.ReplaceAllString(s, "\n## ")
	s = breaksRE.ReplaceAllString(s, "\n")
	return html.UnescapeString(tagsRE.ReplaceAllString(s, ""))
}

func load(t *testing.T, path ...string) []byte {
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
