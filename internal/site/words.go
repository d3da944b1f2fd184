package site

import "strings"

// hugoWords are what Hugo looks for in its own output. In a text they are
// words like others, but "__hdeferred/" ends the process with a panic, and the
// others can fail a build or vanish. Hugo sees them broken; publish mends them.
var hugoWords = []string{"__hdeferred", "__h_pp_", "HAHAHUGO", "__hugo", "___hugo"}

// broken stands within a broken word: a character of private use, which
// together with the word around it no text holds by chance.
const broken = "\ue000"

var breakWords, mendWords = func() (*strings.Replacer, *strings.Replacer) {
	var to, back []string
	for _, w := range hugoWords {
		b := w[:3] + broken + w[3:]
		to, back = append(to, w, b), append(back, b, w)
	}
	return strings.NewReplacer(to...), strings.NewReplacer(back...)
}()
