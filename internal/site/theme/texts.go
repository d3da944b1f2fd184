package theme

import (
	"fmt"
	"path"

	"hindsight/internal/archive"
	"hindsight/internal/wording"
)

// textFolder is where an archive's own texts lie.
var textFolder = path.Dir(wording.File)

// scriptOfTexts is the module from which the scripts take what they say.
const scriptOfTexts = "assets/ts/say.ts"

// readTexts puts an archive's own texts over the built-in ones, one by one.
func (t *Theme) readTexts() {
	for _, name := range t.ownNames(textFolder) {
		if name != wording.File {
			t.refuse(name, "", fmt.Errorf("texts stand in %s alone", wording.File))
		}
	}
	if t.own[wording.File] {
		texts, err := wording.Read(t.Files[wording.File], t.Texts, func(line int, why string) {
			t.Problems = append(t.Problems, archive.Problem{Path: fmt.Sprintf("%s:%d", wording.File, line), Reason: why + "; it is ignored"})
		})
		if err != nil {
			t.refuse(wording.File, "", err)
		} else {
			t.Texts, t.Files[wording.File] = texts, texts.YAML()
		}
	}
	t.Files[scriptOfTexts] = t.Texts.Module()
	delete(t.own, scriptOfTexts)
}
