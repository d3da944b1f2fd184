package browsertest

import (
	_ "embed"
	"testing"
)

//go:embed sight.js
var sight string

// Sight says, a line each, what people with weak eyes, with a screen reader
// or, on a narrow page, with fingers would stumble over.
func Sight(tb testing.TB, b *Browser, fingers bool) string {
	tb.Helper()
	if fingers {
		return Eval[string](tb, b, sight+"(true)")
	}
	return Eval[string](tb, b, sight+"(false)")
}
