//go:build unix

package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/tool"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "launch" {
		fmt.Fprintln(os.Stderr, tool.Launch(os.Args[2:]))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func kit(t *testing.T) tool.Kit {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return tool.Kit{Launcher: []string{exe, "launch"}}
}

// zipped is a ZIP archive of files, in their order: name, text, name, text.
func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const word = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

func docx(t *testing.T) []byte {
	p := func(style, text string) string {
		if style != "" {
			style = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
		}
		return "<w:p>" + style + "<w:r><w:t>" + text + "</w:t></w:r></w:p>"
	}
	style := func(id, name string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/></w:style>`
	}
	return zipped(t,
		"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`+
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`+
			`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`,
		"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
			`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
			`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
		"word/styles.xml", `<?xml version="1.0"?><w:styles `+word+`>`+style("Title", "Title")+style("Heading1", "heading 1")+`</w:styles>`,
		"word/document.xml", `<?xml version="1.0"?><w:document `+word+`><w:body>`+p("Title", "The disk filled up")+
			p("", "On 14 March 2024 no parcel could be labelled.")+p("Heading1", "Root cause")+p("", "The disk of the label database was full.")+
			`<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>It was nobody.</w:delText></w:r></w:del></w:p></w:body></w:document>`)
}

func odt(t *testing.T) []byte {
	const names = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"`
	const kind = "application/vnd.oasis.opendocument.text"
	return zipped(t, "mimetype", kind,
		"META-INF/manifest.xml", `<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">`+
			`<manifest:file-entry manifest:full-path="/" manifest:media-type="`+kind+`"/></manifest:manifest>`,
		"styles.xml", `<?xml version="1.0"?><office:document-styles `+names+`><office:font-face-decls/><office:styles/><office:automatic-styles/></office:document-styles>`,
		"content.xml", `<?xml version="1.0"?><office:document-content `+names+`><office:body><office:text>`+
			`<text:p>The disk filled up</text:p><text:p>On 14 March 2024 no parcel could be labelled.</text:p>`+
			`<text:h text:outline-level="1">Root cause</text:h><text:p>The disk of the label database was full.</text:p>`+
			`</office:text></office:body></office:document-content>`)
}

const rtf = `{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}\pard The disk filled up\par\pard On 14 March 2024 no parcel could be labelled.\par` +
	`\pard Root cause\par\pard The disk of the label database was full.\par}`

// pdf is a PDF of pages of lines.
func pdf(pages ...[]string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(text string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), text)
	}
	b.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	kids := ""
	for n := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*n)
	}
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [ %s] >>", len(pages), kids))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	for n, lines := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> >>", 5+2*n))
		text := "BT /F 12 Tf 14 TL 72 720 Td\n"
		for _, l := range lines {
			text += "(" + l + ") Tj T*\n"
		}
		text += "ET"
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

func samples(t *testing.T) map[string][]byte {
	return map[string][]byte{clean.Word: docx(t), clean.OpenDocument: odt(t), clean.RichText: []byte(rtf),
		clean.PDF: pdf([]string{"The disk filled up", "On 14 March 2024 no parcel could be labelled.", "", "Root cause", "The disk of the label database was full."})}
}

// Documents are known by their bytes, and read by the program that is installed; one
// that is not is named when the document is refused.
func TestText(t *testing.T) {
	for kind, data := range samples(t) {
		if got := clean.Document(data); got != kind {
			t.Errorf("a %s is taken for %q", kind, got)
		}
		program := map[string]string{clean.PDF: "pdftotext"}[kind]
		if program == "" {
			program = "pandoc"
		}
		if _, ok := tool.Find(program); !ok {
			t.Logf("%s is not installed: a stand-in reads the %s", program, kind)
			fake(t, program, "echo 'The disk filled up'; echo; echo 'On 14 March 2024 no parcel could be labelled.'; echo; echo 'The disk of the label database was full.'")
		}
		got, err := Text(t.Context(), kit(t), hindsight.Input{Name: "-o.exe", Data: data, MediaType: "application/octet-stream"})
		for _, want := range []string{"The disk filled up", "On 14 March 2024 no parcel could be labelled.", "The disk of the label database was full."} {
			if err != nil || !strings.Contains(string(got.Data), want) || got.Name != "-o.exe" || !strings.HasPrefix(got.MediaType, "text/plain") {
				t.Errorf("%s: %v %+v\n%s\nwant %q", kind, err, got.MediaType, got.Data, want)
			}
		}
		if strings.Contains(string(got.Data), "nobody") {
			t.Errorf("%s: what was struck out is in it:\n%s", kind, got.Data)
		}
	}
	for _, text := range []string{"A text.", "", "PK\x03\x04 a ZIP archive of anything else", "<html></html>"} {
		if got, err := Text(t.Context(), kit(t), hindsight.Input{Data: []byte(text), MediaType: "x/y"}); err != nil || string(got.Data) != text || got.MediaType != "x/y" {
			t.Errorf("%q: %v %+v", text, err, got)
		}
	}
	t.Setenv("PATH", t.TempDir())
	for kind, data := range samples(t) {
		in := hindsight.Input{Data: data}
		got, err := Text(t.Context(), kit(t), in)
		if err != nil || !bytes.Equal(got.Data, data) {
			t.Errorf("%s, nothing installed: %v", kind, err)
		}
		if _, err := clean.InputText(got); !errors.Is(err, clean.ErrDocument) || !strings.Contains(err.Error(), "; install p") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s, nothing installed: refused with %v", kind, err)
		}
	}
}

// fake puts a program in the place of the one that is installed.
func fake(t *testing.T, name, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// Programs that hang, print without end, fail, say nothing, or reach for more than
// their document.
func TestHostile(t *testing.T) {
	usual := limits
	defer func() { limits = usual }()
	outside := filepath.Join(t.TempDir(), "outside")
	for _, c := range []struct {
		name, script, err string
		limits            func(*tool.Limits)
		linux             bool // it takes Linux to stop it
	}{
		{"it hangs", "sleep 1000", "pdftotext took too long: more than 1s", func(l *tool.Limits) { l.Time = time.Second }, false},
		{"it hangs with a child", "sleep 1000 & wait", "pdftotext took too long: more than 1s", func(l *tool.Limits) { l.Time = time.Second }, false},
		{"it prints without end", "while :; do echo all work and no play; done", "pdftotext writes too much: more than 0 MB", func(l *tool.Limits) { l.Output = 1 << 18 }, false},
		{"it fails", `printf 'first\n\033[31mSyntax Error: no trailer\n' >&2; exit 1`, "pdftotext: [31mSyntax Error: no trailer", nil, false},
		{"it breaks off", "kill -SEGV $$", "pdftotext was ended by the system", nil, false},
		{"it says nothing", "exit 0", ErrNoText.Error(), nil, false},
		{"it says blanks", `printf '\f \n\f'`, ErrNoText.Error(), nil, false},
		{"it works for ever", "while :; do :; done", "pdftotext was ended by the system", func(l *tool.Limits) { l.CPU = time.Second }, true},
		{"it writes without end", "while :; do echo all work and no play; done > big", "pdftotext was ended by the system", func(l *tool.Limits) { l.File = 1 << 12 }, true},
		{"it writes elsewhere", "echo x > '" + outside + "' || exit 9", "pdftotext: ", nil, true},
	} {
		if c.linux && runtime.GOOS != "linux" {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			if limits = usual; c.limits != nil {
				c.limits(&limits)
			}
			fake(t, "pdftotext", c.script)
			_, err := Text(t.Context(), kit(t), hindsight.Input{Name: "report.pdf", Data: pdf([]string{"x"})})
			if err == nil || !strings.HasPrefix(err.Error(), "report.pdf: ") || !strings.Contains(err.Error(), c.err) || strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("%v, want %q", err, c.err)
			}
		})
	}
	if _, err := os.Stat(outside); err == nil && runtime.GOOS == "linux" {
		t.Error("it wrote elsewhere")
	}
}

// A program is given a name of ours, in a folder of ours, and nothing of its user's.
func TestGiven(t *testing.T) {
	t.Setenv("SECRET_TOKEN", "x")
	fake(t, "pandoc", `echo "$@"; echo; pwd; ls; env`)
	got, err := Text(t.Context(), kit(t), hindsight.Input{Name: "--lua-filter=evil.lua", Data: docx(t)})
	text := string(got.Data)
	if err != nil || !strings.HasPrefix(text, "--sandbox --from=docx --to=gfm --standalone --wrap=none --track-changes=accept document.docx\n") ||
		strings.Contains(text, "evil") || strings.Contains(text, "SECRET") || !strings.Contains(text, "hindsight-document-") {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestPages(t *testing.T) {
	head := func(n int, text string) string {
		return fmt.Sprintf("Parcelwise Ltd.    Confidential\n\n%s\n\nPage %d of 4\n", text, n)
	}
	for _, c := range []struct{ name, text, want string }{
		{"one page", "A title\n\nText.\n\f", "A title\n\nText.\n"},
		{"heads and feet", head(1, "A title\n\nThe disk was") + "\f" + head(2, "full. It was\n\nnoticed late.") + "\f" + head(3, "Root cause") + "\f" + head(4, "The end."),
			"A title\n\nThe disk was\nfull. It was\n\nnoticed late.\n\nRoot cause\n\nThe end.\n"},
		{"numbers of two pages", "One.\n1\n\fTwo.\n2\n\f", "One.\n\nTwo.\n"},
		{"a number that is the text", "2019\n", "2019\n"},
		{"a line of all pages in their middle", "a\nb\nc\nAgain\nd\ne\nf\n\fg\nh\ni\nAgain\nj\nk\nl\n\fm\nn\no\nAgain\np\nq\nr\n",
			"a\nb\nc\nAgain\nd\ne\nf\ng\nh\ni\nAgain\nj\nk\nl\nm\nn\no\nAgain\np\nq\nr\n"},
		{"empty pages", "\f\f\n\f", "\n"},
	} {
		if got := pages(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTitled(t *testing.T) {
	for text, want := range map[string]string{
		"The disk filled up\n\nIt was full.\n":       "# The disk filled up\n\nIt was full.\n",
		"\n**The disk filled up**\n\nIt was full.\n": "# The disk filled up\n\nIt was full.\n",
		"On Monday the disk was full.\n\nWe knew.\n": "On Monday the disk was full.\n\nWe knew.\n",
		"# A title\n\nText.\n":                       "# A title\n\nText.\n",
		"- an item\n\nText.\n":                       "- an item\n\nText.\n",
		"| a | b |\n\nText.\n":                       "| a | b |\n\nText.\n",
		"Date: 2024-03-14\n\nText.\n":                "Date: 2024-03-14\n\nText.\n",
		"Two\nlines\n\nText.\n":                      "Two\nlines\n\nText.\n",
		strings.Repeat("word ", 21) + "\n\nText.\n":  strings.Repeat("word ", 21) + "\n\nText.\n",
		"": "",
	} {
		if got := titled(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzPages(f *testing.F) {
	f.Add("a\n1\n\fb\n2\n\f")
	f.Fuzz(func(t *testing.T, text string) {
		once := pages(text)
		if strings.Contains(once, "\f") || len(once) > len(text)+strings.Count(text, "\f")*2+2 {
			t.Errorf("%q became %q", text, once)
		}
	})
}
