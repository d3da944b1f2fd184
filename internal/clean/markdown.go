package clean

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight/internal/markdown"
)

// Bounds on what is converted. Above them the page's text alone is kept.
const (
	maxHTML  = 4 << 20 // bytes; the longest real postmortem page seen has 600 KB
	maxDepth = 64      // nested lists, quotes and tables; real ones stay below 40 with their <div>s
	maxNodes = 200_000
)

// Markdown sanitises HTML and converts it to Markdown that reads well: links
// and images absolute (seen from baseURL, which may be ""), headings from
// level 2, <dl> as a list of "- **term**: definition", footnotes as such,
// images as links, no raw HTML. What is too big or too deep becomes plain
// text. The error wraps ErrEmpty or ErrTooBig.
func Markdown(page, baseURL string) (string, error) {
	if len(page) > MaxText {
		return "", ErrTooBig
	}
	md, ok := convert(page, baseURL)
	if !ok {
		md = flatten(page)
	}
	md = markdown.Squeeze(md)
	if md == "" {
		return "", ErrEmpty
	}
	return md, nil
}

// convert answers false when the page exceeds a bound, or makes one of the
// libraries panic.
func convert(page, baseURL string) (md string, ok bool) {
	defer func() {
		if recover() != nil {
			md, ok = "", false
		}
	}()
	if len(page) > maxHTML {
		return "", false
	}
	if _, tags := parted(page); tags > maxNodes {
		return "", false
	}
	safe := scrub(policy.Sanitize(taskBoxes(page)))
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	cut, err := parsable(safe)
	if err != nil {
		return "", false
	}
	nodes, err := html.ParseFragment(strings.NewReader(cut), root) // errs above 512 open elements
	if err != nil {
		return "", false
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	if !withinBounds(root) {
		return "", false
	}
	prune(root, true)
	mend(root, baseOf(page, baseURL))
	out, err := newConverter().ConvertNode(root)
	return unmark(string(out)), err == nil
}

var taskBoxRE = regexp.MustCompile(`(?i)(<li\b[^<>]{0,200}>\s*(?:<(?:p|label|span)\b[^<>]{0,100}>\s*)?)<input\b([^<>]{0,200})>`)

// taskBoxes writes the boxes of a list of tasks as Markdown does: "[x] done".
func taskBoxes(page string) string {
	return taskBoxRE.ReplaceAllStringFunc(page, func(s string) string {
		m := taskBoxRE.FindStringSubmatch(s)
		switch attrs := strings.ToLower(m[2]); {
		case !strings.Contains(attrs, "checkbox"):
			return s
		case strings.Contains(strings.Replace(attrs, "checkbox", "", 1), "checked"):
			return m[1] + "[x] "
		default:
			return m[1] + "[ ] "
		}
	})
}

var baseTagRE = regexp.MustCompile(`(?i)<base\s[^<>]*?href\s*=\s*["']?([^"'<>\s]+)`)

// baseOf is the address that relative links are seen from: that of the page's
// own <base>, which may itself be relative, else address.
func baseOf(page, address string) *url.URL {
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	if m := baseTagRE.FindStringSubmatch(page[:min(len(page), 16<<10)]); m != nil {
		if u, err := base.Parse(html.UnescapeString(m[1])); err == nil {
			return u
		}
	}
	return base
}

func newConverter() *converter.Converter {
	return converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(),
		commonmark.NewCommonmarkPlugin(
			commonmark.WithHorizontalRule("---"),
			commonmark.WithListEndComment(false),
			commonmark.WithLinkEmptyHrefBehavior(commonmark.LinkBehaviorSkip),
			commonmark.WithLinkEmptyContentBehavior(commonmark.LinkBehaviorSkip),
		),
		quotes{},
		strikethrough.NewStrikethroughPlugin(),
		table.NewTablePlugin(
			table.WithCellPaddingBehavior(table.CellPaddingBehaviorMinimal),
			table.WithHeaderPromotion(true),
			table.WithSkipEmptyRows(true),
		),
	))
}

// policy keeps what Markdown can say, and the ids and classes that mend needs.
var policy = func() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.RequireNoFollowOnLinks(false)
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^[\w -]{1,200}$`)).
		OnElements("code", "pre", "div", "section", "sup", "a", "img", "span", "td", "aside", "nav", "footer", "header", "ul", "ol", "p")
	p.AllowAttrs("role", "aria-label").Matching(regexp.MustCompile(`^[\w -]{1,60}$`)).OnElements("div", "section", "aside", "nav", "footer", "header", "ul")
	p.AllowElements("nav", "footer", "header")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("width", "height").OnElements("img")
	p.AllowElements("tt", "kbd", "samp", "var", "strike")
	p.SkipElementsContent("button", "select", "textarea", "svg", "math", "audio", "video", "canvas", "template", "noscript", "form")
	return p
}()

// withinBounds walks without recursion: the tree is as deep as its author likes.
func withinBounds(root *html.Node) bool {
	depth, count := 0, 0
	for n := root; n != nil; {
		if count++; count > maxNodes || depth > 4*maxDepth {
			return false
		}
		if n.FirstChild != nil {
			n, depth = n.FirstChild, depth+1
			continue
		}
		for n != root && n.NextSibling == nil {
			n, depth = n.Parent, depth-1
		}
		if n == root {
			break
		}
		n = n.NextSibling
	}
	return true
}
