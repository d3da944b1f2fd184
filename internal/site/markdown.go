package site

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// markdown is the dialect of content files: CommonMark with tables,
// strikethrough and bare links. Images become links, HTML that is no harmless
// mark-up becomes text: nothing of a text is lost, and nothing is loaded.
var markdown = goldmark.New(
	goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
		extension.Strikethrough,
		extension.Linkify,
	),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(nodes{}, 100))),
)

// policy is what may stand in a page of all that markdown can write.
var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "li", "blockquote", "pre", "code",
		"em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "kbd", "table", "thead", "tbody", "tr", "dl", "dt", "dd")
	p.AllowElements("ol", "td", "th")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("td", "th")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	return p
}()

// toHTML renders Markdown to sanitised HTML.
func toHTML(md string) ([]byte, error) {
	var b bytes.Buffer
	if err := markdown.Convert([]byte(md), &b); err != nil {
		return nil, err
	}
	return policy.SanitizeBytes(b.Bytes()), nil
}

// nodes renders the nodes that are different here.
type nodes struct{}

func (nodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindImage, renderImage)
	r.Register(ast.KindRawHTML, renderRawHTML)
	r.Register(ast.KindHTMLBlock, renderHTMLBlock)
}

// imageWord begins what stands for an image: "Image: the load of the disk".
const imageWord = "Image"

// renderImage writes a link to the image, or its text within another link.
func renderImage(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Image)
	label := imageWord
	if alt := strings.TrimSpace(plainText(n, source)); alt != "" {
		label += ": " + alt
	}
	if inLink(n) || gmhtml.IsDangerousURL(n.Destination) {
		_, _ = w.Write(util.EscapeHTML([]byte(label)))
		return ast.WalkSkipChildren, nil
	}
	_, _ = w.WriteString(`<a href="`)
	_, _ = w.Write(util.EscapeHTML(util.URLEscape(n.Destination, true)))
	_, _ = w.WriteString(`">`)
	_, _ = w.Write(util.EscapeHTML([]byte(label)))
	_, _ = w.WriteString(`</a>`)
	return ast.WalkSkipChildren, nil
}

func inLink(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindLink {
			return true
		}
	}
	return false
}

// plainText is the text of a node's children.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		switch c := c.(type) {
		case *ast.Text:
			if entering {
				b.Write(c.Segment.Value(source))
			}
		case *ast.String:
			if entering {
				b.Write(c.Value)
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

func renderRawHTML(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		writeHarmless(w, node.(*ast.RawHTML).Segments.Value(source))
	}
	return ast.WalkSkipChildren, nil
}

func renderHTMLBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*ast.HTMLBlock)
		raw := n.Lines().Value(source)
		if n.HasClosure() {
			raw = append(raw, n.ClosureLine.Value(source)...)
		}
		_, _ = w.WriteString("<p>")
		writeHarmless(w, raw)
		_, _ = w.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}

// harmless are the elements whose tags people write in Markdown. The policy
// decides which of them stay; the text within stays in any case.
var harmless = map[string]bool{}

func init() {
	for name := range strings.FieldsSeq(`a b blockquote br center code dd del details div dl dt em font h1 h2 h3 h4
		h5 h6 hr i ins kbd li ol p pre s section small span strong sub summary sup table tbody td th thead tr u ul wbr`) {
		harmless[name] = true
	}
}

// writeHarmless copies harmless tags, drops comments, and writes all else as
// the text that it is: "<Foo>" and "<script>" are shown, not run.
func writeHarmless(w util.BufWriter, raw []byte) {
	z := html.NewTokenizer(bytes.NewReader(raw))
	for {
		switch t := z.Next(); t {
		case html.ErrorToken:
			return
		case html.CommentToken:
		case html.TextToken:
			_, _ = w.Write(util.EscapeHTML(z.Raw()))
		case html.DoctypeToken:
			_, _ = w.Write(util.EscapeHTML(z.Raw()))
		default:
			token := bytes.Clone(z.Raw())
			if name, _ := z.TagName(); harmless[string(name)] {
				_, _ = w.Write(token)
			} else {
				_, _ = w.Write(util.EscapeHTML(token))
			}
		}
	}
}
