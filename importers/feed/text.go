package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/clean"
)

// Recognise says that the input is a feed, by its first 64 KB.
func Recognise(in hindsight.Input) bool {
	in.Data = in.Data[:min(len(in.Data), 64<<10)]
	text, err := text(in)
	return err == nil && kind(text) != ""
}

// kind returns "xml" or "json" for feeds, else "".
func kind(text string) string {
	head := text[:min(len(text), 64<<10)]
	if strings.HasPrefix(head, "{") {
		if jsonMarkRE.MatchString(head) {
			return "json"
		}
		return ""
	}
	head = strings.TrimSpace(prologRE.ReplaceAllString(head, ""))
	root := rootTagRE.FindStringSubmatchIndex(head)
	switch {
	case root == nil || htmlTagRE.MatchString(head):
		return ""
	case root[0] == 0, root[0] < maxNoise && root[4] >= 0: // a text may speak of "<feed>"
		return "xml"
	}
	return ""
}

// maxNoise is how much a server's warnings may put before a feed, in bytes.
const maxNoise = 2000

var (
	rootTagRE  = regexp.MustCompile(`<(?:[\w.-]+:)?(rss|RSS|Rss|rdf|RDF|feed|Feed|FEED|Channel|CHANNEL)(?:\s+(?:version|xmlns)(=|:)|[\s/>])`)
	htmlTagRE  = regexp.MustCompile(`(?i)^\s*(?:<!doctype html|<html[\s>])`)
	prologRE   = regexp.MustCompile(`(?s)<\?xml[^<>]*\?>|<\?xml-stylesheet.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>`)
	jsonMarkRE = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org|"(?:items|feed_url|home_page_url)"\s*:`)
)

// text decompresses and decodes a feed, and drops the characters that XML
// forbids.
func text(in hindsight.Input) (string, error) {
	data, err := gunzip(in.Data)
	if err != nil {
		return "", err
	}
	if len(data) > clean.MaxText {
		return "", fmt.Errorf("%w: more than %d MB", clean.ErrTooBig, clean.MaxText>>20)
	}
	text, err := clean.Decode(data, in.MediaType)
	if err != nil {
		return "", err
	}
	text = strings.TrimSpace(strings.Map(legal, text))
	if text == "" {
		return "", clean.ErrEmpty
	}
	return text, nil
}

// gunzip decompresses data that says it is gzip; files keep what a server
// sent. What a truncated file still gives is taken.
func gunzip(data []byte) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b, 8}) {
		return data, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(r, clean.MaxText+1))
	if err != nil && (len(out) == 0 || !errors.Is(err, io.ErrUnexpectedEOF)) {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return out, nil
}

// legal drops the characters that XML 1.0 does not have.
func legal(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
		return -1
	}
	return r
}

var xmlStartRE = regexp.MustCompile(`<\?xml|<!--|<!DOCTYPE|` + rootTagRE.String())

// trimNoise drops what stands before the XML: a server's warnings.
func trimNoise(text string) string {
	if at := xmlStartRE.FindStringIndex(text); at != nil {
		return text[at[0]:]
	}
	return text
}
