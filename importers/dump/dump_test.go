package dump

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
	"hindsight/internal/frontmatter"
)

// Every error is one line that names the input and says what to do.
func TestBadInput(t *testing.T) {
	for _, c := range []struct{ name, data, kind, err string }{
		{"empty.txt", "", "", "put the postmortem's text into it"},
		{"blank.txt", " \n\t\n\ufeff", "", "put the postmortem's text into it"},
		{"picture.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "", "save it as plain text"},
		{"archive.zip", "PK\x03\x04\x14\x00\x00\x00", "", "unpack it"},
		{"report.docx", "PK\x03\x04\x14\x00\x00\x00[Content_Types].xml\x00word/document.xml", "", "a Word document (.docx); install pandoc"},
		{"report.odt", "PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.text", "", "install pandoc"},
		{"report.pdf", "%PDF-1.7\nIt was down, it was out.", "", "pdftotext"},
		{"report.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "", "save it as plain text"},
		{"report.rtf", `{\rtf1\ansi It was down for an hour, and so on.}`, "", "a Rich Text document"},
		{"huge.txt", strings.Repeat("All work and no play. ", MaxBytes/20), "", "cut it into one file"},
		{"numbers.csv", "1,2,3\n4,5,6\n", "", "no prose"},
		{"word.txt", "hello", "", "no prose"},
		{"data.json", `{"a": 1}`, "", "no prose"},
		{"odd.txt", "It was down.", "novel", `unknown kind of dump "novel": want mail, statuspage`},
		{"front.md", "---\ntitle: x\n---\n", "", "no prose"},
	} {
		in := hindsight.Input{Name: c.name, Data: []byte(c.data)}
		if kind := kindFor(in); kind != "" && c.kind == "" && c.name != "front.md" && c.name != "huge.txt" { // which says that it is too long
			t.Errorf("%s is recognised as %q", c.name, kind)
		}
		got := render(in, c.kind)
		if !strings.HasPrefix(got, "error: "+c.name+": ") || !strings.Contains(got, c.err) || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: got %.200q, want one line with %q", c.name, got, c.err)
		}
	}
}

// A kind that is asked for is used, whatever the text looks like.
func TestForcedKind(t *testing.T) {
	const text = "Outage\n\nThe disk of the server was full.\n\n3 Likes\n\nI like it.\n\n1 Like\n"
	for _, kind := range Kinds() {
		got := all(t, hindsight.Input{Name: "x.txt", Data: []byte(text)}, kind)
		if len(got) != 1 && kind != Statuspage {
			t.Errorf("%s: %d documents", kind, len(got))
			continue
		}
		for _, p := range got {
			if p.Source.Importer != hindsight.Dump(kind) || strings.Contains(p.Body, "I like it") == (kind == Forum) {
				t.Errorf("%s: importer %q, body %q", kind, p.Source.Importer, p.Body)
			}
		}
	}
}

// What a text that calls itself a collection holds is known to be of one; the
// reports of another are not.
func TestCollected(t *testing.T) {
	const parts = "\n## 2019-05-09: Search slow\n\nThe index had grown too large for the memory of its node.\n\n" +
		"## 2019-04-04: Login slow\n\nThe cache of the sessions was emptied by a script at noon.\n"
	for title, want := range map[string]bool{"# Outages of 2019\n": true, "# The search team\n": false} {
		got := all(t, hindsight.Input{Name: "x.md", Data: []byte(title + parts)}, "")
		if len(got) != 2 || got[0].Collected != want || got[1].Collected != want {
			t.Errorf("%q: %d reports, want 2 with Collected %v", title, len(got), want)
		}
	}
}

// An import that is called off stops with the reason.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	n := 0
	for _, err := range New(hindsight.Input{Name: "a", Data: []byte("Outage\n\nThe disk of the server was full.")}, "").Import(ctx) {
		if n++; err == nil {
			t.Error("no error")
		}
	}
	if n != 1 {
		t.Errorf("%d results", n)
	}
}

// The same text gives the same bytes, with any line ends.
func TestLineEnds(t *testing.T) {
	for _, f := range inputs(t) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		unix := render(hindsight.Input{Name: "x", Data: data}, "")
		dos := render(hindsight.Input{Name: "x", Data: []byte("\ufeff" + strings.ReplaceAll(string(data), "\n", "\r\n"))}, "")
		if unix != dos {
			t.Errorf("%s: with CRLF\n%s\nwith LF\n%s", f, dos, unix)
		}
	}
}

var titles = []struct{ found, organisation, file, want string }{
	// what is added to a title
	{"Trouble in the east – Postmortem", "", "", "Trouble in the east"},
	{"Disk full | Example Engineering", "", "", "Disk full"},
	{"**Disk** `full` on [db1](https://x.example)", "", "", "Disk full on db1"},
	{"Post-mortem: Disk full", "", "", "Post-mortem: Disk full"},
	{"Postmortem of June 8", "", "", "Postmortem of June 8"},
	{"Incident on 2020-02-12", "", "", "Incident on 2020-02-12"},
	{"503", "", "2019-01-01-all-services-answer-503.md", "All services answer 503"},
	// what is no title: then the file's name speaks
	{"Issue Summary", "", "2021-05-09-negative-coin-values.md", "Negative coin values"},
	{"ISSUE NAME", "", "disk_full_on_db1.txt", "Disk full on db1"},
	{"[Incident Title]", "", "2020/disk-full.md", "Disk full"},
	{"2019-02-08", "", "dns-loop.md", "Dns loop"},
	{"Finch Status", "", "late-mail.txt", "Late mail"},
	{"Finch Engineering Blog", "", "late-mail.txt", "Late mail"},
	{"Finch", "Finch", "late-mail.txt", "Late mail"},
	{"Root Cause Analysis", "", "000_a5c12fab577b5d6c.txt", ""},
	{"", "", "", ""},
}

func TestTitle(t *testing.T) {
	for _, c := range titles {
		s := newSource(hindsight.Input{Name: c.file}, "", false)
		if got := bestTitle([]string{c.found}, c.organisation, s); got != c.want {
			t.Errorf("title of %q, file %q: got %q, want %q", c.found, c.file, got, c.want)
		}
	}
	for _, p := range all(t, hindsight.Input{Name: "20190225.txt", Data: []byte("# Postmortem\n\nOrganisation: Finch\n\nThe disk was full.")}, Markdown) {
		if p.Title != "Finch incident of 25 February 2019" {
			t.Errorf("made title %q", p.Title)
		}
	}
}

// The heading that is the title is no section, whatever stands before it.
func TestTitleLeavesBody(t *testing.T) {
	const text = "The disk was full, and mail stood still for an hour.\n"
	for _, c := range []struct{ name, before, after, title, body string }{
		{"a picture of HTML", "<p align=\"center\"><img src=\"a.png\"></p>\n\n", "", "RCA - Disk full", "![](a.png)\n\n" + text},
		{"a badge", "![build](b.svg)\n\n", "", "RCA - Disk full", "![build](b.svg)\n\n" + text},
		{"a box", "> This page is final.\n\n", "", "RCA - Disk full", "> This page is final.\n\n" + text},
		{"a remark", "[//]: # (Draft)\n\n", "", "RCA - Disk full", text},
		{"a mode line", "-*- mode: markdown -*-\n\n", "", "RCA - Disk full", text},
		{"code", "```\n# RCA - Disk full\n```\n\n", "", "RCA - Disk full", "```\n# RCA - Disk full\n```\n\n" + text},
		{"a section of that name", "---\ntitle: Disk full\n---\n\n## Summary\n\nIt was late.\n\n", "", "Disk full",
			"### Summary\n\nIt was late.\n\n## RCA - Disk full\n\n" + text},
		{"a long text", strings.Repeat("We had a bad day here. ", 9) + "\n\n", "\n## Cause\n\nA log.\n", "",
			strings.TrimSpace(strings.Repeat("We had a bad day here. ", 9)) + "\n\n## RCA - Disk full\n\n" + text + "\n## Cause\n\nA log.\n"},
	} {
		in := hindsight.Input{Data: []byte(c.before + "# RCA - Disk full\n\n" + text + c.after)}
		for _, p := range all(t, in, "") {
			if p.Title != c.title || strings.TrimSpace(p.Body) != strings.TrimSpace(c.body) {
				t.Errorf("%s: title %q, body %q", c.name, p.Title, p.Body)
			}
		}
	}
	for _, p := range all(t, hindsight.Input{Data: []byte("```\ndf -h\n```\n\n" + text)}, "") {
		if p.Title != "" {
			t.Errorf("a fence is taken for the title: %q", p.Title)
		}
	}
}

// What a report says of itself in fields at its head: title|author|date|organisation.
func TestHead(t *testing.T) {
	const text = "\n\nMail stood still for an hour, because a disk was full.\n\n## Cause\n\nA log had grown.\n"
	for head, want := range map[string]string{
		"**Title:** Disk full\n\n**Date of report:** 1 March 2022\n\n**Prepared by:** Kim Osei":                   "Disk full|Kim Osei|2022-03-01|",
		"| Title | Disk full |\n| --- | --- |\n| Report date | 1 March 2022 |\n| Author | Kim Osei |":             "Disk full|Kim Osei|2022-03-01|",
		"# Disk full\n\n> Status: final · Author: P. Sand · Date: 2022-03-01 · Company: Finch":                    "Disk full|P. Sand|2022-03-01|Finch",
		"# Disk full\n\nStatus: final | Author: P. Sand | Date: 2022-03-01":                                       "Disk full|P. Sand|2022-03-01|",
		"INCIDENT REPORT\n===============\n\nTitle ....: Disk full\nDate .....: 1 March 2022\nAuthor ..: K. Osei": "Disk full|K. Osei|2022-03-01|",
		"# Disk full\n\nStatus: done\nAuthor: Kim Osei\nReviewers: Per Lund":                                      "Disk full|Kim Osei||",
		"# INCIDENT REPORT": "INCIDENT REPORT|||",
		"# Disk full\n\nStatus: final · Incident date: 2022-03-01 · Author: see the log of git": "Disk full|||",
		"Prepared by: Kim Osei\nOwner: Mail team":                                               "|Kim Osei||",
		"Incident date: 1 March 2022":                                                           "|||",
		"Guild: Finch Games\nChannel: operations":                                               "|||",
		"# Incident Summary":                                                                    "|||",
		"# Report\n\nThe title: a story of a disk":                                              "|||",
	} {
		for _, p := range all(t, hindsight.Input{Data: []byte(head + text)}, "") {
			got := strings.Join([]string{p.Title, p.Source.Author, p.Date.String(), p.Organisation}, "|")
			if got != want || strings.Contains(p.Body, "**Title") {
				t.Errorf("%q: got %s, want %s, body %q", head, got, want, p.Body)
			}
		}
	}
}

func TestTitleLine(t *testing.T) {
	for line, want := range map[string]bool{
		"Outage: 3 March 2022": true, "Postmortem: disk full": true, "Status page down": true, "Team outing: no mail": true,
		"Incident date: 3 March 2022": false, "Prepared by: Kim Osei": false, "**Status:** final": false, "```yaml": false,
	} {
		if isTitleLine(line) != want {
			t.Errorf("%q: want %v", line, want)
		}
	}
}

var dates = []struct{ text, file, want string }{
	// front matter, before all else
	{"---\ndate: 2020-07-09T10:00:00+02:00\n---\nText.", "2001-01-01-x.md", "2020-07-09T08:00:00Z"},
	{"---\npubDate: Jan 16, 2025\n---\nText.", "", "2025-01-16"},
	{"+++\npath = \"2018/10/19/x\"\n+++\nText.", "", "2018-10-19"},
	// the head of the text
	{"Title\nJuly 2, 2012\n\nText.", "", "2012-07-02"},
	{"Title\nNovember, 25th 2020\n\nText.", "", "2020-11-25"},
	{"Title\nDate: 2019-02-18\n\nText.", "", "2019-02-18"},
	{"Title\nPublished on 9 July 2020 by Ina\n\nText.", "", "2020-07-09"},
	{"Title\nIna Holt | July 9, 2020\n\nText.", "", "2020-07-09"},
	{"Title\nLast updated 9 July 2020\n\nText.", "", ""},
	{"---\ndate: 2020-07-02\n---\n# Title\n\nLast updated 9 July 2020\n\nText.", "", "2020-07-02"},
	{"Title\nLast updated 9 July 2020\n\nText.", "2020-07-02-x.md", "2020-07-02"},
	// the file's name
	{"Title\n\nText.", "a/2020-07-09-x.md", "2020-07-09"},
	{"Title\n\nText.", "20180515-1.txt", "2018-05-15"},
	{"Title\n\nText.", "incident-2018_05_15.txt", "2018-05-15"},
	{"2017-09-27, Hub 403\n\nThe hub said 403.", "", "2017-09-27"},
	// nothing is invented
	{"Title\n\nOn July 2, 2012 it failed.", "", ""},
	{"Title\n\nText.\n\n01-26-2024 - A fix was made", "", ""},
	{"Title\n\nText.", "20181350-1.txt", ""},
	{"Title\n\nText.", "000_a5c12fab577b5d6c.txt", ""},
	{"Report on March 3\n\nText.", "", ""},
}

func TestDate(t *testing.T) {
	for _, c := range dates {
		got := all(t, hindsight.Input{Name: c.file, Data: []byte(c.text)}, Markdown)
		if len(got) != 1 || got[0].Date.String() != c.want {
			t.Errorf("date of %q in %q: got %v, want %q", c.text, c.file, got, c.want)
		}
	}
}

// Front matter that is hostile or broken loses neither the text nor the time.
func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ text, title, body string }{
		{"---\ntitle: a: b\ndate: [\n---\nbody", "a: b", "body"},
		{"---\ntitle: x\n...\nbody", "x", "body"},
		{"---\nTitle: 'x'\nseo:\n  title: y\n---\nbody", "x", "body"},
		{"---\na: &a [1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c]\ntitle: x\n---\nbody", "x", "body"},
		{"---\n\nnot front matter\n\n---\nbody", "", "---\n\nnot front matter\n\n---\nbody"},
		{"---\ntitle: never closed\n", "", "---\ntitle: never closed\n"},
	} {
		meta, _, body := frontmatter.Read(c.text)
		if meta["title"] != c.title || body != c.body {
			t.Errorf("%q: title %q, body %q", c.text, meta["title"], body)
		}
	}
}

func FuzzImport(f *testing.F) {
	for _, name := range inputs(f) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "")
	}
	for _, k := range Kinds() {
		f.Add([]byte("Title\n\n15:54 UTC: text\n\n* a\n"), k)
	}
	f.Fuzz(func(t *testing.T, data []byte, kind string) {
		in := hindsight.Input{Name: "2020-01-02-fuzz.md", Data: data}
		got := render(in, kind)
		if got != render(in, kind) {
			t.Error("two runs differ")
		}
		if known := kindFor(in); known != "" && got == "" {
			t.Errorf("recognised as %s, but nothing came", known)
		}
	})
}

// inputs are the files of testdata that are no goldens.
func inputs(tb testing.TB) []string {
	return slices.DeleteFunc(fixture.Files(tb, "testdata/*"), func(f string) bool { return strings.HasSuffix(f, ".golden") })
}

// all imports an input in which nothing is wrong.
func all(t *testing.T, in hindsight.Input, kind string) []hindsight.Postmortem {
	t.Helper()
	var got []hindsight.Postmortem
	for p, err := range New(in, kind).Import(context.Background()) {
		if err != nil {
			t.Error(err)
			continue
		}
		got = append(got, p)
	}
	return got
}

func kindFor(in hindsight.Input) string {
	_, kind := Recognise(in)
	return kind
}
