package dump

import (
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/byline"
	"hindsight/internal/clean"
	"hindsight/internal/frontmatter"
	"hindsight/internal/markdown"
	"hindsight/internal/markup"
	"hindsight/internal/when"
)

// readMarkup returns the reader of a dialect: its Markdown makes the draft, and
// what the text says about itself.
func readMarkup(dialect markup.Dialect) func(source) draft {
	return func(s source) draft {
		md, fields := s.markdown(dialect)
		meta := frontmatter.Meta(fields)
		d := draft{author: meta.First("author", "authors"), date: inOrder(statedDate(meta), meta.First(statedKeys...), md)}
		d.organisation = clean.Title(meta.First("organisation", "organization", "company", "orgname"))
		if meta["title"] != "" {
			d.titles = []string{meta["title"]}
		}
		if s.meta != nil && d.author == "" {
			d.author = s.author()
		}
		return d.finish(md, s)
	}
}

// markdown is a text in a dialect as Markdown, and what it says of itself.
func (s source) markdown(d markup.Dialect) (md string, fields map[string]string) {
	if c := s.converted; c != nil && c.dialect == d.Name && c.text == s.body {
		return c.markdown, c.fields
	}
	return d.Read(s.body)
}

// statedKeys are the fields that say so.
var statedKeys = []string{"revdate", "date", "published", "post", "docdate"}

// statedDate is when a text says that it was published or last revised.
func statedDate(meta frontmatter.Meta) hindsight.Moment {
	for _, key := range statedKeys {
		if at := byline.Day(meta[key]); !at.IsZero() {
			return at
		}
		if at, _ := when.Parse(meta[key]); !at.IsZero() {
			return at
		}
	}
	return hindsight.Moment{}
}

// finish completes a draft with its body in Markdown. The title is a heading of
// the first level, or else the first line.
func (d draft) finish(md string, s source) draft {
	if len(topHeadings(md)) == 0 && len(d.titles) == 0 && s.meta["title"] == "" {
		title, rest := cutTitle(md)
		if title != "" && markdown.OpensParagraph(title) && !strings.HasPrefix(title, "**") {
			d.titles, md = append(d.titles, title), rest
		}
	}
	d.titles = append(d.titles, topHeadings(md)...)
	md = d.cutByline(md)
	d.body = body.FromMarkdown(md, s.url)
	return d
}
