package content

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"hindsight"

	"golang.org/x/text/unicode/norm"
)

// A content file's name: lower case, so that no two names differ by case alone.
var nameRE = regexp.MustCompile(`^content/postmortems/([a-z0-9][a-z0-9-]{0,63})/((?:\d{4}-\d{2}-\d{2}|undated)-[a-z0-9-]{1,80}-[0-9a-f]{6,64})\.md$`)

// CheckPath says whether path is one that NewPath could have given. Hugo gives
// other names a meaning of their own (_index.md, _content.gotmpl, .x.md).
func CheckPath(path string) error {
	if !nameRE.MatchString(path) {
		return fmt.Errorf("%s:1: not a content file's name; want content/postmortems/<organisation>/<YYYY-MM-DD or undated>-<title>-<6 hex "+
			"digits>.md, lower case", path)
	}
	return nil
}

// NewPath names the file of a postmortem that is archived for the first time.
// The name stays when title or date change later. taken says which names are
// in use: the hash grows until the name is free.
func NewPath(p hindsight.Postmortem, taken func(string) bool) string {
	date := "undated"
	if p.Date.Precision() >= hindsight.Day {
		date = p.Date.Time().Format("2006-01-02")
	}
	sum := sha256.Sum256([]byte(Identity(p.Source)))
	hash := hex.EncodeToString(sum[:])
	base := hindsight.Folder + Slug(p.Organisation, 64, "unknown") + "/" + date + "-" + titleSlug(p.Title, date) + "-"
	n := 6
	for n < len(hash) && taken(base+hash[:n]+".md") {
		n++
	}
	return base + hash[:n] + ".md"
}

// titleSlug makes a name of a title, without the day that the name begins with
// where the title begins with it as well.
func titleSlug(title, date string) string {
	slug := Slug(title, 60+len(date)+1, "untitled")
	for _, day := range []string{date, strings.ReplaceAll(date, "-", "")} {
		if rest, ok := strings.CutPrefix(slug, day+"-"); ok {
			return Slug(rest, 60, "untitled")
		}
	}
	return Slug(title, 60, "untitled")
}

// Slug makes a name of at most limit characters from a-z, 0-9 and "-": accents
// dropped, words joined by "-". A text without any such letter gives fallback.
func Slug(s string, limit int, fallback string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() > 2*limit {
			break
		}
	}
	slug := strings.Trim(b.String(), "-")
	if len(slug) > limit {
		slug = slug[:limit]
		if i := strings.LastIndexByte(slug, '-'); i > limit/2 {
			slug = slug[:i]
		}
		slug = strings.Trim(slug, "-")
	}
	if slug == "" {
		return fallback
	}
	return slug
}
