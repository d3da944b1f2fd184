package clean

import (
	"bytes"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/marker"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight/internal/markdown"
)

// quotes is a converter plug-in. The converter's own rule for <blockquote>
// does not see the line ends of code, and leaves such lines without "> ".
type quotes struct{}

func (quotes) Name() string { return "quotes" }

func (quotes) Init(conv *converter.Converter) error {
	conv.Register.Renderer(renderQuote, converter.PriorityEarly)
	return nil
}

func renderQuote(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	if n.DataAtom != atom.Blockquote {
		return converter.RenderTryNext
	}
	var inner bytes.Buffer
	ctx.RenderChildNodes(ctx, &inner, n)
	text := strings.ReplaceAll(inner.String(), string(marker.MarkerCodeBlockNewline), "\n")
	text = markdown.Squeeze(text)
	if text == "" {
		return converter.RenderSuccess
	}
	w.WriteString("\n\n")
	for line := range strings.Lines(text) {
		w.WriteString(strings.TrimRight("> "+strings.TrimRight(line, "\n"), " ") + "\n")
	}
	w.WriteString("\n\n")
	return converter.RenderSuccess
}
