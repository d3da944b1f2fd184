// Package document makes texts of documents that are none, PDF, Word, OpenDocument
// and Rich Text, by programs that are installed on this machine: pdftotext and
// pandoc. They are run confined (package tool): what a document does to such a
// program ends there.
package document

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/tool"
)

// converters say by which program a kind of document is read, and what that is
// given; the name of a file of ours follows, then what stands in after. pandoc is
// told to read nothing else by itself as well.
var converters = []struct {
	kind, program string
	args, after   []string
	read          func(string) string
}{
	{clean.PDF, "pdftotext", []string{"-enc", "UTF-8", "-eol", "unix"}, []string{"-"}, pages},
	{clean.Word, "pandoc", pandoc("docx", "--track-changes=accept"), nil, nil},
	{clean.OpenDocument, "pandoc", pandoc("odt"), nil, titled},
	{clean.RichText, "pandoc", pandoc("rtf"), nil, titled},
}

// pandoc is what pandoc is told: Markdown with what the document says of itself in
// front, a paragraph a line.
func pandoc(from string, more ...string) []string {
	return append([]string{"--sandbox", "--from=" + from, "--to=gfm", "--standalone", "--wrap=none"}, more...)
}

// limits bound a conversion. Of a Word document of 8,000 words pandoc makes Markdown
// in 0.4 s of a processor and 100 MB, of one of 220,000 in 9 s and 320 MB
// (/usr/bin/time -v pandoc --from=docx --to=gfm).
var limits = tool.Limits{Time: time.Minute, CPU: 30 * time.Second, Memory: 2 << 30, File: 64 << 20, Output: 8 << 20}

// ErrNoText says that there are only pictures in a document.
var ErrNoText = errors.New("no text is in it, pictures of one perhaps: give it as text")

// Text is the input as a text, where it is a document and the program is there that
// reads its kind; else it is the input as it came.
func Text(ctx context.Context, kit tool.Kit, in hindsight.Input) (hindsight.Input, error) {
	kind := clean.Document(in.Data)
	if kind == "" {
		return in, nil
	}
	for _, c := range converters {
		program, ok := tool.Find(c.program)
		if c.kind != kind || !ok {
			continue
		}
		out, err := convert(ctx, kit, program, append(append([]string{}, c.args...), file(kind)), c.after, in.Data, file(kind))
		if err != nil {
			return in, fmt.Errorf("%s: %w", in.Name, err)
		}
		if c.read != nil {
			out = c.read(out)
		}
		if strings.TrimSpace(out) == "" {
			return in, fmt.Errorf("%s: %w", in.Name, ErrNoText)
		}
		in.Data, in.MediaType, in.Text = []byte(out), "text/plain; charset=utf-8", ""
		return in, nil
	}
	return in, nil
}

// file is the name that a document has in the program's folder: never its own.
func file(kind string) string { return "document." + kind }

func convert(ctx context.Context, kit tool.Kit, program string, args, after []string, data []byte, name string) (string, error) {
	dir, err := os.MkdirTemp("", "hindsight-document-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		return "", err
	}
	out, err := kit.Run(ctx, tool.Command{Path: program, Args: append(args, after...), Dir: dir, Limits: limits})
	return string(out), err
}
