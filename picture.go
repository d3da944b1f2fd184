package hindsight

import (
	"regexp"
	"strings"
)

// FilesFolder is where the pictures of texts lie in an archive, those of each
// entry in a folder of its id.
const FilesFolder = "content/files/"

// A Picture came with a text that is imported, as a file beside it.
type Picture struct {
	Address string // as the body writes it: "images/load.png"
	Data    []byte
}

// FileLink is how a text addresses a picture of its own. It leads to the picture
// from its content file, from its page and from its record alike.
func (e Entry) FileLink(name string) string { return upToFiles + e.ID() + "/" + name }

const upToFiles = "../../files/"

// FileName is the name of the entry's own picture that an address leads to, ""
// for other addresses.
func (e Entry) FileName(address string) string {
	name, ok := strings.CutPrefix(address, e.FileLink(""))
	if !ok || !fileNameRE.MatchString(name) {
		return ""
	}
	return name
}

var fileNameRE = regexp.MustCompile(`^[a-z0-9-]{1,60}-[0-9a-f]{8}\.(?:png|jpg|gif|webp)$`)

// Shows are the names of the pictures that the entry's text shows, in their
// order, each once.
func (e Entry) Shows() []string {
	if !strings.Contains(e.Body, upToFiles) {
		return nil
	}
	var names []string
	seen := map[string]bool{}
	for _, m := range shownRE.FindAllStringSubmatch(e.Body, -1) {
		if name := e.FileName(m[2]); name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// shownRE is a picture of the archive in a text.
var shownRE = regexp.MustCompile(`!\[((?:[^\[\]\n\\]|\\.)*)\]\((\.\./\.\./files/[^\s()]+)\)`)

// withoutPictures is a text of which pictures are kept back: their words stay.
func withoutPictures(body string) string {
	if !strings.Contains(body, upToFiles) {
		return body
	}
	return shownRE.ReplaceAllStringFunc(body, func(s string) string {
		if alt := shownRE.FindStringSubmatch(s)[1]; alt != "" {
			return "(image: " + alt + ")"
		}
		return "(image)"
	})
}
