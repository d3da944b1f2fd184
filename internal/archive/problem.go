package archive

import "strings"

// A Problem names a file of an archive and what is wrong with it.
type Problem struct {
	Path   string // of a content file, or of another file with its line: "hugo.yaml:3"
	Reason string
}

// Place is the path with a line, the first where none is known.
func (p Problem) Place() string {
	if _, line, ok := strings.Cut(p.Path, ":"); ok && line != "" {
		return p.Path
	}
	return p.Path + ":1"
}
